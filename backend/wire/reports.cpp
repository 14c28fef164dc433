#include "wire/reports.h"

namespace paydesk::wire {

void to_wire(const views::ReportRequest& view, v1::ReportRequest* out) {
  out->set_kind(view.kind);
  out->set_format(view.format);
  out->set_from(view.from);
  out->set_to(view.to);
  out->set_account(view.account);
  out->set_currency(view.currency);
  out->set_filter(view.filter);
}

views::ReportRequest from_wire(const v1::ReportRequest& in) {
  return {in.kind(), in.format(), in.from(), in.to(), in.account(), in.currency(), in.filter()};
}

void to_wire(const views::Report& view, v1::Report* out) {
  out->set_file_name(view.file_name);
  out->set_content(view.content);
  out->set_sha256(view.sha256);
  out->set_rows(view.rows);
}

views::Report from_wire(const v1::Report& in) { return {in.file_name(), in.content(), in.sha256(), in.rows()}; }

} // namespace paydesk::wire
