// Rules that people change while the system runs, and the port that keeps their versions.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/approval_policy.h"
#include "core/ids.h"
#include "core/breaker.h"
#include "core/commission.h"
#include "core/error_mapping.h"
#include "core/refund_policy.h"
#include "core/retry_plan.h"
#include "core/routing.h"
#include "engine/ports/caller.h"
#include "engine/ports/command_log.h"
#include "views/mappings.h"

namespace paydesk {

enum class RuleKind : std::uint8_t { retry_policy, error_mapping, breaker, routing, commission, approval, refund };
std::string_view to_string(RuleKind kind) noexcept;
std::optional<RuleKind> parse_rule_kind(std::string_view text) noexcept;

/// Which version of which rules, and who made it. The newest version is in force; none is ever altered.
struct RuleHead {
  RuleKind kind{};
  std::string subject; ///< the PSP account, or "provider:<name>"
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

/// Failed attempts that were answered alike.
struct AttemptShape {
  std::string psp_account;
  std::string operation;
  int http_status = 0;
  std::string code;
  ErrorClass error_class = ErrorClass::none; ///< as recorded
  std::int64_t attempts = 0;
  Instant last_at;
  std::vector<Uuid> examples; ///< newest first
};

struct MappingInForce {
  int version = 0;
  std::vector<MappingRule> rules;
};

/// The subject of rules that are for all accounts together.
inline constexpr std::string_view every_account = "*";

/// Whether an account takes new payments: a draining one only what nothing else can take.
enum class Intake : std::uint8_t { active, draining, disabled };
std::string_view to_string(Intake intake) noexcept;
std::optional<Intake> parse_intake(std::string_view text) noexcept;

/// How a PSP account is now.
struct AccountState {
  bool paused = false;
  BreakerState breaker = BreakerState::closed;
  Intake intake = Intake::active;
};
using AccountStates = std::map<std::string, AccountState, std::less<>>;

/// Everything that is in force, by subject.
struct RulesInForce {
  std::int64_t number = 0; ///< of the newest version of all
  std::map<std::string, RetryPlan, std::less<>> retry;
  std::map<std::string, MappingInForce, std::less<>> mappings;
  std::map<std::string, std::string, std::less<>> providers; ///< by PSP account
  RoutingRules routing;
  CommissionSchedule commission;
  ApprovalPolicy approval;
  int approval_version = 0;
  RefundPolicy refunds;
  int refunds_version = 0;
};

/// What changes all the time: cheap to read.
struct RulesGlance {
  std::int64_t number = 0; ///< of the newest version: it grows with every change, in the order of their commits
  AccountStates accounts;
};

/// The subject of the rules for all accounts of a provider.
std::string provider_subject(std::string_view provider);

/// One transaction; lives inside its callback only.
class RuleTx {
 public:
  virtual ~RuleTx() = default;
  virtual bool has_account(std::string_view psp_account) = 0;
  /// An account has this provider.
  virtual bool has_provider(std::string_view provider) = 0;
  /// The version, or the newest one for 0; nothing when there is none.
  virtual std::optional<RuleHead> head(RuleKind kind, std::string_view subject, int version) = 0;
  /// Versions below `before`, newest first, at most `most`.
  virtual std::vector<RuleHead> versions(RuleKind kind, std::string_view subject, int before, int most) = 0;
  virtual RetryPlan retry_plan(std::string_view subject, int version) = 0;
  virtual std::vector<MappingRule> mapping_rules(std::string_view subject, int version) = 0;
  /// Failed attempts since then of the account, or of every account of the provider, the most frequent first.
  virtual std::vector<AttemptShape> failed_attempts(std::string_view subject, Instant since, int most) = 0;
  /// Answers that no rule covered when they came, the latest first; of one account, or of all for an empty one.
  virtual std::vector<views::UnmappedAnswer> unmapped(std::string_view psp_account) = 0;
  /// Every job of the account that waits after a failure and that nobody works on, soonest first, some thousands at
  /// a time. `lock`: locked, for `reschedule`; what another transaction has locked is left out.
  using Jobs = std::function<void(std::span<const WaitingJob>)>;
  virtual void each_waiting_job(std::string_view psp_account, bool lock, const Jobs& take) = 0;

  /// Adds the version with its audit record and event; conflict when `draft.version` is not the next one. Writers
  /// of any rules wait for each other here. Without a principal it is the daemon's own, which no audit names.
  virtual Result<void> add_version(const RuleHead& draft, const Caller& caller) = 0;
  virtual void add_retry_plan(std::string_view subject, int version, const RetryPlan& plan) = 0;
  virtual void add_mapping_rules(std::string_view subject, int version, std::span<const MappingRule> rules) = 0;
  virtual BreakerSettings breaker_settings(std::string_view subject, int version) = 0;
  /// Also closes an open breaker that is switched off.
  virtual void add_breaker_settings(std::string_view subject, int version, const BreakerSettings& settings) = 0;
  virtual RoutingRules routing(std::string_view subject, int version) = 0;
  virtual void add_routing(std::string_view subject, int version, const RoutingRules& routing) = 0;
  virtual CommissionSchedule commission(std::string_view subject, int version) = 0;
  virtual void add_commission(std::string_view subject, int version, const CommissionSchedule& schedule) = 0;
  virtual ApprovalPolicy approval_policy(std::string_view subject, int version) = 0;
  virtual void add_approval_policy(std::string_view subject, int version, const ApprovalPolicy& policy) = 0;
  virtual RefundPolicy refund_policy(std::string_view subject, int version) = 0;
  virtual void add_refund_policy(std::string_view subject, int version, const RefundPolicy& policy) = 0;
  /// With its audit record and event.
  virtual void set_intake(const std::string& psp_account, Intake intake, const Caller& caller,
                          const std::string& reason, Instant now) = 0;
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
  virtual Result<RulesGlance> glance() = 0;
  virtual Result<RulesInForce> in_force() = 0;
  /// Charges that wait to be registered at one of these accounts and may be at another, at most `most`, the oldest
  /// first.
  virtual Result<std::vector<Uuid>> stranded(std::span<const std::string> psp_accounts, int most) = 0;
};

} // namespace paydesk
