#include "simulation/workers.h"

#include "engine/queue/sweeper.h"

namespace paydesk::simulation {
namespace {

class LaneWorker final : public Worker {
 public:
  LaneWorker(const std::string& name, const Ground& ground)
      : Worker(name, ground), store_(ground.store_for(name)) {
    LaneWorker::start_anew();
  }
  // An answer that could not be stored is tried again without being asked.
  bool has_work(const Snapshot& seen) const override {
    return due(seen.next_job) || !wire_->mailbox().arrived.empty() || lane_->stats().in_flight > wire_->mailbox().awaited;
  }
  bool holds_something() const override { return at_work() || lane_->stats().in_flight > 0; }

 protected:
  void work() override { lane_->step(std::chrono::milliseconds(0)); }
  void start_anew() override {
    auto wire = std::make_unique<Wire>(ground_.account, ground_.mode, name_, ground_.network);
    wire_ = wire.get();
    lane_ = std::make_unique<Lane>(std::move(wire), store_, ground_.around.clock, ground_.ids, ground_.policy,
                                   LaneOptions{}, nullptr, ground_.around.dice.bits());
  }

 private:
  FaultyStore store_;
  std::unique_ptr<Lane> lane_;
  Wire* wire_ = nullptr; ///< the lane owns it
};

class WebhookWorker final : public Worker {
 public:
  WebhookWorker(const std::string& name, const Ground& ground)
      : Worker(name, ground), store_(ground.store_for(name)),
        processor_(store_, ground.around.clock, ground.ids, ground.policy,
                   [&post = ground.post](const RawWebhook& event) { return post.read(event); }) {}
  bool has_work(const Snapshot& seen) const override { return due(seen.next_webhook); }

 protected:
  void work() override { (void)processor_.step(100); }

 private:
  FaultyStore store_;
  WebhookProcessor processor_;
};

class SweepWorker final : public Worker {
 public:
  SweepWorker(const std::string& name, const Ground& ground) : Worker(name, ground), store_(ground.store_for(name)) {}
  bool has_work(const Snapshot& seen) const override { return due(seen.next_check); }

 protected:
  void work() override { (void)sweep(store_, ground_.around.clock, ground_.ids, ground_.policy, 100); }

 private:
  FaultyStore store_;
};

/// Stores webhooks as they come in; what it does not store the PSP sends again.
class EdgeWorker final : public Worker {
 public:
  EdgeWorker(const std::string& name, const Ground& ground) : Worker(name, ground), store_(ground.store_for(name)) {}
  bool has_work(const Snapshot&) const override { return ground_.post.waiting(); }

 protected:
  void work() override {
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
    unanswered.answered = store_.insert(events).has_value();
  }

 private:
  FaultyStore store_;
};

} // namespace

void Worker::resume() {
  if (!step_)
    step_ = std::make_unique<Fiber>([this] { work(); });
  step_->resume();
  if (step_->over())
    step_.reset();
}

void Worker::crash() {
  ground_.around.story.tell(name_, "is killed, and started again");
  step_.reset();
  start_anew();
}

std::vector<std::unique_ptr<Worker>> make_workers(const Ground& ground) {
  std::vector<std::unique_ptr<Worker>> workers;
  for (const auto* daemon : {" A", " B"}) {
    workers.push_back(std::make_unique<LaneWorker>(std::string("lane") + daemon, ground));
    workers.push_back(std::make_unique<WebhookWorker>(std::string("webhooks") + daemon, ground));
    workers.push_back(std::make_unique<SweepWorker>(std::string("sweeper") + daemon, ground));
  }
  workers.push_back(std::make_unique<EdgeWorker>("edge", ground));
  return workers;
}

} // namespace paydesk::simulation
