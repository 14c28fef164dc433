#include "wire/refund_policy.h"

#include "wire/values.h"

namespace paydesk::wire {
namespace {

template <class Rows> std::vector<views::RefundRule> rules_from_wire(const Rows& rows) {
  std::vector<views::RefundRule> rules;
  rules.reserve(static_cast<std::size_t>(rows.size()));
  for (const auto& row : rows)
    rules.push_back(from_wire(row));
  return rules;
}

} // namespace

void to_wire(const views::RefundRule& view, v1::RefundRule* out) {
  out->set_name(view.name);
  for (const auto& item : view.currencies)
    out->add_currencies(item);
  for (const auto& item : view.sellers)
    out->add_sellers(item);
  out->set_from(view.from);
  out->set_until(view.until);
  out->set_commission(view.commission);
  out->set_funds(view.funds);
  out->set_dispute_fee(view.dispute_fee);
}

views::RefundRule from_wire(const v1::RefundRule& in) {
  return {in.name(), {in.currencies().begin(), in.currencies().end()}, {in.sellers().begin(), in.sellers().end()},
          in.from(), in.until(), in.commission(), in.funds(), in.dispute_fee()};
}

void to_wire(const views::RefundPolicy& view, v1::RefundPolicy* out) {
  to_wire(view.head, out->mutable_head());
  for (const auto& item : view.rules)
    to_wire(item, out->add_rules());
}

views::RefundPolicy from_wire(const v1::RefundPolicy& in) {
  return {from_wire(in.head()), rules_from_wire(in.rules())};
}

void to_wire(const views::SetRefundPolicyRequest& view, v1::SetRefundPolicyRequest* out) {
  out->set_base_version(view.base_version);
  for (const auto& item : view.rules)
    to_wire(item, out->add_rules());
  out->set_note(view.note);
  out->set_idempotency_key(view.idempotency_key);
}

views::SetRefundPolicyRequest from_wire(const v1::SetRefundPolicyRequest& in) {
  return {in.base_version(), rules_from_wire(in.rules()), in.note(), in.idempotency_key()};
}

void to_wire(const views::TryRefundPolicyRequest& view, v1::TryRefundPolicyRequest* out) {
  for (const auto& item : view.rules)
    to_wire(item, out->add_rules());
  out->set_seller(view.seller);
  out->set_currency(view.currency);
  out->set_day(view.day);
}

views::TryRefundPolicyRequest from_wire(const v1::TryRefundPolicyRequest& in) {
  return {rules_from_wire(in.rules()), in.seller(), in.currency(), in.day()};
}

void to_wire(const views::TryRefundPolicyResponse& view, v1::TryRefundPolicyResponse* out) {
  out->set_rule(view.rule);
  out->set_rule_text(view.rule_text);
  out->set_commission(view.commission);
  out->set_funds(view.funds);
  out->set_dispute_fee(view.dispute_fee);
  out->set_currency(view.currency);
  out->set_day(view.day);
}

views::TryRefundPolicyResponse from_wire(const v1::TryRefundPolicyResponse& in) {
  return {in.rule(), in.rule_text(), in.commission(), in.funds(), in.dispute_fee(), in.currency(), in.day()};
}

} // namespace paydesk::wire
