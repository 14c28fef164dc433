// paydeskd: reads its configuration, starts, runs until it is told to stop.
#include <csignal>
#include <iostream>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "daemon/command_line.h"
#include "daemon/config.h"
#include "daemon/daemon.h"

namespace {

/// Blocks the signals that end the daemon in every thread, so that only wait_for_end sees them.
sigset_t block_end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP})
    sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

void set_up_log(const paydesk::daemon::LogOptions& options) {
  spdlog::set_default_logger(spdlog::stderr_color_mt("paydeskd"));
  spdlog::set_level(spdlog::level::from_str(options.level == "warn" ? "warning" : options.level));
  spdlog::set_pattern(options.format == "json"
                          ? R"({"at":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l","message":"%v"})"
                          : "%Y-%m-%d %H:%M:%S.%e %^%-7l%$ %v",
                      spdlog::pattern_time_type::utc);
}

} // namespace

int main(int argc, char** argv) {
  using paydesk::daemon::Task;
  const auto line = paydesk::daemon::parse_command_line(argc, argv, paydesk::daemon::version);
  if (!line) {
    std::cerr << line.error().message << "\n";
    return 2;
  }
  if (line->task == Task::show) {
    std::cout << line->text;
    return 0;
  }
  auto config =
      paydesk::daemon::load_config({line->config_file, line->flags, paydesk::daemon::process_environment()});
  if (!config) {
    std::cerr << config.error().message << "\n";
    return 2;
  }
  if (line->task == Task::print_config)
    std::cout << print_config(*config);
  if (line->task == Task::check_config)
    std::cout << "configuration is good\n";
  if (line->task != Task::run)
    return 0;
  set_up_log(config->log);
  const auto signals = block_end_signals();
  auto daemon = paydesk::daemon::Daemon::start(std::move(*config));
  if (!daemon) {
    std::cerr << "paydeskd could not start: " << daemon.error().message << "\n";
    return 1;
  }
  spdlog::info("ready");
  int signal = 0;
  sigwait(&signals, &signal);
  spdlog::info("told to stop; finishing what is under way");
  (*daemon)->stop();
  spdlog::info("stopped");
  return 0;
}
