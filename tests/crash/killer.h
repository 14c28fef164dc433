// SIGKILL to the daemon and to its database, at any moment.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/demo/stack.h"
#include "simulation/dice.h"

namespace paydesk::crash {

/// Who is killed.
enum class Victim { daemon, database, both, backend };
std::string_view to_string(Victim victim);

/// What was done to the system, and how it took it.
struct Toll {
  std::array<int, 4> kills{}; ///< by victim
  int processes = 0;          ///< of PostgreSQL, killed
  int unfinished_starts = 0;  ///< kills that met a daemon that was not ready yet
  int not_ready_told = 0;     ///< kills of the database alone after which /readyz answered 503
  int mended_by_daemon = 0;   ///< kills of the database alone that the daemon mended
  double longest_recovery_s = 0; ///< until it was ready again
  std::vector<std::string> complaints;
};

/// Owns nothing; kills what the stack runs. Main thread.
class Killer {
 public:
  Killer(demo::Stack& stack, std::uint64_t seed);

  /// One kill; the next one may come before everything is up again.
  void strike();
  /// Until all is ready again.
  Result<void> wait_until_ready();
  const Toll& toll() const noexcept { return toll_; }

 private:
  void kill_database();
  void kill_backend();
  /// A daemon has no reason to end, also when its database is killed while it starts.
  Result<void> see_to_daemon();
  void watch_it_mend();

  demo::Stack& stack_;
  simulation::Dice dice_;
  const std::filesystem::path database_dir_;
  Toll toll_;
};

} // namespace paydesk::crash
