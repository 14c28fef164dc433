#include "wire/reconciliation.h"

#include "wire/values.h"
#include "wire/common.h"

namespace paydesk::wire {

void to_wire(const views::ImportFileRequest& view, v1::ImportFileRequest* out) {
  out->set_file_name(view.file_name);
  out->set_content(view.content);
  out->set_psp_account(view.psp_account);
  out->set_idempotency_key(view.idempotency_key);
}

views::ImportFileRequest from_wire(const v1::ImportFileRequest& in) {
  views::ImportFileRequest view;
  view.file_name = in.file_name();
  view.content = in.content();
  view.psp_account = in.psp_account();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::ReconRun& view, v1::ReconRun* out) {
  out->set_run_id(view.run_id);
  out->set_psp_account(view.psp_account);
  out->set_settlement_date(view.settlement_date);
  out->set_currency(view.currency);
  out->set_file_name(view.file_name);
  out->set_sha256(view.sha256);
  out->set_batch(view.batch);
  out->set_imported_at(to_text(view.imported_at));
  out->set_lines(view.lines);
  out->set_matched(view.matched);
  out->set_suggested(view.suggested);
  out->set_breaks_open(view.breaks_open);
  out->set_breaks_total(view.breaks_total);
  if (has_value(view.ledger_total))
    to_wire(view.ledger_total, out->mutable_ledger_total());
  if (has_value(view.report_gross))
    to_wire(view.report_gross, out->mutable_report_gross());
  if (has_value(view.report_fee))
    to_wire(view.report_fee, out->mutable_report_fee());
  if (has_value(view.report_net))
    to_wire(view.report_net, out->mutable_report_net());
  if (has_value(view.bank_amount))
    to_wire(view.bank_amount, out->mutable_bank_amount());
  out->set_state(view.state);
}

views::ReconRun from_wire(const v1::ReconRun& in) {
  views::ReconRun view;
  view.run_id = in.run_id();
  view.psp_account = in.psp_account();
  view.settlement_date = in.settlement_date();
  view.currency = in.currency();
  view.file_name = in.file_name();
  view.sha256 = in.sha256();
  view.batch = in.batch();
  view.imported_at = parse_instant(in.imported_at());
  view.lines = in.lines();
  view.matched = in.matched();
  view.suggested = in.suggested();
  view.breaks_open = in.breaks_open();
  view.breaks_total = in.breaks_total();
  view.ledger_total = from_wire(in.ledger_total());
  view.report_gross = from_wire(in.report_gross());
  view.report_fee = from_wire(in.report_fee());
  view.report_net = from_wire(in.report_net());
  view.bank_amount = from_wire(in.bank_amount());
  view.state = in.state();
  return view;
}

void to_wire(const views::ImportFileResponse& view, v1::ImportFileResponse* out) {
  out->set_run_id(view.run_id);
  out->set_already_known(view.already_known);
  out->set_message(view.message);
  out->set_format(view.format);
  to_wire(view.run, out->mutable_run());
}

views::ImportFileResponse from_wire(const v1::ImportFileResponse& in) {
  views::ImportFileResponse view;
  view.run_id = in.run_id();
  view.already_known = in.already_known();
  view.message = in.message();
  view.format = in.format();
  view.run = from_wire(in.run());
  return view;
}

void to_wire(const views::GetRunRequest& view, v1::GetRunRequest* out) {
  out->set_run_id(view.run_id);
}

views::GetRunRequest from_wire(const v1::GetRunRequest& in) {
  views::GetRunRequest view;
  view.run_id = in.run_id();
  return view;
}

void to_wire(const views::ListRunsResponse& view, v1::ListRunsResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_next_cursor(view.next_cursor);
}

views::ListRunsResponse from_wire(const v1::ListRunsResponse& in) {
  views::ListRunsResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  return view;
}

void to_wire(const views::ReconBreak& view, v1::ReconBreak* out) {
  out->set_break_id(view.break_id);
  out->set_run_id(view.run_id);
  out->set_type(view.type);
  out->set_state(view.state);
  if (has_value(view.at_stake))
    to_wire(view.at_stake, out->mutable_at_stake());
  if (has_value(view.ledger_amount))
    to_wire(view.ledger_amount, out->mutable_ledger_amount());
  if (has_value(view.file_amount))
    to_wire(view.file_amount, out->mutable_file_amount());
  out->set_psp_reference(view.psp_reference);
  out->set_merchant_reference(view.merchant_reference);
  out->set_payment_id(view.payment_id);
  out->set_seller(view.seller);
  out->set_line_no(view.line_no);
  out->set_opened_at(to_text(view.opened_at));
  out->set_proposed_by(view.proposed_by);
  out->set_proposed_resolution(view.proposed_resolution);
  out->set_reason(view.reason);
  out->set_explanation(view.explanation);
  for (const auto& item : view.resolutions)
    out->add_resolutions(item);
}

views::ReconBreak from_wire(const v1::ReconBreak& in) {
  views::ReconBreak view;
  view.break_id = in.break_id();
  view.run_id = in.run_id();
  view.type = in.type();
  view.state = in.state();
  view.at_stake = from_wire(in.at_stake());
  view.ledger_amount = from_wire(in.ledger_amount());
  view.file_amount = from_wire(in.file_amount());
  view.psp_reference = in.psp_reference();
  view.merchant_reference = in.merchant_reference();
  view.payment_id = in.payment_id();
  view.seller = in.seller();
  view.line_no = in.line_no();
  view.opened_at = parse_instant(in.opened_at());
  view.proposed_by = in.proposed_by();
  view.proposed_resolution = in.proposed_resolution();
  view.reason = in.reason();
  view.explanation = in.explanation();
  view.resolutions.assign(in.resolutions().begin(), in.resolutions().end());
  return view;
}

void to_wire(const views::ListBreaksRequest& view, v1::ListBreaksRequest* out) {
  out->set_run_id(view.run_id);
  out->set_open_only(view.open_only);
  to_wire(view.page, out->mutable_page());
}

views::ListBreaksRequest from_wire(const v1::ListBreaksRequest& in) {
  views::ListBreaksRequest view;
  view.run_id = in.run_id();
  view.open_only = in.open_only();
  view.page = from_wire(in.page());
  return view;
}

void to_wire(const views::BreakCount& view, v1::BreakCount* out) {
  out->set_type(view.type);
  out->set_count(view.count);
  for (const auto& item : view.at_stake)
    to_wire(item, out->add_at_stake());
}

views::BreakCount from_wire(const v1::BreakCount& in) {
  views::BreakCount view;
  view.type = in.type();
  view.count = in.count();
  view.at_stake.reserve(static_cast<std::size_t>(in.at_stake_size()));
  for (const auto& item : in.at_stake())
    view.at_stake.push_back(from_wire(item));
  return view;
}

void to_wire(const views::ListBreaksResponse& view, v1::ListBreaksResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_next_cursor(view.next_cursor);
  for (const auto& item : view.by_type)
    to_wire(item, out->add_by_type());
}

views::ListBreaksResponse from_wire(const v1::ListBreaksResponse& in) {
  views::ListBreaksResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  view.by_type.reserve(static_cast<std::size_t>(in.by_type_size()));
  for (const auto& item : in.by_type())
    view.by_type.push_back(from_wire(item));
  return view;
}

void to_wire(const views::ListPairsRequest& view, v1::ListPairsRequest* out) {
  out->set_run_id(view.run_id);
  out->set_breaks_only(view.breaks_only);
  to_wire(view.page, out->mutable_page());
}

views::ListPairsRequest from_wire(const v1::ListPairsRequest& in) {
  views::ListPairsRequest view;
  view.run_id = in.run_id();
  view.breaks_only = in.breaks_only();
  view.page = from_wire(in.page());
  return view;
}

void to_wire(const views::ReconPair& view, v1::ReconPair* out) {
  out->set_link(view.link);
  out->set_break_id(view.break_id);
  out->set_break_type(view.break_type);
  out->set_ledger_booked(view.ledger_booked);
  out->set_ledger_kind(view.ledger_kind);
  out->set_ledger_seller(view.ledger_seller);
  out->set_ledger_reference(view.ledger_reference);
  if (has_value(view.ledger_amount))
    to_wire(view.ledger_amount, out->mutable_ledger_amount());
  if (has_value(view.file_amount))
    to_wire(view.file_amount, out->mutable_file_amount());
  if (has_value(view.file_fee))
    to_wire(view.file_fee, out->mutable_file_fee());
  out->set_file_reference(view.file_reference);
  out->set_file_psp_reference(view.file_psp_reference);
  out->set_file_kind(view.file_kind);
  out->set_file_date(view.file_date);
  out->set_line_no(view.line_no);
  out->set_payment_id(view.payment_id);
  out->set_explanation(view.explanation);
  out->set_score(view.score);
  out->set_ledger_psp_reference(view.ledger_psp_reference);
}

views::ReconPair from_wire(const v1::ReconPair& in) {
  views::ReconPair view;
  view.link = in.link();
  view.break_id = in.break_id();
  view.break_type = in.break_type();
  view.ledger_booked = in.ledger_booked();
  view.ledger_kind = in.ledger_kind();
  view.ledger_seller = in.ledger_seller();
  view.ledger_reference = in.ledger_reference();
  view.ledger_amount = from_wire(in.ledger_amount());
  view.file_amount = from_wire(in.file_amount());
  view.file_fee = from_wire(in.file_fee());
  view.file_reference = in.file_reference();
  view.file_psp_reference = in.file_psp_reference();
  view.file_kind = in.file_kind();
  view.file_date = in.file_date();
  view.line_no = in.line_no();
  view.payment_id = in.payment_id();
  view.explanation = in.explanation();
  view.score = in.score();
  view.ledger_psp_reference = in.ledger_psp_reference();
  return view;
}

void to_wire(const views::ListPairsResponse& view, v1::ListPairsResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_next_cursor(view.next_cursor);
  out->set_total(view.total);
}

views::ListPairsResponse from_wire(const v1::ListPairsResponse& in) {
  views::ListPairsResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  view.total = in.total();
  return view;
}

void to_wire(const views::ResolveRequest& view, v1::ResolveRequest* out) {
  out->set_break_id(view.break_id);
  out->set_resolution(view.resolution);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::ResolveRequest from_wire(const v1::ResolveRequest& in) {
  views::ResolveRequest view;
  view.break_id = in.break_id();
  view.resolution = in.resolution();
  view.reason = in.reason();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::ResolutionPreview& view, v1::ResolutionPreview* out) {
  for (const auto& item : view.postings)
    to_wire(item, out->add_postings());
  out->set_needs_approval(view.needs_approval);
  out->set_approval_reason(view.approval_reason);
  out->set_effect(view.effect);
}

views::ResolutionPreview from_wire(const v1::ResolutionPreview& in) {
  views::ResolutionPreview view;
  view.postings.reserve(static_cast<std::size_t>(in.postings_size()));
  for (const auto& item : in.postings())
    view.postings.push_back(from_wire(item));
  view.needs_approval = in.needs_approval();
  view.approval_reason = in.approval_reason();
  view.effect = in.effect();
  return view;
}

void to_wire(const views::DecideResolutionRequest& view, v1::DecideResolutionRequest* out) {
  out->set_break_id(view.break_id);
  out->set_approve(view.approve);
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::DecideResolutionRequest from_wire(const v1::DecideResolutionRequest& in) {
  views::DecideResolutionRequest view;
  view.break_id = in.break_id();
  view.approve = in.approve();
  view.note = in.note();
  view.idempotency_key = in.idempotency_key();
  return view;
}

} // namespace paydesk::wire
