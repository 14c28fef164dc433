// The configuration file of the demo's daemon and the secret files it names.
#pragma once

#include <cstdint>

#include <QString>

#include "core/result.h"

namespace paydesk::demo {

/// How failed calls are repeated.
struct RetryPace {
  int base_ms = 200;
  int cap_ms = 3000;
  int max_attempts = 12; ///< until a dead letter
};

/// What differs between the ways to run the demo.
struct DaemonConfig {
  QString folder;             ///< gets paydeskd.toml and secrets/
  std::uint16_t sandbox_port = 0;
  std::uint16_t rest_port = 0;
  RetryPace retry;
  int concurrency = 16;       ///< calls at a time to each PSP account
};

/// Writes the files, secrets with mode 0600, and answers the configuration file's path.
Result<QString> write_daemon_config(const DaemonConfig& config);

} // namespace paydesk::demo
