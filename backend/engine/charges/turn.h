// What every decision about one aggregate shares: the time, ids, policy, and the moves themselves.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/lifecycle.h"
#include "core/retry_plan.h"
#include "engine/ports/payments.h"

namespace paydesk {

struct AccountTerms;
class BreakerStore;
class RuleBoard;

/// How long the engine waits before it looks by itself, and the rules that people have made.
struct EnginePolicy {
  RetryPolicy retry;
  std::chrono::milliseconds first_check{15'000}; ///< after the last move, before the PSP is asked
  std::chrono::milliseconds longest_check{600'000};
  std::chrono::milliseconds ask_delay{1'000}; ///< before asking about a lost or pending outcome, doubled each time
  std::chrono::milliseconds longest_ask{60'000};
  int max_asks = 60;
  std::chrono::milliseconds late_arrival{600'000}; ///< how long a call that was given up may still reach the PSP
  std::chrono::hours dispute_warning{48}; ///< before a dispute's answer is due
  const RuleBoard* rules = nullptr; ///< none: the defaults above hold everywhere
  BreakerStore* breakers = nullptr; ///< none: nothing ever stops calls by itself
  const std::vector<AccountTerms>* accounts = nullptr; ///< among which a registration may move; none: it stays
};

/// What holds for PSP accounts without a retry policy of their own.
inline RetryPlan default_plan(const EnginePolicy& policy) {
  return default_plan(policy.retry, {policy.ask_delay, policy.longest_ask, policy.max_asks});
}

/// One decision: pure but for the ids it draws. Everything it does goes into the aggregate.
class Turn {
 public:
  Turn(Aggregate& aggregate, Instant now, IdSource& ids, const EnginePolicy& policy, std::string_view source)
      : a(aggregate), now(now), ids(ids), policy(policy), source(source) {}

  Aggregate& a;
  const Instant now;
  IdSource& ids;
  const EnginePolicy& policy;
  const std::string_view source;

  /// Moves the charge by `trigger`; false, and nothing happens, when its state has no such move.
  bool move_charge(std::string_view trigger, std::string_view detail = {});
  bool move_refund(Refund& refund, std::string_view trigger, std::string_view detail = {});
  bool move_dispute(Dispute& dispute, std::string_view trigger, std::string_view detail = {});
  /// Tells people about disputes whose answer is due soon, or was due; each once a round. Does not ask the PSP.
  void warn_about_disputes();

  /// A line of the timeline that moves nothing.
  void note(std::string_view subject, const Uuid& id, std::string_view code, std::string_view detail,
            bool superseded = false);
  /// News for a state already passed: a webhook's is kept on the timeline, an answer that repeats what is known not.
  void superseded(const News& news);
  /// Something a person must see: a timeline line and an event of kind "alert".
  void alert(std::string_view code, std::string_view detail);
  void event(std::string kind, std::string subject_kind, std::string subject_id, std::string payload = "{}");

  /// Adds a live operation and the job that carries it out now. Does nothing when one is live already.
  void start_operation(OperationKind kind, const Uuid& subject, std::int64_t amount);
  /// Ends an operation and takes its job out of the queue.
  void end_operation(Operation& operation, Operation::State state, std::string_view psp_reference = {});

  /// A call of the job's operation was given up without an answer.
  void lose_call(const Job& job);

  /// The job's operation is proven declined: the job goes on with its next generation, which has a key of its own.
  void renew_operation(Job& job);

  /// Whether the PSP is being asked for everything it knows of the charge.
  bool asks() const;
  /// Has it asked at `at`, or now. Does nothing when that is under way.
  void ask_psp(std::optional<Instant> at = {});

  /// The charge has not moved for so long that its PSP should be asked.
  bool is_silent() const;

  /// Adds a journal with its fact. `kind` is both the fact's and the journal's.
  void post_fact(std::string_view kind, const News& news, std::optional<Uuid> order_id, std::int64_t amount,
                 std::vector<Posting> lines, std::string description);
  bool knows_fact(std::string_view kind, std::string_view reference) const;
  /// A fact posts `share` more to the seller of this order: it is pending until a settlement line tells of it, as far
  /// as the PSP still has anything of the seller's of this charge.
  void add_unsettled(Order& order, std::int64_t share);

  /// Ends the decision: shown statuses, the sweeper's next look, what a final state leaves behind, events.
  void finish();

 private:
  bool move(lifecycle::Machine machine, Lifecycled& row, std::string_view subject, const Uuid& id,
            std::string_view trigger, std::string_view detail);
  void drop_what_is_over();
  void ask_what_is_in_doubt(const Operation& operation);
  std::optional<Instant> next_look() const;
  std::optional<Instant> late_look() const;
  std::optional<Instant> next_warning() const;
  std::optional<Instant> next_check() const;
  void plan_check();
};

} // namespace paydesk
