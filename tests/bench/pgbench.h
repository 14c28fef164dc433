// The reference that everybody knows: pgbench's TPC-B on the same server.
#pragma once

#include <chrono>
#include <string>

#include "core/result.h"
#include "store/cluster/embedded_cluster.h"

namespace paydesk::bench {

/// TPC-B at scale 50 with prepared statements and 8 clients, in a database of its own. Main thread.
class TpcB {
 public:
  /// Makes and fills the database: some 750 MB and half a minute.
  static Result<TpcB> prepare(const store::EmbeddedCluster& cluster);

  /// Transactions a second of one run.
  Result<double> run(std::chrono::seconds duration) const;

  static std::string in_words();

 private:
  explicit TpcB(std::string database) : database_(std::move(database)) {}
  std::string database_; ///< connection string
};

} // namespace paydesk::bench
