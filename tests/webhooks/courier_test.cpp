// Where the courier goes and where it does not, and what it brings back.
#include <gtest/gtest.h>

#include "tests/webhooks/world.h"

namespace paydesk::test {
namespace {

CourierAnswer carry(psp::WebhookCourier& courier, const std::string& url, std::string body = "{}") {
  courier.submit({Uuid{{1}}, url, {{"webhook-id", "1"}}, std::move(body)});
  for (int i = 0; i < 500; ++i)
    for (auto& answer : courier.collect(std::chrono::milliseconds(20)))
      return std::move(answer);
  ADD_FAILURE() << "no answer";
  return {};
}

TEST(Courier, ANameThatLeadsToAPrivateAddressIsNotConnectedTo) {
  const Receiver receiver;
  const auto careful = must(psp::WebhookCourier::create({.private_addresses = false}));
  auto by_name = receiver.url();
  by_name.replace(by_name.find("127.0.0.1"), 9, "localhost");
  for (const auto& url : {receiver.url(), by_name, std::string("http://10.255.255.1/"), std::string("http://[::1]:9/"),
                          std::string("http://169.254.169.254/latest/meta-data/")}) {
    const auto answer = carry(*careful, url);
    EXPECT_EQ(answer.status, 0) << url;
    EXPECT_EQ(answer.error, "its name leads to an address that may not be called") << url;
  }
  EXPECT_EQ(receiver.count(), 0u);
  const auto trusting = must(psp::WebhookCourier::create({.private_addresses = true}));
  EXPECT_EQ(carry(*trusting, by_name).status, 200);
}

TEST(Courier, RedirectsAreNotFollowed) {
  const Receiver target;
  const Receiver redirecting([&](const Received&) { return "307 Away\r\nLocation: " + target.url(); });
  const auto courier = must(psp::WebhookCourier::create({.private_addresses = true}));
  EXPECT_EQ(carry(*courier, redirecting.url()).status, 307);
  EXPECT_EQ(target.count(), 0u);
}

TEST(Courier, AnswersAreBoundedAndTheirExcerptIsCleanText) {
  ScriptedServer huge([](ScriptedPeer& peer, int) {
    peer.read_request();
    peer.answer(std::string(300 * 1024, 'x'));
    peer.wait_gone();
  });
  ScriptedServer odd([](ScriptedPeer& peer, int) {
    peer.read_request();
    std::string text("a\0b\x1b[31m\xff", 9);
    text.resize(5000, 'y');
    peer.answer(text, "500 Odd");
    peer.wait_gone();
  });
  const auto courier = must(psp::WebhookCourier::create({.private_addresses = true}));
  const auto bounded = carry(*courier, huge.url());
  EXPECT_EQ(bounded.status, 0);
  EXPECT_NE(bounded.error.find("larger than"), std::string::npos);
  const auto answer = carry(*courier, odd.url());
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.response.size(), 1024u);
  EXPECT_EQ(answer.response.substr(0, 10), "a?b?[31m?y");
}

TEST(Courier, ASilentServerEndsWithTheTimeout) {
  const Receiver silent([](const Received&) { return std::string(); });
  const auto courier =
      must(psp::WebhookCourier::create({.private_addresses = true, .total_timeout = std::chrono::milliseconds(300)}));
  const auto answer = carry(*courier, silent.url());
  EXPECT_EQ(answer.status, 0);
  EXPECT_FALSE(answer.error.empty());
}

TEST(Courier, WhatCannotBeSentIsAnsweredAllTheSame) {
  const auto courier = must(psp::WebhookCourier::create({}));
  const auto answer = carry(*courier, "gopher://shop.example/");
  EXPECT_EQ(answer.status, 0);
  EXPECT_FALSE(answer.error.empty());
}

TEST(RetryAfter, IsSecondsOrADate) {
  const auto now = *parse_instant("2026-11-16T10:00:00Z");
  EXPECT_EQ(psp::parse_retry_after("120", now), std::chrono::seconds(120));
  EXPECT_EQ(psp::parse_retry_after("Mon, 16 Nov 2026 10:02:00 GMT", now), std::chrono::seconds(120));
  EXPECT_EQ(psp::parse_retry_after("Mon, 16 Nov 2020 10:02:00 GMT", now), std::chrono::seconds(0));
  EXPECT_EQ(psp::parse_retry_after("99999999999999999999999", now), std::chrono::seconds::max());
  EXPECT_EQ(psp::parse_retry_after("soon", now), std::nullopt);
  EXPECT_EQ(psp::parse_retry_after("-5", now), std::nullopt);
  EXPECT_EQ(psp::parse_retry_after("", now), std::nullopt);
  EXPECT_EQ(psp::parse_retry_after(std::string(100, '1'), now), std::nullopt);
}

} // namespace
} // namespace paydesk::test
