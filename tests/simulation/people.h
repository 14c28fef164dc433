// Everybody who wants something: the shop, its buyers, operators and the approver.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/payments/create.h"
#include "engine/queue/commands.h"
#include "engine/refunds/refunds.h"
#include "engine/verdicts/verdicts.h"
#include "simulation/daemon.h"
#include "simulation/truth.h"
#include "store/verdicts.h"

namespace paydesk::simulation {

/// Decides by dice who does what and when. What they ask for is carried out by one of the daemons, and is lost when
/// that dies.
class People {
 public:
  People(const Ground& ground, store::Database& database, RunIds run, std::deque<Daemon>& daemons);

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
  /// Asks one of the daemons for something; a later time when `delay` is given.
  using Act = std::function<void(Daemon&)>;
  void ask(Act act);
  void ask_after(std::chrono::milliseconds delay, Act act);
  struct Refunding; ///< one operator's wish
  void order(Daemon& daemon, Checkout& checkout, int tries);
  void order_something_else(Daemon& daemon, Checkout& checkout);
  void keep_answer(Daemon& daemon, Checkout& checkout);
  void visit_page(const Snapshot::ChargeRow& charge);
  void wish_before_payment(const Uuid& payment_id);
  void wish_after_payment(const Uuid& payment_id);
  void refund(Daemon& daemon, const Refunding& wish, int tries);
  void cancel(Daemon& daemon, const Uuid& payment_id);
  void hurry(Daemon& daemon, const Uuid& payment_id);
  void decide(Daemon& daemon, const Uuid& refund_id, bool approve);
  void look_after_dead(Daemon& daemon, const Uuid& job_id, bool discard);
  OperatorCommands commands(Daemon& daemon);
  Refunds refunds(Daemon& daemon);
  NewPayment payment_of(const Checkout& checkout, std::string hash);
  void wish_for_outages();
  Verdicts verdicts(Daemon& daemon);
  void look_at_doubts(const Snapshot& seen);
  void end_doubts(const Snapshot& seen);
  void propose(Daemon& daemon, const Snapshot::ItemRow& item);
  void give_verdict(Daemon& daemon, const Snapshot::VerdictRow& verdict);
  /// What is said to a bank.
  struct Answering {
    Uuid dispute_id;
    std::string name; ///< of the charge
    bool accept = false;
  };
  void look_at_disputes(const Snapshot& seen);
  void answer_dispute(Daemon& daemon, const Caller& who, const Answering& wish);
  void set_breaker(Account& account, bool open);
  Caller caller(std::string login, std::vector<std::string> roles);

  const Ground& ground_;
  store::Database& database_;
  store::PgVerdicts verdicts_;
  const RunIds run_;
  std::deque<Daemon>& daemons_;
  const Caller shop_, operator_, colleague_, approver_, timekeeper_;
  std::deque<Checkout> checkouts_;
  std::set<Uuid> seen_pages_, seen_captures_, seen_waiting_, seen_dead_, seen_items_, seen_verdicts_, seen_disputes_;
  std::map<Uuid, int> dead_rounds_; ///< how often a dead letter was dealt with at the end
  std::vector<std::string> complaints_;
};

} // namespace paydesk::simulation
