#include "wire/common.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::PageRequest& view, v1::PageRequest* out) {
  out->set_filter(view.filter);
  out->set_cursor(view.cursor);
  out->set_limit(view.limit);
  out->set_oldest_first(view.oldest_first);
}

views::PageRequest from_wire(const v1::PageRequest& in) {
  views::PageRequest view;
  view.filter = in.filter();
  view.cursor = in.cursor();
  view.limit = in.limit();
  view.oldest_first = in.oldest_first();
  return view;
}

void to_wire(const views::Totals& view, v1::Totals* out) {
  out->set_count(view.count);
  for (const auto& item : view.sums)
    to_wire(item, out->add_sums());
  out->set_as_of_position(view.as_of_position);
}

views::Totals from_wire(const v1::Totals& in) {
  views::Totals view;
  view.count = in.count();
  view.sums.reserve(static_cast<std::size_t>(in.sums_size()));
  for (const auto& item : in.sums())
    view.sums.push_back(from_wire(item));
  view.as_of_position = in.as_of_position();
  return view;
}

void to_wire(const views::PostingLine& view, v1::PostingLine* out) {
  out->set_account(view.account);
  if (has_value(view.debit))
    to_wire(view.debit, out->mutable_debit());
  if (has_value(view.credit))
    to_wire(view.credit, out->mutable_credit());
}

views::PostingLine from_wire(const v1::PostingLine& in) {
  views::PostingLine view;
  view.account = in.account();
  view.debit = from_wire(in.debit());
  view.credit = from_wire(in.credit());
  return view;
}

void to_wire(const views::Journal& view, v1::Journal* out) {
  out->set_id(view.id);
  out->set_kind(view.kind);
  out->set_booked_at(to_text(view.booked_at));
  out->set_book_date(view.book_date);
  out->set_value_date(view.value_date);
  out->set_description(view.description);
  out->set_payment_id(view.payment_id);
  for (const auto& item : view.lines)
    to_wire(item, out->add_lines());
}

views::Journal from_wire(const v1::Journal& in) {
  views::Journal view;
  view.id = in.id();
  view.kind = in.kind();
  view.booked_at = parse_instant(in.booked_at());
  view.book_date = in.book_date();
  view.value_date = in.value_date();
  view.description = in.description();
  view.payment_id = in.payment_id();
  view.lines.reserve(static_cast<std::size_t>(in.lines_size()));
  for (const auto& item : in.lines())
    view.lines.push_back(from_wire(item));
  return view;
}

} // namespace paydesk::wire
