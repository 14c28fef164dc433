// Payments through the real engine and store, with a PSP that answers in the process and at once.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "engine/charges/turn.h"
#include "store/database.h"
#include "store/payments.h"
#include "store/publisher.h"

namespace paydesk::bench {

struct MillOptions {
  int streams = 2;  ///< threads, each with its own PSP account
  int batch = 500;  ///< payments taken on at once
  int sellers = 1000;
  int hot_share = 0; ///< percent of the orders that go to one seller
};

/// Owns its connections and its publisher. One user at a time.
class Mill {
 public:
  /// `database` is migrated and belongs to nobody else.
  static Result<std::unique_ptr<Mill>> make(const std::string& database, MillOptions options);
  ~Mill();

  /// Payments a second whose whole life passed within `duration`; their events are published when it returns.
  Result<double> run(std::chrono::seconds duration);
  void take(MillOptions options) { options_ = options; }

 private:
  class Stream;
  Mill(const std::string& database, MillOptions options);
  Result<void> publish_rest();

  MillOptions options_;
  SystemClock clock_;
  RandomIds ids_{clock_};
  EnginePolicy policy_;
  store::Database database_;
  store::PgPayments store_;
  store::Publisher publisher_;
  std::vector<std::unique_ptr<Stream>> streams_;
};

} // namespace paydesk::bench
