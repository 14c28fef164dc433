// The ceiling: SQL written by hand that writes a payment's rows in batches, without an engine.
#pragma once

#include <chrono>
#include <string>

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "store/database.h"
#include "tests/bench/mill.h"

namespace paydesk::bench {

/// Writes what the mill's payments leave behind (key, payment, charge, order, operation, job that comes and goes,
/// attempt, webhook, fact, ledger transaction with three entries, wallet, timeline, published events) in the final
/// version of each row, but for the charge's one move, under the same triggers: one transaction a batch, and as many
/// connections as the mill has streams. Knows all outcomes beforehand, so it reads nothing.
class BatchSql {
 public:
  /// `database` is the owner's connection string; the mill made its accounts.
  BatchSql(const std::string& database, MillOptions options);
  /// Payments a second.
  Result<double> run(std::chrono::seconds duration);
  static std::string in_words();

 private:
  Result<void> write(std::uint64_t seed);
  MillOptions options_;
  SystemClock clock_;
  RandomIds ids_{clock_};
  store::Database database_;
};

} // namespace paydesk::bench
