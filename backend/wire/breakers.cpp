#include "wire/breakers.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::BreakerSettings& view, v1::BreakerSettings* out) {
  out->set_enabled(view.enabled);
  out->set_window_s(view.window_s);
  out->set_min_calls(view.min_calls);
  out->set_failure_percent(view.failure_percent);
  out->set_consecutive(view.consecutive);
  out->set_open_s(view.open_s);
  out->set_longest_open_s(view.longest_open_s);
  out->set_probes(view.probes);
  out->set_questions_per_minute(view.questions_per_minute);
}

views::BreakerSettings from_wire(const v1::BreakerSettings& in) {
  views::BreakerSettings view;
  view.enabled = in.enabled();
  view.window_s = in.window_s();
  view.min_calls = in.min_calls();
  view.failure_percent = in.failure_percent();
  view.consecutive = in.consecutive();
  view.open_s = in.open_s();
  view.longest_open_s = in.longest_open_s();
  view.probes = in.probes();
  view.questions_per_minute = in.questions_per_minute();
  return view;
}

void to_wire(const views::Breaker& view, v1::Breaker* out) {
  to_wire(view.head, out->mutable_head());
  to_wire(view.settings, out->mutable_settings());
  out->set_state(view.state);
  out->set_since(to_text(view.since));
  out->set_why(view.why);
  out->set_forced(view.forced);
  out->set_forced_by(view.forced_by);
  out->set_trips(view.trips);
  out->set_next_probe_at(to_text(view.next_probe_at));
}

views::Breaker from_wire(const v1::Breaker& in) {
  views::Breaker view;
  view.head = from_wire(in.head());
  view.settings = from_wire(in.settings());
  view.state = in.state();
  view.since = parse_instant(in.since());
  view.why = in.why();
  view.forced = in.forced();
  view.forced_by = in.forced_by();
  view.trips = in.trips();
  view.next_probe_at = parse_instant(in.next_probe_at());
  return view;
}

void to_wire(const views::SetBreakerRequest& view, v1::SetBreakerRequest* out) {
  out->set_psp_account(view.psp_account);
  out->set_base_version(view.base_version);
  to_wire(view.settings, out->mutable_settings());
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::SetBreakerRequest from_wire(const v1::SetBreakerRequest& in) {
  views::SetBreakerRequest view;
  view.psp_account = in.psp_account();
  view.base_version = in.base_version();
  view.settings = from_wire(in.settings());
  view.note = in.note();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::ForceBreakerRequest& view, v1::ForceBreakerRequest* out) {
  out->set_psp_account(view.psp_account);
  out->set_state(view.state);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::ForceBreakerRequest from_wire(const v1::ForceBreakerRequest& in) {
  views::ForceBreakerRequest view;
  view.psp_account = in.psp_account();
  view.state = in.state();
  view.reason = in.reason();
  view.idempotency_key = in.idempotency_key();
  return view;
}

} // namespace paydesk::wire
