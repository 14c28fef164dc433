#include "wire/payout_schedules.h"

#include "wire/payouts.h"
#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::PayoutSchedule& view, v1::PayoutSchedule* out) {
  out->set_name(view.name);
  out->set_version(view.version);
  out->set_currency(view.currency);
  for (const auto& seller : view.sellers)
    out->add_sellers(seller);
  out->set_rhythm(view.rhythm);
  out->set_day(view.day);
  out->set_cut_off(view.cut_off);
  out->set_zone(view.zone);
  out->set_minimum(view.minimum);
  out->set_hold_days(view.hold_days);
  out->set_psp_account(view.psp_account);
  out->set_changed_by(view.changed_by);
  out->set_changed_at(to_text(view.changed_at));
  out->set_reason(view.reason);
  out->set_next_due(to_text(view.next_due));
}

views::PayoutSchedule from_wire(const v1::PayoutSchedule& in) {
  views::PayoutSchedule view;
  view.name = in.name();
  view.version = in.version();
  view.currency = in.currency();
  view.sellers.assign(in.sellers().begin(), in.sellers().end());
  view.rhythm = in.rhythm();
  view.day = in.day();
  view.cut_off = in.cut_off();
  view.zone = in.zone();
  view.minimum = in.minimum();
  view.hold_days = in.hold_days();
  view.psp_account = in.psp_account();
  view.changed_by = in.changed_by();
  view.changed_at = parse_instant(in.changed_at());
  view.reason = in.reason();
  view.next_due = parse_instant(in.next_due());
  return view;
}

void to_wire(const views::ListPayoutSchedulesRequest&, v1::ListPayoutSchedulesRequest*) {}
views::ListPayoutSchedulesRequest from_wire(const v1::ListPayoutSchedulesRequest&) { return {}; }

void to_wire(const views::ListPayoutSchedulesResponse& view, v1::ListPayoutSchedulesResponse* out) {
  for (const auto& row : view.rows)
    to_wire(row, out->add_rows());
}

views::ListPayoutSchedulesResponse from_wire(const v1::ListPayoutSchedulesResponse& in) {
  views::ListPayoutSchedulesResponse view;
  for (const auto& row : in.rows())
    view.rows.push_back(from_wire(row));
  return view;
}

void to_wire(const views::SetPayoutScheduleRequest& view, v1::SetPayoutScheduleRequest* out) {
  to_wire(view.schedule, out->mutable_schedule());
  out->set_remove(view.remove);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::SetPayoutScheduleRequest from_wire(const v1::SetPayoutScheduleRequest& in) {
  return {from_wire(in.schedule()), in.remove(), in.reason(), in.idempotency_key()};
}

void to_wire(const views::PayoutRun& view, v1::PayoutRun* out) {
  out->set_run_id(view.run_id);
  out->set_currency(view.currency);
  out->set_funding(view.funding);
  out->set_due_at(to_text(view.due_at));
  out->set_at(to_text(view.at));
  for (const auto& schedule : view.schedules)
    out->add_schedules(schedule);
  out->set_batch_id(view.batch_id);
  out->set_left_out(view.left_out);
}

views::PayoutRun from_wire(const v1::PayoutRun& in) {
  views::PayoutRun view;
  view.run_id = in.run_id();
  view.currency = in.currency();
  view.funding = in.funding();
  view.due_at = parse_instant(in.due_at());
  view.at = parse_instant(in.at());
  view.schedules.assign(in.schedules().begin(), in.schedules().end());
  view.batch_id = in.batch_id();
  view.left_out = in.left_out();
  return view;
}

void to_wire(const views::PayoutRunDetail& view, v1::PayoutRunDetail* out) {
  to_wire(view.run, out->mutable_run());
  for (const auto& payout : view.payouts)
    to_wire(payout, out->add_payouts());
  for (const auto& left : view.sellers_left_out)
    to_wire(left, out->add_sellers_left_out());
}

views::PayoutRunDetail from_wire(const v1::PayoutRunDetail& in) {
  views::PayoutRunDetail view;
  view.run = from_wire(in.run());
  for (const auto& payout : in.payouts())
    view.payouts.push_back(from_wire(payout));
  for (const auto& left : in.sellers_left_out())
    view.sellers_left_out.push_back(from_wire(left));
  return view;
}

void to_wire(const views::PreviewPayoutSchedulesRequest&, v1::PreviewPayoutSchedulesRequest*) {}
views::PreviewPayoutSchedulesRequest from_wire(const v1::PreviewPayoutSchedulesRequest&) { return {}; }

void to_wire(const views::PreviewPayoutSchedulesResponse& view, v1::PreviewPayoutSchedulesResponse* out) {
  for (const auto& row : view.rows)
    to_wire(row, out->add_rows());
}

views::PreviewPayoutSchedulesResponse from_wire(const v1::PreviewPayoutSchedulesResponse& in) {
  views::PreviewPayoutSchedulesResponse view;
  for (const auto& row : in.rows())
    view.rows.push_back(from_wire(row));
  return view;
}

void to_wire(const views::GetPayoutRunRequest& view, v1::GetPayoutRunRequest* out) { out->set_run_id(view.run_id); }
views::GetPayoutRunRequest from_wire(const v1::GetPayoutRunRequest& in) { return {in.run_id()}; }

void to_wire(const views::ListPayoutRunsResponse& view, v1::ListPayoutRunsResponse* out) {
  for (const auto& row : view.rows)
    to_wire(row, out->add_rows());
  out->set_next_cursor(view.next_cursor);
}

views::ListPayoutRunsResponse from_wire(const v1::ListPayoutRunsResponse& in) {
  views::ListPayoutRunsResponse view;
  for (const auto& row : in.rows())
    view.rows.push_back(from_wire(row));
  view.next_cursor = in.next_cursor();
  return view;
}

} // namespace paydesk::wire
