#include "crash/judge.h"

#include <map>
#include <thread>

#include "app/client/idempotency.h"
#include "app/demo/quiet.h"
#include "core/lifecycle.h"

namespace paydesk::crash {
namespace {

namespace rpc = client::rpc;
using Steady = std::chrono::steady_clock;
using Lines = std::vector<std::string>;

/// What must be nothing once all is quiet, in words, each with the number found. A declined card is tried
/// again hours later, as the card networks want it: that waits for nobody here.
constexpr const char* left_undone_sql = R"(
with later as (select charge_id, operation_id from job
                where state = 'queued' and not leased and error_class = 'declined_retryable'
                  and due_at > now() + interval '10 minutes')
select what, count(*) as n from (
  select 'queued jobs' as what from job
             where state = 'queued' and not exists (select from later l where l.operation_id = job.operation_id)
  union all select 'dead letters' from job where state = 'dead'
  union all select 'operations without an end' from operation
             where state = 'live' and operation_id not in (select operation_id from later)
  union all select 'webhooks that are not applied' from webhook_event where state in ('pending', 'waiting', 'failed')
  union all select 'events that are not published' from outbox
  union all select 'refunds under way' from refund
             where state not in ('awaiting_approval', 'succeeded', 'failed', 'rejected', 'reversed')
  union all select 'pay-outs that are ' || p.state from payout p join payout_sending s using (payout_id)
             where p.state in ('submitted', 'in_transit', 'unknown', 'dead_letter')
                or (p.state = 'retry_scheduled' and s.due_at <= now() + interval '10 minutes')
  union all select 'charges that are ' || state from charge
             where state not in ('registered', 'awaiting_customer', 'captured', 'voided', 'failed', 'expired',
                                 'cancelled', 'reversed')
               and not (state = 'retry_scheduled' and charge_id in (select charge_id from later))) x
group by what order by what)";

/// One charge as our books have it; money in minor units, from the PSP's facts.
constexpr const char* charges_sql = R"(
select c.charge_id, c.state, c.currency, c.captured,
       coalesce(sum(f.amount) filter (where f.kind = 'capture'), 0),
       coalesce(sum(f.amount) filter (where f.kind = 'refund'), 0)
         - coalesce(sum(f.amount) filter (where f.kind = 'refund_returned'), 0),
       coalesce(sum(f.amount) filter (where f.kind = 'dispute_withdrawn'), 0)
         - coalesce(sum(f.amount) filter (where f.kind = 'dispute_reinstated'), 0)
  from charge c left join psp_fact f using (charge_id) group by c.charge_id)";

constexpr const char* payments_sql = R"(
select p.payment_id, p.idempotency_key, p.currency, p.total,
       (select sum(c.captured) from charge c where c.payment_id = p.payment_id) as captured,
       count(*) over (partition by p.checkout_reference) as of_its_checkout, p.checkout_reference
  from payment p)";

constexpr const char* refunds_sql = "select refund_id, payment_id, currency, amount, state from refund";

constexpr const char* journals_sql = R"(
select a.approval_id, a.state, coalesce(a.transaction_id::text, ''),
       (select count(*) from ledger_transaction t where t.cause = 'approval/' || a.approval_id)
  from approval a)";

/// Every key that a pay-out was sent under; the last of them is the live one.
constexpr const char* payouts_sql = R"(
select p.payout_id, p.state, p.currency, p.amount, k.key, k.key = s.key,
       (select count(*) from payout_fact f where f.payout_id = p.payout_id and f.kind = 'paid')
  from payout p join payout_sending s using (payout_id) join payout_key k using (payout_id)
 order by p.payout_id, k.generation)";

constexpr const char* dead_payouts_sql = "select payout_id from payout where state = 'dead_letter'";

constexpr const char* durability_sql = R"(
select name || ' is ' || setting from pg_settings
 where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting <> 'on')";

pqxx::result read(store::Database& database, const char* sql, Lines& broken) {
  auto rows = database.in_transaction([&](store::Tx& tx) -> Result<pqxx::result> { return tx.exec(sql); });
  if (rows) return *rows;
  broken.push_back("the database cannot be read: " + rows.error().message);
  return {};
}

std::string money(std::int64_t minor, const std::string& currency) {
  return format_amount(minor, *Currency::find(currency));
}

Lines left_undone(store::Database& database) {
  Lines left;
  for (const auto& row : read(database, left_undone_sql, left))
    left.push_back(std::string(row[1].c_str()) + " " + row[0].c_str());
  return left;
}

bool is_open(const std::string& psp_status) { return psp_status == "open" || psp_status == "opened"; }

bool has_ended(const std::string& psp_status) {
  return psp_status == "captured" || psp_status == "declined" || psp_status == "expired" ||
         psp_status == "voided";
}

