// Webhooks over the wire and through paydeskctl: fields, roles, keys, and secrets that are told once.
#include <gtest/gtest.h>

#include "paydesk/v1/webhooks.grpc.pb.h"
#include "tests/service/ctl.h"
#include "tests/service/desk.h"

namespace paydesk::test {
namespace {

constexpr const char* some_id = "019a8d2e-0000-7000-8000-000000000001";
constexpr const char* key_1 = "019a8d2e-0000-7000-8000-00000000000a";

class Webhooks : public testing::Test {
 protected:
  v1::CreateWebhookEndpointRequest creation(const std::string& key) const {
    v1::CreateWebhookEndpointRequest request;
    request.set_url("https://shop.example/hooks");
    request.add_kinds("payment.captured");
    request.set_idempotency_key(key);
    return request;
  }
  v1::WebhookEndpointSecret add() {
    v1::WebhookEndpointSecret made;
    const auto status =
        stub->CreateWebhookEndpoint(Desk::as("admin").get(), creation(new_key()), &made);
    EXPECT_TRUE(status.ok()) << status.error_message();
    desk.shop.clock.advance(std::chrono::seconds(1));
    return made;
  }
  /// A delivery that was given up.
  std::string failed_delivery(const std::string& endpoint) {
    v1::WebhookEndpointCommand ping;
    ping.set_endpoint_id(endpoint);
    ping.set_idempotency_key(new_key());
    v1::WebhookDelivery delivery;
    const auto status = stub->PingWebhookEndpoint(Desk::as("operator").get(), ping, &delivery);
    EXPECT_TRUE(status.ok()) << status.error_message();
    desk.shop.tamper("update webhook_delivery set state = 'failed' where delivery_id = '" + delivery.delivery_id() +
                     "'");
    return delivery.delivery_id();
  }
  std::string new_key() { return desk.shop.ids.next().to_string(); }
  static void expect_field(const grpc::Status& status, const std::string& field) {
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << field << ": " << status.error_message();
    EXPECT_EQ(status.error_details(), field) << status.error_message();
  }

