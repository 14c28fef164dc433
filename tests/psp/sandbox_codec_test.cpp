// The sandbox PSP's wire format: what it says in text can always be stored.
#include <gtest/gtest.h>

#include "psp/sandbox/codec.h"
#include "psp/sandbox/gateway.h"

namespace paydesk::psp::sandbox {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

TEST(SandboxCodec, ANulInAnAnswerDoesNotKeepItFromBeingStored) {
  PspCall call;
  call.kind = OperationKind::capture;
  call.amount = 10;
  const auto captured = interpret(
      call, 200, {},
      R"({"status":"succeeded","id":"cap\u00001","amount":10,"reference":"00000000-0000-0000-0000-000000000000"})");
  ASSERT_EQ(captured.news.size(), 1u);
  EXPECT_EQ(captured.news[0].reference, "cap" + std::string(replacement) + "1");
  const auto refused = interpret(call, 422, {}, R"({"error":{"code":"no\u0000","message":"\u0000"}})");
  EXPECT_EQ(refused.error_code, "no" + std::string(replacement));
  EXPECT_EQ(refused.message, replacement);
}

TEST(SandboxCodec, ANulInAWebhookDoesNotKeepItFromBeingStored) {
  const auto event = read_event(
      R"({"id":"evt\u0000","type":"dispute.lost","data":{"reference":"r","dispute_id":"d\u0000","amount":1}})");
  ASSERT_TRUE(event);
  EXPECT_EQ(event->event_id, "evt" + std::string(replacement));
  ASSERT_TRUE(event->news);
  EXPECT_EQ(event->news->reference, "d" + std::string(replacement));
}

TEST(SandboxCodec, ADeclineNamesItsNetworkAndWhatWasSeenIsInTheMapping) {
  PspCall call;
  call.kind = OperationKind::capture;
  const auto declined = interpret(
      call, 402, {}, R"({"error":{"code":"declined","decline_code":"lost_card","network":"visa","network_code":"41"}})");
  EXPECT_EQ(declined.error, ErrorClass::declined_final);
  EXPECT_EQ(declined.error_code, "lost_card");
  EXPECT_EQ(declined.network, "visa");
  EXPECT_EQ(declined.network_code, "41");
  EXPECT_EQ(interpret(call, 503, {}, "").error, ErrorClass::psp_unavailable);
  EXPECT_EQ(interpret(call, 500, {}, "").error, ErrorClass::outcome_unknown);
  EXPECT_EQ(interpret(call, 418, {}, R"({"error":{"code":"teapot"}})").error, ErrorClass::outcome_unknown);
  EXPECT_EQ(interpret(call, 200, {}, "not json").error, ErrorClass::outcome_unknown);
  EXPECT_TRUE(check_mapping(proposed_mapping()));
}

/// A paid checkout's answer to a question, with these disputes.
PspAnswer asked_about(const std::string& disputes) {
  PspCall call;
  call.kind = OperationKind::query;
  call.currency = *Currency::find("EUR");
  const std::string whole_checkout =
      R"({"id":"chk_1","url":"http://psp/chk_1","status":"captured","currency":"EUR","authorized_amount":0,
          "voided_amount":0,"captures":[],"refunds":[],"reference":")" + call.charge_id.to_string() + R"(","disputes":)";
  return interpret(call, 200, {}, whole_checkout + disputes + "}");
}

std::vector<std::string> kinds_of(const PspAnswer& answer) {
  std::vector<std::string> kinds;
  for (const auto& news : answer.news)
    if (to_string(news.kind).starts_with("dispute"))
      kinds.push_back(std::string(to_string(news.kind)) + " " + news.reference + " " + std::to_string(news.round));
  return kinds;
}

