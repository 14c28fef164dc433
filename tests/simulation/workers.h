// The parts of the daemons that work by themselves. Each runs in a fiber and can die between any two of its steps.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/queue/lane.h"
#include "engine/webhooks_in/processor.h"
#include "simulation/faulty_store.h"
#include "simulation/fiber.h"
#include "simulation/invariants.h"

namespace paydesk::simulation {

/// What every process of one run stands on.
struct Ground {
  Surroundings around;
  IdSource& ids;
  const EnginePolicy& policy;
  PaymentStore& payments;
  WebhookStore& webhooks;
  TransactionLog& log;
  Network& network;
  WebhookPost& post;
  std::string account;
  CaptureMode mode{};

  FaultyStore store_for(const std::string& who) const { return {who, payments, webhooks, around, log}; }
};

/// One thing at work again and again.
class Worker {
 public:
  Worker(std::string name, const Ground& ground) : name_(std::move(name)), ground_(ground) {}
  virtual ~Worker() = default;
  const std::string& name() const noexcept { return name_; }

  /// Goes on until its next pause: at most one transaction.
  void resume();
  /// Dies where it stands, and a new one takes its place.
  void crash();
  bool at_work() const noexcept { return step_ != nullptr; }
  /// True when a look is worth while now.
  virtual bool has_work(const Snapshot& seen) const = 0;
  /// True when it would lose something by dying now.
  virtual bool holds_something() const { return at_work(); }

 protected:
  virtual void work() = 0;
  virtual void start_anew() {}
  bool due(const std::optional<Instant>& at) const { return at && *at <= ground_.around.clock.now(); }

  const std::string name_;
  const Ground& ground_;

 private:
  std::unique_ptr<Fiber> step_;
};

/// Two lanes, two webhook processors, two sweepers (as two daemons have) and an edge.
std::vector<std::unique_ptr<Worker>> make_workers(const Ground& ground);

} // namespace paydesk::simulation
