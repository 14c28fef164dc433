// Pay-outs on their way through a PSP, as they are stored.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bank_account.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/retry.h"
#include "engine/ports/caller.h"
#include "engine/ports/command_log.h"
#include "engine/ports/ledger.h"
#include "engine/ports/payout_gateway.h"
#include "engine/ports/webhooks.h"
#include "views/payouts.h"

namespace paydesk {

/// A submitted pay-out with its sending, locked. What a decision changes is kept beside it.
struct SentPayout {
  Uuid payout_id;
  std::string seller;
  std::int64_t amount = 0; ///< minor units
  Currency currency;
  std::string state; ///< of the payout machine
  BankAccount destination;

  enum class Work : std::uint8_t {
    queued, ///< a call is due, or will be
    dead,   ///< a person has to look
    done,
  };
  std::string psp_account;
  int generation = 1;
  Uuid key;                ///< the live one
  std::vector<Uuid> keys;  ///< every one that was made, as they are stored
  Instant key_made_at;
  std::string reference; ///< the PSP's of the live key; empty: not told yet
  Work work = Work::queued;
  bool ask = false;
  bool doubt = false;
  bool leased = false;
  std::int64_t token = 0; ///< fencing: of the last claim
  Instant due_at;
  int attempts = 0; ///< that failed
  int asks = 0;
  std::optional<Instant> retry_since;
  std::optional<Instant> paid_at;
  ErrorClass error_class = ErrorClass::none;
  std::string last_error;

  struct Fact {
    PayoutWord::Kind kind{};
    std::string reference;
    std::optional<Uuid> transaction_id;
    std::string told_by;
    bool fresh = false; ///< not stored yet
  };
  std::vector<Fact> facts;

  struct Step {
    std::string trigger, to_state, note;
    bool superseded = false; ///< told, but moved nothing
  };
  std::vector<Step> steps;         ///< new ones, in order
  std::vector<std::string> alerts; ///< their codes
  struct Event {
    std::string kind, subject_kind, subject_id;
  };
  std::vector<Event> events; ///< beside those of the steps
  std::vector<Journal> journals;
  bool new_key = false;
  std::string account_gone; ///< nothing can be paid to its bank account any more: why; or empty
  std::optional<Uuid> paid_by, returned_by; ///< transactions
};
std::string_view to_string(SentPayout::Work work) noexcept;
/// "paid", "failed", "returned"; "accepted" is no fact.
std::string_view to_string(PayoutWord::Kind kind) noexcept;

/// A call that is about to be made.
struct PayoutAttempt {
  Uuid attempt_id;
  Uuid payout_id;
  Uuid key;
  bool ask = false;
  std::int64_t token = 0;
};

/// What a decision leaves beside the pay-outs it changed.
struct PayoutsDecided {
  std::vector<PayoutAttempt> attempts;  ///< begun
  std::vector<PayoutAnswer> answers;    ///< their attempts end
  std::optional<std::string> pause;     ///< the account is paused: why
  std::vector<WebhookDone> webhooks;    ///< of those taken in
  Extra rest{};                         ///< verdicts, audit and the command's answer
};

/// Thread-safe; every method is one transaction, which writes moves, postings, wallets, history and events with what is
/// to be done next. Callbacks may run again.
class PayoutSendingStore {
 public:
  using Decide = std::function<Result<PayoutsDecided>(std::vector<SentPayout>&)>;
  enum class Events : std::uint8_t {
    fresh,   ///< have just come in: those that are not known are stored, and applied
    waiting, ///< are stored and wait to be applied again
  };
  /// `fresh` are those events that are to be applied.
  using DecideNews = std::function<Result<PayoutsDecided>(std::vector<SentPayout>&, std::span<const RawWebhook> fresh)>;

  virtual ~PayoutSendingStore() = default;
  /// Takes at most `most` due pay-outs of the account under lease; with an open breaker only questions. False: the
  /// account takes no calls now.
  virtual Result<bool> claim(const std::string& psp_account, int most, Instant now, Instant lease_until,
                             const Decide& begin) = 0;
  /// Locks and changes these, in the order of their ids. `by` is who, in their history.
  virtual Result<void> change(std::span<const Uuid> payout_ids, Instant now, const std::string& by,
                              const Decide& decide) = 0;
  /// Applies those of the events that are new, or still wait, to the pay-outs of these keys.
  virtual Result<void> take_in(std::span<const RawWebhook> events, Events which, std::span<const Uuid> keys, Instant now,
                               const DecideNews& decide) = 0;
  /// A person's act on one, with its audit record. not_found on "payout_id" for one that no PSP was asked to pay.
  virtual Result<views::PayoutBatchDetail> act(const Caller& caller, const Uuid& payout_id, const std::string& step,
                                               const std::string& reason, Instant now, const Decide& decide,
                                               const KeepAnswer<views::PayoutBatchDetail>& keep) = 0;
};

} // namespace paydesk
