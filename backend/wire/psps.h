// Rules of PSP accounts: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/psps.pb.h"
#include "views/psps.h"

namespace paydesk::wire {

void to_wire(const views::RuleVersion& view, v1::RuleVersion* out);
views::RuleVersion from_wire(const v1::RuleVersion& in);

void to_wire(const views::GetRulesRequest& view, v1::GetRulesRequest* out);
views::GetRulesRequest from_wire(const v1::GetRulesRequest& in);

void to_wire(const views::ListRuleVersionsRequest& view, v1::ListRuleVersionsRequest* out);
views::ListRuleVersionsRequest from_wire(const v1::ListRuleVersionsRequest& in);

void to_wire(const views::ListRuleVersionsResponse& view, v1::ListRuleVersionsResponse* out);
views::ListRuleVersionsResponse from_wire(const v1::ListRuleVersionsResponse& in);

void to_wire(const views::CompareRuleVersionsRequest& view, v1::CompareRuleVersionsRequest* out);
views::CompareRuleVersionsRequest from_wire(const v1::CompareRuleVersionsRequest& in);

void to_wire(const views::RuleChange& view, v1::RuleChange* out);
views::RuleChange from_wire(const v1::RuleChange& in);

void to_wire(const views::CompareRuleVersionsResponse& view, v1::CompareRuleVersionsResponse* out);
views::CompareRuleVersionsResponse from_wire(const v1::CompareRuleVersionsResponse& in);

void to_wire(const views::RestoreRulesRequest& view, v1::RestoreRulesRequest* out);
views::RestoreRulesRequest from_wire(const v1::RestoreRulesRequest& in);

void to_wire(const views::RetryRule& view, v1::RetryRule* out);
views::RetryRule from_wire(const v1::RetryRule& in);

void to_wire(const views::NetworkWait& view, v1::NetworkWait* out);
views::NetworkWait from_wire(const v1::NetworkWait& in);

void to_wire(const views::NetworkLimit& view, v1::NetworkLimit* out);
views::NetworkLimit from_wire(const v1::NetworkLimit& in);

void to_wire(const views::RetryPolicy& view, v1::RetryPolicy* out);
views::RetryPolicy from_wire(const v1::RetryPolicy& in);

void to_wire(const views::SetRetryPolicyRequest& view, v1::SetRetryPolicyRequest* out);
views::SetRetryPolicyRequest from_wire(const v1::SetRetryPolicyRequest& in);

void to_wire(const views::RetryForecast& view, v1::RetryForecast* out);
views::RetryForecast from_wire(const v1::RetryForecast& in);

void to_wire(const views::RetryForecastTotal& view, v1::RetryForecastTotal* out);
views::RetryForecastTotal from_wire(const v1::RetryForecastTotal& in);

void to_wire(const views::PreviewRetryPolicyResponse& view, v1::PreviewRetryPolicyResponse* out);
views::PreviewRetryPolicyResponse from_wire(const v1::PreviewRetryPolicyResponse& in);

} // namespace paydesk::wire
