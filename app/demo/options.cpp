#include "app/demo/options.h"

#include <CLI/CLI.hpp>

namespace paydesk::demo {
namespace {

constexpr int usage_exit = 2;

} // namespace

CommandLine read_command_line(int argc, char** argv) {
  CommandLine line;
  auto& options = line.options;
  CLI::App app("Plays Paydesk with a made-up marketplace and an unreliable PSP.", "paydesk-demo");
  auto* headless = app.add_flag("--headless", options.headless, "Plays, judges the outcome, ends");
  auto* serve = app.add_flag("--serve", options.serve, "Fills the instance \"demo\" and goes on until told to stop");
  serve->excludes(headless);
  app.add_option("--payments", options.payments, "Checkouts to play")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  app.add_option("--seed", options.seed, "Seed of everything that is drawn")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000}))
      ->capture_default_str();
  app.add_option("--fault-rate", options.fault_rate, "Probability of each fault")
      ->check(CLI::Range(0.0, 0.5))
      ->capture_default_str();
  app.add_option("--kills", options.kills, "How often the daemon is killed meanwhile")
      ->check(CLI::Range(0, 1000))
      ->needs(headless);
  app.add_option("--keep", options.keep, "Keeps the state in this folder")->needs(headless);
  app.add_flag("--json", options.json, "The summary as one JSON document")->needs(headless);
  app.add_flag("--still", options.still, "No more traffic once it is filled")->needs(serve);
  app.add_option("--ready-file", options.ready_file, "Gets \"up\", then \"filled\"")->needs(serve);
  app.footer("Exit codes: 0 everything is right, 1 something is not, 2 wrong usage.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    line.exit_code = app.exit(error) == 0 ? 0 : usage_exit;
    return line;
  }
  if (!options.headless && !options.serve) {
    std::cerr << "paydesk-demo: --headless or --serve is needed\n";
    line.exit_code = usage_exit;
  }
  return line;
}

} // namespace paydesk::demo
