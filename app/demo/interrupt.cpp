#include "app/demo/interrupt.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <iostream>
#include <thread>

namespace paydesk::demo {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

std::atomic<bool> asked_to_stop = false; // lock-free, so a signal handler may set it

extern "C" void on_signal(int) { asked_to_stop = true; }

} // namespace

void catch_signals() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
#ifdef SIGHUP
  std::signal(SIGHUP, on_signal);
#endif
}

void stop_at_end_of_input() {
  // Never joined: nothing ends a read of standard input, and it touches only the flag.
  std::thread([] {
    char buffer[256];
    while (std::cin.read(buffer, sizeof buffer) || std::cin.gcount() > 0) {
    }
    asked_to_stop = true;
  }).detach();
}

bool interrupted() noexcept { return asked_to_stop; }

bool pause(milliseconds duration) {
  const auto until = Steady::now() + duration;
  while (!interrupted() && Steady::now() < until)
    std::this_thread::sleep_for(
        std::min(milliseconds(20), std::chrono::ceil<milliseconds>(until - Steady::now())));
  return !interrupted();
}

Result<void> wait_until(const char* what, milliseconds patience, const std::function<bool()>& is_true) {
  const auto until = Steady::now() + patience;
  while (!is_true()) {
    if (!pause(milliseconds(50)))
      return tl::unexpected(interruption());
    if (Steady::now() > until)
      return fail(ErrorCode::unavailable, std::string(what) + " did not happen within " +
                                              std::to_string(patience.count() / 1000) + " s");
  }
  return {};
}

Error interruption() { return {ErrorCode::conflict, "interrupted", {}}; }

} // namespace paydesk::demo
