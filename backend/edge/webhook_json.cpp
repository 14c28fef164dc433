#include "edge/webhook_json.h"

#include <nlohmann/json.hpp>

#include "engine/webhooks_out/kinds.h"

namespace paydesk::edge {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json order_json(const ShopSnapshot::Order& order, Currency currency) {
  const auto amount = [&](std::int64_t minor) { return format_amount(minor, currency); };
  const auto& of = order.amounts;
  return {{"id", order.order_id.to_string()},
          {"seller", order.seller},
          {"reference", order.reference},
          {"status", order.status},
          {"amount", amount(of.amount)},
          {"captured", amount(of.captured)},
          {"refunded", amount(of.refunded)},
          {"refund_pending", amount(of.refund_pending)},
          {"disputed", amount(of.disputed)},
          {"lost", amount(of.lost)},
          {"settled", amount(of.settled)},
          {"reversed", amount(of.reversed)}};
}

Json payment_json(const ShopSnapshot& shot) {
  Json orders = Json::array();
  for (const auto& order : shot.orders)
    orders.push_back(order_json(order, shot.currency));
  return {{"id", shot.payment_id.to_string()},
          {"state", shot.state},
          {"checkout_reference", shot.checkout_reference},
          {"buyer", shot.buyer},
          {"psp_account", shot.psp_account},
          {"currency", shot.currency.to_string()},
          {"total", format_amount(shot.total, shot.currency)},
          {"captured", format_amount(shot.captured, shot.currency)},
          {"error", text_or_null(shot.error_class)},
          {"created_at", format_instant(shot.created_at)},
          {"orders", std::move(orders)}};
}

Json data_json(const ShopSnapshot* shot) {
  if (shot == nullptr)
    return Json::object();
  Json data = {{"payment", payment_json(*shot)}};
  if (const auto& refund = shot->refund)
    data["refund"] = {{"id", refund->refund_id.to_string()},
                      {"order_id", refund->order_id.to_string()},
                      {"amount", format_amount(refund->amount, shot->currency)},
                      {"currency", shot->currency.to_string()},
                      {"state", refund->state},
                      {"reason", refund->reason},
                      {"created_at", format_instant(refund->created_at)}};
  if (const auto& dispute = shot->dispute)
    data["dispute"] = {{"id", dispute->dispute_id.to_string()},
                       {"amount", format_amount(dispute->amount, shot->currency)},
                       {"currency", shot->currency.to_string()},
                       {"state", dispute->state},
                       {"created_at", format_instant(dispute->created_at)}};
  return data;
}

} // namespace

std::string webhook_json(const MessageFacts& facts) {
  const Json body = {{"id", facts.event_id.to_string()},
                     {"type", facts.kind},
                     {"created_at", format_instant(facts.at)},
                     {"sequence", facts.sequence},
                     {"api_version", webhook_api_version},
                     {"data", data_json(facts.payment)}};
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace paydesk::edge
