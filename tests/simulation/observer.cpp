#include "simulation/invariants.h"

#include <sstream>

namespace paydesk::simulation {
namespace {

// One statement for one look: a round trip costs more than all of these together. Every row is found by an index.
constexpr const char* look_sql = R"(
with p as (select payment_id from idempotency where caller_id = $1::uuid and payment_id is not null),
 c as (select c.*, k.due_at as look_at from charge c left join charge_check k using (charge_id)
        where payment_id in (select payment_id from p)),
 o as (select * from payment_order where payment_id in (select payment_id from p)),
 n as (select * from operation where charge_id in (select charge_id from c)),
 j as (select * from job where charge_id in (select charge_id from c)),
 r as (select * from refund where payment_id in (select payment_id from p)),
 d as (select * from dispute where charge_id in (select charge_id from c)),
 f as (select * from psp_fact where charge_id in (select charge_id from c)),
 e as (select t.transaction_id, e.amount, e.currency, a.class, a.owner
         from ledger_transaction t join ledger_entry e using (transaction_id) join ledger_account a using (account_id)
        where t.payment_id in (select payment_id from p)),
 w as (select * from wallet where seller = any($3::text[])),
 h as (select * from wallet_hold where seller = any($3::text[])),
 broken(what) as (
  select 'a ledger transaction is off by ' || sum(amount) from e group by transaction_id, currency
  having sum(amount) <> 0
  union all
  select 'wallet ' || w.seller || ' has ' || w.balance || ', its account ' || coalesce(x.payable, 0)
    from w left join (select owner, currency, -sum(amount) as payable from e where class = 'seller_payable'
                       group by owner, currency) x on x.owner = w.seller and x.currency = w.currency
   where w.balance <> coalesce(x.payable, 0)
  union all
  select 'wallet ' || w.seller || ' reserves ' || w.reserved || ', its holds are ' || coalesce(x.held, 0)
    from w left join (select seller, currency, sum(amount) as held from h group by seller, currency) x
      on x.seller = w.seller and x.currency = w.currency
   where w.reserved <> coalesce(x.held, 0)
  union all
  select 'the holds are ' || coalesce((select sum(amount) from h), 0) || ', refunds and disputes under way are '
         || x.under_way
    from (select coalesce((select sum(refund_pending + disputed) from o), 0) as under_way) x
   where x.under_way <> coalesce((select sum(amount) from h), 0)
  union all
  select 'a charge captured ' || c.captured || ', its orders ' || x.captured || ', its facts ' || coalesce(y.captured, 0)
    from c join (select charge_id, sum(captured) as captured from o group by charge_id) x using (charge_id)
    left join (select charge_id, sum(signed_fact(kind, amount)) as captured from f
                where kind in ('capture', 'capture_reversed') group by charge_id) y
      using (charge_id)
   where c.captured <> x.captured or c.captured <> coalesce(y.captured, 0) or c.captured > c.amount
  union all
  select 'a charge refunded ' || x.refunded || ', its facts ' || coalesce(y.refunded, 0)
    from (select charge_id, sum(refunded) as refunded from o group by charge_id) x
    left join (select charge_id, sum(amount) as refunded from f where kind = 'refund' group by charge_id) y
      using (charge_id)
   where x.refunded <> coalesce(y.refunded, 0)
  union all
  select 'order ' || line_no || ' captured ' || captured || ' of ' || amount || ', but refunded ' || refunded || ', pending '
         || refund_pending || ', disputed ' || disputed || ', lost ' || lost
    from o
   where captured > amount
      or (refunded + refund_pending + disputed + lost > captured and not exists (
           select from history h where h.payment_id = o.payment_id
              and h.code in ('refunded_beyond_capture', 'late_refund', 'refund_returned',
                             'disputed_beyond_capture', 'dispute_beyond_capture', 'capture_taken_back')))
  union all
  select 'order ' || line_no || ' has ' || refund_pending || ' pending, its open refunds are ' || coalesce(x.pending, 0)
    from o left join (select order_id, sum(amount) as pending from r
                       where state not in ('succeeded', 'failed', 'rejected', 'reversed') group by order_id) x
      using (order_id)
   where refund_pending <> coalesce(x.pending, 0)
  union all
  select 'order ' || line_no || ' took ' || commission_taken || ' commission and returned ' || commission_returned
    from o where commission_returned > commission_taken or commission_taken > captured or commission_returned < 0
  union all
  select 'order ' || line_no || ' was refunded ' || refunded || ', ' || refunded_keeping || ' with the commission kept, and lost '
         || lost || ' of ' || captured || ', but returned ' || commission_returned || ' of ' || commission_taken
    from (select o.*, greatest(captured, 1) as base,
                 least(greatest(refunded - refunded_keeping + lost, 0), greatest(captured, 1)) as gone from o) o
   where refunded_keeping > refunded or commission_returned <> share_half_even(commission_taken, gone, base)
  union all
  select 'order ' || o.line_no || ' was refunded ' || o.refunded_keeping || ' with the commission kept, the facts say '
         || coalesce(x.kept, 0)
    from o left join (select r.order_id, sum(f.amount) as kept
                        from r join n on n.subject_id = r.refund_id join f on f.merchant_reference = n.operation_id::text
                       where r.commission = 'keep' and f.kind = 'refund' group by r.order_id) x using (order_id)
   where o.refunded_keeping <> coalesce(x.kept, 0)
  union all
  select 'commission_revenue is ' || x.revenue || ', the orders left ' || x.kept
    from (select coalesce((select -sum(amount) from e where class = 'commission_revenue'), 0) as revenue,
                 coalesce((select sum(commission_taken - commission_returned) from o), 0) as kept) x
   where x.revenue <> x.kept
  union all
  select 'fee_recharge_revenue is ' || x.revenue || ', lost disputes were recharged ' || x.fees
    from (select coalesce((select -sum(amount) from e where class = 'fee_recharge_revenue'), 0) as revenue,
                 coalesce((select sum(fee) from dispute_loss where dispute_id in (select dispute_id from d)), 0) as fees) x
   where x.revenue <> x.fees
  union all
  select 'psp_receivable is ' || x.receivable || ', the facts are ' || x.facts
    from (select coalesce((select sum(amount) from e where class = 'psp_receivable'), 0) as receivable,
                 coalesce((select sum(signed_fact(kind, amount)) from f), 0) as facts) x
   where x.receivable <> x.facts
  union all
  select 'dispute_pending is ' || x.pending || ', undecided withdrawals are ' || x.undecided
    from (select coalesce((select sum(amount) from e where class = 'dispute_pending'), 0) as pending,
                 coalesce((select sum(withheld) from d where not booked_lost), 0) as undecided) x
   where x.pending <> x.undecided
  union all
  select count(*) || ' live operations of kind ' || kind || ' for one subject'
    from n where state = 'live' group by charge_id, kind, subject_id having count(*) > 1
  union all
  select 'a live ' || n.kind || ' has ' || count(j.job_id) || ' jobs'
    from n left join j using (operation_id) where n.state = 'live' group by n.operation_id, n.kind
  having count(j.job_id) <> 1
  union all
  select 'a job works for a ' || coalesce(n.kind || ' that ' || n.state, 'call that is not there')
    from j left join n using (operation_id) where j.kind <> 'query' and n.state is distinct from 'live'
  union all
  select 'a charge that is ' || state || ' waits for nobody'
    from c where state not in ('captured', 'voided', 'failed', 'expired', 'cancelled', 'reversed')
     and look_at is null and not exists (select from j where j.charge_id = c.charge_id)
  union all
  select 'a refund that is ' || r.state || ' waits for nobody'
    from r where r.state not in ('awaiting_approval', 'succeeded', 'failed', 'rejected', 'reversed')
     and not exists (select from n where n.subject_id = r.refund_id and n.state = 'live'))
select
 (select string_agg(what, E'\n') from broken),
 (select string_agg(concat_ws(' ', charge_id, payment_id, state, captured, psp_account,
                              case when hosted_page_url = '' then '-' else psp_token end),
                    E'\n' order by charge_id) from c),
 (select string_agg(concat_ws(' ', refund_id, payment_id, state, amount), E'\n' order by created_at, refund_id) from r),
 (select string_agg(concat_ws(' ', operation_id, kind, subject_id,
           coalesce((select amount from o where order_id = subject_id), (select amount from r where refund_id = subject_id),
                    (select amount from c where c.charge_id = subject_id))),
                    E'\n' order by operation_id) from n),
 (select string_agg(concat_ws(' ', kind, reference, charge_id, amount, psp_account), E'\n' order by kind, reference, psp_account) from f),
 (select string_agg(job_id::text, ' ' order by job_id) from j where state = 'dead'),
 (select string_agg(psp_account || ' ' || at, E'\n' order by psp_account)
    from (select psp_account, (extract(epoch from min(greatest(due_at, lease_until))) * 1000000)::bigint as at
            from j where state = 'queued' group by psp_account) next_jobs),
 (select (extract(epoch from min(due_at)) * 1000000)::bigint from webhook_event
   where psp_account = any($2::text[]) and state in ('pending', 'waiting')),
 (select (extract(epoch from min(look_at)) * 1000000)::bigint from c),
 (select string_agg(concat_ws(' ', job_id, operation_id, charge_id, kind, psp_account), E'\n' order by job_id)
    from j where operation_id is not null and (state = 'dead' or ask)),
 (select string_agg(concat_ws(' ', verdict_id, outcome, case when psp_reference = '' then '-' else psp_reference end,
                              job_id, operation_id, charge_id, operation, psp_account), E'\n' order by verdict_id)
    from verdict where payment_id in (select payment_id from p) and state = 'pending'),
 (select string_agg(concat_ws(' ', dispute_id, charge_id, psp_reference, state), E'\n' order by dispute_id) from d)
)";

constexpr const char* publish_sql = "select case when exists (select from outbox) then publish_events(100000) else 0 end";

std::optional<Instant> instant(const pqxx::field& field) {
  if (field.is_null())
    return std::nullopt;
  return Instant{std::chrono::microseconds{field.as<std::int64_t>()}};
}

Uuid uuid(const std::string& text) { return Uuid::parse(text).value(); }

/// Calls `read` with a stream over each line of an aggregated column.
template <class Read> void each_line(const pqxx::field& field, Read read) {
  if (field.is_null())
    return;
  std::istringstream lines(field.c_str());
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    read(words);
  }
}

