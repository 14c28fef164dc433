#include "wire/routing.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::RouteTarget& view, v1::RouteTarget* out) {
  out->set_psp_account(view.psp_account);
  out->set_weight(view.weight);
}

views::RouteTarget from_wire(const v1::RouteTarget& in) {
  views::RouteTarget view;
  view.psp_account = in.psp_account();
  view.weight = in.weight();
  return view;
}

void to_wire(const views::RouteRule& view, v1::RouteRule* out) {
  out->set_name(view.name);
  for (const auto& item : view.currencies)
    out->add_currencies(item);
  out->set_least(view.least);
  out->set_most(view.most);
  for (const auto& item : view.sellers)
    out->add_sellers(item);
  for (const auto& item : view.methods)
    out->add_methods(item);
  out->set_only(view.only);
  for (const auto& item : view.targets)
    to_wire(item, out->add_targets());
}

views::RouteRule from_wire(const v1::RouteRule& in) {
  views::RouteRule view;
  view.name = in.name();
  view.currencies.assign(in.currencies().begin(), in.currencies().end());
  view.least = in.least();
  view.most = in.most();
  view.sellers.assign(in.sellers().begin(), in.sellers().end());
  view.methods.assign(in.methods().begin(), in.methods().end());
  view.only = in.only();
  view.targets.reserve(static_cast<std::size_t>(in.targets_size()));
  for (const auto& item : in.targets())
    view.targets.push_back(from_wire(item));
  return view;
}

void to_wire(const views::Routing& view, v1::Routing* out) {
  to_wire(view.head, out->mutable_head());
  for (const auto& item : view.rules)
    to_wire(item, out->add_rules());
  out->set_failover(view.failover);
  out->set_failover_after(view.failover_after);
}

views::Routing from_wire(const v1::Routing& in) {
  views::Routing view;
  view.head = from_wire(in.head());
  view.rules.reserve(static_cast<std::size_t>(in.rules_size()));
  for (const auto& item : in.rules())
    view.rules.push_back(from_wire(item));
  view.failover = in.failover();
  view.failover_after = in.failover_after();
  return view;
}

void to_wire(const views::SetRoutingRequest& view, v1::SetRoutingRequest* out) {
  out->set_base_version(view.base_version);
  for (const auto& item : view.rules)
    to_wire(item, out->add_rules());
  out->set_failover(view.failover);
  out->set_failover_after(view.failover_after);
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::SetRoutingRequest from_wire(const v1::SetRoutingRequest& in) {
  views::SetRoutingRequest view;
  view.base_version = in.base_version();
  view.rules.reserve(static_cast<std::size_t>(in.rules_size()));
  for (const auto& item : in.rules())
    view.rules.push_back(from_wire(item));
  view.failover = in.failover();
  view.failover_after = in.failover_after();
  view.note = in.note();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::SetIntakeRequest& view, v1::SetIntakeRequest* out) {
  out->set_psp_account(view.psp_account);
  out->set_intake(view.intake);
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::SetIntakeRequest from_wire(const v1::SetIntakeRequest& in) {
  views::SetIntakeRequest view;
  view.psp_account = in.psp_account();
  view.intake = in.intake();
  view.note = in.note();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::PspIntake& view, v1::PspIntake* out) {
  out->set_psp_account(view.psp_account);
  out->set_intake(view.intake);
}

views::PspIntake from_wire(const v1::PspIntake& in) {
  views::PspIntake view;
  view.psp_account = in.psp_account();
  view.intake = in.intake();
  return view;
}

} // namespace paydesk::wire
