#include "simulation/runner.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "simulation/laboratory.h"

namespace paydesk::simulation {
namespace {

/// Runs a seed; what it committed is published when all is well.
Outcome run_in(Laboratory& laboratory, std::uint64_t seed, Sabotage sabotage) {
  auto outcome = run_seed(seed, laboratory.database(), laboratory.observer(), sabotage);
  if (outcome.broken.empty())
    laboratory.observer().publish();
  return outcome;
}

class Runner {
 public:
  Runner(const Plan& plan, const std::function<void(std::uint64_t)>& progress) : plan_(plan), progress_(progress) {}

  Report run() {
    const auto begun = std::chrono::steady_clock::now();
    std::vector<std::thread> threads;
    for (int i = 0; i < plan_.threads; ++i)
      threads.emplace_back([this] { work(); });
    for (auto& thread : threads)
      thread.join();
    report_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return std::move(report_);
  }

 private:
  void work() {
    auto laboratory = std::make_unique<Laboratory>();
    std::unique_ptr<Laboratory> second;
    if (plan_.twice)
      second = std::make_unique<Laboratory>();
    for (auto n = next_++; n < plan_.seeds && !enough(); n = next_++) {
      auto outcome = run_in(*laboratory, plan_.first_seed + n, plan_.sabotage);
      if (second && outcome.broken.empty()) {
        const auto again = run_in(*second, outcome.seed, plan_.sabotage);
        if (again.story_hash != outcome.story_hash) {
          outcome.broken.push_back("the same seed tells two stories");
          outcome.story.push_back("--- and the second time ---");
          outcome.story.insert(outcome.story.end(), again.story.begin(), again.story.end());
        }
      }
      const bool broken = !outcome.broken.empty();
      take(std::move(outcome));
      if (broken) {
        laboratory = std::make_unique<Laboratory>();
        second = plan_.twice ? std::make_unique<Laboratory>() : nullptr;
      }
    }
    Outcome whole;
    whole.broken = laboratory->verify();
    if (!whole.broken.empty())
      take(std::move(whole));
  }

  bool enough() {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(report_.broken.size()) >= plan_.stop_after;
  }

  void take(Outcome outcome) {
    const std::lock_guard lock(mutex_);
    ++report_.seeds;
    report_.steps += outcome.steps;
    report_.looks += outcome.looks;
    if (!outcome.broken.empty())
      report_.broken.push_back(std::move(outcome));
    else if (plan_.keep_stories)
      report_.held.push_back(std::move(outcome));
    if (report_.seeds % 100 == 0)
      progress_(report_.seeds);
  }

  const Plan plan_;
  const std::function<void(std::uint64_t)>& progress_;
  std::atomic<std::uint64_t> next_{0};
  std::mutex mutex_;
  Report report_;
};

} // namespace

Report run_plan(const Plan& plan, const std::function<void(std::uint64_t)>& progress) {
  return Runner(plan, progress).run();
}

} // namespace paydesk::simulation
