#include "crash/killer.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

#include "store/cluster/postmaster.h"

namespace paydesk::crash {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Steady = std::chrono::steady_clock;

constexpr seconds recovery_patience{90};

double since(Steady::time_point begun) {
  return std::chrono::duration<double>(Steady::now() - begun).count();
}

} // namespace

std::string_view to_string(Victim victim) {
  constexpr std::array<std::string_view, 4> names{"daemon", "database", "daemon and database", "one backend"};
  return names[static_cast<std::size_t>(victim)];
}

Killer::Killer(demo::Stack& stack, std::uint64_t seed)
    : stack_(stack), dice_(seed), database_dir_(stack.folder().file("cluster/pgdata").toStdString()) {}

// The postmaster first, so that it cannot look after its children; until none is left, as new ones may be
// under way.
void Killer::kill_database() {
  if (auto running = store::find_postmaster(database_dir_)) {
    running->process.signal(SIGKILL);
    ++toll_.processes;
  }
  const auto until = Steady::now() + seconds(10);
  for (auto left = store::processes_of(database_dir_); !left.empty() && Steady::now() < until;
       left = store::processes_of(database_dir_)) {
    for (const auto pid : left)
      toll_.processes += ::kill(pid, SIGKILL) == 0 ? 1 : 0;
    std::this_thread::sleep_for(milliseconds(1));
  }
}

void Killer::kill_backend() {
  auto processes = store::processes_of(database_dir_);
  const auto running = store::find_postmaster(database_dir_);
  if (running) std::erase(processes, running->process.pid());
  if (processes.empty()) return;
  toll_.processes += ::kill(dice_.pick(processes), SIGKILL) == 0 ? 1 : 0;
}

void Killer::strike() {
  const auto victim = static_cast<Victim>(dice_.weighted({45, 30, 15, 10}));
  ++toll_.kills[static_cast<std::size_t>(victim)];
  const bool ready = stack_.daemon_runs() && stack_.daemon_is_ready();
  toll_.unfinished_starts += ready ? 0 : 1;
  if (victim == Victim::backend) kill_backend();
  if (victim == Victim::both && dice_.chance(500)) {
    kill_database();
    std::this_thread::sleep_for(dice_.between(milliseconds(0), milliseconds(20)));
  }
  if (victim == Victim::daemon || victim == Victim::both) {
    if (const auto started = stack_.kill_and_start_daemon(); !started)
      toll_.complaints.push_back(started.error().message);
  }
  if (victim == Victim::database || victim == Victim::both) kill_database();
  if (victim == Victim::database && ready) return watch_it_mend();
  if (dice_.chance(550))
    if (const auto waited = wait_until_ready(); !waited) toll_.complaints.push_back(waited.error().message);
}

// Nobody but the daemon starts its database again.
void Killer::watch_it_mend() {
  const auto begun = Steady::now();
  bool told = false;
  while (since(begun) < static_cast<double>(recovery_patience.count())) {
    if (!stack_.daemon_runs()) {
      toll_.complaints.push_back("the daemon ended because its database was killed: " +
                                 stack_.daemon_ended().message);
      break;
    }
    const bool ready = stack_.daemon_is_ready();
    told = told || !ready;
    if (ready && store::find_postmaster(database_dir_)) {
      ++toll_.mended_by_daemon;
      toll_.not_ready_told += told ? 1 : 0;
      toll_.longest_recovery_s = std::max(toll_.longest_recovery_s, since(begun));
      return;
    }
    std::this_thread::sleep_for(milliseconds(20));
  }
  toll_.complaints.push_back("the daemon has not mended its database within " +
                             std::to_string(recovery_patience.count()) + " s");
}

Result<void> Killer::see_to_daemon() {
  return stack_.daemon_runs() ? Result<void>{} : tl::unexpected(stack_.daemon_ended());
}

Result<void> Killer::wait_until_ready() {
  const auto begun = Steady::now();
  while (since(begun) < static_cast<double>(recovery_patience.count())) {
    if (const auto seen = see_to_daemon(); !seen) return seen;
    if (stack_.daemon_is_ready()) {
      toll_.longest_recovery_s = std::max(toll_.longest_recovery_s, since(begun));
      return {};
    }
    std::this_thread::sleep_for(milliseconds(20));
  }
  return fail(ErrorCode::unavailable,
              "the daemon is not ready again within " + std::to_string(recovery_patience.count()) + " s");
}

} // namespace paydesk::crash
