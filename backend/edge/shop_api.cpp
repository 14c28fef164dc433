#include "edge/shop_api.h"

#include <nlohmann/json.hpp>

#include "edge/http/errors.h"
#include "edge/requests.h"
#include "edge/shop_json.h"

namespace paydesk::edge {
namespace {

constexpr std::size_t most_in_a_batch = 256;
constexpr std::chrono::milliseconds store_wait{30'000};

Error too_slow() {
  return {ErrorCode::unavailable, "the store did not answer in time; the same key finds what was done", {}};
}

template <class T> Result<T> or_too_slow(std::optional<Result<T>> result) {
  if (!result)
    return tl::unexpected(too_slow());
  return std::move(*result);
}

/// One item after another: for reads, where a batch only gathers the waiting.
template <class In, class Out, class One> auto each(One one) {
  return [one](std::vector<In>& items) -> Result<std::vector<Out>> {
    std::vector<Out> results;
    for (auto& item : items) {
      auto result = one(item);
      if (!result)
        return tl::unexpected(result.error());
      results.push_back(std::move(*result));
    }
    return results;
  };
}

} // namespace

ShopApi::ShopApi(Parts parts)
    : parts_(std::move(parts)),
      creates_(most_in_a_batch, [this](std::vector<NewPayment>& items) { return store(items); }),
      responses_(most_in_a_batch,
                 [this](std::vector<StoredResponse>& items) { return parts_.store.store_responses(items); }),
      callers_(1, each<std::string, Caller>([this](auto& hash) { return parts_.people.find_by_token(hash); })),
      details_(1, each<Uuid, views::PaymentDetail>([this](auto& id) { return parts_.queries.payment(id); })),
      pages_(parts_.store) {}

ShopApi::~ShopApi() { stop(); }

void ShopApi::stop() {
  pages_.stop();
  creates_.stop();
  responses_.stop();
  callers_.stop();
  details_.stop();
}

Result<std::vector<CreateOutcome>> ShopApi::store(std::vector<NewPayment>& payments) {
  return store_payments(parts_.store, payments, &parts_.rooms, parts_.ids, parts_.policy);
}

void ShopApi::add_routes(Router& router) {
  router.add("POST", "/v1/payments", [this](const HttpRequest& request) { return create(request); });
  router.add("GET", "/v1/payments/{id}", [this](const HttpRequest& request) { return show(request); });
}

boost::asio::awaitable<Result<Caller>> ShopApi::shop_of(const HttpRequest& request) {
  const auto header = request.header("authorization");
  if (!header || request.header_count("authorization") != 1 || !header->starts_with("Bearer "))
    co_return fail(ErrorCode::unauthenticated, "an API key is needed: Authorization: Bearer …", "authorization");
  const auto hash = sha256(header->substr(7));
  {
    const std::lock_guard lock(mutex_);
    if (parts_.clock.now() - keys_since_ > std::chrono::minutes(1)) {
      known_keys_.clear();
      keys_since_ = parts_.clock.now();
    }
    if (const auto at = known_keys_.find(hash); at != known_keys_.end())
      co_return at->second;
  }
  auto caller = or_too_slow(co_await callers_.submit(hash).wait(store_wait));
  if (!caller)
    co_return tl::unexpected(caller.error());
  if (!caller->has_role("shop"))
    co_return fail(ErrorCode::permission_denied, "this key is not a shop's");
  const std::lock_guard lock(mutex_);
  known_keys_.emplace(hash, *caller);
  co_return *caller;
}

boost::asio::awaitable<HttpResponse> ShopApi::create(const HttpRequest& request) {
  const auto caller = co_await shop_of(request);
  if (!caller)
    co_return error_response(caller.error());
  const auto key_text = request.header("idempotency-key");
  const auto key = key_text && request.header_count("idempotency-key") == 1 ? Uuid::parse(*key_text) : std::nullopt;
  if (!key)
    co_return error_response(
        {ErrorCode::invalid_argument, "needs the header Idempotency-Key with a UUID, once", "idempotency-key"});
  const auto body = read_create_payment(request.body);
  if (!body)
    co_return error_response(body.error());
  auto payment = make_payment(*caller, *key, *body, parts_.accounts, parts_.clock.now(), parts_.ids, parts_.policy);
  if (!payment)
    co_return error_response(payment.error());
  payment->request_hash = request_hash(*body);
  const auto account = payment->charges.front().charge.psp_account;
  const auto fresh_id = payment->payment().payment_id;
  auto page = pages_.wait_for(fresh_id, false);
  const auto outcome = or_too_slow(co_await creates_.submit(std::move(*payment)).wait(store_wait));
  if (!outcome || outcome->kind != CreateOutcome::Kind::created)
    pages_.forget(fresh_id, page);
  if (!outcome)
    co_return error_response(outcome.error());
  switch (outcome->kind) {
  case CreateOutcome::Kind::replayed:
    co_return HttpResponse{outcome->status, outcome->response, "application/json", {{"Idempotent-Replayed", "true"}}};
  case CreateOutcome::Kind::key_reused:
    co_return error_response({ErrorCode::already_exists,
                              "key " + key->to_string() + " was used for another request; nothing was done",
                              "idempotency-key"});
  case CreateOutcome::Kind::created:
    parts_.work_waits(account);
    break;
  case CreateOutcome::Kind::in_flight:
    page = pages_.wait_for(outcome->payment_id, true);
    break;
  }
  co_return co_await answer_page(*caller, *key, outcome->payment_id, page);
}

boost::asio::awaitable<HttpResponse> ShopApi::answer_page(const Caller& caller, Uuid key, Uuid payment_id,
                                                          PageWatch::Page page) {
  const auto registration = co_await page.wait(parts_.page_wait);
  if (!registration) {
    pages_.forget(payment_id, page);
    co_return HttpResponse{202, in_progress_json(payment_id), "application/json", {{"Retry-After", "1"}}};
  }
  const StoredResponse response{caller.principal_id, key, 201, registration_json(*registration)};
  const auto stored = or_too_slow(co_await responses_.submit(response).wait(store_wait));
  if (!stored)
    co_return error_response(stored.error());
  co_return HttpResponse{stored->status, stored->body, "application/json",
                         {{"Location", "/v1/payments/" + payment_id.to_string()}}};
}

boost::asio::awaitable<HttpResponse> ShopApi::show(const HttpRequest& request) {
  const auto caller = co_await shop_of(request);
  if (!caller)
    co_return error_response(caller.error());
  const auto id = Uuid::parse(request.path_value("id"));
  if (!id)
    co_return error_response({ErrorCode::invalid_argument, "is not a UUID", "id"});
  const auto detail = or_too_slow(co_await details_.submit(*id).wait(store_wait));
  if (!detail)
    co_return error_response(detail.error());
  co_return HttpResponse{200, payment_json(*detail, parts_.clock.now())};
}

} // namespace paydesk::edge
