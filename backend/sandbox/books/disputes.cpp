#include "sandbox/books/disputes.h"

#include <nlohmann/json.hpp>

namespace sandbox {

using nlohmann::json;

namespace {

constexpr std::chrono::hours kTimeToRespond{7 * 24};

Instant now() { return std::chrono::system_clock::now(); }

Error wrong_state(const Dispute& dispute) {
  return invalid_state("the dispute is " + std::string(name_of(dispute.status)));
}

} // namespace

Result<Dispute> Disputes::open(Checkout& checkout, std::optional<std::int64_t> amount, bool inquiry) {
  const std::int64_t left = checkout.captured() - checkout.refunded() - checkout.withdrawn();
  if (left <= 0) return invalid_state("nothing of this checkout can be disputed");
  if (amount.value_or(left) > left) {
    return invalid_state("only " + std::to_string(left) + " can be disputed");
  }
  checkout.disputes.push_back({books_.ids.next("dsp_"), amount.value_or(left), DisputeStatus::inquiry, now(),
                               now() + kTimeToRespond, 1, inquiry});
  Dispute& dispute = checkout.disputes.back();
  books_.shelf.index_dispute(dispute.id, checkout);
  if (inquiry) {
    announce("dispute.inquiry", checkout, dispute);
  } else {
    begin(checkout, dispute);
  }
  return dispute;
}

Result<Dispute> Disputes::escalate(Checkout& checkout, const std::string& dispute_id) {
  Dispute* dispute = checkout.dispute(dispute_id);
  if (dispute == nullptr) return not_found("dispute");
  if (dispute->status != DisputeStatus::inquiry) return wrong_state(*dispute);
  const std::int64_t left = checkout.captured() - checkout.refunded() - checkout.withdrawn();
  if (dispute->amount > left) return invalid_state("only " + std::to_string(left) + " can be disputed");
  dispute->due_by = now() + kTimeToRespond;
  begin(checkout, *dispute);
  return *dispute;
}

Result<Dispute> Disputes::close(Checkout& checkout, const std::string& dispute_id) {
  Dispute* dispute = checkout.dispute(dispute_id);
  if (dispute == nullptr) return not_found("dispute");
  if (dispute->status == DisputeStatus::closed) return *dispute;
  if (dispute->status != DisputeStatus::inquiry) return wrong_state(*dispute);
  dispute->status = DisputeStatus::closed;
  announce("dispute.closed", checkout, *dispute);
  return *dispute;
}

Result<Dispute> Disputes::resolve(Checkout& checkout, const std::string& dispute_id, bool won) {
  Dispute* dispute = checkout.dispute(dispute_id);
  if (dispute == nullptr) return not_found("dispute");
  const DisputeStatus status = dispute->status;
  if (status == (won ? DisputeStatus::won : DisputeStatus::lost)) return *dispute;
  if (status == DisputeStatus::won) return invalid_state("the dispute was won already");
  if (status == DisputeStatus::inquiry || status == DisputeStatus::closed) return wrong_state(*dispute);
  dispute->status = won ? DisputeStatus::won : DisputeStatus::lost;
  announce(won ? "dispute.won" : "dispute.lost", checkout, *dispute);
  if (won) {
    Withdrawal& taken = dispute->withdrawals.back();
    taken.reinstated = true;
    book(checkout, taken.id, MovementKind::dispute_reinstated, dispute->amount, 0);
    announce("dispute.funds_reinstated", checkout, *dispute, taken.id);
  }
  return *dispute;
}

Result<Dispute> Disputes::reopen(Checkout& checkout, const std::string& dispute_id) {
  Dispute* dispute = checkout.dispute(dispute_id);
  if (dispute == nullptr) return not_found("dispute");
  if (dispute->status != DisputeStatus::won) return wrong_state(*dispute);
  ++dispute->round;
  dispute->status = DisputeStatus::pre_arbitration;
  dispute->due_by = now() + kTimeToRespond;
  announce("dispute.reopened", checkout, *dispute);
  withdraw(checkout, *dispute);
  return *dispute;
}

Result<Response> Disputes::respond(Checkout& checkout, const std::string& dispute_id, ResponseKind kind,
                                   const std::string& reference) {
  Dispute* dispute = checkout.dispute(dispute_id);
  if (dispute == nullptr) return not_found("dispute");
  if (!dispute->takes_response()) return wrong_state(*dispute);
  dispute->responses.push_back(
      {books_.ids.next("rsp_"), kind, reference, ModificationStatus::pending, now()});
  Response& made = dispute->responses.back();
  if (!checkout.account->final_by_webhook) {
    settle(checkout, *dispute, made);
    return made;
  }
  books_.later(books_.bank_delay, [this, id = checkout.id, dispute_id, response_id = made.id] {
    Checkout* found = books_.shelf.find(id);
    if (found == nullptr) return;
    Dispute* answered = found->dispute(dispute_id);
    settle(*found, *answered, *answered->response(response_id));
  });
  return made;
}

void Disputes::settle(Checkout& checkout, Dispute& dispute, Response& response) {
  // What was decided, or answered otherwise, before the bank had it came too late.
  if (!dispute.takes_response()) {
    response.status = ModificationStatus::failed;
    return;
  }
  response.status = ModificationStatus::succeeded;
  if (response.kind == ResponseKind::evidence) {
    dispute.status = DisputeStatus::under_review;
    announce("dispute.under_review", checkout, dispute);
    return;
  }
  dispute.status = DisputeStatus::accepted;
  announce("dispute.accepted", checkout, dispute);
  lose_later(checkout, dispute);
}

void Disputes::lose_later(const Checkout& checkout, const Dispute& dispute) {
  books_.later(books_.bank_delay, [this, id = checkout.id, dispute_id = dispute.id] {
    Checkout* found = books_.shelf.find(id);
    if (found != nullptr && found->dispute(dispute_id)->status == DisputeStatus::accepted) {
      static_cast<void>(resolve(*found, dispute_id, false));
    }
  });
}

void Disputes::begin(Checkout& checkout, Dispute& dispute) {
  dispute.status = DisputeStatus::needs_response;
  announce("dispute.opened", checkout, dispute);
  withdraw(checkout, dispute);
  const std::int64_t fee = checkout.account->dispute_fee(checkout.currency);
  if (fee > 0) book(checkout, dispute.id, MovementKind::dispute_fee, 0, fee);
}

void Disputes::withdraw(Checkout& checkout, Dispute& dispute) {
  const std::string more = dispute.round == 1 ? "" : "-" + std::to_string(dispute.round);
  dispute.withdrawals.push_back({dispute.id + more, dispute.round});
  const std::string& movement = dispute.withdrawals.back().id;
  book(checkout, movement, MovementKind::dispute_withdrawn, -dispute.amount, 0);
  announce("dispute.funds_withdrawn", checkout, dispute, movement);
}

void Disputes::book(const Checkout& checkout, const std::string& reference, MovementKind kind,
                    std::int64_t gross, std::int64_t fee) {
  books_.movements.add({checkout.account->id, checkout.currency},
                       {kind, reference, checkout.id, checkout.reference, gross, fee, now()});
}

void Disputes::announce(const std::string& type, const Checkout& checkout, const Dispute& dispute,
                        const std::string& movement) {
  json more{{"dispute_id", dispute.id}, {"round", dispute.round}};
  if (type == "dispute.opened" || type == "dispute.inquiry" || type == "dispute.reopened") {
    more["due_by"] = rfc3339(dispute.due_by);
  }
  if (!movement.empty()) more["movement_id"] = movement;
  books_.announce(type, checkout, dispute.amount, more);
}

} // namespace sandbox
