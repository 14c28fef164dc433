// Everybody who wants something: the shop, its buyers, operators and the approver.
#pragma once

#include <deque>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "engine/payments/create.h"
#include "engine/queue/commands.h"
#include "engine/refunds/refunds.h"
#include "simulation/workers.h"

namespace paydesk::simulation {

/// Decides by dice who does what and when. What they do runs in fibers like everything else.
class People {
 public:
  /// Starts something that takes several steps.
  using Begin = std::function<void(std::string who, std::function<void()> act)>;
  People(const Ground& ground, Provider& provider, RunIds run, Begin begin);

  /// The shop's checkouts, some of them asked for twice.
  void open_shop();
  /// Looks at what has come of everything, and reacts.
  void look(const Snapshot& seen);
  /// Nobody has new wishes; what waits for a person is decided and tried again.
  void tidy_up(const Snapshot& seen);
  /// What they were promised and did not get.
  const std::vector<std::string>& complaints() const noexcept { return complaints_; }

 private:
  struct Checkout {
    CreatePayment request;
    Uuid key;
    std::string name;
    std::string hash; ///< of the request
    std::optional<Uuid> payment_id; ///< as the shop was told
  };
  void order(Checkout& checkout, int tries);
  void order_something_else(Checkout& checkout);
  void keep_answer(Checkout& checkout);
  void visit_page(const Snapshot::ChargeRow& charge);
  void wish_after_payment(const Uuid& payment_id);
  void refund(const Caller& who, const Uuid& payment_id, const Uuid& key, bool whole, std::int64_t part, int tries);
  void cancel(const Uuid& payment_id);
  void decide(const Uuid& refund_id, bool approve);
  void look_after_dead(const Uuid& job_id, bool discard);
  Caller caller(std::string login, std::vector<std::string> roles);

  const Ground& ground_;
  Provider& provider_;
  const RunIds run_;
  const Begin begin_;
  FaultyStore store_;
  OperatorCommands commands_;
  Refunds refunds_;
  const Caller shop_, operator_, colleague_, approver_;
  std::deque<Checkout> checkouts_;
  std::set<Uuid> seen_pages_, seen_captures_, seen_waiting_, seen_dead_;
  std::vector<std::string> complaints_;
};

} // namespace paydesk::simulation
