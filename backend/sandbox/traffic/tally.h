// What became of the traffic.
#pragma once

#include "sandbox/traffic/buyer.h"

#include <cstdint>
#include <map>
#include <string>

namespace sandbox {

/// Counts of one run.
struct Tally {
  std::int64_t requested = 0;
  std::int64_t created = 0;
  std::int64_t paid = 0;
  std::int64_t abandoned = 0;
  std::int64_t declined = 0;
  std::int64_t failed = 0;
  std::map<std::string, std::string> errors; ///< by checkout reference; the first 100

  std::int64_t done() const { return paid + abandoned + declined + failed; }
  void add(const std::string& checkout_reference, const Visit& visit);
};

/// The summary, as one line of JSON or as text.
std::string summary(const Tally& tally, double seconds, bool as_json);

} // namespace sandbox
