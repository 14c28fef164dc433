// The shop and its buyers: `paydesk-sandbox traffic` as a child.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <QProcess>
#include <QString>

#include "core/result.h"

namespace paydesk::demo {

struct TrafficOptions {
  std::string shop_url;
  QString key_file;
  std::uint64_t payments = 0; ///< 0: until stopped
  std::uint64_t seed = 1;
  double rate = 0;            ///< most payments begun a second; 0: unlimited
  std::string account;        ///< one, or several with commas; empty: all
  std::string currency;       ///< empty: all
  int concurrency = 0;        ///< buyers at a time; 0: the usual
  bool eager = false;         ///< every buyer pays at once
};

/// How the checkouts of one run of traffic ended.
struct TrafficResult {
  std::int64_t requested = 0;
  std::int64_t created = 0;
  std::int64_t paid = 0;
  std::int64_t abandoned = 0;
  std::int64_t declined = 0;
  std::int64_t failed = 0;
  double seconds = 0;
  std::vector<std::string> errors;
};

/// Owns the child that plays traffic; stopped with it. Main thread.
class Traffic {
 public:
  explicit Traffic(const TrafficOptions& options);
  ~Traffic();
  Traffic(const Traffic&) = delete;
  Traffic& operator=(const Traffic&) = delete;

  Result<void> start();
  /// Waits a tenth of a second for news; false once it has ended.
  bool going_on();
  /// Checkouts that came to an end so far, and its latest line of progress.
  std::int64_t done() const noexcept { return done_; }
  const std::string& latest() const noexcept { return latest_; }
  /// After the end.
  Result<TrafficResult> result();
  void stop();

 private:
  void read_progress();

  QProcess process_;
  std::int64_t done_ = 0;
  std::string latest_;
};

/// Plays traffic to its end; `meanwhile` runs ten times a second and may end it with an error.
Result<TrafficResult> play(const TrafficOptions& options,
                           const std::function<Result<void>(const Traffic&)>& meanwhile);

} // namespace paydesk::demo
