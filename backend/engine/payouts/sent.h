// What becomes of a pay-out that goes out through a PSP: decisions, without any call or store.
#pragma once

#include <optional>

#include "core/retry_plan.h"
#include "engine/ports/payout_sending.h"

namespace paydesk {

/// How long a pay-out is followed after the PSP has taken it.
struct PayoutWatch {
  std::chrono::seconds first_look{60};         ///< after it was taken, doubled with each question
  std::chrono::seconds longest_look{6 * 3600}; ///< between two questions while it is on its way
  std::chrono::seconds return_look{24 * 3600}; ///< between two questions once it was paid
  std::chrono::hours return_watch{240};        ///< after it was paid: for how long the bank may give it back
};

/// Who tells what two persons have decided.
inline constexpr std::string_view told_by_verdict = "verdict";

/// One decision about one pay-out: everything that it does goes into the pay-out.
class SentTurn {
 public:
  SentTurn(SentPayout& payout, Instant now, IdSource& ids) : p(payout), now(now), ids(ids) {}

  SentPayout& p;
  const Instant now;
  IdSource& ids;

  /// False when the machine has no such move from here.
  bool move(std::string_view trigger, std::string note = {});
  /// News that moves nothing, kept on the timeline.
  void note(std::string_view trigger, std::string note);
  /// Posts what the PSP says once a reference, and moves by it. False: it was known, or came too late to matter.
  bool apply(const PayoutWord& word, std::string_view told_by);
  /// It will not be paid: the seller has the money again.
  void fail(std::string note);
  void bury(std::string why);
  /// What a reason says of the bank account; `code` as the PSP names it.
  void note_account(std::string_view reason, const std::string& code);

 private:
  bool known(PayoutWord::Kind kind, const std::string& reference) const;
  const SentPayout::Fact* fact_of(PayoutWord::Kind kind) const;
  bool paid_by_verdict(const PayoutWord& word) const;
  void keep_fact(const PayoutWord& word, std::string_view told_by, std::optional<Uuid> transaction_id);
  Uuid post(std::string kind, std::string cause, std::string description, AccountName debit, AccountName credit);
  bool apply_paid(const PayoutWord& word, std::string_view told_by);
  bool apply_failed(const PayoutWord& word, std::string_view told_by);
  bool apply_returned(const PayoutWord& word, std::string_view told_by);
  std::string cause_of(const PayoutWord& word) const { return p.psp_account + "/" + word.reference; }
};

/// The call that a claimed pay-out is due for; nothing when none is to be made any more.
std::optional<PayoutCall> begin_payout_call(SentTurn& turn);

/// What an answer comes to. `token` is the claim's: an answer of a claim that was taken over tells its facts, and does
/// not say what is done next.
void apply_payout_answer(SentTurn& turn, std::int64_t token, bool asked, const PayoutAnswer& answer,
                         const RetryPlan& plan, const PayoutWatch& watch, std::chrono::hours key_ttl,
                         std::uint64_t random);

/// What the PSP says of it cannot be stored: for a person, and nothing is sent before it was asked for.
void set_payout_aside(SentTurn& turn, std::string why);

/// After `apply` of news that nobody asked for: what is left to be done.
void plan_next(SentTurn& turn, const PayoutWatch& watch);

/// A person has it tried again: asked for first when a call's end is not known, under a new key when the last one was
/// declined. failed_precondition unless it is a dead letter or its outcome is unknown.
Result<void> retry_payout(SentTurn& turn, const std::string& reason);
/// A person gives up a dead letter that the PSP surely does not have; the seller has the money again.
/// failed_precondition otherwise.
Result<void> give_up_payout(SentTurn& turn, const std::string& reason);

} // namespace paydesk
