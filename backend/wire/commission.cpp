#include "wire/commission.h"

#include "wire/values.h"

namespace paydesk::wire {
namespace {

template <class Rows>
std::vector<views::CommissionRule> rules_from_wire(const Rows& rows) {
  std::vector<views::CommissionRule> rules;
  rules.reserve(static_cast<std::size_t>(rows.size()));
  for (const auto& row : rows)
    rules.push_back(from_wire(row));
  return rules;
}

} // namespace

void to_wire(const views::CommissionTier& view, v1::CommissionTier* out) {
  out->set_above(view.above);
  out->set_percent(view.percent);
}

views::CommissionTier from_wire(const v1::CommissionTier& in) { return {in.above(), in.percent()}; }

void to_wire(const views::CommissionRule& view, v1::CommissionRule* out) {
  out->set_name(view.name);
  for (const auto& item : view.currencies)
    out->add_currencies(item);
  for (const auto& item : view.sellers)
    out->add_sellers(item);
  out->set_from(view.from);
  out->set_until(view.until);
  for (const auto& item : view.tiers)
    to_wire(item, out->add_tiers());
  out->set_graduated(view.graduated);
  out->set_fixed(view.fixed);
  out->set_least(view.least);
  out->set_most(view.most);
}

views::CommissionRule from_wire(const v1::CommissionRule& in) {
  views::CommissionRule view;
  view.name = in.name();
  view.currencies.assign(in.currencies().begin(), in.currencies().end());
  view.sellers.assign(in.sellers().begin(), in.sellers().end());
  view.from = in.from();
  view.until = in.until();
  for (const auto& item : in.tiers())
    view.tiers.push_back(from_wire(item));
  view.graduated = in.graduated();
  view.fixed = in.fixed();
  view.least = in.least();
  view.most = in.most();
  return view;
}

void to_wire(const views::Commission& view, v1::Commission* out) {
  to_wire(view.head, out->mutable_head());
  for (const auto& item : view.rules)
    to_wire(item, out->add_rules());
}

views::Commission from_wire(const v1::Commission& in) { return {from_wire(in.head()), rules_from_wire(in.rules())}; }

void to_wire(const views::SetCommissionRequest& view, v1::SetCommissionRequest* out) {
  out->set_base_version(view.base_version);
  for (const auto& item : view.rules)
    to_wire(item, out->add_rules());
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::SetCommissionRequest from_wire(const v1::SetCommissionRequest& in) {
  return {in.base_version(), rules_from_wire(in.rules()), in.note(), in.idempotency_key()};
}

void to_wire(const views::TryCommissionRequest& view, v1::TryCommissionRequest* out) {
  for (const auto& item : view.rules)
    to_wire(item, out->add_rules());
  out->set_seller(view.seller);
  out->set_amount(view.amount);
  out->set_currency(view.currency);
  out->set_day(view.day);
}

views::TryCommissionRequest from_wire(const v1::TryCommissionRequest& in) {
  return {rules_from_wire(in.rules()), in.seller(), in.amount(), in.currency(), in.day()};
}

void to_wire(const views::TryCommissionResponse& view, v1::TryCommissionResponse* out) {
  out->set_rule(view.rule);
  out->set_rule_text(view.rule_text);
  out->set_amount(view.amount);
  out->set_commission(view.commission);
  out->set_currency(view.currency);
  out->set_day(view.day);
}

views::TryCommissionResponse from_wire(const v1::TryCommissionResponse& in) {
  return {in.rule(), in.rule_text(), in.amount(), in.commission(), in.currency(), in.day()};
}

} // namespace paydesk::wire
