// The payment aggregate, what a decision changes, and the port that stores it.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/refund_policy.h"
#include "core/status.h"
#include "engine/ports/command_log.h"
#include "engine/ports/ledger.h"
#include "engine/ports/psp.h"
#include "engine/ports/verdicts.h"
#include "engine/ports/selections.h"

namespace paydesk {

struct Payment {
  Uuid payment_id;
  Uuid caller_id;
  std::string entity;
  std::string buyer;
  std::string checkout_reference;
  Currency currency;
  std::int64_t total = 0;
  std::string success_url;
  std::string cancel_url;
  Uuid idempotency_key;
  Instant created_at;
};

/// A row under one of the lifecycle machines. `path` collects the triggers taken in this transaction.
struct Lifecycled {
  std::string state;
  Instant state_since;
  std::vector<std::string> path;
};

struct Charge : Lifecycled {
  Uuid charge_id;
  std::string psp_account;
  CaptureMode capture_mode{};
  std::int64_t amount = 0;
  std::int64_t authorized = 0;
  std::int64_t captured = 0;
  /// How it came to its account: the shop named it or there was no choice; it was chosen, and may be chosen anew while
  /// the PSP surely never heard of it; a registration's end was not known once, so it stays.
  enum class Route : std::uint8_t { fixed, open, unsure };
  Route route = Route::fixed;
  std::vector<std::string> left_accounts; ///< where it was before
  bool route_changed = false;             ///< account, route or what it left
  std::string payment_method; ///< the PSP's token of a stored one, charged directly; empty: a hosted page
  std::string token;
  std::string psp_payment_id;
  std::string hosted_page_url;
  std::string error_class;
  std::string last_error;
  Instant expires_at;
  std::optional<Instant> check_at;     ///< when the sweeper looks whether to ask the PSP
  std::optional<Instant> check_stored; ///< as it was read
  Instant created_at;

