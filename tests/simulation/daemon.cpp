#include "simulation/daemon.h"

#include <algorithm>

#include "engine/queue/sweeper.h"

namespace paydesk::simulation {
namespace {

constexpr std::chrono::seconds between_rescues{7};

} // namespace

Daemon::Daemon(std::string name, const Ground& ground)
    : name_(std::move(name)), ground_(ground),
      store_(name_, ground.payments, ground.webhooks, ground.around, ground.log) {
  for (auto& account : ground_.accounts)
    add_line(account);
  parts_.push_back({[this] { (void)webhooks_->step(100); },
                    [this](const Snapshot& seen) { return due(seen.next_webhook); }, nullptr});
  parts_.push_back({[this] { (void)sweep(store_, ground_.around.clock, ground_.ids, ground_.policy, 100); },
                    [this](const Snapshot& seen) { return due(seen.next_check); }, nullptr});
  if (ground_.accounts.size() > 1)
    parts_.push_back({[this] { rescue_stranded(); },
                      [this](const Snapshot&) {
                        return ground_.rules.any_open() && (!next_rescue_ || due(next_rescue_));
                      },
                      nullptr});
  start();
}

// An answer that could not be stored is tried again without being asked; a call handed over waits to be sent. Of an
// account that is out of order nothing can be claimed.
void Daemon::add_line(Account& account) {
  auto& line = lines_.emplace_back();
  line.account = &account;
  parts_.push_back({[&line] { line.wire->begin_step(), line.lane->step(std::chrono::milliseconds(0)); },
                    [this, &line](const Snapshot& seen) {
                      const auto job = seen.next_jobs.find(line.account->name());
                      const bool claims = job != seen.next_jobs.end() && job->second <= ground_.around.clock.now() &&
                                          !ground_.rules.is_open(line.account->name());
                      return claims || line.wire->has_something() ||
                             line.lane->stats().in_flight > line.wire->awaited();
                    },
                    nullptr});
  parts_.push_back({[this, &account] { take_webhooks(account); },
                    [&account](const Snapshot&) { return account.post.waiting(); }, nullptr});
}

void Daemon::start() {
  rooms_.clear();
  for (auto& line : lines_) {
    auto wire = std::make_unique<Wire>(line.account->name(), line.account->terms.capture_mode, name_,
                                       line.account->network);
    line.wire = wire.get();
    line.lane = std::make_unique<Lane>(std::move(wire), store_, ground_.around.clock, ground_.ids, ground_.policy,
                                       LaneOptions{}, nullptr, ground_.around.dice.bits());
    rooms_.emplace(line.account->name(), line.lane.get());
  }
  const auto read = [&accounts = ground_.accounts](const RawWebhook& event) {
    return account_named(accounts, event.psp_account).post.read(event);
  };
  taker_ = std::make_unique<WebhookProcessor>(store_, ground_.around.clock, ground_.ids, ground_.policy, read, &rooms_);
  webhooks_ =
      std::make_unique<WebhookProcessor>(store_, ground_.around.clock, ground_.ids, ground_.policy, read, &rooms_);
}

// What it does not store the PSP sends again.
void Daemon::take_webhooks(Account& account) {
  const auto events = account.post.take(ground_.ids);
  if (events.empty())
    return;
  struct Unanswered {
    WebhookPost& post;
    const std::vector<RawWebhook>& events;
    bool answered = false;
    ~Unanswered() {
      if (!answered)
        post.give_back(events);
    }
  } unanswered{account.post, events};
  unanswered.answered = taker_->take_in(events).has_value();
}

void Daemon::rescue_stranded() {
  next_rescue_ = ground_.around.clock.now() + between_rescues;
  const auto moved =
      move_stranded(ground_.rules, store_, ground_.around.clock, ground_.ids, ground_.policy, 100);
  if (moved && *moved > 0)
    ground_.around.story.tell(name_, "moves what is stranded: " + std::to_string(*moved));
}

std::size_t Daemon::willing(const Snapshot& seen, bool also_in_vain) const {
  if (frozen())
    return 0;
  const auto parts = std::count_if(parts_.begin(), parts_.end(), [&](const Part& part) {
    return also_in_vain || part.step || part.has_work(seen);
  });
  return static_cast<std::size_t>(parts) + acts_.size();
}

void Daemon::resume(std::size_t chosen, const Snapshot& seen, bool also_in_vain) {
  for (auto& part : parts_) {
    if (!also_in_vain && !part.step && !part.has_work(seen))
      continue;
    if (chosen-- > 0)
      continue;
    if (!part.step)
      part.step = std::make_unique<Fiber>(part.work);
    part.step->resume();
    if (part.step->over())
      part.step.reset();
    return;
  }
  acts_[chosen]->resume();
  if (acts_[chosen]->over())
    acts_.erase(acts_.begin() + static_cast<std::ptrdiff_t>(chosen));
}

bool Daemon::holds_something() const {
  return !acts_.empty() ||
         std::any_of(lines_.begin(), lines_.end(), [](const Line& line) {
           return line.lane->stats().in_flight > 0 || line.wire->has_something();
         }) ||
         std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.step != nullptr; });
}

void Daemon::freeze(std::chrono::milliseconds time) {
  ground_.around.story.tell(name_, "stands still");
  frozen_until_ = ground_.around.clock.now() + time;
  ground_.around.timeline.at(*frozen_until_, [] {}); // the run waits for it
}

void Daemon::end() {
  frozen_until_.reset();
  acts_.clear();
  for (auto& part : parts_)
    part.step.reset();
  webhooks_.reset();
  taker_.reset();
  for (auto& line : lines_)
    line.lane.reset();
}

void Daemon::crash() {
  ground_.around.story.tell(name_, "is killed, and started again");
  end();
  start();
}

} // namespace paydesk::simulation
