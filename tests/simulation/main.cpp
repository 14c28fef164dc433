// simulation --seeds 10000            many runs; exit 1 when one breaks an invariant
// simulation --seed 123 --story       one run again, told line by line
#include <iostream>
#include <map>
#include <string>

#include <CLI/CLI.hpp>

#include "simulation/runner.h"

namespace {

using namespace paydesk::simulation;

void tell(const Outcome& outcome, bool whole) {
  if (outcome.seed == 0)
    std::cout << "the database after all seeds\n";
  else
    std::cout << "seed " << outcome.seed << "\n";
  if (whole)
    for (const auto& line : outcome.story)
      std::cout << "  " << line << "\n";
  for (const auto& what : outcome.broken)
    std::cout << "  BROKEN: " << what << "\n";
  if (!outcome.broken.empty() && outcome.seed != 0)
    std::cout << "  again: simulation --seed " << outcome.seed << " --story\n";
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app("The engine and the store under a simulated PSP, network, database and clock, all from a seed");
  Plan plan;
  std::uint64_t seed = 0;
  bool story = false;
  app.add_option("--seeds", plan.seeds, "how many");
  app.add_option("--from", plan.first_seed, "the first seed");
  app.add_option("--threads", plan.threads, "each with a database of its own")->check(CLI::Range(1, 64));
  app.add_option("--stop-after", plan.stop_after, "broken seeds")->check(CLI::Range(1, 1'000'000));
  app.add_flag("--twice", plan.twice, "run every seed again in another database and compare the stories");
  const std::map<std::string, Sabotage> sabotages = {{"new-keys", Sabotage::new_keys},
                                                     {"false-declines", Sabotage::false_declines},
                                                     {"false-refusals", Sabotage::false_refusals}};
  app.add_option("--sabotage", plan.sabotage, "put a defect in on purpose; then exit 0 when it is seen")
      ->transform(CLI::CheckedTransformer(sabotages));
  app.add_option("--seed", seed, "run this one alone");
  app.add_flag("--story", story, "tell what happened");
  CLI11_PARSE(app, argc, argv);
  if (seed != 0) {
    plan.first_seed = seed;
    plan.seeds = 1;
    plan.threads = 1;
  }
  plan.keep_stories = story;
  const auto report = run_plan(plan, [&](std::uint64_t done) { std::cerr << done << " seeds\n"; });
  for (const auto& outcome : report.held)
    tell(outcome, true);
  for (const auto& outcome : report.broken)
    tell(outcome, story || seed != 0 || report.broken.size() == 1);
  std::cout << report.seeds << " seeds, " << report.steps << " steps, " << report.looks << " proofs, "
            << static_cast<int>(report.seconds) << " s, "
            << static_cast<int>(static_cast<double>(report.seeds) / report.seconds) << " a second, "
            << report.broken.size() << " broken\n";
  return report.broken.empty() == (plan.sabotage == Sabotage::none) ? 0 : 1;
}
