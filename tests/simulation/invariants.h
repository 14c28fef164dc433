// What must be true after every step, in our database and between it and the PSP's books.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <pqxx/pqxx>

#include "core/clock.h"
#include "core/ids.h"
#include "simulation/story.h"

namespace paydesk::simulation {

/// Whose rows belong to one run.
struct RunIds {
  Uuid shop; ///< the caller of every payment
  std::vector<std::string> accounts; ///< its PSP accounts
  std::vector<std::string> sellers;
};

struct Account;

/// One look at everything a run has in the database.
struct Snapshot {
  struct ChargeRow {
    Uuid charge_id;
    Uuid payment_id;
    std::string state;
    std::int64_t captured = 0;
    std::string account; ///< where it is now
    std::string token;   ///< empty until the page can be handed out
  };
  struct RefundRow {
    Uuid refund_id;
    Uuid payment_id;
    std::string state;
    std::int64_t amount = 0;
  };
  struct DisputeRow {
    Uuid dispute_id;
    Uuid charge_id;
    std::string reference; ///< the PSP's
    std::string state;
  };
  struct OperationRow {
    std::string operation_id;
    std::string kind;
    std::string subject_id;
    std::int64_t allowed = 0; ///< the order's, refund's or charge's whole amount
  };
  struct FactRow {
    std::string kind;
    std::string reference;
    std::string charge_id;
    std::int64_t amount = 0;
    std::string account;
  };
  struct ItemRow { ///< a queue item that is dead or is asked about
    Uuid job_id;
    Uuid operation_id;
    Uuid charge_id;
    std::string kind;
    std::string account;
  };
  struct VerdictRow { ///< waits for its second person
    Uuid verdict_id;
    bool done = false;
    std::string reference; ///< the PSP's
    ItemRow item;
  };
  std::vector<ChargeRow> charges;
  std::vector<RefundRow> refunds;
  std::vector<DisputeRow> disputes;
  std::vector<OperationRow> operations;
  std::vector<FactRow> facts;
  std::vector<Uuid> dead_jobs;
  std::vector<ItemRow> items;
  std::vector<VerdictRow> verdicts;
  std::vector<std::string> broken; ///< what SQL found wrong
  std::map<std::string, Instant, std::less<>> next_jobs; ///< by PSP account: when a job can be claimed
  std::optional<Instant> next_webhook, next_check;
};

/// Reads snapshots over a connection of its own.
class Observer {
 public:
  explicit Observer(const std::string& connection_string);
  Snapshot look(const RunIds& run);
  /// Moves what was committed into the event stream, as the publisher does.
  void publish();

 private:
  pqxx::connection connection_;
};

/// Tells which charges and refunds have moved.
void tell_moves(const Snapshot& before, const Snapshot& now, Story& story);
/// What contradicts the PSPs' books now: facts that they do not have, money moved twice for one wish, a charge that is
/// at two PSPs or has left one that may have it.
std::vector<std::string> compare(const Snapshot& ours, const std::deque<Account>& theirs);
/// What is not at its end, or differs from the PSP's books, once nothing is under way any more.
std::vector<std::string> compare_at_end(const Snapshot& ours, const std::deque<Account>& theirs, const Story& story);

} // namespace paydesk::simulation
