// The shape of every benchmark: ours and a reference, interleaved in one run, compared as ratios.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/result.h"

namespace paydesk::bench {

/// What one benchmark measured. A rate's ratio is ours ÷ reference: more is better.
struct Comparison {
  std::string name;   ///< of the benchmark
  std::string unit;   ///< of ours, "payments/s"
  std::string reference_unit;
  std::string config; ///< what was compared, in words
  std::vector<double> ours;
  std::vector<double> reference;
};

/// One measurement of a side. Blocks for as long as a round takes.
using Measure = std::function<Result<double>()>;

/// Measures both sides `rounds` times more, in turn, and prints each pair as it comes. The order within a pair alternates,
/// so that neither side always meets the warmer machine.
Result<void> interleave(Comparison& comparison, int rounds, const Measure& ours, const Measure& reference);

/// The last line of a benchmark: name, median ratio, least and largest, rounds, load, config. JSON.
std::string last_line(const Comparison& comparison);

} // namespace paydesk::bench
