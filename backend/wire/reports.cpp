#include "wire/reports.h"

#include <algorithm>

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::ReportRequest& view, v1::ReportRequest* out) {
  out->set_kind(view.kind);
  out->set_format(view.format);
  out->set_from(view.from);
  out->set_to(view.to);
  out->set_account(view.account);
  out->set_currency(view.currency);
  out->set_filter(view.filter);
  out->set_seller(view.seller);
  out->set_by(view.by);
}

views::ReportRequest from_wire(const v1::ReportRequest& in) {
  return {in.kind(),     in.format(), in.from(),   in.to(), in.account(),
          in.currency(), in.filter(), in.seller(), in.by()};
}

void to_wire(const views::Report& view, v1::Report* out) {
  out->set_file_name(view.file_name);
  out->set_content(view.content);
  out->set_sha256(view.sha256);
  out->set_rows(view.rows);
  out->set_rows_sha256(view.rows_sha256);
}

views::Report from_wire(const v1::Report& in) {
  return {in.file_name(), in.content(), in.sha256(), in.rows(), in.rows_sha256()};
}

void to_wire(const views::ReportTable& view, v1::ReportTable* out) {
  out->set_title(view.title);
  for (const auto& [name, value] : view.facts) {
    auto* fact = out->add_facts();
    fact->set_name(name);
    fact->set_value(value);
  }
  for (const auto& column : view.columns)
    out->add_columns(column);
  for (const auto& cells : view.rows) {
    auto* row = out->add_rows();
    for (const auto& cell : cells) {
      auto* made = row->add_cells();
      made->set_text(cell.text);
      if (has_value(cell.amount))
        to_wire(cell.amount, made->mutable_amount());
    }
  }
  out->set_totals(static_cast<std::int32_t>(view.totals));
  out->set_rows_sha256(view.rows_sha256);
}

views::ReportTable from_wire(const v1::ReportTable& in) {
  views::ReportTable view;
  view.title = in.title();
  for (const auto& fact : in.facts())
    view.facts.emplace_back(fact.name(), fact.value());
  view.columns.assign(in.columns().begin(), in.columns().end());
  for (const auto& row : in.rows()) {
    auto& cells = view.rows.emplace_back();
    for (const auto& cell : row.cells())
      cells.push_back({cell.text(), cell.has_amount() ? from_wire(cell.amount()) : Money{}});
    cells.resize(view.columns.size());
  }
  view.totals = std::min(static_cast<std::size_t>(std::max(in.totals(), 0)), view.rows.size());
  view.rows_sha256 = in.rows_sha256();
  return view;
}

} // namespace paydesk::wire
