// Rules that people change while the system runs, and the port that keeps their versions.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/retry_plan.h"
#include "engine/ports/caller.h"
#include "engine/ports/command_log.h"

namespace paydesk {

enum class RuleKind : std::uint8_t { retry_policy, error_mapping, breaker, routing };
std::string_view to_string(RuleKind kind) noexcept;
std::optional<RuleKind> parse_rule_kind(std::string_view text) noexcept;

/// Which version of which rules, and who made it. The newest version is in force; none is ever altered.
struct RuleHead {
  RuleKind kind{};
  std::string subject; ///< the PSP account
  int version = 0;     ///< 0: what holds where nobody has made a version
  std::optional<Instant> at;
  std::optional<Uuid> principal_id; ///< none: the daemon itself
  std::string login;
  std::string note;
  std::optional<int> restored_from; ///< the version that this one repeats; 0: the default rules
};

/// A job that waits for its next try or question, as a retry policy sees it.
struct WaitingJob {
  Uuid job_id;
  Uuid payment_id;
  std::string operation;
  ErrorClass error_class = ErrorClass::none; ///< outcome_unknown for one that is asked about
  int failures = 0;                          ///< tries, or questions
  Instant due_at;
  Instant since;     ///< the first failure
  Instant failed_at; ///< the last one
  std::optional<Instant> held_until;
  bool doubt = false;
};

struct NewDue {
  Uuid job_id;
  Instant due_at;
};

/// Everything that is in force, by subject.
struct RulesInForce {
  std::int64_t number = 0; ///< of the newest version of all
  std::map<std::string, RetryPlan, std::less<>> retry;
};

/// One transaction; lives inside its callback only.
class RuleTx {
 public:
  virtual ~RuleTx() = default;
  virtual bool has_account(std::string_view psp_account) = 0;
  /// The version, or the newest one for 0; nothing when there is none.
  virtual std::optional<RuleHead> head(RuleKind kind, std::string_view subject, int version) = 0;
  /// Versions below `before`, newest first, at most `most`.
  virtual std::vector<RuleHead> versions(RuleKind kind, std::string_view subject, int before, int most) = 0;
  virtual RetryPlan retry_plan(std::string_view subject, int version) = 0;
  /// Every job of the account that waits after a failure and that nobody works on, soonest first, some thousands at
  /// a time. `lock`: locked, for `reschedule`; what another transaction has locked is left out.
  using Jobs = std::function<void(std::span<const WaitingJob>)>;
  virtual void each_waiting_job(std::string_view psp_account, bool lock, const Jobs& take) = 0;

  /// Adds the version with its audit record and event; conflict when `draft.version` is not the next one. Writers
  /// of any rules wait for each other here.
  virtual Result<void> add_version(const RuleHead& draft, const Caller& caller) = 0;
  virtual void add_retry_plan(std::string_view subject, int version, const RetryPlan& plan) = 0;
  /// Moves waiting jobs that were read with `lock`.
  virtual void reschedule(std::span<const NewDue> jobs) = 0;
  /// Stores the command's answer; conflict when its key was answered meanwhile.
  virtual Result<void> keep(const CommandAnswer& answer) = 0;
};

/// Where rules are kept. Thread-safe.
class RuleStore {
 public:
  virtual ~RuleStore() = default;
  /// Commits when `work` has a value; may run it again after a deadlock.
  virtual Result<void> in_transaction(const std::function<Result<void>(RuleTx&)>& work) = 0;
  /// The newest version's number: it grows with every change of any rules, in the order of their commits.
  virtual Result<std::int64_t> newest_number() = 0;
  virtual Result<RulesInForce> in_force() = 0;
};

} // namespace paydesk
