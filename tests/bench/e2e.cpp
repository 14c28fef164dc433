#include "tests/bench/e2e.h"

#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "app/demo/stack.h"
#include "app/demo/traffic.h"
#include "store/database.h"
#include "tests/bench/cpu.h"
#include "tests/bench/pgbench.h"
#include "tests/bench/rounds.h"
#include "tests/bench/statements.h"

namespace paydesk::bench {
namespace {

constexpr std::chrono::seconds warm_up{10};
constexpr std::chrono::seconds drain_patience{60};
constexpr int calls_at_a_time = 64; // to each PSP account
constexpr const char* accounts = "card,single,wallet"; // those of the sandbox's accounts that do not dawdle

/// A demo system on a given database, and what it has taken.
class Market {
 public:
  Market(demo::Stack& stack, const std::string& database, int buyers)
      : stack_(stack), database_(database, 1), buyers_(buyers) {}

  /// Payments a second whose last posting was committed within the round.
  Result<double> run(std::chrono::seconds duration, const std::function<void()>& at_the_end = [] {}) {
    demo::TrafficOptions options;
    options.shop_url = stack_.shop_url();
    options.key_file = stack_.shop_key_file();
    options.seed = ++seed_;
    options.account = accounts;
    options.concurrency = buyers_;
    options.eager = true;
    const auto before = taken();
    demo::Traffic traffic(options);
    if (auto started = traffic.start(); !started)
      return tl::unexpected(started.error());
    const auto begun = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - begun < duration)
      if (!traffic.going_on())
        return fail(ErrorCode::internal, "the traffic ended early: " + traffic.latest());
    const auto after = taken();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    at_the_end();
    traffic.stop();
    if (!before || !after)
      return tl::unexpected(before ? after.error() : before.error());
    if (auto drained = drain(); !drained)
      return tl::unexpected(drained.error());
    return static_cast<double>(*after - *before) / took.count();
  }

  /// Traffic before the first round, and then the statistics which autovacuum makes in its time; those of the
  /// reference were made when it was filled.
  Result<void> warm() {
    if (auto done = run(warm_up); !done)
      return tl::unexpected(done.error());
    return database_.in_transaction([](store::Tx& tx) -> Result<void> {
      tx.exec("analyze");
      return {};
    });
  }

 private:
  Result<std::int64_t> count(const char* sql) {
    return database_.in_transaction([&](store::Tx& tx) -> Result<std::int64_t> {
      return tx.exec(sql)[0][0].as<std::int64_t>();
    });
  }

  Result<std::int64_t> taken() { return count("select count(*) from charge where state = 'captured'"); }

  /// The reference must not pay for what we left undone.
  Result<void> drain() {
    const auto until = std::chrono::steady_clock::now() + drain_patience;
    for (;;) {
      const auto waiting = count("select (select count(*) from job) + "
                                 "(select count(*) from webhook_event where state = 'pending')");
      if (!waiting)
        return tl::unexpected(waiting.error());
      if (*waiting == 0)
        return {};
      if (std::chrono::steady_clock::now() > until)
        return fail(ErrorCode::unavailable, std::to_string(*waiting) + " pieces of work do not end");
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }

  demo::Stack& stack_;
  store::Database database_;
  const int buyers_;
  std::uint64_t seed_ = 0;
};

/// A demo system on a server of the bench's own, which the reference shares.
struct System {
  demo::Progress progress;
  std::unique_ptr<demo::StateFolder> cluster_folder;
  std::optional<store::EmbeddedCluster> cluster;
  std::string database;
  std::unique_ptr<demo::Stack> stack;

  Result<void> start_cluster(std::vector<std::pair<std::string, std::string>> settings = {}) {
    auto folder = demo::StateFolder::temporary();
    if (!folder)
      return tl::unexpected(folder.error());
    cluster_folder = std::make_unique<demo::StateFolder>(std::move(*folder));
    auto started = store::EmbeddedCluster::start({.data_dir = cluster_folder->file("data").toStdString(),
                                                  .settings = std::move(settings),
                                                  .die_with_parent = true});
    if (!started)
      return tl::unexpected(started.error());
    cluster.emplace(std::move(*started));
    database = cluster->connection_string(store::cluster_database, "postgres");
    return {};
  }

