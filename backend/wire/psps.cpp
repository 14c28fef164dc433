#include "wire/psps.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::RuleVersion& view, v1::RuleVersion* out) {
  out->set_kind(view.kind);
  out->set_subject(view.subject);
  out->set_version(view.version);
  out->set_at(to_text(view.at));
  out->set_by(view.by);
  out->set_note(view.note);
  out->set_restored(view.restored);
  out->set_restored_from(view.restored_from);
  out->set_in_force(view.in_force);
}

views::RuleVersion from_wire(const v1::RuleVersion& in) {
  views::RuleVersion view;
  view.kind = in.kind();
  view.subject = in.subject();
  view.version = in.version();
  view.at = parse_instant(in.at());
  view.by = in.by();
  view.note = in.note();
  view.restored = in.restored();
  view.restored_from = in.restored_from();
  view.in_force = in.in_force();
  return view;
}

void to_wire(const views::GetRulesRequest& view, v1::GetRulesRequest* out) {
  out->set_subject(view.subject);
  out->set_version(view.version);
}

views::GetRulesRequest from_wire(const v1::GetRulesRequest& in) {
  views::GetRulesRequest view;
  view.subject = in.subject();
  view.version = in.version();
  return view;
}

void to_wire(const views::ListRuleVersionsRequest& view, v1::ListRuleVersionsRequest* out) {
  out->set_kind(view.kind);
  out->set_subject(view.subject);
  out->set_before(view.before);
  out->set_limit(view.limit);
}

views::ListRuleVersionsRequest from_wire(const v1::ListRuleVersionsRequest& in) {
  views::ListRuleVersionsRequest view;
  view.kind = in.kind();
  view.subject = in.subject();
  view.before = in.before();
  view.limit = in.limit();
  return view;
}

void to_wire(const views::ListRuleVersionsResponse& view, v1::ListRuleVersionsResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
}

views::ListRuleVersionsResponse from_wire(const v1::ListRuleVersionsResponse& in) {
  views::ListRuleVersionsResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  return view;
}

void to_wire(const views::CompareRuleVersionsRequest& view, v1::CompareRuleVersionsRequest* out) {
  out->set_kind(view.kind);
  out->set_subject(view.subject);
  out->set_from(view.from);
  out->set_to(view.to);
}

views::CompareRuleVersionsRequest from_wire(const v1::CompareRuleVersionsRequest& in) {
  views::CompareRuleVersionsRequest view;
  view.kind = in.kind();
  view.subject = in.subject();
  view.from = in.from();
  view.to = in.to();
  return view;
}

void to_wire(const views::RuleChange& view, v1::RuleChange* out) {
  out->set_rule(view.rule);
  out->set_before(view.before);
  out->set_after(view.after);
}

views::RuleChange from_wire(const v1::RuleChange& in) {
  views::RuleChange view;
  view.rule = in.rule();
  view.before = in.before();
  view.after = in.after();
  return view;
}

void to_wire(const views::CompareRuleVersionsResponse& view, v1::CompareRuleVersionsResponse* out) {
  to_wire(view.from, out->mutable_from());
  to_wire(view.to, out->mutable_to());
  for (const auto& item : view.changes)
    to_wire(item, out->add_changes());
}

views::CompareRuleVersionsResponse from_wire(const v1::CompareRuleVersionsResponse& in) {
  views::CompareRuleVersionsResponse view;
  view.from = from_wire(in.from());
  view.to = from_wire(in.to());
  view.changes.reserve(static_cast<std::size_t>(in.changes_size()));
  for (const auto& item : in.changes())
    view.changes.push_back(from_wire(item));
  return view;
}

