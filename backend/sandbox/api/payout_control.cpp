#include "sandbox/api/payout_control.h"

#include "sandbox/http/replies.h"
#include "sandbox/text/fields.h"

#include <nlohmann/json.hpp>

namespace sandbox {

using nlohmann::json;

void PayoutControl::add_routes(Router& router) {
  router.add_plain("GET", "/control/payouts",
                   [this](const Request& request, const PathValues&) { return list(request); });
  const auto add_step = [this, &router](const std::string& name, Step made) {
    router.add_plain("POST", "/control/payouts/{id}/" + name,
                     [this, made](const Request& request, const PathValues& values) {
                       return step(request, values[0], made);
                     });
  };
  add_step("fail", &Payouts::fail);
  add_step("return", &Payouts::give_back);
}

Reply PayoutControl::list(const Request& request) {
  const auto asked = request.query.find("account");
  const std::string account_id = asked == request.query.end() ? "" : asked->second;
  if (!account_id.empty() && accounts_.by_id(account_id) == nullptr)
    return error_reply(not_found("account: " + account_id));
  json data = json::array();
  for (const Payout* payout : payouts_.all(account_id))
    data.push_back(payout_json(*payout));
  return json_reply(200, json{{"data", std::move(data)}});
}

Reply PayoutControl::step(const Request& request, const std::string& id, Step step) {
  const auto body = parse_object(request.body.empty() ? "{}" : request.body);
  if (!body) return error_reply(body.error());
  Fields fields(*body);
  fields.only({"code"});
  const std::string code = fields.text_or("code", "account_closed", 60);
  if (code.empty()) fields.fail("code", "must not be empty");
  if (fields.error()) return error_reply(*fields.error());
  const auto payout = (payouts_.*step)(id, code);
  return payout ? json_reply(200, payout_json(*payout)) : error_reply(payout.error());
}

} // namespace sandbox