  Desk desk;
  std::unique_ptr<v1::WebhookService::Stub> stub = v1::WebhookService::NewStub(desk.channel());
};

TEST_F(Webhooks, CreatingNamesTheFieldThatIsWrong) {
  const auto field = [&](auto fill) {
    auto request = creation(new_key());
    fill(request);
    v1::WebhookEndpointSecret made;
    return stub->CreateWebhookEndpoint(Desk::as("admin").get(), request, &made);
  };
  expect_field(field([](auto& r) { r.set_idempotency_key("x"); }), "idempotency_key");
  expect_field(field([](auto& r) { r.clear_url(); }), "url");
  expect_field(field([](auto& r) { r.set_url("https://user:pw@shop.example/"); }), "url");
  expect_field(field([](auto& r) { r.set_url("http://shop.example/"); }), "url");
  expect_field(field([](auto& r) { r.set_url("https://shop.example/" + std::string(3000, 'x')); }), "url");
  expect_field(field([](auto& r) { r.set_url(std::string("https://shop.example/\0", 22)); }), "url");
  expect_field(field([](auto& r) { r.clear_kinds(); }), "kinds");
  expect_field(field([](auto& r) { r.set_kinds(0, "payment.everything"); }), "kinds[0]");
  expect_field(field([](auto& r) { r.set_kinds(0, std::string("*\0", 2)); }), "kinds[0]");
  expect_field(field([](auto& r) { r.add_kinds(std::string(100, 'x')); }), "kinds[1]");
  expect_field(field([](auto& r) { for (int i = 0; i < 40; ++i) r.add_kinds("*"); }), "kinds");
  expect_field(field([](auto& r) { r.set_description(std::string(600, 'x')); }), "description");
  expect_field(field([](auto& r) { r.set_shop(std::string("a\x01")); }), "shop");
  expect_field(field([](auto& r) { r.set_entity(std::string(300, 'x')); }), "entity");
  EXPECT_EQ(field([](auto& r) { r.set_shop("nobody'--"); }).error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(desk.shop.count("select count(*) from webhook_endpoint"), 0);
}

TEST_F(Webhooks, OtherCommandsNameTheFieldThatIsWrong) {
  const auto id = add().endpoint().endpoint_id();
  const auto admin = [] { return Desk::as("admin"); };
  v1::WebhookEndpoint endpoint;
  v1::UpdateWebhookEndpointRequest update;
  update.set_endpoint_id("x");
  update.set_idempotency_key(new_key());
  expect_field(stub->UpdateWebhookEndpoint(admin().get(), update, &endpoint), "endpoint_id");
  update.set_endpoint_id(id);
  update.set_state("asleep");
  update.set_idempotency_key(new_key());
  expect_field(stub->UpdateWebhookEndpoint(admin().get(), update, &endpoint), "state");
  update.set_state("disabled");
  update.set_idempotency_key(new_key());
  expect_field(stub->UpdateWebhookEndpoint(admin().get(), update, &endpoint), "reason");
  update.set_reason(std::string(600, 'x'));
  update.set_idempotency_key(new_key());
  expect_field(stub->UpdateWebhookEndpoint(admin().get(), update, &endpoint), "reason");

  v1::WebhookEndpointSecret secret;
  v1::RotateWebhookSecretRequest rotate;
  rotate.set_endpoint_id(id);
  rotate.set_idempotency_key(new_key());
  rotate.set_overlap_s(-1);
  expect_field(stub->RotateWebhookSecret(admin().get(), rotate, &secret), "overlap_s");

  v1::WebhookEndpointCommand command;
  command.set_endpoint_id(id);
  command.set_idempotency_key(new_key());
  expect_field(stub->RemoveWebhookEndpoint(admin().get(), command, &endpoint), "reason");

  v1::WebhookCommandResponse results;
  v1::ReplayWebhookDeliveriesRequest replay;
  replay.set_idempotency_key(new_key());
  expect_field(stub->ReplayWebhookDeliveries(admin().get(), replay, &results), "delivery_ids");
  replay.set_endpoint_id(id);
  replay.set_idempotency_key(new_key());
  expect_field(stub->ReplayWebhookDeliveries(admin().get(), replay, &results), "failed_since");
  replay.set_failed_since("yesterday");
  replay.set_idempotency_key(new_key());
  expect_field(stub->ReplayWebhookDeliveries(admin().get(), replay, &results), "failed_since");
  replay.clear_endpoint_id();
  replay.add_delivery_ids(some_id);
  replay.set_failed_since("2026-11-16T00:00:00Z");
  replay.set_idempotency_key(new_key());
  expect_field(stub->ReplayWebhookDeliveries(admin().get(), replay, &results), "failed_since");
  replay.clear_failed_since();
  replay.add_delivery_ids("' or 1=1");
  replay.set_idempotency_key(new_key());
  expect_field(stub->ReplayWebhookDeliveries(admin().get(), replay, &results), "delivery_ids[1]");

  v1::ReplayIncomingWebhooksRequest incoming;
  incoming.set_idempotency_key(new_key());
  expect_field(stub->ReplayIncomingWebhooks(admin().get(), incoming, &results), "webhook_ids");
  for (int i = 0; i < 1001; ++i)
    incoming.add_webhook_ids(some_id);
  expect_field(stub->ReplayIncomingWebhooks(admin().get(), incoming, &results), "webhook_ids");

  v1::GetWebhookDeliveryRequest get;
  get.set_delivery_id("x");
  v1::WebhookDeliveryDetail detail;
  expect_field(stub->GetWebhookDelivery(admin().get(), get, &detail), "delivery_id");
  get.set_delivery_id(some_id);
  EXPECT_EQ(stub->GetWebhookDelivery(admin().get(), get, &detail).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(Webhooks, ListsNameTheFieldThatIsWrong) {
  v1::PageRequest page;
  v1::ListWebhookEndpointsResponse endpoints;
  v1::ListWebhookDeliveriesResponse deliveries;
  v1::ListIncomingWebhooksResponse incoming;
  const auto each = [&](const std::string& field) {
    expect_field(stub->ListWebhookEndpoints(Desk::as("viewer").get(), page, &endpoints), field);
    expect_field(stub->ListWebhookDeliveries(Desk::as("viewer").get(), page, &deliveries), field);
    expect_field(stub->ListIncomingWebhooks(Desk::as("viewer").get(), page, &incoming), field);
  };
  page.set_limit(501);
  each("limit");
  page.set_limit(10);
  page.set_cursor("abc");
  each("cursor");
  page.clear_cursor();
  page.set_filter("nokey:1");
  each("filter");
  page.set_filter(std::string("a\0b", 3));
  each("filter");
}

TEST_F(Webhooks, ARepeatedCreationMakesNothingNewAndTellsNoSecret) {
  v1::WebhookEndpointSecret first, second;
  ASSERT_TRUE(stub->CreateWebhookEndpoint(Desk::as("admin").get(), creation(key_1), &first).ok());
  ASSERT_TRUE(stub->CreateWebhookEndpoint(Desk::as("admin").get(), creation(key_1), &second).ok());
  EXPECT_TRUE(first.secret().starts_with("whsec_"));
  EXPECT_EQ(second.secret(), "");
  EXPECT_EQ(first.endpoint().endpoint_id(), second.endpoint().endpoint_id());
  EXPECT_EQ(desk.shop.count("select count(*) from webhook_endpoint"), 1);
  EXPECT_EQ(desk.shop.count("select count(*) from audit_record where action = 'webhook.endpoint_added'"), 1);
  auto other = creation(key_1);
  other.set_url("https://other.example/");
  EXPECT_EQ(stub->CreateWebhookEndpoint(Desk::as("admin").get(), other, &second).error_code(),
            grpc::StatusCode::ALREADY_EXISTS);
}

TEST_F(Webhooks, NoStoredAnswerHoldsASecret) {
  const auto made = add();
  v1::RotateWebhookSecretRequest rotate;
  rotate.set_endpoint_id(made.endpoint().endpoint_id());
  rotate.set_idempotency_key(key_1);
  v1::WebhookEndpointSecret rotated;
  ASSERT_TRUE(stub->RotateWebhookSecret(Desk::as("admin").get(), rotate, &rotated).ok());
  EXPECT_NE(rotated.secret(), made.secret());
  EXPECT_EQ(desk.shop.count("select count(*) from idempotency where position('whsec_'::bytea in "
                            "decode(response, 'base64')) > 0"), 0);
  ASSERT_TRUE(stub->RotateWebhookSecret(Desk::as("admin").get(), rotate, &rotated).ok());
  EXPECT_EQ(rotated.secret(), "");
  EXPECT_EQ(desk.shop.count("select count(*) from webhook_secret"), 2) << "it was not rotated again";
}

TEST_F(Webhooks, ADaemonThatDiesBeforeItsAnswerDoesNothingTwice) {
  const auto id = add().endpoint().endpoint_id();
  const auto delivery = failed_delivery(id);
  v1::ReplayWebhookDeliveriesRequest replay;
  replay.add_delivery_ids(delivery);
  replay.set_reason("mended");
  replay.set_idempotency_key(key_1);
  desk.command_log.dies = true;
  v1::WebhookCommandResponse first, second;
  ASSERT_TRUE(stub->ReplayWebhookDeliveries(Desk::as("operator").get(), replay, &first).ok());
  desk.command_log.dies = false;
  ASSERT_TRUE(stub->ReplayWebhookDeliveries(Desk::as("operator").get(), replay, &second).ok());
  EXPECT_EQ(first.SerializeAsString(), second.SerializeAsString());
  EXPECT_TRUE(first.results(0).done());
  EXPECT_EQ(desk.shop.count("select count(*) from audit_record where action = 'webhook.replay'"), 1);
}

TEST_F(Webhooks, TheCommandLineDoesItAll) {
  auto said = ctl(desk, "admin", "webhooks add https://shop.example/hooks --kind payment.captured --kind 'refund.*' "
                                 "--shop shop --description 'the web shop'");
  ASSERT_EQ(said.exit, 0) << said.out;
  EXPECT_NE(said.out.find("whsec_"), std::string::npos);
  EXPECT_NE(said.out.find("never again"), std::string::npos);
  const auto at = said.out.find("endpoint");
  const auto id = said.out.substr(said.out.find_first_not_of(' ', at + 8), 36);
  said = ctl(desk, "viewer", "webhooks endpoints --json");
  ASSERT_EQ(said.exit, 0) << said.out;
  EXPECT_NE(said.out.find(id), std::string::npos);
  EXPECT_EQ(said.out.find("whsec_"), std::string::npos);
  EXPECT_EQ(ctl(desk, "admin", "webhooks set " + id + " --kind '*' --description ''").exit, 0);
  said = ctl(desk, "viewer", "webhooks show --endpoint " + id);
  EXPECT_NE(said.out.find("kinds"), std::string::npos);
  EXPECT_EQ(said.out.find("the web shop"), std::string::npos);
  said = ctl(desk, "admin", "webhooks rotate " + id + " --overlap 60 --reason leaked");
  EXPECT_EQ(said.exit, 0) << said.out;
  EXPECT_EQ(ctl(desk, "operator", "webhooks ping " + id).exit, 0);
  const auto delivery = failed_delivery(id);
  said = ctl(desk, "viewer", "webhooks deliveries --filter state:failed");
  EXPECT_NE(said.out.find(delivery), std::string::npos) << said.out;
  said = ctl(desk, "operator", "webhooks replay " + delivery + " --reason mended");
  EXPECT_EQ(said.exit, 0) << said.out;
  EXPECT_NE(said.out.find("is sent again now"), std::string::npos) << said.out;
  said = ctl(desk, "viewer", "webhooks show " + delivery + " --json");
  EXPECT_NE(said.out.find("\"state\":\"queued\""), std::string::npos) << said.out;
  EXPECT_EQ(ctl(desk, "operator", "webhooks replay --endpoint " + id + " --since 2026-11-16T00:00:00Z").exit, 0);
  EXPECT_EQ(ctl(desk, "admin", "webhooks set " + id + " --disable --reason moving").exit, 0);
  said = ctl(desk, "admin", "webhooks remove " + id + " --reason 'no longer used'");
  EXPECT_NE(said.out.find("removed"), std::string::npos) << said.out;
}

TEST_F(Webhooks, TheCommandLineRefusesClearly) {
  const auto id = add().endpoint().endpoint_id();
  EXPECT_EQ(ctl(desk, "admin", "webhooks").exit, 2);
  EXPECT_EQ(ctl(desk, "admin", "webhooks add https://shop.example/").exit, 2) << "a kind is needed";
  EXPECT_EQ(ctl(desk, "admin", "webhooks remove " + id).exit, 2) << "a reason is needed";
  EXPECT_EQ(ctl(desk, "operator", "webhooks replay").exit, 2);
  EXPECT_EQ(ctl(desk, "operator", "webhooks replay --endpoint " + id).exit, 2);
  EXPECT_EQ(ctl(desk, "operator", "webhooks replay --endpoint " + id + " --since yesterday").exit, 2);
  EXPECT_EQ(ctl(desk, "admin", "webhooks rotate " + id + " --overlap -1").exit, 2);
  EXPECT_EQ(ctl(desk, "admin", "webhooks set " + id + " --enable --disable").exit, 2);
  auto said = ctl(desk, "admin", "webhooks add ftp://shop.example/ --kind '*'");
  EXPECT_EQ(said.exit, 1);
  EXPECT_NE(said.out.find("url: must begin with https://"), std::string::npos) << said.out;
  said = ctl(desk, "operator", "webhooks add https://shop.example/ --kind '*'");
  EXPECT_EQ(said.exit, 1) << "operators send again, administrators set up";
  said = ctl(desk, "operator", std::string("webhooks replay-incoming ") + some_id + " --json");
  EXPECT_EQ(said.exit, 1);
  EXPECT_NE(said.out.find("there is no such webhook"), std::string::npos) << said.out;
}

TEST_F(Webhooks, IncomingOnesAreListedAndAppliedAgain) {
  RawWebhook raw;
  raw.webhook_id = desk.shop.ids.next();
  raw.psp_account = "card";
  raw.event_id = "evt_1";
  raw.event_type = "payment.captured";
  raw.body = "{}";
  raw.received_at = desk.shop.clock.now();
  ASSERT_TRUE(desk.shop.payments.insert(std::vector{raw}));
  desk.shop.tamper("update webhook_event set state = 'failed', message = 'could not be read'");
  auto said = ctl(desk, "support", "webhooks incoming --filter 'psp:card state:failed type:payment.captured'");
  EXPECT_EQ(said.exit, 0);
  EXPECT_NE(said.out.find(raw.webhook_id.to_string()), std::string::npos) << said.out;
  EXPECT_NE(said.out.find("could not be read"), std::string::npos);
  EXPECT_EQ(ctl(desk, "support", "webhooks replay-incoming " + raw.webhook_id.to_string()).exit, 1);
  said = ctl(desk, "operator", "webhooks replay-incoming " + raw.webhook_id.to_string() + " --reason 'adapter mended'");
  EXPECT_EQ(said.exit, 0) << said.out;
  EXPECT_EQ(desk.shop.count("select count(*) from webhook_event where state = 'pending'"), 1);
}

} // namespace
} // namespace paydesk::test
