// The sandbox's pay-outs: what is sent, and what of an answer is believed.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "psp/sandbox/payout_codec.h"

namespace paydesk::psp::sandbox {
namespace {

using nlohmann::json;

PayoutCall call_of(bool ask = false, std::string reference = {}) {
  PayoutCall call;
  call.attempt_id = Uuid{{1}};
  call.ask = ask;
  call.key = Uuid{{2}};
  call.reference = std::move(reference);
  call.amount = 9'000;
  call.currency = *Currency::find("EUR");
  call.destination = {"iban", "", "DE89370400440532013000", "Alma"};
  return call;
}

json payout_of(const PayoutCall& call, const char* status = "pending") {
  return {{"id", "po_1"},       {"status", status},           {"amount", 9'000},
          {"currency", "EUR"}, {"reference", call.key.to_string()}, {"code", nullptr}};
}

PayoutAnswer said(const PayoutCall& call, int status, const json& body,
                  std::optional<std::string_view> retry_after = std::nullopt) {
  return interpret(call, status, retry_after, body.dump());
}

} // namespace

TEST(SandboxPayoutCodec, sends_the_key_as_reference_and_records_no_whole_number) {
  const auto call = call_of();
  const auto request = build(call);
  EXPECT_EQ(request.method + " " + request.path, "POST /v1/payouts");
  EXPECT_EQ(request.idempotency_key, call.key.to_string());
  const auto body = json::parse(request.body);
  EXPECT_EQ(body["reference"], call.key.to_string());
  EXPECT_EQ(body["destination"]["number"], "DE89370400440532013000");
  EXPECT_EQ(record_of(call).find("DE89370400440532013000"), std::string::npos);
  EXPECT_NE(record_of(call).find("3000"), std::string::npos);
  EXPECT_EQ(build(call_of(true)).path, "/v1/payouts?reference=" + call.key.to_string());
  EXPECT_EQ(build(call_of(true, "po_1")).path, "/v1/payouts/po_1");
  EXPECT_TRUE(build(call_of(true)).idempotency_key.empty());
}

TEST(SandboxPayoutCodec, reads_every_status) {
  const auto call = call_of();
  const std::pair<const char*, PayoutWord::Kind> all[] = {{"pending", PayoutWord::Kind::accepted},
                                                          {"paid", PayoutWord::Kind::paid},
                                                          {"failed", PayoutWord::Kind::failed},
                                                          {"returned", PayoutWord::Kind::returned}};
  for (const auto& [status, kind] : all) {
    const auto answer = said(call, 201, payout_of(call, status));
    ASSERT_TRUE(answer.word) << status;
    EXPECT_EQ(answer.word->kind, kind);
    EXPECT_EQ(answer.error, ErrorClass::none);
  }
  const auto asked = call_of(true);
  EXPECT_FALSE(said(asked, 200, {{"data", json::array()}}).word);
  EXPECT_EQ(said(asked, 200, {{"data", json::array()}}).error, ErrorClass::none) << "it is not there";
}

TEST(SandboxPayoutCodec, believes_no_success_about_anything_else) {
  const auto call = call_of();
  const auto changed = [&](const char* name, json value) {
    auto body = payout_of(call);
    body[name] = std::move(value);
    return said(call, 201, body);
  };
  for (const auto& answer :
       {changed("id", ""), changed("id", std::string(300, 'a')), changed("id", 7), changed("reference", "x"),
        changed("amount", 9'001), changed("amount", 9000.5), changed("amount", "9000"), changed("currency", "USD"),
        changed("status", "sent"), changed("status", nullptr), said(call, 200, json::array()), said(call, 200, "ok"),
        interpret(call, 200, std::nullopt, "<html>"), interpret(call, 204, std::nullopt, ""),
        said(call_of(true), 200, {{"data", {payout_of(call), payout_of(call)}}}), said(call_of(true), 200, {{"data", 1}}),
        said(call_of(true, "po_2"), 200, payout_of(call)),
        said(call_of(true, "po_1"), 404, {{"error", {{"code", "not_found"}}}}),
        said(call_of(true), 404, {{"error", {{"code", "not_found"}}}})}) {
    EXPECT_EQ(answer.error, ErrorClass::outcome_unknown) << answer.message;
    EXPECT_FALSE(answer.word);
  }
}

TEST(SandboxPayoutCodec, classes_errors_by_rule_and_the_rest_as_unknown) {
  const auto call = call_of();
  const auto error = [&](int status, const char* code, const char* decline = "") {
    return said(call, status, {{"error", {{"code", code}, {"message", "m"}, {"decline_code", decline}}}}).error;
  };
  EXPECT_EQ(error(402, "declined", "insufficient_balance"), ErrorClass::declined_retryable);
  EXPECT_EQ(error(402, "declined"), ErrorClass::declined_final);
  EXPECT_EQ(error(400, "invalid_request"), ErrorClass::invalid_request);
  EXPECT_EQ(error(401, "invalid_api_key"), ErrorClass::configuration);
  EXPECT_EQ(error(409, "idempotency_in_flight"), ErrorClass::outcome_unknown);
  EXPECT_EQ(error(503, "server_error"), ErrorClass::psp_unavailable);
  EXPECT_EQ(error(500, "server_error"), ErrorClass::outcome_unknown);
  EXPECT_EQ(error(418, "teapot"), ErrorClass::outcome_unknown);
  EXPECT_EQ(interpret(call, 502, std::nullopt, "<html>").error, ErrorClass::outcome_unknown);
  EXPECT_EQ(said(call, 429, json::object(), "7").retry_after, std::chrono::seconds(7));
  for (const char* wrong : {"-1", "7s", "99999999", "", "soon"})
    EXPECT_FALSE(said(call, 429, json::object(), wrong).retry_after) << wrong;
}

TEST(SandboxPayoutCodec, reads_events_of_pay_outs_alone) {
  EXPECT_FALSE(read_payout_event(R"({"id":"e","type":"capture.succeeded","data":{}})").value());
  EXPECT_FALSE(read_payout_event(R"({"id":"e","type":"payout.dreamt","data":{}})").value());
  EXPECT_FALSE(read_payout_event("[]"));
  const json data{{"payout_id", "po_1"}, {"reference", Uuid{{2}}.to_string()}, {"amount", 1}, {"currency", "EUR"}};
  const auto read = [&](json change) {
    auto changed = data;
    changed.update(change);
    return read_payout_event(json{{"id", "e"}, {"type", "payout.paid"}, {"data", changed}}.dump());
  };
  EXPECT_EQ(read(json::object()).value()->kind, PayoutWord::Kind::paid);
  EXPECT_EQ(read({{"payout_id", std::string(256, 'a')}}).error().field, "data.payout_id");
  EXPECT_EQ(read({{"reference", "REF"}}).error().field, "data.reference");
  EXPECT_EQ(read({{"amount", 0}}).error().field, "data.amount");
  EXPECT_EQ(read({{"amount", 1e30}}).error().field, "data.amount");
  EXPECT_EQ(read_payout_event(R"({"id":"e","type":"payout.paid","data":[]})").error().field, "data");
}

TEST(SandboxPayoutCodec, tells_in_iso_20022_what_a_code_says_of_the_bank_account) {
  const std::pair<const char*, const char*> codes[] = {
      {"account_closed", "AC04"},      {"account_blocked", "AC06"}, {"account_not_found", "AC03"},
      {"invalid_account_number", "AC01"}, {"name_mismatch", ""},       {"AC04", ""}, {"", ""}};
  for (const auto& [code, reason] : codes) {
    auto failed = payout_of(call_of(), "failed");
    failed["code"] = code;
    const auto answer = said(call_of(), 201, failed);
    ASSERT_TRUE(answer.word);
    EXPECT_EQ(answer.word->account_reason, reason) << code;
    EXPECT_EQ(said(call_of(), 402, {{"error", {{"code", "declined"}, {"decline_code", code}}}}).account_reason, reason);
  }
}

} // namespace paydesk::psp::sandbox
