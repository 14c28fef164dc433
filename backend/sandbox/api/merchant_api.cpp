#include "sandbox/api/merchant_api.h"

#include "sandbox/books/checkout_json.h"
#include "sandbox/http/replies.h"
#include "sandbox/text/digests.h"
#include "sandbox/text/fields.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <nlohmann/json.hpp>

#include <array>

namespace sandbox {

namespace asio = boost::asio;
using nlohmann::json;

namespace {

constexpr std::array kCallFaults{Candidate{Fault::rate_limited},   Candidate{Fault::error_before},
                                 Candidate{Fault::timeout_before}, Candidate{Fault::error_after},
                                 Candidate{Fault::timeout_after},  Candidate{Fault::reset_after}};
constexpr std::array kCaptureFaults{Candidate{Fault::rate_limited},   Candidate{Fault::error_before},
                                    Candidate{Fault::timeout_before}, Candidate{Fault::decline, 4},
                                    Candidate{Fault::error_after},    Candidate{Fault::timeout_after},
                                    Candidate{Fault::reset_after}};
constexpr std::array kStatusFaults{Candidate{Fault::rate_limited, 4}, Candidate{Fault::error_before, 4},
                                   Candidate{Fault::timeout_before, 4}};

Error unauthorized() { return {401, "invalid_api_key", "the API key is missing or not known"}; }

bool happens_before(Fault fault) {
  return fault == Fault::rate_limited || fault == Fault::error_before || fault == Fault::timeout_before;
}

std::optional<Reply> answer_without_work(IdempotencyKeys::Found found, const Reply* stored) {
  using Found = IdempotencyKeys::Found;
  if (found == Found::mismatch) {
    return error_reply({422, "idempotency_mismatch", "this key was used for another request"});
  }
  if (found == Found::in_flight) {
    return error_reply({409, "idempotency_in_flight", "the first request with this key is still running"});
  }
  if (found == Found::fresh) return std::nullopt;
  Reply replayed = *stored;
  replayed.headers.emplace_back("Idempotent-Replayed", "true");
  return replayed;
}

} // namespace

MerchantApi::MerchantApi(Accounts& accounts, Books& books, Operations& operations, Settlements& settlements,
                         const Payouts& payouts, Faults& faults, std::chrono::milliseconds key_lifetime, std::string base)
    : accounts_(accounts), books_(books), operations_(operations), settlements_(settlements), payouts_(payouts),
      faults_(faults),       base_(std::move(base)), keys_(key_lifetime) {}

void MerchantApi::add_routes(Router& router) {
  add_operation(router, "/v1/checkouts", Operation::create);
  add_operation(router, "/v1/charges", Operation::charge);
  add_operation(router, "/v1/checkouts/{id}/captures", Operation::capture);
  add_operation(router, "/v1/checkouts/{id}/void", Operation::release);
  add_operation(router, "/v1/checkouts/{id}/refunds", Operation::refund);
  add_operation(router, "/v1/checkouts/{id}/cancel", Operation::cancel);
  add_operation(router, "/v1/disputes/{id}/evidence", Operation::evidence);
  add_operation(router, "/v1/disputes/{id}/accept", Operation::accept);
  add_operation(router, "/v1/payouts", Operation::payout);
  router.add("GET", "/v1/payouts/{id}", [this](Request request, PathValues values) {
    return get_payout(std::move(request), std::move(values));
  });
  router.add("GET", "/v1/payouts",
             [this](Request request, PathValues) { return find_payouts(std::move(request)); });
  router.add("GET", "/v1/checkouts/{id}", [this](Request request, PathValues values) {
    return get_checkout(std::move(request), std::move(values));
  });
  router.add("GET", "/v1/checkouts",
             [this](Request request, PathValues) { return find_checkouts(std::move(request)); });
  router.add_plain("GET", "/v1/settlements",
                   [this](const Request& request, const PathValues&) { return list_settlements(request); });
  router.add_plain(
      "GET", "/v1/settlements/{id}/report.csv",
      [this](const Request& request, const PathValues& values) { return report(request, values, false); });
  router.add_plain(
      "GET", "/v1/settlements/{id}/statement.xml",
      [this](const Request& request, const PathValues& values) { return report(request, values, true); });
}

void MerchantApi::add_operation(Router& router, const std::string& pattern, Operation operation) {
  router.add("POST", pattern, [this, operation](Request request, PathValues values) {
    return post(operation, std::move(request), std::move(values));
  });
}

asio::awaitable<Reply> MerchantApi::post(Operation operation, Request request, PathValues values) {
  const Account* account = account_of(request);
  if (account == nullptr) co_return error_reply(unauthorized());
  const std::string key = request.header("idempotency-key").value_or("");
  if (key.empty() || key.size() > 255) {
    co_return error_reply(invalid_field("Idempotency-Key", "is required, 1 to 255 characters"));
  }
  Call call{operation, account, values.empty() ? "" : values.front(), account->id + '\n' + key,
            std::move(request.body)};
  const auto found = keys_.begin(call.scoped_key, sha256_hex(request.path + '\n' + call.body));
  const Reply* stored = found == IdempotencyKeys::Found::answered ? &keys_.answer(call.scoped_key) : nullptr;
  auto ready = answer_without_work(found, stored);
  if (ready) {
    if (stored != nullptr) co_await latency(*account, call.subject_id);
    co_return std::move(*ready);
  }
  Reply reply = co_await perform(std::move(call));
  co_return reply;
}

asio::awaitable<Reply> MerchantApi::perform(Call call) {
  const auto body = parse_object(call.body.empty() ? "{}" : call.body);
  if (!body) {
    keys_.drop(call.scoped_key);
    co_return error_reply(body.error());
  }
  const Occasion occasion = occasion_of(call, *body);
  co_await latency(*call.account, occasion.subject);
  std::optional<Fault> fault;
  if (call.operation == Operation::capture || call.operation == Operation::charge ||
      call.operation == Operation::payout) {
    fault = faults_.choose(kCaptureFaults, occasion);
  } else if (call.operation != Operation::cancel) {
    fault = faults_.choose(kCallFaults, occasion);
  }
  Reply reply;
  const bool before = fault && happens_before(*fault);
  if (before) {
    keys_.drop(call.scoped_key);
  } else {
    reply = done(call, *body, fault == Fault::decline);
  }
  const bool after = fault && !before && fault != Fault::decline && reply.status < 300;
  if (before || after) reply = co_await misbehave(*fault, occasion.subject);
  co_return reply;
}

Reply MerchantApi::done(const Call& call, const json& body, bool declined) {
  Reply reply = operations_.perform(call.operation, *call.account, call.subject_id, body, declined);
  if (reply.status < 300 || reply.status == 402) {
    keys_.keep(call.scoped_key, reply);
  } else {
    keys_.drop(call.scoped_key);
  }
  return reply;
}

Occasion MerchantApi::occasion_of(const Call& call, const json& body) {
  const auto given = body.find("reference");
  const std::string own = given != body.end() && given->is_string() ? given->get<std::string>() : "";
  const Checkout* checkout = operations_.checkout_of(call.operation, *call.account, call.subject_id);
  const std::string reference = checkout != nullptr ? checkout->reference : own;
  return {std::string(name_of(call.operation)), reference, reference + "/" + own};
}

asio::awaitable<Reply> MerchantApi::misbehave(Fault fault, std::string subject) {
  if (fault == Fault::rate_limited) {
    Reply refused = error_reply({429, "rate_limited", "too many requests"});
    refused.headers.emplace_back("Retry-After", std::to_string(faults_.retry_after().count()));
    co_return refused;
  }
  if (fault == Fault::error_before) {
    const bool unavailable = faults_.drawn("503", subject) % 2 == 0;
    co_return error_reply({unavailable ? 503 : 500, "server_error", "an internal error"});
  }
  if (fault == Fault::error_after) co_return error_reply({500, "server_error", "an internal error"});
  Reply silence;
  silence.ending = fault == Fault::reset_after ? Ending::reset : Ending::unanswered;
  if (fault != Fault::reset_after) co_await pause(faults_.timeout());
  co_return silence;
}

asio::awaitable<std::optional<Reply>> MerchantApi::status_trouble(const Account& account,
                                                                  std::string reference) {
  const Occasion occasion{"status", reference, reference};
  co_await latency(account, reference);
  const auto fault = faults_.choose(kStatusFaults, occasion);
  if (!fault) co_return std::nullopt;
  Reply reply = co_await misbehave(*fault, reference);
  co_return reply;
}

asio::awaitable<Reply> MerchantApi::get_checkout(Request request, PathValues values) {
  const Account* account = account_of(request);
  if (account == nullptr) co_return error_reply(unauthorized());
  const Checkout* known = books_.shelf.find(values[0], *account);
  if (known == nullptr) co_return error_reply(not_found("checkout: " + values[0]));
  auto trouble = co_await status_trouble(*account, known->reference);
  if (trouble) co_return std::move(*trouble);
  // Looked up again: a reset may have come while waiting.
  const Checkout* checkout = books_.shelf.find(values[0], *account);
  if (checkout == nullptr) co_return error_reply(not_found("checkout: " + values[0]));
  co_return json_reply(200, checkout_json(*checkout, base_));
}

asio::awaitable<Reply> MerchantApi::find_checkouts(Request request) {
  const Account* account = account_of(request);
  if (account == nullptr) co_return error_reply(unauthorized());
  const auto reference = request.query.find("reference");
  if (reference == request.query.end()) co_return error_reply(invalid_field("reference", "is required"));
  auto trouble = co_await status_trouble(*account, reference->second);
  if (trouble) co_return std::move(*trouble);
  json list = json::array();
  for (const Checkout* checkout : books_.shelf.find_by_reference(reference->second)) {
    if (checkout->account == account) list.push_back(checkout_json(*checkout, base_));
  }
  co_return json_reply(200, json{{"data", std::move(list)}});
}

asio::awaitable<Reply> MerchantApi::get_payout(Request request, PathValues values) {
  const Account* account = account_of(request);
  if (account == nullptr) co_return error_reply(unauthorized());
  auto trouble = co_await status_trouble(*account, values[0]);
  if (trouble) co_return std::move(*trouble);
  const Payout* payout = payouts_.find(values[0], *account);
  co_return payout == nullptr ? error_reply(not_found("payout: " + values[0])) : json_reply(200, payout_json(*payout));
}

asio::awaitable<Reply> MerchantApi::find_payouts(Request request) {
  const Account* account = account_of(request);
  if (account == nullptr) co_return error_reply(unauthorized());
  const auto reference = request.query.find("reference");
  if (reference == request.query.end()) co_return error_reply(invalid_field("reference", "is required"));
  auto trouble = co_await status_trouble(*account, reference->second);
  if (trouble) co_return std::move(*trouble);
  json list = json::array();
  for (const Payout* payout : payouts_.find_by_reference(reference->second, *account))
    list.push_back(payout_json(*payout));
  co_return json_reply(200, json{{"data", std::move(list)}});
}

Reply MerchantApi::list_settlements(const Request& request) {
  const Account* account = account_of(request);
  if (account == nullptr) return error_reply(unauthorized());
  json list = json::array();
  for (const Settlement& settlement : settlements_.all()) {
    if (settlement.account == account->id) list.push_back(settlement_json(settlement));
  }
  return json_reply(200, json{{"data", std::move(list)}});
}

Reply MerchantApi::report(const Request& request, const PathValues& values, bool statement) {
  const Account* account = account_of(request);
  if (account == nullptr) return error_reply(unauthorized());
  const Settlement* settlement = settlements_.find(values[0], *account);
  if (settlement == nullptr) return error_reply(not_found("settlement: " + values[0]));
  if (statement) return Reply{200, "application/xml; charset=utf-8", bank_statement(*settlement)};
  return Reply{200, "text/csv; charset=utf-8; header=present", settlement->csv};
}

asio::awaitable<void> MerchantApi::pause(std::chrono::milliseconds duration) {
  asio::steady_timer timer(co_await asio::this_coro::executor, duration);
  co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<void> MerchantApi::latency(const Account& account, std::string subject) {
  if (account.latency_ms == 0) co_return;
  // Two thirds to four thirds of what is configured.
  const auto spread = static_cast<std::int64_t>(faults_.drawn("latency", subject) % 667);
  co_await pause(std::chrono::milliseconds(account.latency_ms * (667 + spread) / 1000));
}

const Account* MerchantApi::account_of(const Request& request) const {
  static constexpr std::string_view kScheme = "Bearer ";
  const std::string given = request.header("authorization").value_or("");
  if (!given.starts_with(kScheme)) return nullptr;
  return accounts_.by_key(std::string_view(given).substr(kScheme.size()));
}

} // namespace sandbox
