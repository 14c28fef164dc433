#include "simulation/world.h"

#include <algorithm>
#include <deque>

#include "simulation/people.h"

namespace paydesk::simulation {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Instant first_moment{seconds(1'790'000'000)};
constexpr int most_steps = 4'000;                ///< far beyond what any sound run takes
constexpr int two_accounts = 400;                ///< of a thousand runs
constexpr seconds bad_weather{400};              ///< then everything has to come to its end
constexpr seconds most_time{240 * 3600};         ///< that it may take

EnginePolicy draw_policy(Dice& dice, const RuleBoard& board, const std::vector<AccountTerms>& terms) {
  EnginePolicy policy;
  policy.rules = &board;
  if (terms.size() > 1)
    policy.accounts = &terms;
  policy.retry.max_attempts = static_cast<int>(dice.between(2, 8));
  policy.max_asks = static_cast<int>(dice.between(3, 30));
  policy.first_check = dice.between(seconds(15), seconds(90));
  return policy;
}

RunIds ids_of(std::uint64_t seed, IdSource& ids, Dice& dice) {
  RunIds run;
  run.shop = ids.next();
  run.accounts.push_back("sim-" + std::to_string(seed));
  if (dice.chance(two_accounts))
    run.accounts.push_back(run.accounts.front() + "-b");
  for (int i = 1; i <= 3; ++i)
    run.sellers.push_back("seller-" + std::to_string(seed) + "-" + std::to_string(i));
  return run;
}

class World {
 public:
  World(std::uint64_t seed, store::Database& database, Observer& observer, Sabotage sabotage)
      : sabotage_(sabotage), observer_(observer), dice_(seed), ids_(clock_, seed), run_(ids_of(seed, ids_, dice_)),
        weather_(Weather::draw(dice_)), rules_(database, draw_routing(dice_, run_), draw_refund_rules(seed, run_)),
        store_(database),
        people_(ground_, database, run_, daemons_) {
    outcome_.seed = seed;
    open_accounts(accounts_, run_, around_, sabotage_, database);
    for (const auto& account : accounts_)
      terms_.push_back(account.terms);
    policy_ = draw_policy(dice_, board_, terms_);
    (void)board_.refresh();
    for (const auto* name : {"daemon A", "daemon B"})
      daemons_.emplace_back(name, ground_);
  }

  Outcome run() {
    for (const auto& account : accounts_)
      story_.tell("world", "captures at " + account.name() + " are " + std::string(to_string(account.terms.capture_mode)));
    people_.open_shop();
    while (outcome_.broken.empty() && !over())
      step();
    if (outcome_.broken.empty())
      outcome_.broken = compare_at_end(seen_, accounts_, story_);
    for (auto& daemon : daemons_)
      daemon.end();
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
    return calm_ && quiet() && !next_moment() && !needs_a_person();
  }

  bool needs_a_person() const {
    return !seen_.dead_jobs.empty() || !seen_.verdicts.empty() || std::any_of(seen_.refunds.begin(), seen_.refunds.end(), [](const auto& refund) {
      return refund.state == "awaiting_approval";
    });
  }

  bool quiet() const {
    return std::none_of(daemons_.begin(), daemons_.end(), [&](const Daemon& d) { return d.willing(seen_, false) > 0; });
  }

  /// When something will happen by itself. What is due already waits for somebody who stands still.
  std::optional<Instant> next_moment() const {
    std::optional<Instant> next;
    const auto consider = [&](const std::optional<Instant>& at) {
      if (at && *at > clock_.now() && (!next || *at < *next))
        next = at;
    };
    for (const auto& at : {timeline_.next(), seen_.next_webhook, seen_.next_check})
      consider(at);
    for (const auto& [account, at] : seen_.next_jobs)
      consider(at);
    for (const auto& daemon : daemons_)
      consider(daemon.next_rescue());
    return next;
  }

  void step() {
    timeline_.catch_up();
    if (!calm_ && clock_.now() > first_moment + bad_weather) {
      calm_ = true;
      weather_.clear_up();
      for (auto& account : accounts_)
        account.weather.clear_up();
      story_.tell("world", "the weather clears up");
    }
    if (dice_.chance(weather_.outage))
      return fall_silent();
    if (dice_.chance(weather_.stall))
      return pass(dice_.between(milliseconds(1), milliseconds(dice_.chance(100) ? 90'000 : 3'000)));
    if (!resume_someone())
      wait();
    if (log_.committed)
      prove();
    take(log_.complaints);
    take(people_.complaints());
    for (const auto& account : accounts_)
      take(account.network.complaints());
  }

  /// All daemons die, and are started much later, once a run: maybe when the PSP has forgotten the keys, and what is
  /// unknown ends by what it tells, or by two persons' verdict.
  void fall_silent() {
    weather_.outage = 0;
    story_.tell("world", "all is silent for hours, or days");
    for (auto& daemon : daemons_)
      daemon.crash();
    pass(std::chrono::hours(dice_.between(2, 60)));
  }

  /// One of those who have something to do goes on, or a daemon dies. False when nobody has.
  bool resume_someone() {
    const bool in_vain = dice_.chance(weather_.look_in_vain);
    std::int64_t all = 0;
    for (const auto& daemon : daemons_)
      all += static_cast<std::int64_t>(daemon.willing(seen_, in_vain));
    if (all == 0)
      return false;
    auto chosen = static_cast<std::size_t>(dice_.between(0, all - 1));
    auto daemon = daemons_.begin();
    for (; chosen >= daemon->willing(seen_, in_vain); ++daemon)
      chosen -= daemon->willing(seen_, in_vain);
    try {
      if (daemon->holds_something() && dice_.chance(weather_.crash))
        daemon->crash();
      else if (daemon->holds_something() && dice_.chance(weather_.freeze))
        daemon->freeze(dice_.between(seconds(10), seconds(120)));
      else
        daemon->resume(chosen, seen_, in_vain);
    } catch (const std::exception& e) {
      outcome_.broken.push_back(std::string("something was thrown: ") + e.what());
    }
    return true;
  }

  /// Nobody has anything to do now: on to the next moment that has.
  void wait() {
    if (calm_)
      people_.tidy_up(seen_);
    if (!quiet())
      return;
    if (const auto next = next_moment())
      return pass(std::max(std::chrono::microseconds(1), *next - clock_.now()));
    if (!calm_)
      pass(seconds(60));
  }

  /// What is under way outside arrives in its own time, however long nobody looks here.
  void pass(std::chrono::microseconds time) {
    const auto until = clock_.now() + time;
    for (auto next = timeline_.next(); next && *next <= until; next = timeline_.next()) {
      clock_.advance(std::max(std::chrono::microseconds(0), *next - clock_.now()));
      timeline_.catch_up();
    }
    clock_.advance(until - clock_.now());
  }

  void prove() {
    log_.committed = false;
    ++outcome_.looks;
    const auto before = std::move(seen_);
    seen_ = observer_.look(run_);
    tell_moves(before, seen_, story_);
    take(compare(seen_, accounts_));
    people_.look(seen_);
  }

  void take(const std::vector<std::string>& broken) {
    for (const auto& what : broken)
      if (std::find(outcome_.broken.begin(), outcome_.broken.end(), what) == outcome_.broken.end())
        outcome_.broken.push_back(what);
  }

  Outcome outcome_;
  const Sabotage sabotage_;
  Observer& observer_;
  ManualClock clock_{first_moment};
  Dice dice_;
  SeededIds ids_;
  const RunIds run_;
  Weather weather_;
  RunRules rules_;
  RuleBoard board_{rules_};
  std::vector<AccountTerms> terms_;
  EnginePolicy policy_;
  store::PgPayments store_;
  Story story_{clock_};
  Timeline timeline_{clock_};
  TransactionLog log_;
  Surroundings around_{clock_, timeline_, dice_, weather_, story_};
  Accounts accounts_;
  const Ground ground_{around_, ids_, policy_, store_, store_, log_, accounts_, rules_, board_};
  std::deque<Daemon> daemons_;
  People people_;
  Snapshot seen_;
  bool calm_ = false;
};

} // namespace

Outcome run_seed(std::uint64_t seed, store::Database& database, Observer& observer, Sabotage sabotage) {
  return World(seed, database, observer, sabotage).run();
}

} // namespace paydesk::simulation