TEST(SandboxCodec, ADisputesRoundsAreToldInTheirOrderWithEachWithdrawalsOwnReference) {
  const auto asked = asked_about(R"([
    {"id":"dsp_1","amount":100,"status":"pre_arbitration","round":2,"was_inquiry":true,"due_by":"2026-01-01T00:00:00Z",
     "withdrawals":[{"id":"dsp_1","round":1,"reinstated":true},{"id":"dsp_1-2","round":2,"reinstated":false}],
     "responses":[{"reference":"op-1","status":"succeeded"},{"reference":"op-2","status":"pending"}]}])");
  EXPECT_EQ(kinds_of(asked),
            (std::vector<std::string>{"dispute_inquiry dsp_1 1", "dispute_opened dsp_1 1", "dispute_won dsp_1 1",
                                      "dispute_reopened dsp_1 2", "dispute_withdrawn dsp_1 1",
                                      "dispute_reinstated dsp_1 1", "dispute_withdrawn dsp_1-2 2"}));
  EXPECT_EQ(asked.news.back().subject, "dsp_1");
  EXPECT_EQ(asked.pending_references, std::vector<std::string>{"op-2"});
  EXPECT_EQ(asked.news.at(4).kind, News::Kind::dispute_reopened);
  EXPECT_EQ(asked.news.at(4).due_by, parse_instant("2026-01-01T00:00:00Z"));
}

TEST(SandboxCodec, AQuestionThatWasClosedWasNeverADispute) {
  const auto asked = asked_about(R"([
    {"id":"dsp_1","amount":100,"status":"closed","round":1,"was_inquiry":true,"withdrawals":[],"responses":[]}])");
  EXPECT_EQ(kinds_of(asked), (std::vector<std::string>{"dispute_inquiry dsp_1 1", "dispute_closed dsp_1 1"}));
}

TEST(SandboxCodec, GarbageInADisputeDoesNoHarm) {
  for (const char* dispute :
       {"7", "{}", R"({"id":7,"round":"x","withdrawals":[7,{"id":""}],"responses":[null]})",
        R"({"id":"d","amount":1,"status":"won","round":2000000000})", R"({"id":"d","round":-5,"was_inquiry":"yes"})"}) {
    const auto asked = asked_about("[" + std::string(dispute) + "]");
    EXPECT_LE(asked.news.size(), 60u) << dispute;
  }
  const auto event = read_event(
      R"({"id":"evt","type":"dispute.won","data":{"reference":"r","dispute_id":"d","amount":1,"round":99999999999}})");
  ASSERT_TRUE(event);
  EXPECT_LE(event->news->round, 20);
}

TEST(SandboxGateway, StatesForHowLongTheSandboxKeepsKeysWhateverIsConfigured) {
  GatewayOptions options;
  options.account = "card";
  options.capabilities.key_ttl = std::chrono::hours(24 * 365);
  const Gateway gateway(std::move(options), std::move(*HttpClient::create()));
  // backend/sandbox/README.md: 24 hours; tests/sandbox holds the sandbox itself to it.
  EXPECT_EQ(gateway.capabilities().key_ttl, std::chrono::hours(24));
  EXPECT_EQ(PspCapabilities{}.key_ttl, std::chrono::hours(0)) << "the port assumes nothing of a PSP";
}

TEST(SandboxCodec, ACaptureThatWasTakenBackIsToldAsBoth) {
  PspCall call;
  call.kind = OperationKind::query;
  call.currency = *Currency::find("EUR");
  const auto checkout = [&](const std::string& capture) {
    return interpret(call, 200, {},
                     R"({"id":"chk_1","url":"http://psp/chk_1","status":"reversed","currency":"EUR",
                         "authorized_amount":1000,"voided_amount":500,"payment_id":"pay_1","refunds":[],"disputes":[],
                         "reference":")" + call.charge_id.to_string() + R"(","captures":[)" + capture + "]}");
  };
  const auto told = checkout(R"({"id":"cap_1","amount":500,"reference":"op_1","status":"reversed"})");
  std::vector<std::string> kinds;
  for (const auto& news : told.news)
    kinds.emplace_back(to_string(news.kind));
  EXPECT_EQ(kinds, (std::vector<std::string>{"registered", "authorized", "captured", "capture_reversed", "voided"}));
  EXPECT_EQ(told.news.at(3).reference, "cap_1");
  EXPECT_EQ(told.news.at(3).merchant_reference, "op_1");
  EXPECT_EQ(told.news.at(3).amount, 500);
  for (const char* wrong : {R"({"id":"cap_1","amount":0,"status":"reversed"})", R"({"amount":5,"status":"reversed"})",
                            R"({"id":"cap_1","amount":5,"status":"undone"})"})
    EXPECT_EQ(checkout(wrong).error, ErrorClass::outcome_unknown) << wrong;
}

