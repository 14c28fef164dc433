#include "tests/bench/rounds.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace paydesk::bench {
namespace {

Result<void> measure_into(std::vector<double>& results, const Measure& measure) {
  auto measured = measure();
  if (!measured)
    return tl::unexpected(measured.error());
  if (!(*measured > 0))
    return fail(ErrorCode::internal, "a round measured nothing");
  results.push_back(*measured);
  return {};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// Three digits are more than such a measurement is worth.
double rounded(double ratio) { return std::stod(fmt::format("{:.3g}", ratio)); }

double load_average() {
  double load = 0;
  return getloadavg(&load, 1) == 1 ? load : -1;
}

} // namespace

Result<void> interleave(Comparison& comparison, int rounds, const Measure& ours, const Measure& reference) {
  for (int more = 0; more < rounds; ++more) {
    const auto round = comparison.ours.size();
    const bool ours_first = round % 2 == 0;
    if (auto done = ours_first ? measure_into(comparison.ours, ours) : measure_into(comparison.reference, reference);
        !done)
      return done;
    if (auto done = ours_first ? measure_into(comparison.reference, reference) : measure_into(comparison.ours, ours);
        !done)
      return done;
    fmt::print("{}, round {}: {:.1f} {}, reference {:.1f} {}, ratio {:.3f}\n", comparison.name, round + 1,
               comparison.ours.back(), comparison.unit, comparison.reference.back(), comparison.reference_unit,
               comparison.ours.back() / comparison.reference.back());
    std::fflush(stdout);
  }
  return {};
}

std::string last_line(const Comparison& comparison) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < comparison.ours.size(); ++i)
    ratios.push_back(comparison.ours[i] / comparison.reference[i]);
  return nlohmann::ordered_json{{"name", comparison.name},
                                {"ratio", rounded(median(ratios))},
                                {"min", rounded(*std::min_element(ratios.begin(), ratios.end()))},
                                {"max", rounded(*std::max_element(ratios.begin(), ratios.end()))},
                                {"rounds", ratios.size()},
                                {"load", load_average()},
                                {"config", comparison.config}}
      .dump();
}

} // namespace paydesk::bench
