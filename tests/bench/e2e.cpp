#include "tests/bench/e2e.h"

#include <cstdio>
#include <thread>

#include <fmt/format.h>

#include "app/demo/stack.h"
#include "app/demo/traffic.h"
#include "store/database.h"
#include "tests/bench/pgbench.h"
#include "tests/bench/rounds.h"

namespace paydesk::bench {
namespace {

constexpr std::chrono::seconds warm_up{10};
constexpr std::chrono::seconds drain_patience{60};
constexpr int buyers = 48;
constexpr const char* accounts = "card,single,wallet"; // those of the sandbox's accounts that do not dawdle

/// A demo system on a given database, and what it has taken.
class Market {
 public:
  Market(demo::Stack& stack, const std::string& database) : stack_(stack), database_(database, 1) {}

  /// Payments a second whose last posting was committed within the round.
  Result<double> run(std::chrono::seconds duration) {
    demo::TrafficOptions options;
    options.shop_url = stack_.shop_url();
    options.key_file = stack_.shop_key_file();
    options.seed = ++seed_;
    options.account = accounts;
    options.concurrency = buyers;
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
    traffic.stop();
    if (!before || !after)
      return tl::unexpected(before ? after.error() : before.error());
    if (auto drained = drain(); !drained)
      return tl::unexpected(drained.error());
    return static_cast<double>(*after - *before) / took.count();
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
  std::uint64_t seed_ = 0;
};

Result<void> compare(Market& market, const TpcB& reference, int rounds,
                     std::chrono::seconds length) {
  Comparison comparison;
  comparison.name = "e2e";
  comparison.unit = "payments/s";
  comparison.reference_unit = "transactions/s";
  comparison.config = fmt::format(
      "{} cores; POST, page, pay, webhook, last posting committed; 1 to 3 orders; {} buyers; accounts {}; sandbox, "
      "shop and buyers on the same machine; reference {}; rounds of {} s",
      std::thread::hardware_concurrency(), buyers, accounts, TpcB::in_words(), length.count());
  if (auto warm = market.run(warm_up); !warm)
    return tl::unexpected(warm.error());
  auto done = interleave(comparison, rounds, [&] { return market.run(length); },
                         [&] { return reference.run(length); });
  if (done)
    fmt::print("{}\n", last_line(comparison));
  return done;
}

} // namespace

Result<void> end_to_end(int rounds, std::chrono::seconds length) {
  demo::Progress progress;
  auto folder = demo::StateFolder::temporary();
  const auto cluster_folder = demo::StateFolder::temporary();
  if (!folder || !cluster_folder)
    return tl::unexpected(folder ? cluster_folder.error() : folder.error());
  auto cluster = store::EmbeddedCluster::start(
      {.data_dir = cluster_folder->file("data").toStdString(), .die_with_parent = true});
  if (!cluster)
    return tl::unexpected(cluster.error());
  progress.begin("reference");
  progress.tell("filling " + TpcB::in_words());
  const auto reference = TpcB::prepare(*cluster);
  if (!reference)
    return tl::unexpected(reference.error());
  const auto database = cluster->connection_string(store::cluster_database, "postgres");
  demo::StackOptions options;
  options.fault_rate = 0;
  options.database_url = database;
  auto stack = demo::Stack::start(std::move(*folder), options, progress);
  if (!stack)
    return tl::unexpected(stack.error());
  Market market(**stack, database);
  auto done = compare(market, *reference, rounds, length);
  for (const auto& problem : (*stack)->stop())
    std::fprintf(stderr, "bench: %s\n", problem.c_str());
  return done;
}

} // namespace paydesk::bench
