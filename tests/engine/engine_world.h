// The real engine on a real database, with a PSP whose every answer the test decides and a clock that it moves.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>

#include <pqxx/pqxx>

#include "core/clock.h"
#include "engine/payments/create.h"
#include "engine/queue/commands.h"
#include "engine/queue/lane.h"
#include "engine/queue/sweeper.h"
#include "engine/refunds/refunds.h"
#include "engine/webhooks_in/processor.h"
#include "store/payments.h"
#include "support/migrated.h"

namespace paydesk::test {

/// Answers calls by a function of the test; keeps every call.
class ScriptedPsp final : public PspGateway {
 public:
  using Answer = std::function<PspAnswer(const PspCall&)>;
  ScriptedPsp(std::string account, CaptureMode mode) : account_(std::move(account)) {
    able_.capture_mode = mode;
    able_.key_ttl = std::chrono::hours(24);
  }

  const std::string& account() const noexcept override { return account_; }
  const PspCapabilities& capabilities() const noexcept override { return able_; }
  void submit(const PspCall& call) override;
  std::vector<PspAnswer> collect(std::chrono::milliseconds wait) override;
  void wake() override {}
  Result<WebhookContent> read_webhook(const HeaderOf& header, std::string_view body, Instant now) const override;
  Result<WebhookContent> reread_webhook(std::string_view body) const override;

  void states_key_life(std::chrono::hours life) { able_.key_ttl = life; }

  /// What the next calls of a kind answer, before `usual` is asked.
  std::map<OperationKind, std::deque<Answer>> next;
  Answer usual; ///< success of everything, by default
  std::vector<PspCall> calls;
  std::set<OperationKind> held; ///< calls that are made and whose answers do not come
  /// The answers that were held come after all.
  void let_go();

 private:
  std::string account_;
  PspCapabilities able_;
  std::vector<PspAnswer> ready_;
  std::vector<PspAnswer> held_answers_;
};

/// The answers a test composes.
PspAnswer usual(const PspCall& call);
PspAnswer done(const PspCall& call, std::vector<News> news);
PspAnswer refused(const PspCall& call, ErrorClass error, std::string code);
PspAnswer received(const PspCall& call);
News news(News::Kind kind, std::string reference = {}, std::int64_t amount = 0, std::string merchant = {});

/// One database, one lane, one payment at a time.
class World {
  OwnDatabase made_{migrated()}; ///< goes last, after the connections into it
  pqxx::connection owner_{made_->owner}; ///< kept: each new one has to learn the catalog first

 public:
  explicit World(CaptureMode mode = CaptureMode::multiple);

  /// Creates a payment with orders of these amounts (minor units of EUR or JPY) and registers it.
  Uuid pay_in(std::vector<std::int64_t> amounts, const std::string& currency = "EUR");
  /// Tells the engine something, as a webhook.
  void tell(const Uuid& payment, const News& news) { tell_at_once(payment, {news}); }
  /// Several webhooks that are applied in one transaction.
  void tell_at_once(const Uuid& payment, const std::vector<News>& all);
  /// Works until nothing is due at the present time; `rounds` bounds it.
  void work(int rounds = 20);
  void advance(std::chrono::milliseconds by) { clock.advance(by); }

  Aggregate read(const Uuid& payment);
  /// Every charge of a payment.
  std::vector<Aggregate> read_all(const Uuid& payment);
  Uuid charge_of(const Uuid& payment);
  /// Sum of an account's entries, debits positive.
  std::int64_t balance(const std::string& account_class, const std::string& owner = {});
  std::int64_t one_number(const std::string& sql);
  /// Proves that the books and wallets agree; fails the test otherwise.
  void check_books();

  ManualClock clock;
  SeededIds ids;
  EnginePolicy policy;
  store::Database database;
  store::PgPayments store;
  ScriptedPsp* psp = nullptr; ///< owned by the lane
  std::unique_ptr<Lane> lane;
  OperatorCommands commands;
  Refunds refunds;
  Caller operator_;
  Caller approver;
  Caller shop;
  std::string owner_connection;
  std::string method; ///< a stored one: payments are charged directly

};

} // namespace paydesk::test
