// fake-paydeskd: plausible data on a socket, for drawing the console's screens without a daemon.

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>

#include "tests/support/fake_daemon/demo_books.h"
#include "tests/support/fake_daemon/fake_daemon.h"

namespace {
std::atomic<bool> stop_asked = false;
void ask_stop(int) { stop_asked = true; }
} // namespace

int main(int argc, char** argv) {
  CLI::App app("A fake daemon with plausible data, for developing the console.");
  std::string folder = "/tmp/fake-paydesk";
  int payments = 2'000;
  double rate = 2.0;
  app.add_option("--state", folder, "Folder of the socket, endpoints.json and tokens")->capture_default_str();
  app.add_option("--payments", payments, "How many payments")->capture_default_str();
  app.add_option("--rate", rate, "Events a second; 0 for none")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1000.0));
  CLI11_PARSE(app, argc, argv);

  std::signal(SIGINT, ask_stop);
  std::signal(SIGTERM, ask_stop);
  std::filesystem::create_directories(folder);
  paydesk::fake::FakeDaemon daemon(paydesk::fake::demo_books(payments), folder);
  std::printf("listening on %s\nendpoints in %s\n", daemon.address().c_str(),
              daemon.endpoints_file().c_str());
  std::fflush(stdout);
  std::uint32_t random_state = 1;
  const auto pause =
      rate > 0 ? std::chrono::duration<double>(1.0 / rate) : std::chrono::duration<double>(0.2);
  while (!stop_asked) {
    std::this_thread::sleep_for(pause);
    if (rate > 0) daemon.edit([&](auto& books) { paydesk::fake::let_something_happen(books, random_state); });
  }
  return 0;
}
