#include "engine/payouts/sent.h"

#include <algorithm>

#include "core/closed_accounts.h"
#include "core/lifecycle.h"

namespace paydesk {
namespace {

std::string with_code(std::string text, const std::string& code) { return code.empty() ? text : text + ": " + code; }

/// Until money left or surely will not leave.
bool is_open(const std::string& state) {
  return state == "submitted" || state == "in_transit" || state == "retry_scheduled" || state == "unknown" ||
         state == "dead_letter";
}

} // namespace

std::string_view to_string(SentPayout::Work work) noexcept {
  return work == SentPayout::Work::queued ? "queued" : work == SentPayout::Work::dead ? "dead" : "done";
}

std::string_view to_string(PayoutWord::Kind kind) noexcept {
  switch (kind) {
  case PayoutWord::Kind::accepted:
    return "accepted";
  case PayoutWord::Kind::paid:
    return "paid";
  case PayoutWord::Kind::failed:
    return "failed";
  case PayoutWord::Kind::returned:
    break;
  }
  return "returned";
}

bool SentTurn::move(std::string_view trigger, std::string note) {
  const auto next = lifecycle::next(lifecycle::Machine::payout, p.state, trigger);
  if (!next)
    return false;
  p.state = *next;
  p.steps.push_back({std::string(trigger), p.state, std::move(note), false});
  return true;
}

void SentTurn::note(std::string_view trigger, std::string note) {
  p.steps.push_back({std::string(trigger), p.state, std::move(note), true});
}

void SentTurn::bury(std::string why) {
  if (p.work != SentPayout::Work::dead) // a person is told once
    p.alerts.push_back("payout_dead_letter");
  p.work = SentPayout::Work::dead;
  if (p.last_error.empty())
    p.last_error = why;
  move("attempts_exhausted", std::move(why));
}

bool SentTurn::known(PayoutWord::Kind kind, const std::string& reference) const {
  return std::any_of(p.facts.begin(), p.facts.end(), [&](const SentPayout::Fact& fact) {
    return fact.kind == kind && fact.reference == reference;
  });
}

const SentPayout::Fact* SentTurn::fact_of(PayoutWord::Kind kind) const {
  const auto at = std::find_if(p.facts.begin(), p.facts.end(), [&](const auto& fact) { return fact.kind == kind; });
  return at == p.facts.end() ? nullptr : &*at;
}

// A key is one pay-out at the PSP: under whichever reference people said that it was paid, this is the same one.
bool SentTurn::paid_by_verdict(const PayoutWord& word) const {
  const auto* paid = fact_of(PayoutWord::Kind::paid);
  return paid != nullptr && paid->told_by == told_by_verdict && word.key == p.key && word.reference != paid->reference;
}

void SentTurn::keep_fact(const PayoutWord& word, std::string_view told_by, std::optional<Uuid> transaction_id) {
  p.facts.push_back({word.kind, word.reference, transaction_id, std::string(told_by), true});
}

Uuid SentTurn::post(std::string kind, std::string cause, std::string description, AccountName debit,
                    AccountName credit) {
  Journal journal;
  journal.id = ids.next();
  journal.kind = std::move(kind);
  journal.cause = std::move(cause);
  journal.booked_at = now;
  journal.description = std::move(description);
  journal.lines = {{std::move(debit), p.currency, p.amount}, {std::move(credit), p.currency, -p.amount}};
  p.journals.push_back(std::move(journal));
  return p.journals.back().id;
}

bool SentTurn::apply(const PayoutWord& word, std::string_view told_by) {
  if (word.amount != p.amount || word.currency != p.currency.to_string()) {
    p.alerts.push_back("payout_amount_differs");
    note(to_string(word.kind), std::string(told_by) + " tells of another amount; a person has to ask the PSP");
    return false;
  }
  if (word.key == p.key)
    p.reference = word.reference;
  switch (word.kind) {
  case PayoutWord::Kind::accepted:
    return move("accepted", std::string(told_by));
  case PayoutWord::Kind::paid:
    return apply_paid(word, told_by);
  case PayoutWord::Kind::failed:
    return p.state == "paid" ? apply_returned(word, told_by) : apply_failed(word, told_by);
  case PayoutWord::Kind::returned:
    break;
  }
  return apply_returned(word, told_by);
}

// After a failure or a giving up the seller had the money again: then they owe it.
bool SentTurn::apply_paid(const PayoutWord& word, std::string_view told_by) {
  if (known(PayoutWord::Kind::paid, word.reference))
    return false;
  if (paid_by_verdict(word)) {
    p.alerts.push_back("payout_verdict_reference");
    note("paid", std::string(told_by) + " tells the reference " + word.reference + ", the verdict had another one");
    return false;
  }
  const bool first = fact_of(PayoutWord::Kind::paid) == nullptr;
  const bool expected = is_open(p.state);
  const auto from = expected ? AccountName{"payout_transit", ""} : AccountName{"seller_payable", p.seller};
  const auto id = post("payout_paid", cause_of(word), "Pay-out to " + p.seller + " from the balance at " + p.psp_account,
                       from, {"settlement_clearing", p.psp_account});
  keep_fact(word, told_by, id);
  if (!expected)
    p.alerts.push_back(first ? "payout_paid_after_all" : "payout_paid_twice");
  if (!first) {
    note("paid", std::string(told_by) + " tells of a second payment, " + word.reference + "; the seller owes it");
    return true;
  }
  p.paid_by = id;
  p.paid_at = now;
  return move("paid", std::string(told_by));
}

bool SentTurn::apply_failed(const PayoutWord& word, std::string_view told_by) {
  if (known(PayoutWord::Kind::failed, word.reference))
    return false;
  // An older key's failure says nothing about the one that is live.
  if (!is_open(p.state) || word.key != p.key) {
    keep_fact(word, told_by, std::nullopt);
    note("fail_final", with_code(std::string(told_by), word.code));
    return false;
  }
  note_account(word.account_reason, word.code);
  fail(with_code(std::string(told_by), word.code));
  keep_fact(word, told_by, p.journals.back().id);
  return true;
}

void SentTurn::note_account(std::string_view reason, const std::string& code) {
  if (closes_account(reason))
    p.account_gone = "the PSP told of a pay-out to it: " + std::string(reason) + " " + code;
}

void SentTurn::fail(std::string note) {
  p.work = SentPayout::Work::done;
  static_cast<void>(post("payout_rejected", "payout/" + p.payout_id.to_string(),
                         "Pay-out to " + p.seller + " that the PSP did not make", {"payout_transit", ""},
                         {"seller_payable", p.seller}));
  move("fail_final", std::move(note));
}

// What comes back was paid, also when nobody had told so.
bool SentTurn::apply_returned(const PayoutWord& word, std::string_view told_by) {
  auto back = word;
  back.kind = PayoutWord::Kind::returned;
  if (known(PayoutWord::Kind::returned, word.reference))
    return false;
  if (!known(PayoutWord::Kind::paid, word.reference) && !paid_by_verdict(word)) {
    auto paid = word;
    paid.kind = PayoutWord::Kind::paid;
    static_cast<void>(apply_paid(paid, told_by));
  }
  const auto id = post("payout_returned", cause_of(word), "Pay-out to " + p.seller + " that came back",
                       {"settlement_clearing", p.psp_account}, {"seller_payable", p.seller});
  keep_fact(back, told_by, id);
  const auto text = with_code(std::string(told_by), word.code);
  note_account(word.account_reason, word.code);
  if (move("return", text))
    p.returned_by = id;
  else
    note("return", text);
  return true;
}

} // namespace paydesk
