// One transaction on rules. Internal to the store.
#pragma once

#include "engine/ports/approvals.h"
#include "engine/ports/rules.h"
#include "store/database.h"

namespace paydesk::store {

class PgRuleTx final : public RuleTx {
 public:
  explicit PgRuleTx(Tx& tx) : tx_(tx) {}

  bool has_account(std::string_view psp_account) override;
  bool has_provider(std::string_view provider) override;
  std::optional<RuleHead> head(RuleKind kind, std::string_view subject, int version) override;
  std::vector<RuleHead> versions(RuleKind kind, std::string_view subject, int before, int most) override;
  RetryPlan retry_plan(std::string_view subject, int version) override;
  std::vector<MappingRule> mapping_rules(std::string_view subject, int version) override;
  std::vector<AttemptShape> failed_attempts(std::string_view subject, Instant since, int most) override;
  std::vector<views::UnmappedAnswer> unmapped(std::string_view psp_account) override;
  void each_waiting_job(std::string_view psp_account, bool lock, const Jobs& take) override;

  Result<void> add_version(const RuleHead& draft, const Caller& caller) override;
  void add_retry_plan(std::string_view subject, int version, const RetryPlan& plan) override;
  void add_mapping_rules(std::string_view subject, int version, std::span<const MappingRule> rules) override;
  BreakerSettings breaker_settings(std::string_view subject, int version) override;
  void add_breaker_settings(std::string_view subject, int version, const BreakerSettings& settings) override;
  RoutingRules routing(std::string_view subject, int version) override;
  void add_routing(std::string_view subject, int version, const RoutingRules& routing) override;
  CommissionSchedule commission(std::string_view subject, int version) override;
  void add_commission(std::string_view subject, int version, const CommissionSchedule& schedule) override;
  ApprovalPolicy approval_policy(std::string_view subject, int version) override;
  void add_approval_policy(std::string_view subject, int version, const ApprovalPolicy& policy) override;
  RefundPolicy refund_policy(std::string_view subject, int version) override;
  void add_refund_policy(std::string_view subject, int version, const RefundPolicy& policy) override;
  void set_intake(const std::string& psp_account, Intake intake, const Caller& caller, const std::string& reason,
                  Instant now) override;
  void reschedule(std::span<const NewDue> jobs) override;
  Result<void> keep(const CommandAnswer& answer) override;

 private:
  Tx& tx_;
};

/// The newest plan of every subject that has one.
std::map<std::string, RetryPlan, std::less<>> retry_plans_in_force(Tx& tx);

std::map<std::string, MappingInForce, std::less<>> mappings_in_force(Tx& tx);
std::map<std::string, std::string, std::less<>> providers_of_accounts(Tx& tx);

RoutingRules routing_in_force(Tx& tx);
CommissionSchedule commission_in_force(Tx& tx);
/// Of version 0: no rules.
PolicyInForce approval_policy_in_force(Tx& tx);
/// The newest version's number; 0: none.
int refund_policy_version(Tx& tx);
AccountStates account_states(Tx& tx);

/// Subject and version, then the columns.
Params with_version(std::string_view subject, int version, const Params& columns);

} // namespace paydesk::store
