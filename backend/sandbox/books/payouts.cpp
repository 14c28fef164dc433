#include "sandbox/books/payouts.h"

#include <nlohmann/json.hpp>

#include <array>

namespace sandbox {

using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 4> kStatuses{"pending", "paid", "failed", "returned"};

constexpr std::array kBankFaults{Candidate{Fault::payout_fails}, Candidate{Fault::payout_returned_later}};

} // namespace

std::string_view name_of(PayoutStatus status) { return kStatuses[static_cast<std::size_t>(status)]; }

const Payout& Payouts::create(const Account& account, PayoutRequest request) {
  auto payout = std::make_unique<Payout>();
  payout->id = books_.ids.next("po_");
  payout->reference = std::move(request.reference);
  payout->amount = request.amount;
  payout->currency = std::move(request.currency);
  payout->holder = std::move(request.holder);
  payout->number = std::move(request.number);
  payout->account = &account;
  payout->created = std::chrono::system_clock::now();
  const Occasion occasion{"payout", payout->reference, payout->reference + "/bank"};
  const auto fault = faults_.choose(kBankFaults, occasion);
  const std::string id = payout->id;
  by_id_.emplace(id, payout.get());
  all_.push_back(std::move(payout));
  books_.later(books_.bank_delay, [this, id, fault] {
    if (fault == Fault::payout_fails) {
      static_cast<void>(fail(id, "account_closed"));
      return;
    }
    pay(id);
    if (fault != Fault::payout_returned_later) return;
    books_.later(faults_.lateness(), [this, id] { static_cast<void>(give_back(id, "account_closed")); });
  });
  return *all_.back();
}

// A reset may have removed it meanwhile.
void Payouts::pay(const std::string& id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end() || found->second->status != PayoutStatus::pending) return;
  found->second->status = PayoutStatus::paid;
  book(*found->second, MovementKind::payout, -found->second->amount);
  announce("payout.paid", *found->second);
}

// A pay-out is taken off the balance when it is paid, and so is in the account's next settlement.
void Payouts::book(const Payout& payout, MovementKind kind, std::int64_t gross) {
  books_.movements.add({payout.account->id, payout.currency},
                       {kind, payout.id, "", payout.reference, gross, 0, std::chrono::system_clock::now()});
}

const Payout* Payouts::find(const std::string& id, const Account& account) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() || found->second->account != &account ? nullptr : found->second;
}

std::vector<const Payout*> Payouts::find_by_reference(const std::string& reference, const Account& account) const {
  std::vector<const Payout*> found;
  for (const auto& payout : all_)
    if (payout->reference == reference && payout->account == &account) found.push_back(payout.get());
  return found;
}

Result<Payout> Payouts::end(const std::string& id, PayoutStatus from, PayoutStatus to, const std::string& code) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return not_found("payout: " + id);
  Payout& payout = *found->second;
  if (payout.status == to) return payout;
  if (payout.status != from) return invalid_state("the pay-out is " + std::string(name_of(payout.status)));
  payout.status = to;
  payout.code = code;
  if (to == PayoutStatus::returned) book(payout, MovementKind::payout_returned, payout.amount);
  announce("payout." + std::string(name_of(to)), payout);
  return payout;
}

Result<Payout> Payouts::fail(const std::string& id, const std::string& code) {
  return end(id, PayoutStatus::pending, PayoutStatus::failed, code);
}

Result<Payout> Payouts::give_back(const std::string& id, const std::string& code) {
  return end(id, PayoutStatus::paid, PayoutStatus::returned, code);
}

std::vector<const Payout*> Payouts::all(const std::string& account_id) const {
  std::vector<const Payout*> found;
  for (const auto& payout : all_)
    if (account_id.empty() || payout->account->id == account_id) found.push_back(payout.get());
  return found;
}

json payout_json(const Payout& payout) {
  const auto shown = payout.number.size() > 4 ? payout.number.substr(payout.number.size() - 4) : payout.number;
  return json{{"id", payout.id},
              {"status", name_of(payout.status)},
              {"amount", payout.amount},
              {"currency", payout.currency},
              {"reference", payout.reference},
              {"code", payout.code.empty() ? json(nullptr) : json(payout.code)},
              {"destination", {{"holder", payout.holder}, {"last4", shown}}},
              {"created", rfc3339(payout.created)}};
}

} // namespace sandbox
