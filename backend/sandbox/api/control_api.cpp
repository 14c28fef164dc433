#include "sandbox/api/control_api.h"

#include "sandbox/books/checkout_json.h"
#include "sandbox/http/replies.h"
#include "sandbox/http/url.h"
#include "sandbox/text/fields.h"
#include "sandbox/text/money.h"

#include <nlohmann/json.hpp>

namespace sandbox {

using nlohmann::json;

namespace {

constexpr std::int64_t kMostMinor = 1'000'000'000'000;

Result<json> object_of(const Request& request) {
  return parse_object(request.body.empty() ? "{}" : request.body);
}

/// By its id, else the latest of a reference.
Checkout* named(Shelf& shelf, const std::string& id, const std::string& reference) {
  Checkout* checkout = shelf.find(id);
  const auto candidates = shelf.find_by_reference(reference);
  return checkout == nullptr && !candidates.empty() ? candidates.back() : checkout;
}

} // namespace

ControlApi::ControlApi(Accounts& accounts, Books& books, Disputes& disputes, Reversals& reversals,
                       Settlements& settlements, Faults& faults, Dispatcher& dispatcher,
                       std::function<void()> reset)
    : accounts_(accounts), books_(books), disputes_(disputes), reversals_(reversals), settlements_(settlements),
      faults_(faults), dispatcher_(dispatcher), reset_(std::move(reset)) {}

void ControlApi::add_routes(Router& router) {
  using Values = PathValues;
  add_account_routes(router);
  router.add_plain("GET", "/control/faults",
                   [this](const Request&, const Values&) { return json_reply(200, faults_.to_json()); });
  router.add_plain("PUT", "/control/faults",
                   [this](const Request& request, const Values&) { return put_faults(request); });
  add_dispute_routes(router);
  router.add_plain("POST", "/control/reversals",
                   [this](const Request& request, const Values&) { return reverse_capture(request); });
  router.add_plain("POST", "/control/movements",
                   [this](const Request& request, const Values&) { return add_movement(request); });
  router.add_plain("POST", "/control/settlements/close",
                   [this](const Request& request, const Values&) { return close_settlements(request); });
  router.add_plain("GET", "/control/webhooks",
                   [this](const Request&, const Values&) { return webhook_counts(); });
  router.add_plain("POST", "/control/reset", [this](const Request&, const Values&) {
    reset_();
    return json_reply(200, json::object());
  });
  router.add_plain("GET", "/truth", [this](const Request& request, const Values&) { return truth(request); });
  router.add_plain("GET", "/healthz", [](const Request&, const Values&) {
    return json_reply(200, json{{"status", "ok"}});
  });
}

void ControlApi::add_account_routes(Router& router) {
  const std::string path = "/control/accounts/{id}/webhook";
  router.add_plain("PUT", path, [this](const Request& request, const PathValues& values) {
    return put_webhook(request, values[0]);
  });
  router.add_plain("GET", path,
                   [this](const Request&, const PathValues& values) { return get_webhook(values[0]); });
}

void ControlApi::add_dispute_routes(Router& router) {
  router.add_plain("POST", "/control/disputes",
                   [this](const Request& request, const PathValues&) { return open_dispute(request); });
  router.add_plain("POST", "/control/disputes/{id}/resolve",
                   [this](const Request& request, const PathValues& values) {
                     return resolve_dispute(request, values[0]);
                   });
  const auto add_step = [this, &router](const std::string& name, DisputeStep step) {
    router.add_plain("POST", "/control/disputes/{id}/" + name,
                     [this, step](const Request&, const PathValues& values) {
                       return step_dispute(values[0], step);
                     });
  };
  add_step("escalate", &Disputes::escalate);
  add_step("close", &Disputes::close);
  add_step("reopen", &Disputes::reopen);
}

Reply ControlApi::step_dispute(const std::string& dispute_id, DisputeStep step) {
  Checkout* checkout = books_.shelf.find_by_dispute(dispute_id);
  if (checkout == nullptr) return error_reply(not_found("dispute: " + dispute_id));
  const auto dispute = (disputes_.*step)(*checkout, dispute_id);
  return dispute ? json_reply(200, dispute_json(*dispute, *checkout)) : error_reply(dispute.error());
}

Reply ControlApi::put_faults(const Request& request) {
  const auto body = object_of(request);
  if (!body) return error_reply(body.error());
  if (const auto error = faults_.merge(*body)) return error_reply(*error);
  return json_reply(200, faults_.to_json());
}

Reply ControlApi::put_webhook(const Request& request, const std::string& account_id) {
  Account* account = accounts_.by_id(account_id);
  if (account == nullptr) return error_reply(not_found("account: " + account_id));
  const auto body = object_of(request);
  if (!body) return error_reply(body.error());
  Fields fields(*body);
  if (!fields.has("url")) fields.fail("url", "is required");
  const std::string url = fields.text_or("url", "", 2000);
  if (!url.empty() && !parse_url(url)) fields.fail("url", "must be an http:// address");
  if (fields.error()) return error_reply(*fields.error());
  account->webhook_url = url;
  return get_webhook(account_id);
}

Reply ControlApi::get_webhook(const std::string& account_id) {
  const Account* account = accounts_.by_id(account_id);
  if (account == nullptr) return error_reply(not_found("account: " + account_id));
  return json_reply(200, json{{"account", account->id}, {"url", account->webhook_url}});
}

Reply ControlApi::open_dispute(const Request& request) {
  const auto body = object_of(request);
  if (!body) return error_reply(body.error());
  Fields fields(*body);
  const std::string id = fields.text_or("checkout_id", "", 100);
  const std::string reference = fields.text_or("reference", "", 100);
  std::optional<std::int64_t> amount;
  if (fields.has("amount")) amount = fields.integer("amount", 1, kLargestAmount);
  const bool inquiry = fields.flag_or("inquiry", false);
  if (id.empty() && reference.empty()) fields.fail("reference", "or checkout_id is required");
  if (fields.error()) return error_reply(*fields.error());
  Checkout* checkout = named(books_.shelf, id, reference);
  if (checkout == nullptr) return error_reply(not_found("checkout: " + (id.empty() ? reference : id)));
  const auto dispute = disputes_.open(*checkout, amount, inquiry);
  return dispute ? json_reply(201, dispute_json(*dispute, *checkout)) : error_reply(dispute.error());
}

Reply ControlApi::reverse_capture(const Request& request) {
  const auto body = object_of(request);
  if (!body) return error_reply(body.error());
  Fields fields(*body);
  fields.only({"checkout_id", "reference", "capture_id"});
  const std::string id = fields.text_or("checkout_id", "", 100);
  const std::string reference = fields.text_or("reference", "", 100);
  const std::string capture_id = fields.text_or("capture_id", "", 100);
  if (id.empty() && reference.empty()) fields.fail("reference", "or checkout_id is required");
  if (fields.error()) return error_reply(*fields.error());
  Checkout* checkout = named(books_.shelf, id, reference);
  if (checkout == nullptr) return error_reply(not_found("checkout: " + (id.empty() ? reference : id)));
  const auto capture = reversals_.reverse(*checkout, capture_id);
  if (!capture) return error_reply(capture.error());
  return json_reply(200, json{{"id", capture->id},
                              {"checkout_id", checkout->id},
                              {"reference", capture->reference},
                              {"amount", capture->amount},
                              {"status", name_of(capture->status)}});
}

Reply ControlApi::resolve_dispute(const Request& request, const std::string& dispute_id) {
  const auto body = object_of(request);
  if (!body) return error_reply(body.error());
  Fields fields(*body);
  if (!fields.has("outcome")) fields.fail("outcome", "is required");
  const std::string outcome = fields.choice_or("outcome", "lost", {"won", "lost"});
  if (fields.error()) return error_reply(*fields.error());
  Checkout* checkout = books_.shelf.find_by_dispute(dispute_id);
  if (checkout == nullptr) return error_reply(not_found("dispute: " + dispute_id));
  const auto dispute = disputes_.resolve(*checkout, dispute_id, outcome == "won");
  return dispute ? json_reply(200, dispute_json(*dispute, *checkout)) : error_reply(dispute.error());
}

Reply ControlApi::add_movement(const Request& request) {
  const auto body = object_of(request);
  if (!body) return error_reply(body.error());
  Fields fields(*body);
  fields.only({"account", "kind", "currency", "gross", "fee", "psp_reference", "merchant_reference"});
  const std::string account_id = fields.text("account", 100);
  const std::string currency = fields.text("currency", 3);
  const auto kind = own_movement(fields.text("kind", 100));
  Movement movement;
  movement.gross = fields.integer("gross", -kMostMinor, kMostMinor);
  movement.fee = fields.integer_or("fee", 0, -kMostMinor, kMostMinor);
  movement.psp_reference = fields.text_or("psp_reference", books_.ids.next("mov_"), 255);
  movement.merchant_reference = fields.text_or("merchant_reference", "", 255);
  movement.booked_at = std::chrono::system_clock::now();
  const Account* account = accounts_.by_id(account_id);
  if (!kind) fields.fail("kind", "must be a movement of no payment, such as reserve_held or fee_invoice");
  if (account != nullptr && !account->takes(currency)) fields.fail("currency", "is none of the account's");
  if (kind && (movement.gross == 0 || takes_money(*kind) != (movement.gross < 0)))
    fields.fail("gross", takes_money(*kind) ? "must be below zero" : "must be above zero");
  if (movement.psp_reference.empty()) fields.fail("psp_reference", "must not be empty");
  if (fields.error()) return error_reply(*fields.error());
  if (account == nullptr) return error_reply(not_found("account: " + account_id));
  movement.kind = *kind;
  const json shown{{"account", account_id},         {"kind", name_of(*kind)},    {"currency", currency},
                   {"gross", movement.gross},       {"fee", movement.fee},       {"psp_reference", movement.psp_reference}};
  books_.movements.add({account_id, currency}, std::move(movement));
  return json_reply(201, shown);
}

Reply ControlApi::close_settlements(const Request& request) {
  const auto body = object_of(request);
  if (!body) return error_reply(body.error());
  Fields fields(*body);
  std::optional<std::string> date;
  if (fields.has("date")) date = fields.text("date", 10);
  const bool carry_negative = fields.flag_or("carry_negative", false);
  if (date && !is_date(*date)) fields.fail("date", "must be a date such as 2026-01-31");
  if (fields.error()) return error_reply(*fields.error());
  json list = json::array();
  for (const Settlement* settlement : settlements_.close(date, carry_negative)) {
    list.push_back(closed_settlement_json(*settlement));
  }
  return json_reply(200, json{{"settlements", std::move(list)}});
}

Reply ControlApi::webhook_counts() const {
  const DeliveryCounts& counts = dispatcher_.counts();
  return json_reply(200, json{{"pending", counts.pending},
                              {"delivered", counts.delivered},
                              {"lost", counts.lost},
                              {"failed", counts.failed},
                              {"unaddressed", counts.unaddressed}});
}

Reply ControlApi::truth(const Request& request) {
  const auto asked = request.query.find("account");
  const std::string account_id = asked == request.query.end() ? "" : asked->second;
  if (!account_id.empty() && accounts_.by_id(account_id) == nullptr) {
    return error_reply(not_found("account: " + account_id));
  }
  return json_reply(200, truth_json(accounts_, books_.shelf, account_id));
}

} // namespace sandbox
