#include "wire/ledger.h"

#include "wire/values.h"
#include "wire/common.h"

namespace paydesk::wire {

void to_wire(const views::ListBalancesRequest& view, v1::ListBalancesRequest* out) {
  out->set_account(view.account);
}

views::ListBalancesRequest from_wire(const v1::ListBalancesRequest& in) {
  views::ListBalancesRequest view;
  view.account = in.account();
  return view;
}

void to_wire(const views::AccountBalance& view, v1::AccountBalance* out) {
  out->set_account(view.account);
  if (has_value(view.debit))
    to_wire(view.debit, out->mutable_debit());
  if (has_value(view.credit))
    to_wire(view.credit, out->mutable_credit());
  if (has_value(view.balance))
    to_wire(view.balance, out->mutable_balance());
}

views::AccountBalance from_wire(const v1::AccountBalance& in) {
  views::AccountBalance view;
  view.account = in.account();
  view.debit = from_wire(in.debit());
  view.credit = from_wire(in.credit());
  view.balance = from_wire(in.balance());
  return view;
}

void to_wire(const views::ListBalancesResponse& view, v1::ListBalancesResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
}

views::ListBalancesResponse from_wire(const v1::ListBalancesResponse& in) {
  views::ListBalancesResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  return view;
}

void to_wire(const views::ListEntriesRequest& view, v1::ListEntriesRequest* out) {
  out->set_account(view.account);
  out->set_payment_id(view.payment_id);
  to_wire(view.page, out->mutable_page());
}

views::ListEntriesRequest from_wire(const v1::ListEntriesRequest& in) {
  views::ListEntriesRequest view;
  view.account = in.account();
  view.payment_id = in.payment_id();
  view.page = from_wire(in.page());
  return view;
}

void to_wire(const views::ListEntriesResponse& view, v1::ListEntriesResponse* out) {
  for (const auto& item : view.journals)
    to_wire(item, out->add_journals());
  out->set_next_cursor(view.next_cursor);
}

views::ListEntriesResponse from_wire(const v1::ListEntriesResponse& in) {
  views::ListEntriesResponse view;
  view.journals.reserve(static_cast<std::size_t>(in.journals_size()));
  for (const auto& item : in.journals())
    view.journals.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  return view;
}

void to_wire(const views::Wallet& view, v1::Wallet* out) {
  out->set_seller(view.seller);
  if (has_value(view.balance))
    to_wire(view.balance, out->mutable_balance());
  if (has_value(view.pending))
    to_wire(view.pending, out->mutable_pending());
  if (has_value(view.reserved))
    to_wire(view.reserved, out->mutable_reserved());
  if (has_value(view.available))
    to_wire(view.available, out->mutable_available());
}

views::Wallet from_wire(const v1::Wallet& in) {
  views::Wallet view;
  view.seller = in.seller();
  view.balance = from_wire(in.balance());
  view.pending = from_wire(in.pending());
  view.reserved = from_wire(in.reserved());
  view.available = from_wire(in.available());
  return view;
}

void to_wire(const views::ListWalletsResponse& view, v1::ListWalletsResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_next_cursor(view.next_cursor);
}

views::ListWalletsResponse from_wire(const v1::ListWalletsResponse& in) {
  views::ListWalletsResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  return view;
}

void to_wire(const views::VerifyRequest& view, v1::VerifyRequest* out) { out->set_as_of(view.as_of); }
views::VerifyRequest from_wire(const v1::VerifyRequest& in) { return {in.as_of()}; }

void to_wire(const views::VerifyFinding& view, v1::VerifyFinding* out) {
  out->set_invariant(view.invariant);
  out->set_checked(view.checked);
  out->set_violations(view.violations);
  for (const auto& item : view.examples)
    out->add_examples(item);
}

views::VerifyFinding from_wire(const v1::VerifyFinding& in) {
  views::VerifyFinding view;
  view.invariant = in.invariant();
  view.checked = in.checked();
  view.violations = in.violations();
  view.examples.assign(in.examples().begin(), in.examples().end());
  return view;
}

void to_wire(const views::VerifyResponse& view, v1::VerifyResponse* out) {
  out->set_ok(view.ok);
  for (const auto& item : view.findings)
    to_wire(item, out->add_findings());
  out->set_at(to_text(view.at));
  out->set_position(view.position);
  out->set_as_of(to_text(view.as_of));
  out->set_final(view.final);
  for (const auto& invariant : view.not_kept)
    out->add_not_kept(invariant);
}

views::VerifyResponse from_wire(const v1::VerifyResponse& in) {
  views::VerifyResponse view;
  view.ok = in.ok();
  view.findings.reserve(static_cast<std::size_t>(in.findings_size()));
  for (const auto& item : in.findings())
    view.findings.push_back(from_wire(item));
  view.at = parse_instant(in.at());
  view.position = in.position();
  view.as_of = parse_instant(in.as_of());
  view.final = in.final();
  view.not_kept.assign(in.not_kept().begin(), in.not_kept().end());
  return view;
}

} // namespace paydesk::wire
