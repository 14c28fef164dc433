// How often a race is run.
#pragma once

#include <algorithm>
#include <cstdlib>

namespace paydesk::test {

/// RACES_ROUNDS times the usual number of rounds; once without it.
inline int rounds(int usual) {
  const char* times = std::getenv("RACES_ROUNDS");
  return usual * (times == nullptr ? 1 : std::max(1, std::atoi(times)));
}

} // namespace paydesk::test
