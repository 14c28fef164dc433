#include "wire/system.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire([[maybe_unused]] const views::GetStatusRequest& view, v1::GetStatusRequest* /*out*/) {
}

views::GetStatusRequest from_wire(const v1::GetStatusRequest& /*in*/) {
  views::GetStatusRequest view;
  return view;
}

void to_wire(const views::PartStatus& view, v1::PartStatus* out) {
  out->set_name(view.name);
  out->set_ok(view.ok);
  out->set_detail(view.detail);
}

views::PartStatus from_wire(const v1::PartStatus& in) {
  views::PartStatus view;
  view.name = in.name();
  view.ok = in.ok();
  view.detail = in.detail();
  return view;
}

void to_wire(const views::SystemStatus& view, v1::SystemStatus* out) {
  out->set_version(view.version);
  out->set_started_at(to_text(view.started_at));
  out->set_position(view.position);
  out->set_outbox_lag(view.outbox_lag);
  out->set_ready(view.ready);
  for (const auto& item : view.parts)
    to_wire(item, out->add_parts());
  out->set_rest_address(view.rest_address);
  out->set_database(view.database);
  out->set_time_zone(view.time_zone);
  out->set_demo(view.demo);
}

views::SystemStatus from_wire(const v1::SystemStatus& in) {
  views::SystemStatus view;
  view.version = in.version();
  view.started_at = parse_instant(in.started_at());
  view.position = in.position();
  view.outbox_lag = in.outbox_lag();
  view.ready = in.ready();
  view.parts.reserve(static_cast<std::size_t>(in.parts_size()));
  for (const auto& item : in.parts())
    view.parts.push_back(from_wire(item));
  view.rest_address = in.rest_address();
  view.database = in.database();
  view.time_zone = in.time_zone();
  view.demo = in.demo();
  return view;
}

void to_wire([[maybe_unused]] const views::WhoAmIRequest& view, v1::WhoAmIRequest* /*out*/) {
}

views::WhoAmIRequest from_wire(const v1::WhoAmIRequest& /*in*/) {
  views::WhoAmIRequest view;
  return view;
}

void to_wire(const views::Caller& view, v1::Caller* out) {
  out->set_principal_id(view.principal_id);
  out->set_login(view.login);
  out->set_display_name(view.display_name);
  for (const auto& item : view.roles)
    out->add_roles(item);
  for (const auto& item : view.permissions)
    out->add_permissions(item);
}

views::Caller from_wire(const v1::Caller& in) {
  views::Caller view;
  view.principal_id = in.principal_id();
  view.login = in.login();
  view.display_name = in.display_name();
  view.roles.assign(in.roles().begin(), in.roles().end());
  view.permissions.assign(in.permissions().begin(), in.permissions().end());
  return view;
}

void to_wire([[maybe_unused]] const views::DescribeLifecycleRequest& view, v1::DescribeLifecycleRequest* /*out*/) {
}

views::DescribeLifecycleRequest from_wire(const v1::DescribeLifecycleRequest& /*in*/) {
  views::DescribeLifecycleRequest view;
  return view;
}

void to_wire(const views::LifecycleState& view, v1::LifecycleState* out) {
  out->set_name(view.name);
  out->set_kind(view.kind);
  out->set_final(view.final);
  out->set_sla_seconds(view.sla_seconds);
  out->set_column(view.column);
  out->set_row(view.row);
}

views::LifecycleState from_wire(const v1::LifecycleState& in) {
  views::LifecycleState view;
  view.name = in.name();
  view.kind = in.kind();
  view.final = in.final();
  view.sla_seconds = in.sla_seconds();
  view.column = in.column();
  view.row = in.row();
  return view;
}

void to_wire(const views::LifecycleTransition& view, v1::LifecycleTransition* out) {
  out->set_from(view.from);
  out->set_trigger(view.trigger);
  out->set_to(view.to);
}

views::LifecycleTransition from_wire(const v1::LifecycleTransition& in) {
  views::LifecycleTransition view;
  view.from = in.from();
  view.trigger = in.trigger();
  view.to = in.to();
  return view;
}

void to_wire(const views::LifecycleMachine& view, v1::LifecycleMachine* out) {
  out->set_name(view.name);
  out->set_version(view.version);
  for (const auto& item : view.states)
    to_wire(item, out->add_states());
  for (const auto& item : view.transitions)
    to_wire(item, out->add_transitions());
}

