// The system that a demo runs: the sandbox PSP, the daemon, and their folder.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/demo/child.h"
#include "app/demo/daemon_config.h"
#include "app/demo/desk.h"
#include "app/demo/progress.h"
#include "app/demo/sandbox_control.h"
#include "app/demo/state_folder.h"

namespace paydesk::demo {

struct StackOptions {
  std::uint64_t seed = 1;
  double fault_rate = 0.02;
  RetryPace retry;
  std::string instance;      ///< of the daemon; empty: a private one whose socket is in the folder
  std::string database_url;  ///< a database of the caller's; empty: the daemon's own
  int concurrency = 16;      ///< calls at a time to each PSP account
  /// What has to be done in the folder before anything starts in it; may be empty.
  std::function<Result<void>(const StateFolder&)> prepare = {};
  /// The port at which the daemon finds the sandbox, of something that stands before it; empty: the sandbox's own.
  std::function<std::uint16_t(std::uint16_t sandbox_port)> psp_port = {};
};

/// Owns both processes. Main thread. The destructor stops what still runs.
class Stack {
 public:
  /// Clears the folder, starts both, points the sandbox's webhooks at the daemon, and returns when everything is ready.
  static Result<std::unique_ptr<Stack>> start(StateFolder folder, StackOptions options, Progress& progress);
  ~Stack();

  const StateFolder& folder() const noexcept { return folder_; }
  std::string shop_url() const { return rest_.base_url(); }
  QString shop_key_file() const { return folder_.file("tokens/shop.token"); }
  std::string endpoints_file() const { return folder_.file("endpoints.json").toStdString(); }
  const SandboxControl& sandbox() const noexcept { return *sandbox_; }
  std::uint16_t sandbox_port() const noexcept { return sandbox_port_; }
  const Desk& desk() const noexcept { return *desk_; }

  /// SIGKILL to the daemon, and the same command again at once. Returns when it is ready.
  Result<void> kill_and_restart_daemon();
  /// The same without waiting; a daemon that has ended already is only started.
  Result<void> kill_and_start_daemon();
  /// Until it is ready; the error of one that ends instead.
  Result<void> wait_for_daemon();
  bool daemon_runs() { return daemon_process_->running(); }
  bool daemon_is_ready() const;
  /// What GET of this path of its REST API answers.
  Result<HttpAnswer> ask_daemon(const std::string& path) const { return rest_.ask("GET", path, {}, {}, std::chrono::seconds(5)); }
  /// Why it ended, with the end of its log.
  Error daemon_ended() const { return daemon_process_->ended(); }
  /// Both processes live; the error of the one that does not.
  Result<void> check_alive();
  /// Ends everything. What did not end as it should, in words; empty when nothing is left running.
  std::vector<std::string> stop();

 private:
  Stack(StateFolder folder, StackOptions options, std::uint16_t rest_port);
  /// Ends and clears what a demo that was killed left in the folder; refuses while one runs there.
  Result<void> retire_earlier_demo();
  Result<void> start_sandbox();
  Result<void> start_daemon();
  Result<void> connect();
  /// Lets a daemon adopt and stop the database server of one that died.
  void sweep_up();

  StateFolder folder_;
  StackOptions options_;
  HttpPeer rest_;
  std::uint16_t rest_port_;
  std::uint16_t sandbox_port_ = 0;
  std::unique_ptr<Child> sandbox_process_;
  std::unique_ptr<Child> daemon_process_;
  std::optional<SandboxControl> sandbox_;
  std::optional<Desk> desk_;
};

/// Where a program of ours is: beside this one.
QString program_beside(const char* name);

} // namespace paydesk::demo
