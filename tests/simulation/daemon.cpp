#include "simulation/daemon.h"

#include <algorithm>

#include "engine/queue/sweeper.h"

namespace paydesk::simulation {

Daemon::Daemon(std::string name, const Ground& ground)
    : name_(std::move(name)), ground_(ground),
      store_(name_, ground.payments, ground.webhooks, ground.around, ground.log) {
  // An answer that could not be stored is tried again without being asked; a call handed over waits to be sent.
  parts_.push_back({[this] { wire_->begin_step(), lane_->step(std::chrono::milliseconds(0)); },
                    [this](const Snapshot& seen) {
                      return due(seen.next_job) || wire_->has_something() ||
                             lane_->stats().in_flight > wire_->awaited();
                    },
                    nullptr});
  parts_.push_back({[this] { (void)webhooks_->step(100); },
                    [this](const Snapshot& seen) { return due(seen.next_webhook); }, nullptr});
  parts_.push_back({[this] { (void)sweep(store_, ground_.around.clock, ground_.ids, ground_.policy, 100); },
                    [this](const Snapshot& seen) { return due(seen.next_check); }, nullptr});
  parts_.push_back({[this] { take_webhooks(); }, [this](const Snapshot&) { return ground_.post.waiting(); }, nullptr});
  start();
}

void Daemon::start() {
  auto wire = std::make_unique<Wire>(ground_.account, ground_.mode, name_, ground_.network);
  wire_ = wire.get();
  lane_ = std::make_unique<Lane>(std::move(wire), store_, ground_.around.clock, ground_.ids, ground_.policy,
                                 LaneOptions{}, nullptr, ground_.around.dice.bits());
  rooms_ = {{ground_.account, lane_.get()}};
  const auto read = [&post = ground_.post](const RawWebhook& event) { return post.read(event); };
  taker_ = std::make_unique<WebhookProcessor>(store_, ground_.around.clock, ground_.ids, ground_.policy, read, &rooms_);
  webhooks_ =
      std::make_unique<WebhookProcessor>(store_, ground_.around.clock, ground_.ids, ground_.policy, read, &rooms_);
}

// What it does not store the PSP sends again.
void Daemon::take_webhooks() {
  const auto events = ground_.post.take(ground_.ids);
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
  } unanswered{ground_.post, events};
  unanswered.answered = taker_->take_in(events).has_value();
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
  return !acts_.empty() || lane_->stats().in_flight > 0 || wire_->has_something() ||
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
  lane_.reset();
}

void Daemon::crash() {
  ground_.around.story.tell(name_, "is killed, and started again");
  end();
  start();
}

} // namespace paydesk::simulation