views::LifecycleMachine from_wire(const v1::LifecycleMachine& in) {
  views::LifecycleMachine view;
  view.name = in.name();
  view.version = in.version();
  view.states.reserve(static_cast<std::size_t>(in.states_size()));
  for (const auto& item : in.states())
    view.states.push_back(from_wire(item));
  view.transitions.reserve(static_cast<std::size_t>(in.transitions_size()));
  for (const auto& item : in.transitions())
    view.transitions.push_back(from_wire(item));
  return view;
}

void to_wire(const views::DescribeLifecycleResponse& view, v1::DescribeLifecycleResponse* out) {
  for (const auto& item : view.machines)
    to_wire(item, out->add_machines());
  out->set_checksum(view.checksum);
}

views::DescribeLifecycleResponse from_wire(const v1::DescribeLifecycleResponse& in) {
  views::DescribeLifecycleResponse view;
  view.machines.reserve(static_cast<std::size_t>(in.machines_size()));
  for (const auto& item : in.machines())
    view.machines.push_back(from_wire(item));
  view.checksum = in.checksum();
  return view;
}

void to_wire(const views::GetFlowRequest& view, v1::GetFlowRequest* out) {
  out->set_range(view.range);
  out->set_psp_account(view.psp_account);
  out->set_currency(view.currency);
}

views::GetFlowRequest from_wire(const v1::GetFlowRequest& in) {
  views::GetFlowRequest view;
  view.range = in.range();
  view.psp_account = in.psp_account();
  view.currency = in.currency();
  return view;
}

void to_wire(const views::FlowReason& view, v1::FlowReason* out) {
  out->set_label(view.label);
  out->set_count(view.count);
}

views::FlowReason from_wire(const v1::FlowReason& in) {
  views::FlowReason view;
  view.label = in.label();
  view.count = in.count();
  return view;
}

void to_wire(const views::FlowNode& view, v1::FlowNode* out) {
  out->set_status(view.status);
  out->set_count(view.count);
  for (const auto& item : view.sums)
    to_wire(item, out->add_sums());
  for (const auto& item : view.heat)
    out->add_heat(item);
  out->set_late(view.late);
  for (const auto& item : view.top_errors)
    to_wire(item, out->add_top_errors());
}

views::FlowNode from_wire(const v1::FlowNode& in) {
  views::FlowNode view;
  view.status = in.status();
  view.count = in.count();
  view.sums.reserve(static_cast<std::size_t>(in.sums_size()));
  for (const auto& item : in.sums())
    view.sums.push_back(from_wire(item));
  view.heat.assign(in.heat().begin(), in.heat().end());
  view.late = in.late();
  view.top_errors.reserve(static_cast<std::size_t>(in.top_errors_size()));
  for (const auto& item : in.top_errors())
    view.top_errors.push_back(from_wire(item));
  return view;
}

void to_wire(const views::FlowEdge& view, v1::FlowEdge* out) {
  out->set_from(view.from);
  out->set_to(view.to);
  out->set_per_minute(view.per_minute);
  out->set_count(view.count);
}

views::FlowEdge from_wire(const v1::FlowEdge& in) {
  views::FlowEdge view;
  view.from = in.from();
  view.to = in.to();
  view.per_minute = in.per_minute();
  view.count = in.count();
  return view;
}

void to_wire(const views::PspHealth& view, v1::PspHealth* out) {
  out->set_psp_account(view.psp_account);
  out->set_success_rate(view.success_rate);
  out->set_success_rate_before(view.success_rate_before);
  out->set_paused(view.paused);
}

views::PspHealth from_wire(const v1::PspHealth& in) {
  views::PspHealth view;
  view.psp_account = in.psp_account();
  view.success_rate = in.success_rate();
  view.success_rate_before = in.success_rate_before();
  view.paused = in.paused();
  return view;
}

void to_wire(const views::SeriesPoint& view, v1::SeriesPoint* out) {
  out->set_at(to_text(view.at));
  out->set_label(view.label);
  out->set_value(view.value);
}

