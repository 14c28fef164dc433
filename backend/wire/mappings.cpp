#include "wire/mappings.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::MappingRule& view, v1::MappingRule* out) {
  out->set_operation(view.operation);
  out->set_http_status(view.http_status);
  out->set_code(view.code);
  out->set_error_class(view.error_class);
  out->set_note(view.note);
}

views::MappingRule from_wire(const v1::MappingRule& in) {
  views::MappingRule view;
  view.operation = in.operation();
  view.http_status = in.http_status();
  view.code = in.code();
  view.error_class = in.error_class();
  view.note = in.note();
  return view;
}

void to_wire(const views::ErrorMapping& view, v1::ErrorMapping* out) {
  to_wire(view.head, out->mutable_head());
  for (const auto& item : view.rules)
    to_wire(item, out->add_rules());
}

views::ErrorMapping from_wire(const v1::ErrorMapping& in) {
  views::ErrorMapping view;
  view.head = from_wire(in.head());
  view.rules.reserve(static_cast<std::size_t>(in.rules_size()));
  for (const auto& item : in.rules())
    view.rules.push_back(from_wire(item));
  return view;
}

void to_wire(const views::SetErrorMappingRequest& view, v1::SetErrorMappingRequest* out) {
  out->set_subject(view.subject);
  out->set_base_version(view.base_version);
  for (const auto& item : view.rules)
    to_wire(item, out->add_rules());
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
  out->set_days(view.days);
  out->set_limit(view.limit);
}

views::SetErrorMappingRequest from_wire(const v1::SetErrorMappingRequest& in) {
  views::SetErrorMappingRequest view;
  view.subject = in.subject();
  view.base_version = in.base_version();
  view.rules.reserve(static_cast<std::size_t>(in.rules_size()));
  for (const auto& item : in.rules())
    view.rules.push_back(from_wire(item));
  view.note = in.note();
  view.idempotency_key = in.idempotency_key();
  view.days = in.days();
  view.limit = in.limit();
  return view;
}

void to_wire(const views::MappingForecast& view, v1::MappingForecast* out) {
  out->set_psp_account(view.psp_account);
  out->set_operation(view.operation);
  out->set_http_status(view.http_status);
  out->set_code(view.code);
  out->set_from(view.from);
  out->set_to(view.to);
  out->set_attempts(view.attempts);
  out->set_last_at(to_text(view.last_at));
  for (const auto& item : view.examples)
    out->add_examples(item);
}

views::MappingForecast from_wire(const v1::MappingForecast& in) {
  views::MappingForecast view;
  view.psp_account = in.psp_account();
  view.operation = in.operation();
  view.http_status = in.http_status();
  view.code = in.code();
  view.from = in.from();
  view.to = in.to();
  view.attempts = in.attempts();
  view.last_at = parse_instant(in.last_at());
  view.examples.assign(in.examples().begin(), in.examples().end());
  return view;
}

void to_wire(const views::PreviewErrorMappingResponse& view, v1::PreviewErrorMappingResponse* out) {
  to_wire(view.in_force, out->mutable_in_force());
  for (const auto& item : view.changes)
    to_wire(item, out->add_changes());
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_attempts(view.attempts);
  out->set_changed(view.changed);
}

views::PreviewErrorMappingResponse from_wire(const v1::PreviewErrorMappingResponse& in) {
  views::PreviewErrorMappingResponse view;
  view.in_force = from_wire(in.in_force());
  view.changes.reserve(static_cast<std::size_t>(in.changes_size()));
  for (const auto& item : in.changes())
    view.changes.push_back(from_wire(item));
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.attempts = in.attempts();
  view.changed = in.changed();
  return view;
}

void to_wire(const views::ListUnmappedRequest& view, v1::ListUnmappedRequest* out) {
  out->set_psp_account(view.psp_account);
  out->set_limit(view.limit);
}

views::ListUnmappedRequest from_wire(const v1::ListUnmappedRequest& in) {
  views::ListUnmappedRequest view;
  view.psp_account = in.psp_account();
  view.limit = in.limit();
  return view;
}

void to_wire(const views::UnmappedAnswer& view, v1::UnmappedAnswer* out) {
  out->set_psp_account(view.psp_account);
  out->set_operation(view.operation);
  out->set_http_status(view.http_status);
  out->set_code(view.code);
  out->set_count(view.count);
  out->set_first_at(to_text(view.first_at));
  out->set_last_at(to_text(view.last_at));
  out->set_example_attempt(view.example_attempt);
}

views::UnmappedAnswer from_wire(const v1::UnmappedAnswer& in) {
  views::UnmappedAnswer view;
  view.psp_account = in.psp_account();
  view.operation = in.operation();
  view.http_status = in.http_status();
  view.code = in.code();
  view.count = in.count();
  view.first_at = parse_instant(in.first_at());
  view.last_at = parse_instant(in.last_at());
  view.example_attempt = in.example_attempt();
  return view;
}

void to_wire(const views::ListUnmappedResponse& view, v1::ListUnmappedResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
}

views::ListUnmappedResponse from_wire(const v1::ListUnmappedResponse& in) {
  views::ListUnmappedResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  return view;
}

} // namespace paydesk::wire