/// Charge by charge: the PSP's checkout and our facts.
void compare_with_truth(const pqxx::result& charges, demo::Truth truth, Verdict& verdict) {
  for (const auto& row : charges) {
    const std::string id = row[0].c_str(), state = row[1].c_str(), currency = row[2].c_str();
    ++verdict.charges;
    const auto at = truth.find(id);
    const auto theirs = at == truth.end() ? demo::TrueCheckout{} : at->second;
    if (at != truth.end()) truth.erase(at);
    const auto name = "charge " + id + " (" + state + " " + currency + "; at the PSP " +
                      (theirs.id.empty() ? "unknown" : theirs.id + " " + theirs.status) + ") ";
    if (theirs.id.find(" and ") != std::string::npos) verdict.broken.push_back(name + "is there twice");
    const auto compare = [&](const char* what, std::int64_t ours, std::int64_t true_amount) {
      if (ours != true_amount)
        verdict.broken.push_back(name + what + " " + money(ours, currency) + ", in truth " +
                                 money(true_amount, currency));
    };
    compare("captured", row[3].as<std::int64_t>(), row[4].as<std::int64_t>());
    compare("captured", row[4].as<std::int64_t>(), theirs.captured);
    compare("refunded", row[5].as<std::int64_t>(), theirs.refunded);
    compare("lost to disputes", row[6].as<std::int64_t>(), theirs.withdrawn);
    const bool waits = state == "registered" || state == "awaiting_customer";
    if (waits && is_open(theirs.status))
      ++verdict.left_by_buyer;
    else if (waits || (!theirs.id.empty() && !has_ended(theirs.status)))
      verdict.broken.push_back(name + "is stuck");
  }
  for (const auto& [reference, checkout] : truth)
    verdict.broken.push_back("the PSP has " + checkout.id + " for " + reference +
                             ", of which we know nothing");
}

void keep_promises(store::Database& database, const Promises& promises, Verdict& verdict) {
  struct Row {
    std::string key, currency;
    std::int64_t total = 0, captured = 0;
  };
  std::map<std::string, Row> payments;
  for (const auto& row : read(database, payments_sql, verdict.broken)) {
    payments[row[0].c_str()] = {row[1].c_str(), row[2].c_str(), row[3].as<std::int64_t>(),
                                row[4].as<std::int64_t>()};
    if (row[5].as<int>() > 1)
      verdict.broken.push_back("checkout " + std::string(row[6].c_str()) + " became " + row[5].c_str() +
                               " payments");
  }
  verdict.payments = static_cast<std::int64_t>(payments.size());
  for (const auto& promise : promises.checkouts()) {
    const auto at = payments.find(promise.payment_id);
    if (at == payments.end())
      verdict.broken.push_back("payment " + promise.payment_id + " was told to exist, and is lost");
    else if (at->second.key != promise.key)
      verdict.broken.push_back("payment " + promise.payment_id + " has key " + at->second.key + ", not " +
                               promise.key);
    else if (!promise.total.empty() && money(at->second.total, at->second.currency) != promise.total)
      verdict.broken.push_back("payment " + promise.payment_id + " is not of " + promise.total);
    else if (promise.seen_captured && at->second.captured != at->second.total)
      verdict.broken.push_back("payment " + promise.payment_id + " was told to be captured, and is not");
  }
  std::map<std::string, std::string> refunds;
  for (const auto& row : read(database, refunds_sql, verdict.broken)) {
    refunds[row[0].c_str()] =
        std::string(row[1].c_str()) + " " + money(row[3].as<std::int64_t>(), row[2].c_str());
    verdict.waiting_for_person += row[4].c_str() == std::string("awaiting_approval") ? 1 : 0;
  }
  verdict.refunds = static_cast<std::int64_t>(refunds.size());
  for (const auto& promise : promises.refunds()) {
    const auto at = refunds.find(promise.refund_id);
    if (at == refunds.end() || at->second != promise.payment_id + " " + promise.amount)
      verdict.broken.push_back("refund " + promise.refund_id + " of " + promise.amount +
                               " was told to exist, and " +
                               (at == refunds.end() ? "is lost" : "is another: " + at->second));
  }
}

/// What was approved is booked once, what was not is not.
void keep_journals(store::Database& database, const Promises& promises, Verdict& verdict) {
  std::map<std::string, std::string> booked;
  for (const auto& row : read(database, journals_sql, verdict.broken)) {
    booked[row[0].c_str()] = row[2].c_str();
    if (row[3].as<int>() != (row[1].c_str() == std::string("approved") ? 1 : 0))
      verdict.broken.push_back("approval " + std::string(row[0].c_str()) + " is " + row[1].c_str() + " and booked " +
                               row[3].c_str() + " times");
  }
  for (const auto& promise : promises.journals())
    if (booked[promise.approval_id] != promise.transaction_id)
      verdict.broken.push_back("journal " + promise.transaction_id + " was told to be booked, and is not");
  verdict.journals = static_cast<std::int64_t>(promises.journals().size());
}