TEST(SandboxCodec, AWebhookOfACaptureThatWasTakenBackSaysWhichAndHowMuch) {
  const auto event = read_event(
      R"({"id":"evt","type":"capture.reversed","data":{"reference":"r","capture_id":"cap_1","capture_reference":"op_1",
          "amount":500,"currency":"EUR","code":"returned_by_bank"}})");
  ASSERT_TRUE(event && event->news);
  EXPECT_EQ(event->news->kind, News::Kind::capture_reversed);
  EXPECT_EQ(event->news->reference, "cap_1");
  EXPECT_EQ(event->news->merchant_reference, "op_1");
  EXPECT_EQ(event->news->amount, 500);
  EXPECT_EQ(event->news->code, "returned_by_bank");
  for (const char* data : {R"({"reference":"r","amount":500})", R"({"reference":"r","capture_id":"cap_1"})",
                           R"({"reference":"r","capture_id":"cap_1","amount":-5})",
                           R"({"reference":"r","capture_id":"cap_1","amount":"500"})"}) {
    const auto wrong = read_event(R"({"id":"evt","type":"capture.reversed","data":)" + std::string(data) + "}");
    ASSERT_FALSE(wrong) << data;
    EXPECT_TRUE(wrong.error().field.starts_with("data")) << wrong.error().field;
  }
}

TEST(SandboxCodec, AnswersToDisputesNameThemAndComeBackAsTheirNews) {
  PspCall call;
  call.kind = OperationKind::dispute_evidence;
  call.dispute = "dsp_1";
  call.evidence = "signed \"for\"";
  const auto request = build(call);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/v1/disputes/dsp_1/evidence");
  EXPECT_EQ(request.idempotency_key, call.key.to_string());
  EXPECT_NE(request.body.find(R"(signed \"for\")"), std::string::npos);
  const auto said = [&](const std::string& status, const std::string& dispute) {
    return interpret(call, 201, {}, R"({"id":"rsp_1","status":")" + status + R"(","reference":")" +
                                        call.key.to_string() + R"(","dispute":)" + dispute + "}");
  };
  const auto done = said("succeeded", R"({"round":2})");
  ASSERT_EQ(done.news.size(), 1u) << done.message;
  EXPECT_EQ(done.news[0].kind, News::Kind::dispute_reviewed);
  EXPECT_EQ(done.news[0].reference, "dsp_1");
  EXPECT_EQ(done.news[0].round, 2);
  EXPECT_TRUE(said("received", "7").pending);
  EXPECT_EQ(interpret(call, 409, {}, R"({"error":{"code":"invalid_state"}})").error, ErrorClass::outcome_unknown);
  call.kind = OperationKind::dispute_accept;
  EXPECT_EQ(build(call).path, "/v1/disputes/dsp_1/accept");
  EXPECT_EQ(said("succeeded", "{}").news.at(0).kind, News::Kind::dispute_accepted);
}

TEST(SandboxCodec, MoneyOfADisputeIsNamedByItsMovement) {
  const auto event = read_event(R"({"id":"evt","type":"dispute.funds_withdrawn","data":{"reference":"r",
    "dispute_id":"dsp_1","movement_id":"dsp_1-2","round":2,"amount":1,"currency":"EUR"}})");
  ASSERT_TRUE(event && event->news);
  EXPECT_EQ(event->news->reference, "dsp_1-2");
  EXPECT_EQ(event->news->subject, "dsp_1");
  const auto older = read_event(
      R"({"id":"evt","type":"dispute.funds_withdrawn","data":{"reference":"r","dispute_id":"dsp_1","amount":1}})");
  EXPECT_EQ(older->news->reference, "dsp_1");
}

} // namespace
} // namespace paydesk::psp::sandbox
