// The sandbox PSP's wire format: what it says in text can always be stored.
#include <gtest/gtest.h>

#include "psp/sandbox/codec.h"

namespace paydesk::psp::sandbox {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

TEST(SandboxCodec, ANulInAnAnswerDoesNotKeepItFromBeingStored) {
  PspCall call;
  call.kind = OperationKind::capture;
  const auto captured = interpret(call, 200, {}, R"({"status":"succeeded","id":"cap\u00001","amount":10})");
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

} // namespace
} // namespace paydesk::psp::sandbox
