#include "edge/shop_json.h"

#include <nlohmann/json.hpp>

#include "edge/shop_words.h"

namespace paydesk::edge {
namespace {

using nlohmann::json;

std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

json amount_json(const Money& money) {
  return money.currency.code().empty() ? json(nullptr) : json(format_amount(money.minor, money.currency));
}

json instant_json(const std::optional<Instant>& at) { return at ? json(format_instant(*at)) : json(nullptr); }

json text_or_null(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }

} // namespace

std::string registration_json(const Registration& r) {
  json orders = json::array();
  for (const auto& order : r.orders)
    orders.push_back({{"id", order.order_id.to_string()},
                      {"seller", order.seller},
                      {"reference", order.reference},
                      {"amount", format_amount(order.amount, r.currency)}});
  if (r.direct)
    for (std::size_t i = 0; i < orders.size(); ++i) {
      orders[i]["status"] = r.orders[i].status;
      orders[i]["error"] = text_or_null(r.orders[i].error);
    }
  return dump({{"id", r.payment_id.to_string()},
               {"state", r.charge_state},
               {"currency", r.currency.to_string()},
               {"total", format_amount(r.total, r.currency)},
               {"hosted_page_url", text_or_null(r.hosted_page_url)},
               {"error", text_or_null(r.hosted_page_url.empty() && !r.direct ? r.last_error : std::string{})},
               {"created_at", format_instant(r.created_at)},
               {"expires_at", format_instant(r.expires_at)},
               {"orders", std::move(orders)}});
}

std::string in_progress_json(const Uuid& payment_id) {
  return dump({{"id", payment_id.to_string()}, {"state", "created"}, {"hosted_page_url", nullptr}});
}

std::string payment_json(const views::PaymentDetail& d, Instant now) {
  json orders = json::array();
  for (const auto& order : d.orders)
    orders.push_back({{"id", order.order_id},
                      {"seller", order.seller},
                      {"reference", order.reference},
                      {"status", order.status},
                      {"amount", amount_json(order.amount)},
                      {"captured", amount_json(order.captured)},
                      {"refunded", amount_json(order.refunded)},
                      {"refund_pending", amount_json(order.refund_pending)},
                      {"refundable", amount_json(order.refundable)},
                      {"reversed", amount_json(order.reversed)}});
  json why = json::array();
  for (const auto& sentence : shop_why(d, now))
    why.push_back({{"code", sentence.code}, {"message", sentence.text}});
  json next = json::array();
  for (const auto& step : shop_next(d))
    next.push_back(
        {{"code", step.what.code}, {"message", step.what.text}, {"due_at", instant_json(step.due_at)}});
  json history = json::array();
  for (auto at = d.timeline.rbegin(); at != d.timeline.rend(); ++at)
    if (!at->to_state.empty())
      history.push_back({{"at", instant_json(at->at)},
                         {"subject", at->subject},
                         {"trigger", at->code},
                         {"from", at->from_state},
                         {"to", at->to_state}});
  return dump({{"id", d.payment_id},
               {"state", d.charge_state},
               {"state_since", instant_json(d.state_since)},
               {"checkout_reference", d.checkout_reference},
               {"buyer", d.buyer},
               {"psp_account", d.psp_account},
               {"currency", d.total.currency.to_string()},
               {"total", amount_json(d.total)},
               {"captured", amount_json(d.captured)},
               {"refunded", amount_json(d.refunded)},
               {"hosted_page_url", text_or_null(d.hosted_page_url)},
               {"created_at", instant_json(d.created_at)},
               {"expires_at", instant_json(d.expires_at)},
               {"why", std::move(why)},
               {"next", std::move(next)},
               {"orders", std::move(orders)},
               {"history", std::move(history)}});
}

} // namespace paydesk::edge