Snapshot::ItemRow read_item(std::istream& in) {
  std::string job, operation, charge, kind, account;
  in >> job >> operation >> charge >> kind >> account;
  return {uuid(job), uuid(operation), uuid(charge), kind, account};
}

std::string array_text(const std::vector<std::string>& plain_words) {
  std::string text = "{";
  for (const auto& word : plain_words)
    text += (text.size() > 1 ? "," : "") + word;
  return text + "}";
}

} // namespace

Observer::Observer(const std::string& connection_string) : connection_(connection_string) {
  connection_.prepare("look", look_sql);
  connection_.prepare("publish", publish_sql);
}

Snapshot Observer::look(const RunIds& run) {
  pqxx::nontransaction work(connection_);
  const auto row = work.exec_prepared1("look", run.shop.to_string(), array_text(run.accounts), array_text(run.sellers));
  Snapshot seen;
  if (!row[0].is_null()) {
    std::istringstream lines(row[0].c_str());
    for (std::string line; std::getline(lines, line);)
      seen.broken.push_back(line);
  }
  each_line(row[11], [&](std::istream& in) {
    std::string dispute, charge, reference, state;
    in >> dispute >> charge >> reference >> state;
    seen.disputes.push_back({uuid(dispute), uuid(charge), reference, state});
  });
  each_line(row[1], [&](std::istream& in) {
    std::string charge, payment, state, account, token;
    std::int64_t captured = 0;
    in >> charge >> payment >> state >> captured >> account >> token;
    seen.charges.push_back({uuid(charge), uuid(payment), state, captured, account, token == "-" ? "" : token});
  });
  each_line(row[2], [&](std::istream& in) {
    std::string refund, payment, state;
    std::int64_t amount = 0;
    in >> refund >> payment >> state >> amount;
    seen.refunds.push_back({uuid(refund), uuid(payment), state, amount});
  });
  each_line(row[3], [&](std::istream& in) {
    Snapshot::OperationRow operation;
    in >> operation.operation_id >> operation.kind >> operation.subject_id >> operation.allowed;
    seen.operations.push_back(std::move(operation));
  });
  each_line(row[4], [&](std::istream& in) {
    Snapshot::FactRow fact;
    in >> fact.kind >> fact.reference >> fact.charge_id >> fact.amount >> fact.account;
    seen.facts.push_back(std::move(fact));
  });
  each_line(row[5], [&](std::istream& in) {
    for (std::string job; in >> job;)
      seen.dead_jobs.push_back(uuid(job));
  });
  each_line(row[6], [&](std::istream& in) {
    std::string account;
    std::int64_t at = 0;
    in >> account >> at;
    seen.next_jobs.emplace(std::move(account), Instant{std::chrono::microseconds{at}});
  });
  each_line(row[9], [&](std::istream& in) { seen.items.push_back(read_item(in)); });
  each_line(row[10], [&](std::istream& in) {
    std::string id, done, reference;
    in >> id >> done >> reference;
    seen.verdicts.push_back({uuid(id), done == "done", reference == "-" ? "" : reference, read_item(in)});
  });
  seen.next_webhook = instant(row[7]);
  seen.next_check = instant(row[8]);
  return seen;
}

void Observer::publish() {
  pqxx::nontransaction work(connection_);
  work.exec_prepared("publish");
}

} // namespace paydesk::simulation
