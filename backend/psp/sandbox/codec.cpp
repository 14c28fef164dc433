#include "psp/sandbox/codec.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <nlohmann/json.hpp>

#include "psp/sandbox/fit.h"

namespace paydesk::psp::sandbox {
namespace {

using nlohmann::json;

// Of what the PSP says in words; both together are shown to people in one line.
constexpr std::size_t longest_code = 64;
constexpr std::size_t longest_message = 200;

std::int64_t integer(const json& object, const char* key) { return exact_integer(object, key).value_or(0); }

News news_of(News::Kind kind, const json& object) {
  News news;
  news.kind = kind;
  news.amount = integer(object, "amount");
  news.currency = text_member(object, "currency");
  return news;
}

News movement(News::Kind kind, const json& item, const std::string& currency) {
  News news = news_of(kind, item);
  news.reference = text_member(item, "id");
  news.merchant_reference = text_member(item, "reference");
  news.currency = currency;
  return news;
}

void read_captures(const json& checkout, const std::string& currency, PspAnswer& answer) {
  for (const auto& item : checkout.value("captures", json::array())) {
    const auto status = text_member(item, "status");
    if (status == "succeeded" || status == "reversed")
      answer.news.push_back(movement(News::Kind::captured, item, currency));
    if (status == "reversed") {
      answer.news.push_back(movement(News::Kind::capture_reversed, item, currency));
      answer.news.back().code = "returned_by_bank";
    }
    if (status == "succeeded" || status == "reversed")
      continue;
    if (status == "failed")
      answer.news.push_back(movement(News::Kind::capture_failed, item, currency));
    else
      answer.pending_references.push_back(text_member(item, "reference"));
  }
}

void read_refunds(const json& checkout, const std::string& currency, PspAnswer& answer) {
  for (const auto& item : checkout.value("refunds", json::array())) {
    const auto status = text_member(item, "status");
    if (status == "pending")
      answer.pending_references.push_back(text_member(item, "reference"));
    else
      answer.news.push_back(
          movement(status == "succeeded" ? News::Kind::refunded : News::Kind::refund_failed, item, currency));
  }
}

/// A dispute's round; more than 20 is garbage.
int round_of(const json& item) { return static_cast<int>(std::clamp<std::int64_t>(integer(item, "round"), 1, 20)); }

/// A dispute as news, round by round; those before the present one were won, or there would be no other.
class DisputeStory {
 public:
  DisputeStory(const json& item, const std::string& currency, PspAnswer& answer)
      : item_(item), currency_(currency), answer_(answer), last_(round_of(item)) {}

  void tell() {
    const auto status = text_member(item_, "status");
    if (const auto asked = item_.find("was_inquiry"); asked != item_.end() && asked->is_boolean() && asked->get<bool>())
      add(News::Kind::dispute_inquiry, 1);
    if (status == "closed")
      return add(News::Kind::dispute_closed, 1);
    if (status == "inquiry")
      return;
    add(News::Kind::dispute_opened, 1);
    for (int round = 1; round < last_; ++round) {
      add(News::Kind::dispute_won, round);
      add(News::Kind::dispute_reopened, round + 1);
    }
    tell_end(status);
    tell_money();
    for (const auto& response : item_.value("responses", json::array()))
      if (response.is_object() && text_member(response, "status") == "pending")
        answer_.pending_references.push_back(text_member(response, "reference"));
  }

 private:
  void add(News::Kind kind, int round) {
    auto news = movement(kind, item_, currency_);
    news.merchant_reference.clear();
    news.round = round;
    if (round == last_ || kind == News::Kind::dispute_inquiry)
      news.due_by = parse_instant(text_member(item_, "due_by"));
    answer_.news.push_back(std::move(news));
  }

  void tell_end(const std::string& status) {
    if (status == "under_review")
      add(News::Kind::dispute_reviewed, last_);
    else if (status == "accepted")
      add(News::Kind::dispute_accepted, last_);
    else if (status == "won")
      add(News::Kind::dispute_won, last_);
    else if (status == "lost")
      add(News::Kind::dispute_lost, last_);
  }

  void tell_money() {
    for (const auto& taken : item_.value("withdrawals", json::array())) {
      const auto id = taken.is_object() ? text_member(taken, "id") : std::string{};
      if (id.empty())
        continue;
      for (const auto kind : {News::Kind::dispute_withdrawn, News::Kind::dispute_reinstated}) {
        const auto back = taken.find("reinstated");
        if (kind == News::Kind::dispute_reinstated &&
            (back == taken.end() || !back->is_boolean() || !back->get<bool>()))
          continue;
        add(kind, round_of(taken));
        auto& news = answer_.news.back();
        news.subject = std::exchange(news.reference, id);
      }
    }
  }

