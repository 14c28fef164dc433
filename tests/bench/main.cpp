// paydesk-bench: measures ours and a reference side by side. ./bench builds for release and runs it.
#include <cstdio>

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "app/demo/interrupt.h"
#include "tests/bench/e2e.h"
#include "tests/bench/engine.h"

int main(int argc, char** argv) {
  CLI::App app("Measures Paydesk beside references, in ratios", "paydesk-bench");
  int rounds = 5;
  std::string name;
  app.add_option("name", name, "which benchmark")->required()->check(CLI::IsMember({"e2e", "engine", "mill"}));
  app.add_option("--rounds", rounds, "pairs of rounds")->check(CLI::Range(1, 100))->capture_default_str();
  int seconds = 30;
  app.add_option("--seconds", seconds, "length of a round")->check(CLI::Range(1, 3600))->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  paydesk::demo::catch_signals();
  const QCoreApplication application(argc, argv);
  const std::chrono::seconds length(seconds);
  const auto done = name == "e2e"      ? paydesk::bench::end_to_end(rounds, length)
                    : name == "engine" ? paydesk::bench::engine_alone(rounds, length)
                                       : paydesk::bench::mill_alone(rounds, length);
  if (!done)
    std::fprintf(stderr, "paydesk-bench: %s\n", done.error().message.c_str());
  return done ? 0 : 1;
}