/// Pay-out by pay-out: what the PSP truly paid, once each and under one key of ours.
void compare_payouts(const demo::Stack& stack, store::Database& database, const Promises& promises, Verdict& verdict) {
  auto truth = stack.sandbox().payouts("card");
  if (!truth) {
    verdict.broken.push_back(truth.error().message);
    return;
  }
  std::map<std::string, std::string> ours;
  for (const auto& row : read(database, payouts_sql, verdict.broken)) {
    const std::string id = row[0].c_str(), state = row[1].c_str(), currency = row[2].c_str(), key = row[4].c_str();
    const auto name = "pay-out " + id + " (" + state + ") ";
    const auto at = truth->find(key);
    const auto theirs = at == truth->end() ? demo::TruePayout{} : at->second;
    if (at != truth->end()) truth->erase(at);
    if (!row[5].as<bool>()) { // it was declined: nothing was made under it
      if (!theirs.status.empty()) verdict.broken.push_back(name + "was made under a key that was declined");
      continue;
    }
    ++verdict.payouts;
    ours[id] = money(row[3].as<std::int64_t>(), currency);
    const bool waits = state == "retry_scheduled" && theirs.status.empty();
    if (!waits && state != theirs.status && !(state == "failed" && theirs.status.empty()))
      verdict.broken.push_back(name + "is in truth " + (theirs.status.empty() ? "unknown" : theirs.status));
    if (!theirs.status.empty() && theirs.amount != std::string(row[3].c_str()) + " " + currency)
      verdict.broken.push_back(name + "is in truth of " + theirs.amount);
    if (row[6].as<int>() != (state == "paid" || state == "returned" ? 1 : 0))
      verdict.broken.push_back(name + "is booked as paid " + row[6].c_str() + " times");
  }
  for (const auto& [reference, payout] : *truth)
    verdict.broken.push_back("the PSP has paid out " + payout.amount + " as " + reference + ", of which we know nothing");
  for (const auto& promise : promises.payouts())
    if (const auto at = ours.find(promise.payout_id); at == ours.end() || at->second != promise.amount)
      verdict.broken.push_back("pay-out " + promise.payout_id + " of " + promise.amount +
                               " was told to be submitted, and is not");
}

/// As an operator would.
void retry_dead_payouts(const demo::Stack& stack, store::Database& database) {
  Lines unread;
  for (const auto& row : read(database, dead_payouts_sql, unread))
    (void)stack.desk().clerk().ask<rpc::RetryPayout>({row[0].c_str(), "the weather is good", client::new_idempotency_key()});
}

} // namespace

Lines wait_until_quiet(const demo::Stack& stack, store::Database& database, std::chrono::seconds patience) {
  const auto until = Steady::now() + patience;
  for (;;) {
    auto left = left_undone(database);
    const auto webhooks = stack.sandbox().webhooks_pending();
    if (!webhooks || *webhooks > 0)
      left.push_back(webhooks ? std::to_string(*webhooks) + " webhooks under way" : webhooks.error().message);
    const auto truth = left.empty() ? stack.sandbox().truth() : Result<demo::Truth>(demo::Truth{});
    if (left.empty() && truth) {
      Verdict now;
      compare_with_truth(read(database, charges_sql, now.broken), *truth, now);
      if (now.broken.empty()) return {};
      left = std::move(now.broken); // news that a lost webhook had: the sweeper asks for them in time
    }
    if (Steady::now() > until) return left;
    (void)demo::retry_dead_letters(stack.desk());
    retry_dead_payouts(stack, database);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
  }
}

Verdict judge(const demo::Stack& stack, store::Database& database, const Promises& promises) {
  Verdict verdict;
  verdict.broken = promises.complaints();
  for (const auto& row : read(database, durability_sql, verdict.broken))
    verdict.broken.push_back("nothing is proven: " + std::string(row[0].c_str()));
  const auto truth = stack.sandbox().truth();
  if (!truth)
    verdict.broken.push_back(truth.error().message);
  else
    compare_with_truth(read(database, charges_sql, verdict.broken), *truth, verdict);
  keep_promises(database, promises, verdict);
  keep_journals(database, promises, verdict);
  compare_payouts(stack, database, promises, verdict);
  const auto verified = stack.desk().clerk().ask<rpc::Verify>({});
  if (!verified)
    verdict.broken.push_back("verify: " + verified.error().message);
  else
    for (const auto& finding : verified->findings) {
      ++verdict.invariants;
      if (finding.violations > 0)
        verdict.broken.push_back("verify " + finding.invariant + ": " + std::to_string(finding.violations) +
                                 (finding.examples.empty() ? "" : ", as " + finding.examples.front()));
    }
  return verdict;
}

} // namespace paydesk::crash