void to_wire(const views::RestoreRulesRequest& view, v1::RestoreRulesRequest* out) {
  out->set_kind(view.kind);
  out->set_subject(view.subject);
  out->set_version(view.version);
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::RestoreRulesRequest from_wire(const v1::RestoreRulesRequest& in) {
  views::RestoreRulesRequest view;
  view.kind = in.kind();
  view.subject = in.subject();
  view.version = in.version();
  view.note = in.note();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::RetryRule& view, v1::RetryRule* out) {
  out->set_error_class(view.error_class);
  out->set_strategy(view.strategy);
  out->set_base_ms(view.base_ms);
  out->set_cap_ms(view.cap_ms);
  out->set_floor_ms(view.floor_ms);
  out->set_factor(view.factor);
  out->set_max_attempts(view.max_attempts);
  out->set_max_age_s(view.max_age_s);
}

views::RetryRule from_wire(const v1::RetryRule& in) {
  views::RetryRule view;
  view.error_class = in.error_class();
  view.strategy = in.strategy();
  view.base_ms = in.base_ms();
  view.cap_ms = in.cap_ms();
  view.floor_ms = in.floor_ms();
  view.factor = in.factor();
  view.max_attempts = in.max_attempts();
  view.max_age_s = in.max_age_s();
  return view;
}

void to_wire(const views::NetworkWait& view, v1::NetworkWait* out) {
  out->set_code(view.code);
  out->set_seconds(view.seconds);
}

views::NetworkWait from_wire(const v1::NetworkWait& in) {
  views::NetworkWait view;
  view.code = in.code();
  view.seconds = in.seconds();
  return view;
}

void to_wire(const views::NetworkLimit& view, v1::NetworkLimit* out) {
  out->set_network(view.network);
  out->set_max_tries(view.max_tries);
  out->set_window_hours(view.window_hours);
  for (const auto& item : view.never)
    out->add_never(item);
  for (const auto& item : view.waits)
    to_wire(item, out->add_waits());
}

views::NetworkLimit from_wire(const v1::NetworkLimit& in) {
  views::NetworkLimit view;
  view.network = in.network();
  view.max_tries = in.max_tries();
  view.window_hours = in.window_hours();
  view.never.assign(in.never().begin(), in.never().end());
  view.waits.reserve(static_cast<std::size_t>(in.waits_size()));
  for (const auto& item : in.waits())
    view.waits.push_back(from_wire(item));
  return view;
}

void to_wire(const views::RetryPolicy& view, v1::RetryPolicy* out) {
  to_wire(view.head, out->mutable_head());
  for (const auto& item : view.rules)
    to_wire(item, out->add_rules());
  for (const auto& item : view.networks)
    to_wire(item, out->add_networks());
}

views::RetryPolicy from_wire(const v1::RetryPolicy& in) {
  views::RetryPolicy view;
  view.head = from_wire(in.head());
  view.rules.reserve(static_cast<std::size_t>(in.rules_size()));
  for (const auto& item : in.rules())
    view.rules.push_back(from_wire(item));
  view.networks.reserve(static_cast<std::size_t>(in.networks_size()));
  for (const auto& item : in.networks())
    view.networks.push_back(from_wire(item));
  return view;
}

void to_wire(const views::SetRetryPolicyRequest& view, v1::SetRetryPolicyRequest* out) {
  out->set_psp_account(view.psp_account);
  out->set_base_version(view.base_version);
  for (const auto& item : view.rules)
    to_wire(item, out->add_rules());
  for (const auto& item : view.networks)
    to_wire(item, out->add_networks());
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
  out->set_limit(view.limit);
}

views::SetRetryPolicyRequest from_wire(const v1::SetRetryPolicyRequest& in) {
  views::SetRetryPolicyRequest view;
  view.psp_account = in.psp_account();
  view.base_version = in.base_version();
  view.rules.reserve(static_cast<std::size_t>(in.rules_size()));
  for (const auto& item : in.rules())
    view.rules.push_back(from_wire(item));
  view.networks.reserve(static_cast<std::size_t>(in.networks_size()));
  for (const auto& item : in.networks())
    view.networks.push_back(from_wire(item));
  view.note = in.note();
  view.idempotency_key = in.idempotency_key();
  view.limit = in.limit();
  return view;
}

void to_wire(const views::RetryForecast& view, v1::RetryForecast* out) {
  out->set_job_id(view.job_id);
  out->set_payment_id(view.payment_id);
  out->set_operation(view.operation);
  out->set_error_class(view.error_class);
  out->set_failures(view.failures);
  out->set_due_before(to_text(view.due_before));
  out->set_due_after(to_text(view.due_after));
  out->set_left_before(view.left_before);
  out->set_left_after(view.left_after);
  out->set_outcome(view.outcome);
}

views::RetryForecast from_wire(const v1::RetryForecast& in) {
  views::RetryForecast view;
  view.job_id = in.job_id();
  view.payment_id = in.payment_id();
  view.operation = in.operation();
  view.error_class = in.error_class();
  view.failures = in.failures();
  view.due_before = parse_instant(in.due_before());
  view.due_after = parse_instant(in.due_after());
  view.left_before = in.left_before();
  view.left_after = in.left_after();
  view.outcome = in.outcome();
  return view;
}

void to_wire(const views::RetryForecastTotal& view, v1::RetryForecastTotal* out) {
  out->set_error_class(view.error_class);
  out->set_jobs(view.jobs);
  out->set_sooner(view.sooner);
  out->set_later(view.later);
  out->set_dead_letter(view.dead_letter);
  out->set_cancelled(view.cancelled);
  out->set_left_before(view.left_before);
  out->set_left_after(view.left_after);
}

views::RetryForecastTotal from_wire(const v1::RetryForecastTotal& in) {
  views::RetryForecastTotal view;
  view.error_class = in.error_class();
  view.jobs = in.jobs();
  view.sooner = in.sooner();
  view.later = in.later();
  view.dead_letter = in.dead_letter();
  view.cancelled = in.cancelled();
  view.left_before = in.left_before();
  view.left_after = in.left_after();
  return view;
}

void to_wire(const views::PreviewRetryPolicyResponse& view, v1::PreviewRetryPolicyResponse* out) {
  to_wire(view.in_force, out->mutable_in_force());
  for (const auto& item : view.changes)
    to_wire(item, out->add_changes());
  for (const auto& item : view.totals)
    to_wire(item, out->add_totals());
  for (const auto& item : view.items)
    to_wire(item, out->add_items());
  out->set_jobs(view.jobs);
}

views::PreviewRetryPolicyResponse from_wire(const v1::PreviewRetryPolicyResponse& in) {
  views::PreviewRetryPolicyResponse view;
  view.in_force = from_wire(in.in_force());
  view.changes.reserve(static_cast<std::size_t>(in.changes_size()));
  for (const auto& item : in.changes())
    view.changes.push_back(from_wire(item));
  view.totals.reserve(static_cast<std::size_t>(in.totals_size()));
  for (const auto& item : in.totals())
    view.totals.push_back(from_wire(item));
  view.items.reserve(static_cast<std::size_t>(in.items_size()));
  for (const auto& item : in.items())
    view.items.push_back(from_wire(item));
  view.jobs = in.jobs();
  return view;
}

} // namespace paydesk::wire