views::SeriesPoint from_wire(const v1::SeriesPoint& in) {
  views::SeriesPoint view;
  view.at = parse_instant(in.at());
  view.label = in.label();
  view.value = in.value();
  return view;
}

void to_wire(const views::Flow& view, v1::Flow* out) {
  for (const auto& item : view.nodes)
    to_wire(item, out->add_nodes());
  for (const auto& item : view.edges)
    to_wire(item, out->add_edges());
  for (const auto& item : view.captured)
    to_wire(item, out->add_captured());
  for (const auto& item : view.refunded)
    to_wire(item, out->add_refunded());
  out->set_payments(view.payments);
  out->set_in_flight(view.in_flight);
  out->set_late(view.late);
  out->set_dead_letter(view.dead_letter);
  out->set_ledger_balanced(view.ledger_balanced);
  out->set_open_breaks(view.open_breaks);
  for (const auto& item : view.psps)
    to_wire(item, out->add_psps());
  for (const auto& item : view.captured_by_hour)
    to_wire(item, out->add_captured_by_hour());
  for (const auto& item : view.queue_depth)
    to_wire(item, out->add_queue_depth());
  for (const auto& item : view.breaks_by_age)
    to_wire(item, out->add_breaks_by_age());
  out->set_incident(view.incident);
  out->set_position(view.position);
  out->set_awaiting_decision(view.awaiting_decision);
  out->set_refund_count(view.refund_count);
}

views::Flow from_wire(const v1::Flow& in) {
  views::Flow view;
  view.nodes.reserve(static_cast<std::size_t>(in.nodes_size()));
  for (const auto& item : in.nodes())
    view.nodes.push_back(from_wire(item));
  view.edges.reserve(static_cast<std::size_t>(in.edges_size()));
  for (const auto& item : in.edges())
    view.edges.push_back(from_wire(item));
  view.captured.reserve(static_cast<std::size_t>(in.captured_size()));
  for (const auto& item : in.captured())
    view.captured.push_back(from_wire(item));
  view.refunded.reserve(static_cast<std::size_t>(in.refunded_size()));
  for (const auto& item : in.refunded())
    view.refunded.push_back(from_wire(item));
  view.payments = in.payments();
  view.in_flight = in.in_flight();
  view.late = in.late();
  view.dead_letter = in.dead_letter();
  view.ledger_balanced = in.ledger_balanced();
  view.open_breaks = in.open_breaks();
  view.psps.reserve(static_cast<std::size_t>(in.psps_size()));
  for (const auto& item : in.psps())
    view.psps.push_back(from_wire(item));
  view.captured_by_hour.reserve(static_cast<std::size_t>(in.captured_by_hour_size()));
  for (const auto& item : in.captured_by_hour())
    view.captured_by_hour.push_back(from_wire(item));
  view.queue_depth.reserve(static_cast<std::size_t>(in.queue_depth_size()));
  for (const auto& item : in.queue_depth())
    view.queue_depth.push_back(from_wire(item));
  view.breaks_by_age.reserve(static_cast<std::size_t>(in.breaks_by_age_size()));
  for (const auto& item : in.breaks_by_age())
    view.breaks_by_age.push_back(from_wire(item));
  view.incident = in.incident();
  view.position = in.position();
  view.awaiting_decision = in.awaiting_decision();
  view.refund_count = in.refund_count();
  return view;
}

void to_wire(const views::AuditRow& view, v1::AuditRow* out) {
  out->set_at(to_text(view.at));
  out->set_principal(view.principal);
  out->set_action(view.action);
  out->set_subject(view.subject);
  out->set_detail_json(view.detail_json);
  out->set_outcome(view.outcome);
  out->set_payment_id(view.payment_id);
}

views::AuditRow from_wire(const v1::AuditRow& in) {
  views::AuditRow view;
  view.at = parse_instant(in.at());
  view.principal = in.principal();
  view.action = in.action();
  view.subject = in.subject();
  view.detail_json = in.detail_json();
  view.outcome = in.outcome();
  view.payment_id = in.payment_id();
  return view;
}

void to_wire(const views::ListAuditResponse& view, v1::ListAuditResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_next_cursor(view.next_cursor);
}

views::ListAuditResponse from_wire(const v1::ListAuditResponse& in) {
  views::ListAuditResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  return view;
}

} // namespace paydesk::wire
