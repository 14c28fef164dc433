#include "simulation/world.h"

#include <algorithm>
#include <memory>

#include "simulation/people.h"

namespace paydesk::simulation {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Instant first_moment{seconds(1'790'000'000)};
constexpr int most_steps = 4'000;                ///< far beyond what any sound run takes
constexpr seconds bad_weather{400};              ///< then everything has to come to its end
constexpr seconds most_time{24 * 3600};          ///< that it may take

/// Something a person does, in several steps.
struct Act {
  std::string who;
  std::unique_ptr<Fiber> fiber;
};

EnginePolicy draw_policy(Dice& dice) {
  EnginePolicy policy;
  policy.retry.max_attempts = static_cast<int>(dice.between(2, 8));
  policy.max_asks = static_cast<int>(dice.between(3, 30));
  policy.first_check = dice.between(seconds(15), seconds(90));
  return policy;
}

RunIds ids_of(std::uint64_t seed, IdSource& ids) {
  RunIds run;
  run.shop = ids.next();
  run.account = "sim-" + std::to_string(seed);
  for (int i = 1; i <= 3; ++i)
    run.sellers.push_back("seller-" + std::to_string(seed) + "-" + std::to_string(i));
  return run;
}

class World {
 public:
  World(std::uint64_t seed, store::Database& database, Observer& observer)
      : observer_(observer), dice_(seed), ids_(clock_, seed), run_(ids_of(seed, ids_)),
        mode_(static_cast<CaptureMode>(dice_.between(0, 2))), weather_(Weather::draw(dice_)),
        policy_(draw_policy(dice_)), store_(database) {
    outcome_.seed = seed;
    if (const auto made = store::upsert_psp_account(database, run_.account, "simulated", "KR", mode_, "UTC"); !made)
      outcome_.broken.push_back("the PSP account cannot be made: " + made.error().message);
    workers_ = make_workers(ground_);
  }

  Outcome run() {
    story_.tell("world", "captures are " + std::string(to_string(mode_)));
    people_.open_shop();
    while (outcome_.broken.empty() && !over())
      step();
    if (outcome_.broken.empty())
      outcome_.broken = compare_at_end(seen_, provider_, story_);
    acts_.clear();
    workers_.clear();
    outcome_.story = story_.lines();
    outcome_.story_hash = story_.hash();
    return std::move(outcome_);
  }

 private:
  bool over() {
    if (++outcome_.steps > most_steps || clock_.now() > first_moment + most_time) {
      outcome_.broken.push_back("it comes to no end");
      return true;
    }
    return calm_ && quiet() && !next_moment();
  }

  bool quiet() const {
    return acts_.empty() &&
           std::none_of(workers_.begin(), workers_.end(), [&](const auto& w) { return w->at_work() || w->has_work(seen_); });
  }

  /// When something will happen by itself.
  std::optional<Instant> next_moment() const {
    std::optional<Instant> next;
    for (const auto& at : {timeline_.next(), seen_.next_job, seen_.next_webhook, seen_.next_check})
      if (at && (!next || *at < *next))
        next = at;
    return next;
  }

  void step() {
    timeline_.catch_up();
    if (!calm_ && clock_.now() > first_moment + bad_weather) {
      calm_ = true;
      weather_.clear_up();
      story_.tell("world", "the weather clears up");
    }
    if (dice_.chance(weather_.stall))
      return pass(dice_.between(milliseconds(1), milliseconds(dice_.chance(100) ? 90'000 : 3'000)));
    if (!resume_someone())
      wait();
    if (log_.committed)
      prove();
    take(log_.complaints);
    take(people_.complaints());
  }

  /// One of those who have something to do goes on, or dies. False when nobody has.
  bool resume_someone() {
    std::vector<Worker*> willing;
    for (const auto& worker : workers_)
      if (worker->at_work() || worker->has_work(seen_) || dice_.chance(weather_.look_in_vain))
        willing.push_back(worker.get());
    const auto all = willing.size() + acts_.size();
    if (all == 0)
      return false;
    const auto chosen = static_cast<std::size_t>(dice_.between(0, static_cast<std::int64_t>(all) - 1));
    try {
      if (chosen < willing.size())
        go_on(*willing[chosen]);
      else
        go_on(chosen - willing.size());
    } catch (const std::exception& e) {
      outcome_.broken.push_back(std::string("something was thrown: ") + e.what());
    }
    return true;
  }

  void go_on(Worker& worker) {
    if (worker.holds_something() && dice_.chance(weather_.crash))
      worker.crash();
    else
      worker.resume();
  }

  void go_on(std::size_t act) {
    auto& chosen = acts_[act];
    if (dice_.chance(weather_.crash)) {
      story_.tell(chosen.who, "is cut off");
      chosen.fiber->crash();
    } else {
      chosen.fiber->resume();
    }
    if (chosen.fiber->over())
      acts_.erase(acts_.begin() + static_cast<std::ptrdiff_t>(act));
  }

  /// Nobody has anything to do now: on to the next moment that has.
  void wait() {
    if (calm_)
      people_.tidy_up(seen_);
    if (!acts_.empty())
      return;
    if (const auto next = next_moment())
      return pass(std::max(std::chrono::microseconds(1), *next - clock_.now()));
    if (!calm_)
      pass(seconds(60));
  }

  void pass(std::chrono::microseconds time) { clock_.advance(time); }

  void prove() {
    log_.committed = false;
    ++outcome_.looks;
    const auto before = std::move(seen_);
    seen_ = observer_.look(run_);
    tell_moves(before);
    take(compare(seen_, provider_));
    people_.look(seen_);
  }

  void tell_moves(const Snapshot& before) {
    for (const auto& charge : seen_.charges) {
      const auto was = std::find_if(before.charges.begin(), before.charges.end(),
                                    [&](const auto& other) { return other.charge_id == charge.charge_id; });
      if (was == before.charges.end() || was->state != charge.state)
        story_.tell("books", story_.name_of(charge.charge_id) + " is " + charge.state);
    }
    for (const auto& refund : seen_.refunds) {
      const auto was = std::find_if(before.refunds.begin(), before.refunds.end(),
                                    [&](const auto& other) { return other.refund_id == refund.refund_id; });
      if (was == before.refunds.end() || was->state != refund.state)
        story_.tell("books", "a refund of " + story_.name_of(refund.payment_id) + " is " + refund.state);
    }
  }

  void take(const std::vector<std::string>& broken) {
    for (const auto& what : broken)
      if (std::find(outcome_.broken.begin(), outcome_.broken.end(), what) == outcome_.broken.end())
        outcome_.broken.push_back(what);
  }

  Outcome outcome_;
  Observer& observer_;
  ManualClock clock_{first_moment};
  Dice dice_;
  SeededIds ids_;
  const RunIds run_;
  const CaptureMode mode_;
  Weather weather_;
  const EnginePolicy policy_;
  store::PgPayments store_;
  Story story_{clock_};
  Timeline timeline_{clock_};
  TransactionLog log_;
  Surroundings around_{clock_, timeline_, dice_, weather_, story_};
  WebhookPost post_{run_.account, around_};
  Provider provider_{mode_, clock_, timeline_, dice_, weather_, story_,
                     [this](WebhookContent content, bool only_source) { post_.send(std::move(content), only_source); }};
  Network network_{around_, provider_};
  const Ground ground_{around_, ids_, policy_, store_, store_, log_, network_, post_, run_.account, mode_};
  std::vector<Act> acts_;
  People people_{ground_, provider_, run_, [this](std::string who, std::function<void()> act) {
                   acts_.push_back({std::move(who), std::make_unique<Fiber>(std::move(act))});
                 }};
  std::vector<std::unique_ptr<Worker>> workers_;
  Snapshot seen_;
  bool calm_ = false;
};

} // namespace

Outcome run_seed(std::uint64_t seed, store::Database& database, Observer& observer) {
  return World(seed, database, observer).run();
}

} // namespace paydesk::simulation