  bool is_direct() const noexcept { return !payment_method.empty(); }
};

struct Order {
  Uuid order_id;
  int line_no = 0;
  std::string seller;
  std::string reference;
  std::string description;
  std::int64_t commission = 0; ///< of the whole amount
  OrderAmounts amounts;
  std::int64_t commission_taken = 0;
  std::int64_t commission_returned = 0;
  std::int64_t refunded_keeping = 0; ///< of amounts.refunded, the part whose commission stayed with the marketplace
  /// Of what the charge's facts posted to the seller, what no settlement line has told of yet; < 0 while a refund
  /// waits. Of several orders of one seller only the sum means something.
  std::int64_t unsettled_share = 0;
  bool dispute_won = false;
  bool cancelled = false;
  std::string status;
  Instant status_since;
};

/// One intended effect at the PSP; its id is the key that goes out.
struct Operation {
  enum class State : std::uint8_t { live, succeeded, failed };
  Uuid operation_id;
  OperationKind kind{};
  Uuid subject_id; ///< the charge, the order, the refund or the dispute
  int generation = 1;
  std::int64_t amount = 0;
  State state = State::live;
  std::string psp_reference;
  Instant created_at;
  std::optional<Instant> lost_at; ///< when a call of it was last given up without an answer: it may still arrive
  bool added = false;
  bool changed = false;
};

struct Refund : Lifecycled {
  Uuid refund_id;
  Uuid order_id;
  std::int64_t amount = 0;
  std::string reason;
  std::string note;
  std::string requested_by;
  Uuid requester_id;
  std::string decided_by;
  std::optional<Uuid> decider_id;
  std::string psp_reference;
  Instant created_at;
  RefundTerms terms; ///< as they were when it was asked for
  std::optional<Instant> expires_at; ///< until when somebody has to decide, when it waits for that; none: for ever
  std::vector<std::string> deciders; ///< roles of which who decides needs one; empty: any that may decide
  bool added = false;
  bool changed = false;
};

/// What one order bears of a dispute, kept to give back exactly that.
struct DisputeShare {
  Uuid order_id;
  std::int64_t amount = 0; ///< minor units, > 0
  std::int64_t fee = 0;    ///< of a lost dispute, recharged to the seller beside it
};

/// What is said to the bank. Append-only.
struct DisputeEvidence {
  Uuid evidence_id;
  Uuid operation_id; ///< whose call brings it to the PSP
  std::string text;
  std::string submitted_by;
  Uuid submitter_id;
  Instant submitted_at;
  bool added = false;
};

struct Dispute : Lifecycled {
  Uuid dispute_id;
  std::string psp_reference;
  std::int64_t amount = 0;
  int round = 1;                  ///< one more with each reopening
  std::optional<Instant> due_by;  ///< until when the bank wants an answer
  int warned = 0;                 ///< about due_by: 1 when it was near, 2 when it was past
  std::int64_t withheld = 0;      ///< what the PSP took and has not given back
  bool booked_lost = false;       ///< `withheld` is lost, not just on hold
  int loss_bookings = 0;          ///< how often a loss was booked, for the journals' causes
  std::vector<DisputeShare> holds;  ///< what the orders have on hold of `withheld`, until it is lost
  std::vector<DisputeShare> losses; ///< while booked_lost: what the orders bore, the rest of `withheld` is our loss
  bool shares_changed = false;      ///< holds or losses
  std::vector<DisputeEvidence> evidence; ///< what is still to be sent, and what is added
  Instant created_at;
  bool added = false;
  bool changed = false;
};

/// A queue item. `ask`: the next call is a status query, because the last one's outcome is not known.
struct Job {
  Uuid job_id;
  std::optional<Uuid> operation_id;
  OperationKind kind{};
  bool ask = false;
  bool dead = false;
  Instant due_at;
  bool leased = false;    ///< somebody has taken it up, until due_at
  std::int64_t token = 0; ///< the fencing token it was read with
  int attempts = 0;       ///< failed ones
  int asks = 0;
  int max_attempts = 8;
  ErrorClass error_class = ErrorClass::none;
  std::optional<Instant> retry_since; ///< the first failure, or the first question
  std::optional<Instant> failed_at;   ///< the last one: delays begin here
  std::optional<Instant> held_until;  ///< Retry-After, or a network's wait: no change of rules beats it
  int declines = 0;                   ///< of a card, for the networks' limits; an operator's retry keeps them
  std::optional<Instant> first_declined_at;
  bool doubt = false; ///< a call went out whose end nobody has told: its worker died or was too slow
  std::string last_error;
  std::optional<Instant> dead_since;
  Instant created_at;
  bool added = false;
  bool changed = false;
  bool removed = false;
};

struct Fact {
  std::string kind; ///< capture, capture_reversed, refund, refund_returned, dispute_withdrawn, dispute_reinstated
  std::string reference;
  std::string merchant_reference;
  std::optional<Uuid> order_id;
  std::int64_t amount = 0;
  std::string source;
  Uuid transaction_id;
  Instant at;
  bool added = false;
};

struct HistoryRow {
  Instant at;
  std::string subject; ///< charge, refund, dispute, order
  Uuid subject_id;
  std::string code;
  std::string from_state;
  std::string to_state;
  std::string source; ///< answer, webhook, query, operator, shop, sweeper, settlement, engine
  std::string detail;
  bool superseded = false;
};

struct OutboxEvent {
  std::string kind;
  std::string subject_kind;
  std::string subject_id;
  std::string payload = "{}";
};

struct Hold {
  Uuid cause_id;
  std::string seller;
  std::int64_t amount = 0;
  bool released = false;
};

/// The answer that is stored for a caller's key.
struct StoredResponse {
  Uuid caller_id;
  Uuid key;
  int status = 0;
  std::string body;
};

/// One payment with everything a decision needs, read under its lock, and everything the decision made.
struct Aggregate {
  Payment payment;
  Charge charge;
  std::vector<Order> orders;
  std::vector<Operation> operations;
  std::vector<Refund> refunds;
  std::vector<Dispute> disputes;
  std::vector<Job> jobs;
  std::vector<Fact> facts;

  // What the decision adds; written in the same transaction.
  std::vector<Journal> journals;
  std::vector<WalletChange> wallet_changes;
  std::vector<Hold> holds;
  std::vector<HistoryRow> history;
  std::vector<OutboxEvent> events;
  bool dirty = false;

  Order* order(const Uuid& id);
  Operation* operation(const Uuid& id);
  Refund* refund(const Uuid& id);
  Job* job_of(const Uuid& operation_id);
};

struct AttemptRow {
  Uuid attempt_id;
  Uuid payment_id;
  Uuid charge_id;
  std::optional<Uuid> operation_id;
  std::string psp_account;
  std::string operation;
  int number = 1;
  Instant started_at;
};

struct NewPayment {
  /// Payment, charge, orders, the first operation with its job, history, events: one for a hosted page, one an order
  /// when it is charged directly. All carry the same payment.
  std::vector<Aggregate> charges;
  std::string request_hash; ///< 32 raw bytes, SHA-256 of the canonical request
  std::vector<AttemptRow> attempts; ///< of calls that go out as soon as this is stored

