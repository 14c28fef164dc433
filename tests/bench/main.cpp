// paydesk-bench: measures ours and a reference side by side. ./bench builds for release and runs it.
#include <cstdio>

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "app/demo/interrupt.h"
#include "tests/bench/books.h"
#include "tests/bench/e2e.h"
#include "tests/bench/engine.h"

int main(int argc, char** argv) {
  CLI::App app("Measures Paydesk beside references, in ratios", "paydesk-bench");
  int rounds = 5;
  std::string name;
  app.add_option("name", name, "which benchmark")->required()->check(CLI::IsMember({"e2e", "engine", "hot-seller", "queue", "history", "postings", "as-of", "verify", "mill", "market"}));
  app.add_option("--rounds", rounds, "pairs of rounds")->check(CLI::Range(1, 100))->capture_default_str();
  int seconds = 30;
  app.add_option("--seconds", seconds, "length of a round")->check(CLI::Range(1, 3600))->capture_default_str();
  int buyers = 128;
  app.add_option("--buyers", buyers, "of e2e and market, at a time")->check(CLI::Range(1, 10000))->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  paydesk::demo::catch_signals();
  const QCoreApplication application(argc, argv);
  const std::chrono::seconds length(seconds);
  const auto run = [&]() -> paydesk::Result<void> {
    using namespace paydesk::bench;
    if (name == "e2e")
      return end_to_end(rounds, length, buyers);
    if (name == "market")
      return market_alone(rounds, length, buyers);
    if (name == "engine")
      return engine_alone(rounds, length);
    if (name == "hot-seller")
      return hot_seller(rounds, length);
    if (name == "queue")
      return queue_alone(rounds);
    if (name == "history")
      return history(rounds, length);
    if (name == "postings")
      return postings(rounds, length);
    if (name == "as-of")
      return as_of(rounds);
    if (name == "verify")
      return verify(rounds);
    return mill_alone(rounds, length);
  };
  const auto done = run();
  if (!done)
    std::fprintf(stderr, "paydesk-bench: %s\n", done.error().message.c_str());
  return done ? 0 : 1;
}
