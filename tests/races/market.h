// A market on a real PostgreSQL and the sandbox's process: daemons' engines with threads and connections of their own,
// and people who all act at the same moment.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "edge/http/router.h"
#include "edge/http/server.h"
#include "engine/payments/create.h"
#include "engine/queue/commands.h"
#include "engine/queue/lane.h"
#include "engine/refunds/refunds.h"
#include "engine/verdicts/verdicts.h"
#include "engine/webhooks_in/processor.h"
#include "psp/sandbox/gateway.h"
#include "store/payments.h"
#include "store/verdicts.h"
#include "support/merchant.h"
#include "tests/support/migrated.h"

namespace paydesk::test {

/// Runs all of these, each on a thread of its own, released together. Returns when all have ended.
void at_once(const std::vector<std::function<void()>>& acts);

/// What a paydeskd runs for the sandbox's accounts: use cases, lanes, webhooks, sweeper; its own pool of connections.
/// Nothing moves before start().
class Daemon {
 public:
  Daemon(const TestDatabase& made, const std::string& psp_url, std::chrono::milliseconds call_timeout,
         std::uint64_t seed);
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void start();
  /// Finishes what is under way; once, for good.
  void stop();
  void wake();

  const SystemClock clock;
  RandomIds ids{clock};
  EnginePolicy policy;
  store::Database database;
  store::PgPayments store{database};
  store::PgVerdicts verdict_store{database, clock};
  OperatorCommands commands{store, clock, ids, policy};
  Refunds refunds;
  Verdicts verdicts{store, verdict_store, clock, ids, policy};
  std::vector<std::unique_ptr<Lane>> lanes;
  CallRooms rooms;

 private:
  void repeat(const std::function<bool()>& turn);
  std::unique_ptr<WebhookProcessor> webhooks_;
  std::atomic<bool> running_{false};
  std::vector<std::thread> threads_;
};

/// Owns the database, the sandbox and the door for its webhooks, which are stored at once and applied by whichever
/// daemon runs. One test each.
class Market {
  OwnDatabase made_{migrated()}; ///< goes last, after the connections into it

 public:
  struct Options {
    std::function<std::string(std::uint16_t sandbox_port)> psp_url; ///< of a proxy before the sandbox
    std::chrono::milliseconds call_timeout{5'000};
  };
  Market() : Market(Options{}) {}
  explicit Market(const Options& options);
  ~Market();

  /// Another daemon on the same database; not started.
  Daemon& add_daemon();
  void stop_daemons();

  struct Sale {
    Uuid payment_id;
    std::vector<Uuid> charges;
  };
  /// A new payment of orders worth these EUR cents. `method`: a stored one, charged directly. Its jobs wait in the queue.
  Sale order(const std::string& account, const std::vector<std::int64_t>& amounts, const std::string& method = {});
  /// Waits for the hosted page; its token.
  std::string page_of(const Sale& sale);
  /// The buyer pays there.
  void pay(const Sale& sale) { pay_page(page_of(sale)); }
  void pay_page(const std::string& token);
  /// Ordered, paid, and nothing is under way any more.
  Sale paid(const std::string& account, const std::vector<std::int64_t>& amounts);

  /// Waits until no job is queued and no webhook waits, here and there.
  void settle();
  /// The books hold by themselves, and they are what the PSP truly took.
  void prove();

  std::string state_of(const Sale& sale);
  std::int64_t captured(const Sale& sale);
  std::int64_t number(const std::string& sql);
  std::string text(const std::string& sql);
  nlohmann::json truth_of(const Uuid& charge_id);
  Caller person(const std::string& login, const std::string& role);

  sandbox_test::Sandbox sandbox;
  TestDatabase database;
  SystemClock clock;
  RandomIds ids{clock};
  store::Database pool;
  store::PgPayments store{pool};
  std::vector<std::unique_ptr<Daemon>> daemons;

 private:
  const std::string psp_url_;
  const std::chrono::milliseconds call_timeout_;
  EnginePolicy policy_;
  /// Checks and stores a webhook; any server thread.
  bool take_in(const edge::HttpRequest& request);

  std::map<std::string, std::unique_ptr<PspGateway>> readers_;
  std::unique_ptr<edge::HttpServer> door_;
  int orders_ = 0;
};

} // namespace paydesk::test
