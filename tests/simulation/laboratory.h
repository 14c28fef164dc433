// One database of its own for runs that follow each other.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "simulation/invariants.h"
#include "store/database.h"
#include "support/migrated.h"

namespace paydesk::simulation {

/// A migrated database of the process's test cluster, and what looks into it; both gone with this. After a broken run
/// nothing else may run in it. Any one thread.
class Laboratory {
 public:
  Laboratory();
  ~Laboratory();
  Laboratory(const Laboratory&) = delete;
  Laboratory& operator=(const Laboratory&) = delete;

  store::Database& database() noexcept { return database_; }
  Observer& observer() noexcept { return observer_; }
  /// What the checks that operators have find wrong in the whole database.
  std::vector<std::string> verify();

 private:
  const test::OwnDatabase made_{test::migrated()}; ///< goes last, after the connections into it
  store::Database database_;
  Observer observer_;
};

} // namespace paydesk::simulation
