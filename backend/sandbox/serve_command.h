// `paydesk-sandbox serve`
#pragma once

#include <cstdint>
#include <string>

namespace sandbox {

struct ServeOptions {
  std::uint16_t port = 0;
  std::string port_file;
  std::string config_file;
  std::string faults_file;
  std::uint64_t seed = 1;
  int bank_delay_ms = 150;
  int client_timeout_ms = 15000;
  std::int64_t key_lifetime_ms = 86'400'000; ///< of idempotency keys, after their answer
};

/// Serves until SIGTERM or SIGINT. Returns the exit code: 0, 1 (run time) or 2 (configuration).
int serve(const ServeOptions& options);

} // namespace sandbox