  const json& item_;
  const std::string& currency_;
  PspAnswer& answer_;
  const int last_;
};

void read_disputes(const json& checkout, const std::string& currency, PspAnswer& answer) {
  for (const auto& item : checkout.value("disputes", json::array()))
    if (item.is_object())
      DisputeStory(item, currency, answer).tell();
}

/// The answer to what was said about a dispute. A pending one comes by webhook, or by asking.
void read_response(const PspCall& call, const json& body, PspAnswer& answer) {
  if (text_member(body, "status") != "succeeded") {
    answer.pending = true;
    return;
  }
  const auto dispute = body.value("dispute", json::object());
  News news;
  news.kind = call.kind == OperationKind::dispute_evidence ? News::Kind::dispute_reviewed : News::Kind::dispute_accepted;
  news.reference = call.dispute;
  news.round = dispute.is_object() ? round_of(dispute) : 0;
  answer.news.push_back(std::move(news));
}

/// A whole checkout as news: every fact in it, in an order that the machines accept.
void read_checkout(const json& checkout, PspAnswer& answer) {
  const auto status = text_member(checkout, "status");
  const auto currency = text_member(checkout, "currency");
  News registered;
  registered.kind = News::Kind::registered;
  registered.token = text_member(checkout, "id");
  registered.url = text_member(checkout, "url");
  answer.news.push_back(registered);
  if (status == "opened")
    answer.news.push_back(news_of(News::Kind::page_opened, json::object()));
  if (status == "processing")
    answer.news.push_back(news_of(News::Kind::submitted, json::object()));
  if (const auto authorized = integer(checkout, "authorized_amount"); authorized > 0) {
    News news = news_of(News::Kind::authorized, checkout);
    news.amount = authorized;
    news.reference = text_member(checkout, "payment_id");
    answer.news.push_back(news);
  }
  read_captures(checkout, currency, answer);
  read_refunds(checkout, currency, answer);
  read_disputes(checkout, currency, answer);
  const bool all_taken = status == "captured" || status == "reversed";
  if (status == "voided" || (all_taken && integer(checkout, "voided_amount") > 0))
    answer.news.push_back(news_of(News::Kind::voided, json::object()));
  if (status == "expired")
    answer.news.push_back(news_of(News::Kind::expired, json::object()));
  if (status == "declined") {
    News news = news_of(News::Kind::declined, json::object());
    news.code = text_member(checkout, "decline_code");
    news.final_ = true;
    answer.news.push_back(news);
  }
}

void read_success(const PspCall& call, const json& body, PspAnswer& answer) {
  const auto status = text_member(body, "status");
  switch (call.kind) {
  case OperationKind::query:
    if (body.contains("data")) {
      answer.found = !body["data"].empty();
      if (answer.found)
        read_checkout(body["data"].back(), answer);
    } else {
      read_checkout(body, answer);
    }
    return;
  case OperationKind::register_charge: {
    News news;
    news.kind = News::Kind::registered;
    news.token = text_member(body, "id");
    news.url = text_member(body, "url");
    answer.news.push_back(news);
    return;
  }
  case OperationKind::direct_charge:
    return read_checkout(body, answer);
  case OperationKind::void_charge:
    if (status == "received")
      answer.pending = true;
    else
      answer.news.push_back(news_of(status == "expired" ? News::Kind::expired : News::Kind::voided, json::object()));
    return;
  case OperationKind::capture:
  case OperationKind::refund:
    if (status == "succeeded")
      answer.news.push_back(movement(
          call.kind == OperationKind::capture ? News::Kind::captured : News::Kind::refunded, body, {}));
    else
      answer.pending = true;
    return;
  case OperationKind::dispute_evidence:
  case OperationKind::dispute_accept:
    read_response(call, body, answer);
  }
}

/// What says success and is none: nobody knows what was done.
PspAnswer unfit(PspAnswer answer, const std::string& why) {
  answer.error = ErrorClass::outcome_unknown;
  answer.error_code = unfit_answer;
  answer.message = "not an answer to this call: " + why;
  return answer;
}

void read_error(OperationKind kind, int status, const json& body, PspAnswer& answer) {
  const auto error = body.is_object() ? body.value("error", json::object()) : json::object();
  const auto decline = text_member(error, "decline_code");
  answer.error_code = shortened(decline.empty() ? text_member(error, "code") : decline, longest_code);
  answer.message = shortened(text_member(error, "message"), longest_message);
  answer.network = shortened(text_member(error, "network"), longest_code);
  answer.network_code = shortened(text_member(error, "network_code"), longest_code);
  const auto rules = proposed_mapping();
  const auto* rule = find_rule(rules, {to_string(kind), status, answer.error_code});
  answer.error = rule == nullptr ? ErrorClass::outcome_unknown : rule->error_class;
}

} // namespace

std::string text_member(const json& object, std::string_view name) {
  const auto at = object.find(name);
  std::string text = at != object.end() && at->is_string() ? at->get<std::string>() : std::string{};
  for (auto nul = text.find('\0'); nul != std::string::npos; nul = text.find('\0', nul))
    text.replace(nul, 1, "\xEF\xBF\xBD");
  return text;
}

std::vector<MappingRule> proposed_mapping() {
  constexpr int any = MappingRule::any_status;
  return {{"", 0, std::string(transport::not_sent), ErrorClass::psp_unavailable, "nothing left"},
          {"", 0, std::string(transport::no_answer), ErrorClass::outcome_unknown, "it may have been done"},
          {"", 0, std::string(transport::not_possible), ErrorClass::configuration, "the address cannot be called"},
          {"", 400, "", ErrorClass::invalid_request, ""},
          {"", 404, "", ErrorClass::invalid_request, ""},
          {"", 422, "", ErrorClass::invalid_request, ""},
          {"", 401, "", ErrorClass::configuration, "the key is not taken"},
          {"", 403, "", ErrorClass::configuration, "the key may not do this"},
          {"charge", 402, "insufficient_funds", ErrorClass::declined_retryable, "another day it may do"},
          {"charge", 402, "processing_error", ErrorClass::declined_retryable, ""},
          {"charge", 402, "authentication_required", ErrorClass::authentication_required, "only with the buyer"},
          {"", 402, "insufficient_balance", ErrorClass::declined_retryable, "until there is enough to pay out"},
          {"", 402, "", ErrorClass::declined_final, ""},
          {"", any, "refund_exceeds_captured", ErrorClass::declined_final, "refunded there already"},
          {"", any, "invalid_state", ErrorClass::outcome_unknown, "something else happened to it: ask"},
          {"", any, "idempotency_in_flight", ErrorClass::outcome_unknown, "the first call is still under way"},
          {"", 429, "", ErrorClass::rate_limited, ""},
          {"", 500, "", ErrorClass::outcome_unknown, "done or not"},
          {"", 503, "", ErrorClass::psp_unavailable, "sent only when nothing was done"}};
}

Request build(const PspCall& call) {
  const std::string checkout = "/v1/checkouts/" + call.token;
  const auto key = call.key.to_string();
  switch (call.kind) {
  case OperationKind::register_charge:
    return {"POST", "/v1/checkouts",
            json{{"amount", call.amount},
                 {"currency", call.currency.to_string()},
                 {"reference", call.charge_id.to_string()},
                 {"redirect_url", call.redirect_url},
                 {"cancel_url", call.cancel_url},
                 {"expires_at", format_instant(call.expires_at)},
                 {"description", call.description}}
                .dump(),
            key};
  case OperationKind::direct_charge:
    return {"POST", "/v1/charges",
            json{{"amount", call.amount},
                 {"currency", call.currency.to_string()},
                 {"reference", call.charge_id.to_string()},
                 {"payment_method", call.payment_method},
                 {"description", call.description}}
                .dump(),
            key};
  case OperationKind::capture:
    return {"POST", checkout + "/captures",
            json{{"amount", call.amount}, {"reference", key}, {"final", call.final_capture}}.dump(), key};
  case OperationKind::refund:
    return {"POST", checkout + "/refunds", json{{"amount", call.amount}, {"reference", key}}.dump(), key};
  case OperationKind::void_charge:
    return {"POST", checkout + (call.authorized ? "/void" : "/cancel"), "{}", key};
  case OperationKind::dispute_evidence:
    return {"POST", "/v1/disputes/" + call.dispute + "/evidence",
            json{{"text", call.evidence}, {"reference", key}}.dump(), key};
  case OperationKind::dispute_accept:
    return {"POST", "/v1/disputes/" + call.dispute + "/accept", json{{"reference", key}}.dump(), key};
  case OperationKind::query:
    break;
  }
  if (call.token.empty())
    return {"GET", "/v1/checkouts?reference=" + call.charge_id.to_string(), {}, {}};
  return {"GET", checkout, {}, {}};
}

PspAnswer interpret(const PspCall& call, int status, std::optional<std::string_view> retry_after,
                    std::string_view body) {
  PspAnswer answer;
  answer.attempt_id = call.attempt_id;
  answer.http_status = status;
  const auto parsed = json::parse(body, nullptr, false);
  if (retry_after) {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(retry_after->data(), retry_after->data() + retry_after->size(), seconds);
    if (error == std::errc{} && seconds >= 0 && seconds <= 86'400)
      answer.retry_after = std::chrono::seconds(seconds);
  }
  if (status >= 200 && status < 300) {
    if (const auto why = misfit(call, parsed); !why.empty())
      return unfit(std::move(answer), why);
    read_success(call, parsed, answer);
    return answer;
  }
  read_error(call.kind, status, parsed, answer);
  if (status != 404 || call.kind != OperationKind::query)
    return answer;
  // That it is unknown there must be the PSP's own word, and no proxy's.
  if (answer.error_code != "not_found")
    return unfit(std::move(answer), "404, but not by the PSP");
  PspAnswer absent;
  absent.attempt_id = answer.attempt_id;
  absent.http_status = status;
  absent.found = false;
  return absent;
}

} // namespace paydesk::psp::sandbox
