#include <cstdio>

#include <fmt/format.h>

#include "tests/bench/engine.h"
#include "tests/bench/place.h"
#include "tests/bench/rounds.h"

namespace paydesk::bench {

Result<void> hot_seller(int rounds, std::chrono::seconds length) {
  MillOptions uniform;
  MillOptions hot;
  hot.hot_share = 80;
  auto place = provide(uniform);
  if (!place)
    return tl::unexpected(place.error());
  if (auto warm = place->mill->run(std::chrono::seconds(5)); !warm)
    return tl::unexpected(warm.error());
  Comparison comparison;
  comparison.name = "hot-seller";
  comparison.unit = "payments/s, 80 % to one seller";
  comparison.reference_unit = "payments/s to all alike";
  comparison.config = fmt::format("engine alone, {} streams, batches of {}, {} sellers; rounds of {} s", uniform.streams,
                                  uniform.batch, uniform.sellers, length.count());
  const auto run = [&](const MillOptions& options) {
    place->mill->take(options);
    return place->mill->run(length);
  };
  auto done = interleave(comparison, rounds, [&] { return run(hot); }, [&] { return run(uniform); });
  if (done)
    fmt::print("{}\n", last_line(comparison));
  return done;
}

} // namespace paydesk::bench
