#include "wire/selections.h"

#include "wire/common.h"
#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::FreezeSelectionRequest& view, v1::FreezeSelectionRequest* out) {
  out->set_dead_letter(view.dead_letter);
  out->set_filter(view.filter);
  out->set_idempotency_key(view.idempotency_key);
}

views::FreezeSelectionRequest from_wire(const v1::FreezeSelectionRequest& in) {
  views::FreezeSelectionRequest view;
  view.dead_letter = in.dead_letter();
  view.filter = in.filter();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::OutcomeCount& view, v1::OutcomeCount* out) {
  out->set_outcome(view.outcome);
  out->set_count(view.count);
}

views::OutcomeCount from_wire(const v1::OutcomeCount& in) {
  views::OutcomeCount view;
  view.outcome = in.outcome();
  view.count = in.count();
  return view;
}

void to_wire(const views::Selection& view, v1::Selection* out) {
  out->set_selection_id(view.selection_id);
  out->set_owner(view.owner);
  out->set_dead_letter(view.dead_letter);
  out->set_filter(view.filter);
  to_wire(view.totals, out->mutable_totals());
  out->set_waiting(view.waiting);
  out->set_done(view.done);
  out->set_refused(view.refused);
  out->set_state(view.state);
  out->set_action(view.action);
  out->set_reason(view.reason);
  out->set_runner(view.runner);
  out->set_note(view.note);
  out->set_created_at(to_text(view.created_at));
  out->set_expires_at(to_text(view.expires_at));
  out->set_started_at(to_text(view.started_at));
  out->set_ended_at(to_text(view.ended_at));
  for (const auto& item : view.outcomes)
    to_wire(item, out->add_outcomes());
}

views::Selection from_wire(const v1::Selection& in) {
  views::Selection view;
  view.selection_id = in.selection_id();
  view.owner = in.owner();
  view.dead_letter = in.dead_letter();
  view.filter = in.filter();
  view.totals = from_wire(in.totals());
  view.waiting = in.waiting();
  view.done = in.done();
  view.refused = in.refused();
  view.state = in.state();
  view.action = in.action();
  view.reason = in.reason();
  view.runner = in.runner();
  view.note = in.note();
  view.created_at = parse_instant(in.created_at());
  view.expires_at = parse_instant(in.expires_at());
  view.started_at = parse_instant(in.started_at());
  view.ended_at = parse_instant(in.ended_at());
  for (const auto& item : in.outcomes())
    view.outcomes.push_back(from_wire(item));
  return view;
}

void to_wire(const views::SelectionItem& view, v1::SelectionItem* out) {
  out->set_job_id(view.job_id);
  out->set_payment_id(view.payment_id);
  out->set_psp_account(view.psp_account);
  out->set_operation(view.operation);
  if (has_value(view.amount))
    to_wire(view.amount, out->mutable_amount());
  out->set_state(view.state);
  out->set_message(view.message);
  out->set_outcome(view.outcome);
  out->set_done_at(to_text(view.done_at));
}

views::SelectionItem from_wire(const v1::SelectionItem& in) {
  views::SelectionItem view;
  view.job_id = in.job_id();
  view.payment_id = in.payment_id();
  view.psp_account = in.psp_account();
  view.operation = in.operation();
  view.amount = from_wire(in.amount());
  view.state = in.state();
  view.message = in.message();
  view.outcome = in.outcome();
  view.done_at = parse_instant(in.done_at());
  return view;
}

void to_wire(const views::GetSelectionRequest& view, v1::GetSelectionRequest* out) {
  out->set_selection_id(view.selection_id);
  to_wire(view.page, out->mutable_page());
}

views::GetSelectionRequest from_wire(const v1::GetSelectionRequest& in) {
  views::GetSelectionRequest view;
  view.selection_id = in.selection_id();
  view.page = from_wire(in.page());
  return view;
}

void to_wire(const views::SelectionProgress& view, v1::SelectionProgress* out) {
  to_wire(view.selection, out->mutable_selection());
  for (const auto& item : view.items)
    to_wire(item, out->add_items());
  out->set_next_cursor(view.next_cursor);
}

views::SelectionProgress from_wire(const v1::SelectionProgress& in) {
  views::SelectionProgress view;
  view.selection = from_wire(in.selection());
  for (const auto& item : in.items())
    view.items.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  return view;
}

void to_wire(const views::RunSelectionRequest& view, v1::RunSelectionRequest* out) {
  out->set_selection_id(view.selection_id);
  out->set_action(view.action);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::RunSelectionRequest from_wire(const v1::RunSelectionRequest& in) {
  views::RunSelectionRequest view;
  view.selection_id = in.selection_id();
  view.action = in.action();
  view.reason = in.reason();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::CancelSelectionRequest& view, v1::CancelSelectionRequest* out) {
  out->set_selection_id(view.selection_id);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::CancelSelectionRequest from_wire(const v1::CancelSelectionRequest& in) {
  views::CancelSelectionRequest view;
  view.selection_id = in.selection_id();
  view.reason = in.reason();
  view.idempotency_key = in.idempotency_key();
  return view;
}

} // namespace paydesk::wire
