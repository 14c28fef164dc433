#include "psp/sandbox/payout_codec.h"

#include <charconv>

#include <nlohmann/json.hpp>

#include "psp/sandbox/fit.h"

namespace paydesk::psp::sandbox {
namespace {

using nlohmann::json;

constexpr std::size_t longest_id = 255; // it is indexed
constexpr std::size_t longest_code = 64;
constexpr std::size_t longest_message = 200;

struct Status {
  std::string_view name;
  PayoutWord::Kind kind;
};
constexpr Status statuses[] = {{"pending", PayoutWord::Kind::accepted},
                               {"paid", PayoutWord::Kind::paid},
                               {"failed", PayoutWord::Kind::failed},
                               {"returned", PayoutWord::Kind::returned}};

std::optional<PayoutWord::Kind> kind_of(std::string_view status) {
  for (const auto& known : statuses)
    if (known.name == status)
      return known.kind;
  return std::nullopt;
}

/// What says that the account which is paid to is not there, closed or blocked, as ISO 20022 has it.
std::string account_reason_of(std::string_view code) {
  constexpr std::pair<std::string_view, std::string_view> reasons[] = {{"invalid_account_number", "AC01"},
                                                                       {"account_not_found", "AC03"},
                                                                       {"account_closed", "AC04"},
                                                                       {"account_blocked", "AC06"}};
  for (const auto& [name, reason] : reasons)
    if (name == code)
      return std::string(reason);
  return {};
}

json body_of(const PayoutCall& call, const std::string& number) {
  return json{{"amount", call.amount},
              {"currency", call.currency.to_string()},
              {"reference", call.key.to_string()},
              {"destination",
               {{"scheme", call.destination.scheme},
                {"bank", call.destination.bank},
                {"number", number},
                {"holder", call.destination.holder}}}};
}

PayoutAnswer unfit(PayoutAnswer answer, const std::string& why) {
  answer.error = ErrorClass::outcome_unknown;
  answer.error_code = unfit_answer;
  answer.message = "not an answer to this call: " + why;
  return answer;
}

/// The pay-out as what it says; or why it is not the one that the call is about.
Result<PayoutWord> word_of(const PayoutCall& call, const json& item) {
  if (!item.is_object())
    return invalid("payout", "is no object");
  PayoutWord word;
  word.reference = text_member(item, "id");
  if (word.reference.empty() || word.reference.size() > longest_id)
    return invalid("id", "is missing or overlong");
  if (!call.reference.empty() && word.reference != call.reference)
    return invalid("id", "is another pay-out's");
  if (text_member(item, "reference") != call.key.to_string())
    return invalid("reference", "is another pay-out's");
  word.key = call.key;
  word.amount = exact_integer(item, "amount").value_or(0);
  word.currency = text_member(item, "currency");
  if (word.amount != call.amount || word.currency != call.currency.to_string())
    return invalid("amount", "is another one");
  const auto kind = kind_of(text_member(item, "status"));
  if (!kind)
    return invalid("status", "is not known");
  word.kind = *kind;
  word.code = shortened(text_member(item, "code"), longest_code);
  word.account_reason = account_reason_of(word.code);
  return word;
}

PayoutAnswer read_success(const PayoutCall& call, const json& body, PayoutAnswer answer) {
  auto item = body;
  if (call.ask && call.reference.empty()) {
    const auto data = body.is_object() ? body.find("data") : body.end();
    if (!body.is_object() || data == body.end() || !data->is_array())
      return unfit(std::move(answer), "no list of pay-outs");
    if (data->empty())
      return answer; // it is not there
    if (data->size() > 1)
      return unfit(std::move(answer), "two pay-outs of one reference");
    item = data->front();
  }
  const auto word = word_of(call, item);
  if (!word)
    return unfit(std::move(answer), word.error().field + " " + word.error().message);
  answer.word = *word;
  return answer;
}

void read_error(int status, const json& body, PayoutAnswer& answer) {
  const auto found = body.is_object() ? body.find("error") : body.end();
  const auto error = body.is_object() && found != body.end() && found->is_object() ? *found : json::object();
  const auto decline = text_member(error, "decline_code");
  answer.error_code = shortened(decline.empty() ? text_member(error, "code") : decline, longest_code);
  answer.message = shortened(text_member(error, "message"), longest_message);
  answer.account_reason = account_reason_of(decline);
  const auto rules = proposed_mapping();
  const auto* rule = find_rule(rules, {"payout", status, answer.error_code});
  answer.error = rule == nullptr ? ErrorClass::outcome_unknown : rule->error_class;
}

} // namespace

Request build(const PayoutCall& call) {
  const auto key = call.key.to_string();
  if (!call.ask)
    return {"POST", "/v1/payouts", body_of(call, call.destination.number).dump(), key};
  if (call.reference.empty())
    return {"GET", "/v1/payouts?reference=" + key, {}, {}};
  return {"GET", "/v1/payouts/" + call.reference, {}, {}};
}

std::string record_of(const PayoutCall& call) {
  const auto request = build(call);
  const auto shown = request.method + " " + request.path;
  return call.ask ? shown : shown + "\n" + body_of(call, masked_number(call.destination)).dump();
}

PayoutAnswer interpret(const PayoutCall& call, int status, std::optional<std::string_view> retry_after,
                       std::string_view body) {
  PayoutAnswer answer;
  answer.attempt_id = call.attempt_id;
  answer.http_status = status;
  if (retry_after) {
    std::int64_t seconds = 0;
    const auto* const last = retry_after->data() + retry_after->size();
    const auto [end, error] = std::from_chars(retry_after->data(), last, seconds);
    if (error == std::errc{} && end == last && seconds >= 0 && seconds <= longest_retry_after.count())
      answer.retry_after = std::chrono::seconds(seconds);
  }
  const auto parsed = json::parse(body, nullptr, false);
  if (status >= 200 && status < 300)
    return read_success(call, parsed, std::move(answer));
  read_error(status, parsed, answer);
  // Known by its own id and gone all at once: that is no word on whether it was paid.
  if (status == 404 && call.ask)
    return unfit(std::move(answer), "a pay-out that it has told of is not there");
  return answer;
}

Result<std::optional<PayoutWord>> read_payout_event(std::string_view body) {
  const auto event = json::parse(body, nullptr, false);
  if (!event.is_object())
    return invalid("body", "is not a JSON object");
  const auto type = text_member(event, "type");
  constexpr std::string_view prefix = "payout.";
  const auto kind = type.starts_with(prefix) ? kind_of(std::string_view(type).substr(prefix.size())) : std::nullopt;
  if (!kind)
    return std::nullopt;
  const auto found = event.find("data");
  if (found == event.end() || !found->is_object())
    return invalid("data", "is not an object");
  const auto& data = *found;
  PayoutWord word;
  word.kind = *kind;
  word.reference = text_member(data, "payout_id");
  if (word.reference.empty() || word.reference.size() > longest_id)
    return invalid("data.payout_id", "is missing or overlong");
  const auto key = Uuid::parse(text_member(data, "reference"));
  if (!key)
    return invalid("data.reference", "is none of ours");
  word.key = *key;
  word.amount = exact_integer(data, "amount").value_or(0);
  if (word.amount <= 0)
    return invalid("data.amount", "is not a positive whole number of minor units");
  word.currency = text_member(data, "currency");
  word.code = shortened(text_member(data, "code"), longest_code);
  word.account_reason = account_reason_of(word.code);
  return std::optional(word);
}

} // namespace paydesk::psp::sandbox