  const Payment& payment() const { return charges.front().payment; }
};

/// What became of one new payment.
struct CreateOutcome {
  enum class Kind { created, replayed, in_flight, key_reused };
  Kind kind = Kind::created;
  Uuid payment_id;
  int status = 0;       ///< of the stored answer
  std::string response; ///< the stored answer
};

struct ClaimedJob {
  Uuid job_id;
  Uuid charge_id;
  std::int64_t token = 0;
};

/// How far a new payment has come, for the shop that waits for its page, or for the outcome of its direct charges.
struct Registration {
  struct OrderLine {
    Uuid order_id;
    std::string seller;
    std::string reference;
    std::int64_t amount = 0;
    std::string status;
    std::string charge_state;
    std::string error; ///< why its charge failed
  };
  Uuid payment_id;
  bool direct = false;
  std::string charge_state; ///< of the first charge
  std::string hosted_page_url; ///< empty until the token is stored
  std::string last_error;
  Currency currency;
  std::int64_t total = 0;
  Instant created_at;
  Instant expires_at;
  std::vector<OrderLine> orders;
};

/// An operator's act, for the audit.
struct AuditEntry {
  Uuid principal_id;
  std::string login;
  std::string action;
  std::string subject;
  std::optional<Uuid> payment_id;
  std::string detail_json = "{}";
  std::string outcome;
};

/// What became of a webhook's event.
struct WebhookDone {
  Uuid webhook_id;
  std::string state; ///< processed, superseded, waiting, ignored, failed
  std::optional<Uuid> payment_id;
  std::string message;
  std::optional<Instant> due_at; ///< of waiting ones
};

/// An account that has to wait for a person: bad credentials.
struct AccountPause {
  std::string psp_account;
  std::string reason;
};

/// What a change takes from a seller who may not owe: it is refused when the wallet has less beside what is reserved.
struct FundsNeeded {
  std::string seller;
  Currency currency;
  std::int64_t takes = 0; ///< minor units, ≥ 0
  std::int64_t held = 0;  ///< by the holds that the change itself begins
};

/// Inserts of one change beside the aggregates.
struct Extra {
  std::vector<AttemptRow> attempts;
  std::vector<PspAnswer> finished; ///< attempts that are answered
  std::vector<AuditEntry> audit;
  std::vector<WebhookDone> webhooks;
  std::vector<AccountPause> pauses; ///< by the engine; an account that is paused already stays as it is
  std::optional<SelectionStep> selection; ///< items of it that the change has acted on
  std::vector<NewVerdict> verdicts;
  std::optional<VerdictDecision> verdict_decision;
  std::optional<CommandAnswer> answer; ///< of the command that the change carries out
  std::vector<FundsNeeded> funds;      ///< looked at under the wallets' locks; failed_precondition when they are short
};

/// Stores payments. Thread-safe; every method is one transaction, all or nothing.
class PaymentStore {
 public:
  virtual ~PaymentStore() = default;

  /// Inserts new payments with their keys; one outcome each, in order. Batched: one commit for all.
  virtual Result<std::vector<CreateOutcome>> create(std::span<NewPayment> payments) = 0;

  /// Locks the charges in the order of their ids, loads their aggregates, lets `decide` change them, and writes
  /// what changed. Unknown ids are left out. `decide` may run again after a deadlock, on fresh aggregates, so it
  /// only touches what it is given. An error from `decide` leaves everything as it was; so does `conflict`, when the
  /// answer's key was answered meanwhile.
  using Decide = std::function<Result<Extra>(std::vector<Aggregate>&)>;
  virtual Result<void> change(std::span<const Uuid> charge_ids, const Decide& decide) = 0;

  /// Takes at most `most` jobs of the account that are due, under a lease until `lease_until`, and lets `begin` take
  /// them up in the same transaction. Jobs of charges that somebody else is working on are left for the next time.
  /// Answers whether the account takes calls at all: none is claimed while it is paused.
  using Begin = std::function<Result<Extra>(std::vector<Aggregate>&, const std::vector<ClaimedJob>&)>;
  virtual Result<bool> claim(const std::string& account, int most, Instant now, Instant lease_until,
                             const Begin& begin) = 0;

  /// Charges whose check_at has passed, at most `most`.
  virtual Result<std::vector<Uuid>> due_for_check(int most, Instant now) = 0;

  virtual Result<std::vector<Uuid>> charges_of_payment(const Uuid& payment_or_order_id) = 0;
  /// Those of the whole payment, also when the id is one of its orders.
  virtual Result<std::vector<Uuid>> all_charges_of_payment(const Uuid& payment_or_order_id) = 0;
  virtual Result<std::vector<Uuid>> charges_of_jobs(std::span<const Uuid> job_ids) = 0;

  virtual Result<std::vector<Uuid>> charges_of_refund(const Uuid& refund_id) = 0;
  /// Charges with refunds that have waited for a second person until after their time, at most `most`.
  virtual Result<std::vector<Uuid>> charges_of_expired_refunds(int most, Instant now) = 0;

  virtual Result<std::vector<Uuid>> charges_of_dispute(const Uuid& dispute_id) = 0;

  /// Stores answers for keys that have none yet; answers what is stored now, in order.
  virtual Result<std::vector<StoredResponse>> store_responses(std::span<const StoredResponse> responses) = 0;

  /// How far registering has come, for those of `charge_ids` that exist.
  virtual Result<std::vector<Registration>> registrations(std::span<const Uuid> payment_ids) = 0;
};

} // namespace paydesk
