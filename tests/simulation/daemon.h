// A daemon's parts that touch payments, each in a fiber. All of it dies at once, between any two of its steps.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/queue/lane.h"
#include "engine/routing/failover.h"
#include "engine/webhooks_in/processor.h"
#include "simulation/accounts.h"
#include "simulation/faulty_store.h"
#include "simulation/fiber.h"
#include "simulation/invariants.h"

namespace paydesk::simulation {

/// What every daemon of one run stands on.
struct Ground {
  Surroundings around;
  IdSource& ids;
  const EnginePolicy& policy;
  PaymentStore& payments;
  WebhookStore& webhooks;
  TransactionLog& log;
  Accounts& accounts;
  RunRules& rules;
  RuleBoard& board; ///< of all daemons
};

/// A lane an account, a webhook processor, a sweeper, who moves stranded registrations, and an edge, which also carries
/// out what people ask for. One step of one of them is at most one transaction.
class Daemon {
 public:
  Daemon(std::string name, const Ground& ground);
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  /// Takes on what somebody asks for. The store and the rooms that `act` uses are this daemon's.
  void begin(std::function<void()> act) { acts_.push_back(std::make_unique<Fiber>(std::move(act))); }

  /// How many of its parts are at work, or would find some now.
  std::size_t willing(const Snapshot& seen, bool also_in_vain) const;
  /// One of these goes on until its next pause.
  void resume(std::size_t chosen, const Snapshot& seen, bool also_in_vain);
  /// True when it would leave something undone by dying now.
  bool holds_something() const;
  bool has_acts() const noexcept { return !acts_.empty(); }
  /// Stands still for a while, with all that it has in its hands.
  void freeze(std::chrono::milliseconds time);
  /// Is killed and started again: nothing is left of what it had in memory.
  void crash();
  /// Is killed for good.
  void end();

  PaymentStore& store() noexcept { return store_; }
  const CallRooms& rooms() const noexcept { return rooms_; }
  /// When it looks for stranded registrations again; nothing while every account is in order.
  std::optional<Instant> next_rescue() const { return ground_.rules.any_open() ? next_rescue_ : std::nullopt; }

 private:
  struct Part {
    std::function<void()> work;
    std::function<bool(const Snapshot&)> has_work;
    std::unique_ptr<Fiber> step;
  };
  /// The lane of one PSP account.
  struct Line {
    Account* account = nullptr;
    std::unique_ptr<Lane> lane;
    Wire* wire = nullptr; ///< the lane owns it
  };
  void start();
  void add_line(Account& account);
  void take_webhooks(Account& account);
  void rescue_stranded();
  bool frozen() const { return frozen_until_ && ground_.around.clock.now() < *frozen_until_; }
  bool due(const std::optional<Instant>& at) const { return at && *at <= ground_.around.clock.now(); }

  const std::string name_;
  const Ground& ground_;
  FaultyStore store_;
  std::deque<Line> lines_; // a deque: the parts keep references
  CallRooms rooms_;
  std::unique_ptr<WebhookProcessor> taker_;    ///< of those that come in
  std::unique_ptr<WebhookProcessor> webhooks_; ///< of those that wait
  std::vector<Part> parts_;
  std::vector<std::unique_ptr<Fiber>> acts_;
  std::optional<Instant> frozen_until_;
  std::optional<Instant> next_rescue_; ///< while an account is out of order
};

} // namespace paydesk::simulation
