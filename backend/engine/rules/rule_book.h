// What people do with the rules of PSP accounts: read, try, change, compare, restore.
#pragma once

#include <functional>
#include <string>

#include "engine/charges/turn.h"
#include "engine/ports/breakers.h"
#include "engine/ports/caller.h"
#include "engine/ports/rules.h"
#include "views/approvals.h"
#include "views/breakers.h"
#include "views/commission.h"
#include "views/mappings.h"
#include "views/psps.h"
#include "views/refund_policy.h"
#include "views/routing.h"

namespace paydesk {

/// Thread-safe use cases. A change is a new version, made on top of the one that its author saw, with its audit
/// record, its event and (by `keep`) its answer in one transaction. `changed` is called after each commit.
class RuleBook {
 public:
  RuleBook(RuleStore& store, BreakerStore& breakers, const Clock& clock, const EnginePolicy& policy,
           std::function<void()> changed = {})
      : store_(store), breakers_(breakers), clock_(clock), policy_(policy), changed_(std::move(changed)) {}

  /// not_found: no such account or version.
  Result<views::RetryPolicy> retry_policy(const views::GetRulesRequest& request);
  /// What the rules would do to the queue now.
  Result<views::PreviewRetryPolicyResponse> preview_retry_policy(const views::SetRetryPolicyRequest& request);
  /// Puts the rules in force and schedules anew what waits. invalid_argument naming the field; conflict when another
  /// version than `base_version` is in force.
  Result<views::RetryPolicy> set_retry_policy(const Caller& caller, const views::SetRetryPolicyRequest& request,
                                              const KeepAnswer<views::RetryPolicy>& keep = {});

  /// What a provider's adapter proposes: version 0 of its mapping. At start only, before anybody calls.
  void propose_mapping(const std::string& provider, std::vector<MappingRule> rules);
  /// Makes the proposals version 1 where there is none.
  Result<void> seed_mappings();
  Result<views::ErrorMapping> error_mapping(const views::GetRulesRequest& request);
  /// How many recorded attempts the rules would take for something else.
  Result<views::PreviewErrorMappingResponse> preview_error_mapping(const views::SetErrorMappingRequest& request);
  Result<views::ErrorMapping> set_error_mapping(const Caller& caller, const views::SetErrorMappingRequest& request,
                                                const KeepAnswer<views::ErrorMapping>& keep = {});
  /// Answers that no rule covers.
  Result<views::ListUnmappedResponse> unmapped(const views::ListUnmappedRequest& request);

  /// Settings and state of an account's breaker.
  Result<views::Breaker> breaker(const views::GetRulesRequest& request);
  Result<views::Breaker> set_breaker(const Caller& caller, const views::SetBreakerRequest& request,
                                     const KeepAnswer<views::Breaker>& keep = {});
  /// Opens or closes it by hand, until it is released by an empty state.
  Result<views::Breaker> force_breaker(const Caller& caller, const views::ForceBreakerRequest& request,
                                       const KeepAnswer<views::Breaker>& keep = {});

  /// Routing rules; their subject is "*".
  Result<views::Routing> routing(const views::GetRulesRequest& request);
  Result<views::Routing> set_routing(const Caller& caller, const views::SetRoutingRequest& request,
                                     const KeepAnswer<views::Routing>& keep = {});
  /// Whether an account takes new payments.
  Result<views::PspIntake> set_intake(const Caller& caller, const views::SetIntakeRequest& request,
                                      const KeepAnswer<views::PspIntake>& keep = {});

  /// What the marketplace keeps of orders that are made from now on; the subject is "*".
  Result<views::Commission> commission(const views::GetRulesRequest& request);
  Result<views::Commission> set_commission(const Caller& caller, const views::SetCommissionRequest& request,
                                           const KeepAnswer<views::Commission>& keep = {});
  /// What rules would keep of one order.
  Result<views::TryCommissionResponse> try_commission(const views::TryCommissionRequest& request);

  /// Who decides about what was asked for; the subject is "*".
  Result<views::ApprovalPolicy> approval_policy(const views::GetRulesRequest& request);
  Result<views::ApprovalPolicy> set_approval_policy(const Caller& caller, const views::SetApprovalPolicyRequest& request,
                                                    const KeepAnswer<views::ApprovalPolicy>& keep = {});

  /// What refunds that are asked for from now on cost their sellers, and disputes that are lost; the subject is "*".
  Result<views::RefundPolicy> refund_policy(const views::GetRulesRequest& request);
  Result<views::RefundPolicy> set_refund_policy(const Caller& caller, const views::SetRefundPolicyRequest& request,
                                                const KeepAnswer<views::RefundPolicy>& keep = {});
  /// Which rule would cover a seller.
  Result<views::TryRefundPolicyResponse> try_refund_policy(const views::TryRefundPolicyRequest& request);

  Result<views::ListRuleVersionsResponse> versions(const views::ListRuleVersionsRequest& request);
  Result<views::CompareRuleVersionsResponse> compare(const views::CompareRuleVersionsRequest& request);
  Result<views::RuleVersion> restore(const Caller& caller, const views::RestoreRulesRequest& request,
                                     const KeepAnswer<views::RuleVersion>& keep = {});

 private:
  struct Change;
  /// Adds the version that `change` describes; its head.
  Result<RuleHead> add_version(RuleTx& tx, const Caller& caller, const Change& change);
  /// The version (0: the newest), or version 0 with the default rules.
  Result<RuleHead> find_head(RuleTx& tx, RuleKind kind, const std::string& subject, int version);
  RetryPlan plan_at(RuleTx& tx, const RuleHead& head);
  RoutingRules routing_at(RuleTx& tx, const RuleHead& head);
  ApprovalPolicy approval_policy_at(RuleTx& tx, const RuleHead& head);
  CommissionSchedule commission_at(RuleTx& tx, const RuleHead& head);
  RefundPolicy refund_policy_at(RuleTx& tx, const RuleHead& head);
  BreakerSettings breaker_at(RuleTx& tx, const RuleHead& head);
  std::vector<MappingRule> mapping_at(RuleTx& tx, const RuleHead& head);
  /// Gives the new version the content of an old one.
  void repeat(RuleTx& tx, const RuleHead& head, const RuleHead& old);
  void put_retry_plan(RuleTx& tx, const RuleHead& head, const RetryPlan& before, const RetryPlan& after);
  Result<std::vector<views::RuleChange>> differences(RuleTx& tx, const RuleHead& from, const RuleHead& to);
  void tell() const {
    if (changed_)
      changed_();
  }

  RuleStore& store_;
  BreakerStore& breakers_;
  const Clock& clock_;
  const EnginePolicy& policy_;
  const std::function<void()> changed_;
  std::map<std::string, std::vector<MappingRule>> proposals_; ///< by subject
};

/// The kind that `text` names; invalid_argument on "kind".
Result<RuleKind> check_kind(const std::string& text);

views::RuleVersion to_view(const RuleHead& head, bool in_force);

} // namespace paydesk
