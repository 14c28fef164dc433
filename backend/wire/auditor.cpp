#include "wire/auditor.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::GetAuditorRequest&, v1::GetAuditorRequest*) {}
views::GetAuditorRequest from_wire(const v1::GetAuditorRequest&) { return {}; }

void to_wire(const views::AuditorFinding& view, v1::AuditorFinding* out) {
  out->set_invariant(view.invariant);
  out->set_example(view.example);
  out->set_found_at(to_text(view.found_at));
  out->set_seen_at(to_text(view.seen_at));
}

views::AuditorFinding from_wire(const v1::AuditorFinding& in) {
  return {in.invariant(), in.example(), parse_instant(in.found_at()), parse_instant(in.seen_at())};
}

void to_wire(const views::AuditorStatus& view, v1::AuditorStatus* out) {
  out->set_position(view.position);
  out->set_lag(view.lag);
  out->set_sweep(view.sweep);
  out->set_sweep_since(to_text(view.sweep_since));
  out->set_sweep_done_at(to_text(view.sweep_done_at));
  out->set_proven(view.proven);
  out->set_open(view.open);
  for (const auto& finding : view.findings)
    to_wire(finding, out->add_findings());
}

views::AuditorStatus from_wire(const v1::AuditorStatus& in) {
  views::AuditorStatus view;
  view.position = in.position();
  view.lag = in.lag();
  view.sweep = in.sweep();
  view.sweep_since = parse_instant(in.sweep_since());
  view.sweep_done_at = parse_instant(in.sweep_done_at());
  view.proven = in.proven();
  view.open = in.open();
  for (const auto& finding : in.findings())
    view.findings.push_back(from_wire(finding));
  return view;
}

} // namespace paydesk::wire
