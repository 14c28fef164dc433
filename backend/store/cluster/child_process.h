// Starting and watching processes without a shell: fork and exec with everything prepared beforehand, pidfds.
#pragma once

#include "core/result.h"
#include "store/cluster/run_as.h"
#include "store/cluster/unique_fd.h"

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace paydesk::store {

/// One process, ours or adopted, held by a pidfd: a reused process id is never mistaken for it.
class Process {
 public:
  /// Holds a process that exists; nothing when it does not.
  static std::optional<Process> attach(pid_t pid);

  [[nodiscard]] pid_t pid() const noexcept { return pid_; }
  [[nodiscard]] bool alive() const;
  /// True when it ended within the time; reaps it when it is our child.
  bool wait_exit(std::chrono::milliseconds timeout);
  void signal(int number) const noexcept;
  /// The exit code of a child of ours that ended (128 + signal when killed).
  [[nodiscard]] std::optional<int> exit_code() const noexcept { return exit_code_; }
  [[nodiscard]] int descriptor() const noexcept { return pidfd_.get(); }

 private:
  Process(pid_t pid, UniqueFd pidfd) noexcept : pid_(pid), pidfd_(std::move(pidfd)) {}
  pid_t pid_;
  UniqueFd pidfd_;
  std::optional<int> exit_code_;
};

/// A program to run: in `/`, in its own session, with a clean environment and no inherited descriptor.
struct Command {
  std::filesystem::path program;
  std::vector<std::string> arguments; ///< without the program's name
  int output = -1;                    ///< stdout and stderr; -1: /dev/null
};

/// Starts it as that user. An Error when it could not even be executed.
Result<Process> spawn(const Command& command, const RunAs& who);

struct Finished {
  int exit_code = 0;
  std::string output; ///< stdout and stderr together
};

/// Runs it to its end and collects what it wrote; kills it after the timeout (unavailable).
Result<Finished> run_to_end(Command command, const RunAs& who, std::chrono::seconds timeout);

/// What is kept of a child's output. It takes memory only as far as it is written.
inline constexpr std::size_t longest_output = 1024 * 1024;

/// An unnamed file in memory for a child's output, which survives a full disk there. A server keeps its stderr for as
/// long as it runs, and complains there of every line that its log has no room for: what goes beyond longest_output is
/// refused to it.
UniqueFd memory_file(const char* name);
/// What was written to a memory_file, up to the first zero byte.
std::string read_output(int descriptor);

} // namespace paydesk::store
