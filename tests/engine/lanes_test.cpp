// Each PSP account has a lane of its own: one that hangs holds up nobody else's payments.
#include <gtest/gtest.h>

#include "engine/engine_world.h"

using namespace paydesk;
using namespace paydesk::test;

namespace {

/// Takes calls and never answers them.
class SilentPsp final : public PspGateway {
 public:
  const std::string& account() const noexcept override { return account_; }
  const PspCapabilities& capabilities() const noexcept override { return able_; }
  void submit(const PspCall&) override { ++calls; }
  std::vector<PspAnswer> collect(std::chrono::milliseconds) override { return {}; }
  void wake() override {}
  Result<WebhookContent> read_webhook(const HeaderOf&, std::string_view, Instant) const override {
    return fail(ErrorCode::internal, "says nothing");
  }
  Result<WebhookContent> reread_webhook(std::string_view) const override {
    return fail(ErrorCode::internal, "says nothing");
  }
  int calls = 0;

 private:
  std::string account_ = "silent";
  PspCapabilities able_;
};

std::vector<Uuid> create(World& world, const std::string& account, int count) {
  const std::vector<AccountTerms> accounts = {{account, "KR", CaptureMode::multiple, {"EUR"}, 1000, true}};
  std::vector<NewPayment> payments;
  std::vector<Uuid> ids;
  for (int i = 0; i < count; ++i) {
    CreatePayment request{"buyer", "CHK", "EUR", account, "http://shop/ok", "http://shop/no", 3600, {}, {}};
    request.orders.push_back({"seller-1", "10.00", "SO", "tea"});
    payments.push_back(make_payment(world.shop, world.ids.next(), request, accounts, world.clock.now(), world.ids,
                                    world.policy)
                           .value());
    payments.back().request_hash = std::string(32, 'h');
    ids.push_back(payments.back().payment().payment_id);
  }
  EXPECT_TRUE(world.store.create(payments));
  return ids;
}

} // namespace

TEST(Lanes, an_account_that_hangs_with_a_full_window_holds_up_no_other) {
  World world;
  ASSERT_TRUE(store::upsert_psp_account(world.database, "silent", "sandbox", "KR", CaptureMode::multiple, "UTC"));
  auto gateway = std::make_unique<SilentPsp>();
  auto* silent = gateway.get();
  Lane hanging(std::move(gateway), world.store, world.clock, world.ids, world.policy, LaneOptions{}, nullptr, 2);
  const auto stuck = create(world, "silent", 200); // older, and more than its window
  const auto others = create(world, "card", 100);
  for (int i = 0; i < 5; ++i) {
    hanging.step(std::chrono::milliseconds(0));
    world.work(1);
  }
  EXPECT_EQ(silent->calls, LaneOptions{}.window);
  for (const auto& payment : others)
    EXPECT_EQ(world.read(payment).charge.state, "registered");
  for (const auto& payment : stuck)
    EXPECT_NE(world.read(payment).charge.state, "registered");
}
