#include "simulation/runner.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "store/schema.h"
#include "store/verify.h"
#include "support/test_cluster.h"

namespace paydesk::simulation {
namespace {

// Commits wait for no disk: nothing here outlives the run. Indexes also while the tables are small, as the statistics
// come too late for plans that are kept.
constexpr const char* session_options = " options='-c synchronous_commit=off -c enable_seqscan=off -c jit=off'";

test::TestDatabase fresh_database() {
  auto& cluster = test::TestCluster::shared();
  cluster.make_template("migrated", [](const std::string& owner) {
    const auto applied = store::migrate(owner);
    if (!applied)
      throw std::runtime_error(applied.error().message);
  });
  return cluster.create_database("migrated");
}

/// One database and what looks into it.
class Laboratory {
 public:
  Laboratory()
      : made_(fresh_database()), database_(made_.app + session_options, 2), observer_(made_.app + session_options) {}
  ~Laboratory() { test::TestCluster::shared().drop_database(made_); }
  Laboratory(const Laboratory&) = delete;
  Laboratory& operator=(const Laboratory&) = delete;

  Outcome run(std::uint64_t seed, Sabotage sabotage) {
    auto outcome = run_seed(seed, database_, observer_, sabotage);
    if (outcome.broken.empty())
      observer_.publish();
    return outcome;
  }

  /// The whole database at once, with the checks that operators have.
  std::vector<std::string> verify() {
    std::vector<std::string> broken;
    store::Database whole(made_.app, 1);
    const auto verified = store::verify_books(whole, Instant{});
    if (!verified)
      return {"verify fails: " + verified.error().message};
    for (const auto& finding : verified->findings)
      if (finding.violations > 0)
        broken.push_back("verify " + finding.invariant + ": " +
                         (finding.examples.empty() ? std::string() : finding.examples.front()));
    return broken;
  }

 private:
  const test::TestDatabase made_;
  store::Database database_;
  Observer observer_;
};

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
      auto outcome = laboratory->run(plan_.first_seed + n, plan_.sabotage);
      if (second && outcome.broken.empty()) {
        const auto again = second->run(outcome.seed, plan_.sabotage);
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
