// `paydesk-sandbox traffic`
#pragma once

#include "sandbox/traffic/plan.h"

#include <cstdint>
#include <string>

namespace sandbox {

struct TrafficOptions {
  std::string shop_url;
  std::string api_key_file;
  std::uint64_t payments = 0;
  int concurrency = 16;
  double rate_per_second = 0;
  bool json = false;
  bool forever = false;
  PlanOptions plan;
};

/// Runs the shop and its buyers. Returns 0 when every checkout came to a definite end, 1 when one did not,
/// 2 for wrong options.
int run_traffic(const TrafficOptions& options);

} // namespace sandbox
