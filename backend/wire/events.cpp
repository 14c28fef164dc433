#include "wire/events.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::WatchRequest& view, v1::WatchRequest* out) {
  out->set_after_position(view.after_position);
}

views::WatchRequest from_wire(const v1::WatchRequest& in) {
  views::WatchRequest view;
  view.after_position = in.after_position();
  return view;
}

void to_wire(const views::Event& view, v1::Event* out) {
  out->set_position(view.position);
  out->set_at(to_text(view.at));
  out->set_kind(view.kind);
  out->set_subject_kind(view.subject_kind);
  out->set_subject_id(view.subject_id);
  out->set_payment_id(view.payment_id);
  out->set_payload_json(view.payload_json);
  out->set_hash(view.hash);
}

views::Event from_wire(const v1::Event& in) {
  views::Event view;
  view.position = in.position();
  view.at = parse_instant(in.at());
  view.kind = in.kind();
  view.subject_kind = in.subject_kind();
  view.subject_id = in.subject_id();
  view.payment_id = in.payment_id();
  view.payload_json = in.payload_json();
  view.hash = in.hash();
  return view;
}

void to_wire(const views::EventBatch& view, v1::EventBatch* out) {
  for (const auto& item : view.events)
    to_wire(item, out->add_events());
  out->set_position(view.position);
}

views::EventBatch from_wire(const v1::EventBatch& in) {
  views::EventBatch view;
  view.events.reserve(static_cast<std::size_t>(in.events_size()));
  for (const auto& item : in.events())
    view.events.push_back(from_wire(item));
  view.position = in.position();
  return view;
}

} // namespace paydesk::wire
