#include "edge/requests.h"

#include <initializer_list>
#include <set>

#include <nlohmann/json.hpp>
#include <openssl/sha.h>

namespace paydesk::edge {
namespace {

using nlohmann::json;

/// Parses with the nesting bounded and doubled members refused.
Result<json> parse_object(std::string_view body) {
  std::vector<std::set<std::string>> open;
  std::string problem;
  const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
    if (depth > 8)
      problem = "is nested too deeply";
    if (event == json::parse_event_t::object_start)
      open.emplace_back();
    if (event == json::parse_event_t::object_end && !open.empty())
      open.pop_back();
    if (event == json::parse_event_t::key && !open.empty() && !open.back().insert(parsed.get<std::string>()).second)
      problem = "has the member \"" + parsed.get<std::string>() + "\" twice";
    return problem.empty();
  };
  json parsed;
  try {
    parsed = json::parse(body, watch);
  } catch (const json::parse_error& e) {
    return invalid("body", "is not JSON (byte " + std::to_string(e.byte) + ")");
  }
  if (!problem.empty())
    return invalid("body", problem);
  if (!parsed.is_object())
    return invalid("body", "is not a JSON object");
  return parsed;
}

Result<void> only(const json& object, const std::string& prefix, std::initializer_list<std::string_view> names) {
  for (const auto& [name, value] : object.items())
    if (std::find(names.begin(), names.end(), name) == names.end())
      return invalid(prefix + name, "is not a member that is known here");
  return {};
}

Result<void> take(const json& object, const char* name, const std::string& prefix, bool required, std::string& out) {
  const auto at = object.find(name);
  if (at == object.end())
    return required ? Result<void>(invalid(prefix + name, "is missing")) : Result<void>{};
  if (!at->is_string())
    return invalid(prefix + name, "is not a string");
  out = at->get<std::string>();
  return {};
}

Result<CreateOrder> read_order(const json& item, std::size_t index) {
  const auto prefix = "orders[" + std::to_string(index) + "].";
  if (!item.is_object())
    return invalid("orders[" + std::to_string(index) + "]", "is not an object");
  CreateOrder order;
  for (const auto& ok : {only(item, prefix, {"seller", "amount", "reference", "description"}),
                         take(item, "seller", prefix, true, order.seller),
                         take(item, "amount", prefix, true, order.amount),
                         take(item, "reference", prefix, false, order.reference),
                         take(item, "description", prefix, false, order.description)})
    if (!ok)
      return tl::unexpected(ok.error());
  return order;
}

} // namespace

Result<CreatePayment> read_create_payment(std::string_view body) {
  const auto parsed = parse_object(body);
  if (!parsed)
    return tl::unexpected(parsed.error());
  CreatePayment request;
  for (const auto& ok :
       {only(*parsed, "", {"buyer", "checkout_reference", "currency", "psp_account", "payment_method", "success_url",
                           "cancel_url", "expires_in_s", "orders"}),
        take(*parsed, "buyer", "", true, request.buyer),
        take(*parsed, "checkout_reference", "", true, request.checkout_reference),
        take(*parsed, "currency", "", true, request.currency),
        take(*parsed, "psp_account", "", false, request.psp_account),
        take(*parsed, "payment_method", "", false, request.payment_method),
        take(*parsed, "success_url", "", !parsed->contains("payment_method"), request.success_url),
        take(*parsed, "cancel_url", "", !parsed->contains("payment_method"), request.cancel_url)})
    if (!ok)
      return tl::unexpected(ok.error());
  if (parsed->contains("payment_method") && request.payment_method.empty())
    return invalid("payment_method", "is empty; leave it out for a hosted page");
  if (const auto at = parsed->find("expires_in_s"); at != parsed->end()) {
    if (!at->is_number_integer())
      return invalid("expires_in_s", "is not a whole number");
    request.expires_in_s = at->get<std::int64_t>();
  }
  const auto orders = parsed->find("orders");
  if (orders == parsed->end() || !orders->is_array())
    return invalid("orders", orders == parsed->end() ? "is missing" : "is not an array");
  for (std::size_t i = 0; i < orders->size() && i <= 100; ++i) {
    auto order = read_order((*orders)[i], i);
    if (!order)
      return tl::unexpected(order.error());
    request.orders.push_back(std::move(*order));
  }
  return request;
}

std::string sha256(std::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string request_hash(const CreatePayment& r) {
  json canonical = {r.buyer, r.checkout_reference, r.currency, r.psp_account, r.success_url, r.cancel_url,
                    r.expires_in_s};
  if (!r.payment_method.empty())
    canonical.push_back(r.payment_method);
  for (const auto& order : r.orders)
    canonical.push_back({order.seller, order.amount, order.reference, order.description});
  return sha256(canonical.dump(-1, ' ', false, json::error_handler_t::replace));
}

} // namespace paydesk::edge