  Result<void> start_stack() {
    auto folder = demo::StateFolder::temporary();
    if (!folder)
      return tl::unexpected(folder.error());
    demo::StackOptions options;
    options.fault_rate = 0;
    options.concurrency = calls_at_a_time;
    options.database_url = database;
    auto started = demo::Stack::start(std::move(*folder), options, progress);
    if (!started)
      return tl::unexpected(started.error());
    stack = std::move(*started);
    return {};
  }

  std::filesystem::path data() const { return cluster_folder->file("data/pgdata").toStdString(); }

  void stop() {
    for (const auto& problem : stack->stop())
      std::fprintf(stderr, "bench: %s\n", problem.c_str());
  }
};

Result<void> compare(Market& market, const TpcB& reference, int rounds, std::chrono::seconds length, int buyers) {
  Comparison comparison;
  comparison.name = "e2e";
  comparison.unit = "payments/s";
  comparison.reference_unit = "transactions/s";
  comparison.config = fmt::format(
      "{} cores; POST, page, pay, webhook, last posting committed; 1 to 3 orders; {} buyers; accounts {}; sandbox, "
      "shop and buyers on the same machine; reference {}; rounds of {} s",
      std::thread::hardware_concurrency(), buyers, accounts, TpcB::in_words(), length.count());
  if (auto warm = market.warm(); !warm)
    return warm;
  auto done = interleave(comparison, rounds, [&] { return market.run(length); },
                         [&] { return reference.run(length); });
  if (done)
    fmt::print("{}\n", last_line(comparison));
  return done;
}

/// One round and what each process spent on it, in microseconds a payment.
Result<double> run_and_count(System& system, Market& market, std::chrono::seconds length) {
  const auto server = cpu_seconds(system.data()).server;
  auto before = children_cpu_seconds();
  std::map<std::string, double> after;
  const auto rate = market.run(length, [&] { after = children_cpu_seconds(); });
  if (!rate)
    return rate;
  const auto made = *rate * static_cast<double>(length.count());
  fmt::print("{:.1f} payments/s; CPU us/payment: server {:.0f}", *rate,
             (cpu_seconds(system.data()).server - server) * 1e6 / made);
  for (const auto& [name, seconds] : after)
    fmt::print(", {} {:.0f}", name, (seconds - before[name]) * 1e6 / made);
  fmt::print("\n");
  std::fflush(stdout);
  return made;
}

} // namespace

Result<void> end_to_end(int rounds, std::chrono::seconds length, int buyers) {
  System system;
  if (auto started = system.start_cluster(); !started)
    return started;
  system.progress.begin("reference");
  system.progress.tell("filling " + TpcB::in_words());
  const auto reference = TpcB::prepare(*system.cluster);
  if (!reference)
    return tl::unexpected(reference.error());
  if (auto started = system.start_stack(); !started)
    return started;
  Market market(*system.stack, system.database, buyers);
  auto done = compare(market, *reference, rounds, length, buyers);
  system.stop();
  return done;
}

Result<void> market_alone(int rounds, std::chrono::seconds length, int buyers) {
  System system;
  if (auto started = system.start_cluster(statement_settings); !started)
    return started;
  if (auto started = system.start_stack(); !started)
    return started;
  Market market(*system.stack, system.database, buyers);
  double payments = 0;
  auto done = market.warm();
  for (int round = 0; done && round < rounds; ++round) {
    const auto made = run_and_count(system, market, length);
    if (made)
      payments += *made;
    else
      done = tl::unexpected(made.error());
  }
  if (done)
    done = print_traffic(system.database);
  if (done)
    done = print_statements(system.database, payments);
  system.stop();
  return done;
}

} // namespace paydesk::bench
