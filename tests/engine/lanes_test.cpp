// Each PSP account has a lane of its own: one that hangs holds up nobody else's payments.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

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

/// Opens every page at once.
class PromptPsp final : public PspGateway {
 public:
  const std::string& account() const noexcept override { return account_; }
  const PspCapabilities& capabilities() const noexcept override { return able_; }
  void submit(const PspCall& call) override {
    auto registered = news(News::Kind::registered);
    registered.token = "chk_" + call.charge_id.to_string();
    registered.url = "http://psp/" + registered.token;
    answers_.push_back(done(call, {registered}));
  }
  std::vector<PspAnswer> collect(std::chrono::milliseconds) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return std::exchange(answers_, {});
  }
  void wake() override {}
  Result<WebhookContent> read_webhook(const HeaderOf&, std::string_view, Instant) const override {
    return fail(ErrorCode::internal, "says nothing");
  }
  Result<WebhookContent> reread_webhook(std::string_view) const override {
    return fail(ErrorCode::internal, "says nothing");
  }

 private:
  std::string account_ = "prompt";
  PspCapabilities able_;
  std::vector<PspAnswer> answers_;
};

/// A store that is away when the first changes are to be made.
class StoreAway final : public PaymentStore {
 public:
  StoreAway(PaymentStore& real, int failures) : real_(real), failures_(failures) {}
  Result<void> change(std::span<const Uuid> charges, const Decide& decide) override {
    if (failures_-- > 0)
      return fail(ErrorCode::unavailable, "the database does not answer; nothing was done");
    return real_.change(charges, decide);
  }
  Result<std::vector<CreateOutcome>> create(std::span<NewPayment> payments) override { return real_.create(payments); }
  Result<bool> claim(const std::string& account, int most, Instant now, Instant until, const Begin& begin) override {
    return real_.claim(account, most, now, until, begin);
  }
  Result<std::vector<Uuid>> due_for_check(int most, Instant now) override { return real_.due_for_check(most, now); }
  Result<std::vector<Uuid>> charges_of_payment(const Uuid& id) override { return real_.charges_of_payment(id); }
  Result<std::vector<Uuid>> all_charges_of_payment(const Uuid& id) override {
    return real_.all_charges_of_payment(id);
  }
  Result<std::vector<Uuid>> charges_of_expired_refunds(int most, Instant now) override {
    return real_.charges_of_expired_refunds(most, now);
  }
  Result<std::vector<Uuid>> charges_of_jobs(std::span<const Uuid> ids) override { return real_.charges_of_jobs(ids); }
  Result<std::vector<Uuid>> charges_of_refund(const Uuid& id) override { return real_.charges_of_refund(id); }
  Result<std::vector<Uuid>> charges_of_dispute(const Uuid& id) override { return real_.charges_of_dispute(id); }
  Result<std::vector<StoredResponse>> store_responses(std::span<const StoredResponse> responses) override {
    return real_.store_responses(responses);
  }
  Result<std::vector<Registration>> registrations(std::span<const Uuid> ids) override {
    return real_.registrations(ids);
  }

 private:
  PaymentStore& real_;
  std::atomic<int> failures_;
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

TEST(Lanes, an_answer_that_met_a_store_that_was_away_is_stored_although_no_other_answer_comes) {
  World world;
  ASSERT_TRUE(store::upsert_psp_account(world.database, "prompt", "sandbox", "KR", CaptureMode::multiple, "UTC"));
  StoreAway store(world.store, 2);
  Lane lane(std::make_unique<PromptPsp>(), store, world.clock, world.ids, world.policy, LaneOptions{}, nullptr, 2);
  const auto payment = create(world, "prompt", 1).front();
  lane.start();
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (world.read(payment).charge.state != "registered" && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(world.read(payment).charge.state, "registered");
  lane.stop();
}
