// A market that pays its sellers out from its balance at the sandbox.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "edge/http/router.h"
#include "edge/http/server.h"
#include "engine/payouts/payout_lane.h"
#include "engine/payouts/payout_news.h"
#include "psp/sandbox/gateway.h"
#include "psp/sandbox/payout_gateway.h"
#include "store/payout_sending.h"
#include "support/merchant.h"
#include "tests/queries/paid_out.h"

namespace paydesk::test {

/// A gateway before the real one, which can lose what goes through it as a daemon does that is killed, or as a line does
/// that is bad (certainty: everything is done, and no answer is heard), or as a PSP does that calls all pay-outs the
/// same (references).
class FrailGateway final : public PayoutGateway {
 public:
  enum class Loses { nothing, calls, answers, certainty, references };
  FrailGateway(std::unique_ptr<PayoutGateway> real, Loses loses) : real_(std::move(real)), loses_(loses) {}
  const std::string& account() const noexcept override { return real_->account(); }
  PayoutCapabilities capabilities() const noexcept override { return real_->capabilities(); }
  void submit(const PayoutCall& call) override {
    if (loses_ != Loses::calls)
      real_->submit(call);
  }
  std::vector<PayoutAnswer> collect(std::chrono::milliseconds wait) override {
    auto answers = real_->collect(wait);
    if (loses_ == Loses::answers)
      answers.clear();
    if (loses_ == Loses::references)
      for (auto& answer : answers)
        if (answer.word && answer.word->kind != PayoutWord::Kind::accepted)
          answer.word->reference = "po_same";
    if (loses_ == Loses::certainty)
      for (auto& answer : answers) {
        answer.word.reset();
        answer.http_status = 0;
        answer.error = ErrorClass::outcome_unknown;
      }
    return answers;
  }
  void wake() override { real_->wake(); }
  Result<std::optional<PayoutWord>> read_event(std::string_view body) const override { return real_->read_event(body); }

 private:
  std::unique_ptr<PayoutGateway> real_;
  const Loses loses_;
};

/// Owns the database, the sandbox, the lanes and the door for webhooks. One test each. Time passes by hand.
class PayoutDesk {
 public:
  PayoutDesk();
  ~PayoutDesk();

  /// Sellers "seller-1" … with 100.00 EUR each, and a bank account that may be paid to.
  void add_sellers(int count);
  /// Batch of everything, approved and submitted to the account "card".
  Uuid submit();
  std::unique_ptr<PayoutLane> add_lane(FrailGateway::Loses loses = FrailGateway::Loses::nothing,
                                       std::chrono::milliseconds timeout = std::chrono::seconds(5));
  /// Opens the door for webhooks.
  void listen();
  /// Lets the lane work, and time pass, until all pay-outs are in this state; false after a while.
  bool becomes(PayoutLane& lane, const std::string& state, int count = 1);
  /// As above, but nothing is asked: webhooks alone.
  bool told(const std::string& state, int count = 1);

  std::int64_t number(const std::string& sql) { return shop.count(sql); }
  std::string text(const std::string& sql);
  Uuid only_payout() { return Uuid::parse(text("select payout_id::text from payout")).value(); }
  /// The balance of an account of the ledger; debits positive.
  std::int64_t balance(const std::string& account_class, const std::string& owner = {});
  /// What the sandbox truly has.
  nlohmann::json truth() const { return sandbox.control("GET", "/control/payouts?account=card")["data"]; }
  /// The books hold by themselves.
  void prove();

  Shop shop;
  sandbox_test::Sandbox sandbox;
  const SystemClock real_clock;
  RandomIds ids{real_clock};
  store::PgPayouts store{shop.pool, shop.clock};
  store::PgPayoutSending sending{shop.pool};
  Payouts payouts;
  std::unique_ptr<psp::sandbox::SandboxPayouts> reader;
  PayoutNewsDesk news;
  const Caller clerk{Uuid{{5}}, "clerk", "Clerk", {"operator"}, Uuid{}};
  const Caller chief{Uuid{{6}}, "chief", "Chief", {"approver"}, Uuid{}};
  PayoutWatch watch;

 private:
  psp::sandbox::GatewayOptions options(std::chrono::milliseconds timeout) const;
  std::int64_t lost_ = 0; ///< calls whose answers are not waited for any longer
  std::unique_ptr<PspGateway> signatures_;
  std::unique_ptr<edge::HttpServer> door_;
};

} // namespace paydesk::test
