#include "tests/bench/engine.h"

#include <cstdio>
#include <filesystem>
#include <thread>

#include <fmt/format.h>

#include "tests/bench/batch_sql.h"
#include "tests/bench/cpu.h"
#include "tests/bench/pgbench.h"
#include "tests/bench/place.h"
#include "tests/bench/rounds.h"
#include "tests/bench/statements.h"

namespace paydesk::bench {
namespace {

constexpr std::chrono::seconds warm_up{5};

} // namespace

Result<void> engine_alone(int rounds, std::chrono::seconds length) {
  const MillOptions options;
  auto place = provide(options);
  if (!place)
    return tl::unexpected(place.error());
  const auto reference = TpcB::prepare(*place->cluster);
  if (!reference)
    return tl::unexpected(reference.error());
  if (auto warm = place->mill->run(warm_up); !warm)
    return tl::unexpected(warm.error());
  Comparison comparison;
  comparison.name = "engine";
  comparison.unit = "payments/s";
  comparison.reference_unit = "transactions/s";
  comparison.config = fmt::format(
      "{} cores; whole life of a payment (key, payment, charge, order, operation, job, attempt, webhook, ledger "
      "transaction with three entries, wallet, timeline, published events), PSP in the process; {} streams, batches "
      "of {}, {} sellers; reference {}; rounds of {} s",
      std::thread::hardware_concurrency(), options.streams, options.batch, options.sellers, TpcB::in_words(),
      length.count());
  Comparison by_hand{"engine", comparison.unit, "payments/s by hand-written batches", BatchSql::in_words(), {}, {}};
  BatchSql batches(place->connection(store::cluster_owner_role), options);
  for (int round = 0; round < rounds; ++round) {
    if (auto done = interleave(comparison, 1, [&] { return place->mill->run(length); },
                               [&] { return reference->run(length); });
        !done)
      return done;
    if (auto done = interleave(by_hand, 1, [&] { return place->mill->run(length); },
                               [&] { return batches.run(length); });
        !done)
      return done;
  }
  fmt::print("beside batch SQL: {}\n{}\n", last_line(by_hand), last_line(comparison));
  return {};
}

Result<void> mill_alone(int rounds, std::chrono::seconds length) {
  auto place = provide({}, statement_settings);
  if (!place)
    return tl::unexpected(place.error());
  double payments = 0;
  const auto database = place->connection("postgres");
  for (int round = 0; round < rounds; ++round) {
    const std::filesystem::path data = place->folder->file("data/pgdata").toStdString();
    const auto before = cpu_seconds(data);
    const auto rate = place->mill->run(length);
    if (!rate)
      return tl::unexpected(rate.error());
    const auto after = cpu_seconds(data);
    const auto made = *rate * static_cast<double>(length.count());
    payments += made;
    fmt::print("mill {}/{}: {:.1f} payments/s; CPU us/payment: server {:.0f}, engine {:.0f}\n", round + 1, rounds, *rate,
               (after.server - before.server) * 1e6 / made, (after.ours - before.ours) * 1e6 / made);
    std::fflush(stdout);
  }
  return print_statements(database, payments);
}

} // namespace paydesk::bench
