// Lines with their facts, and facts.
#include "store/reconciliation_tx.h"

#include "store/reconciliation_values.h"

namespace paydesk::store {
namespace {

// Every statement that reads lines begins like this.
const std::string line_select = R"(
select l.line_id, l.run_id, l.psp_account, r.batch, r.settlement_date, l.line_no, l.kind, l.psp_reference,
       l.checkout_id, l.merchant_reference, l.gross, l.fee, l.net, l.expected_fee, l.currency, l.booked_at, l.verdict,
       l.settled, f.kind, f.reference, f.merchant_reference, f.currency, f.amount, f.at, f.payment_id, f.charge_id,
       f.order_id, o.seller, coalesce(f.payment_id, c.payment_id))";

const std::string line_from = R"(
  from settlement_line l
  join recon_run r on r.run_id = l.run_id
  left join psp_fact f on f.psp_account = l.psp_account and f.kind = l.fact_kind and f.reference = l.fact_reference
  left join lateral (select payment_id from charge
                      where f.reference is null and psp_account = l.psp_account and psp_token = l.checkout_id
                        and psp_token <> '' limit 1) c on true
  left join lateral (select seller from payment_order
                      where charge_id = f.charge_id and (f.order_id is null or order_id = f.order_id)
                      order by line_no limit 1) o on true)";

const std::string matched_sql = line_select + line_from + R"(
 where l.psp_account = $1 and l.verdict = 'matched' and not l.settled
 order by l.kind, l.psp_reference limit $2)";

// Their fact is not the line's yet, so it is found by the PSP reference.
const std::string suspense_sql = R"(
with late as (
  select l.line_id, f.kind, f.reference
    from settlement_line l
    join psp_fact f on f.psp_account = l.psp_account and f.reference = l.psp_reference and f.kind = fact_kind_of(l.kind)
                   and f.currency = l.currency and signed_fact(f.kind, f.amount) = l.gross
   where l.psp_account = $1 and l.settled and l.fact_kind = '' and l.gross <> 0
     and l.verdict in ('missing_in_ledger', 'status_mismatch')
), assigned as (
  update settlement_line l set fact_kind = late.kind, fact_reference = late.reference
    from late where l.line_id = late.line_id
  returning l.line_id
)
select line_id from assigned)";

const std::string line_sql = line_select + line_from + R"(
 where l.line_id = $1)";

// With where the first of two was; and the nth missing line of a kind and amount with the nth fact of them
// that no line has, when they are of nearly the same day.
const std::string broken_sql = R"(
with missing as (
  select line_id, fact_kind_of(kind) as kind, currency, gross, booked_at,
         row_number() over (partition by kind, currency, gross order by booked_at, psp_reference) as nth
    from settlement_line where psp_account = $1 and verdict = 'missing_in_ledger' and not settled
), free as (
  select f.kind, f.currency, signed_fact(f.kind, f.amount) as gross, f.reference, f.at,
         row_number() over (partition by f.kind, f.currency, f.amount order by f.at, f.reference) as nth
    from psp_fact f
    left join settlement_line l on l.psp_account = f.psp_account and l.fact_kind = f.kind
                               and l.fact_reference = f.reference
   where f.psp_account = $1 and f.settled_line is null and l.line_id is null
), suggested as (
  select m.line_id, f.reference,
         (0.95 - 0.1 * abs(extract(epoch from f.at - m.booked_at)) / 86400)::numeric(3, 2) as score
    from missing m join free f using (kind, currency, gross, nth)
   where f.at between m.booked_at - interval '3 days' and m.booked_at + interval '3 days'
))" + line_select + ", e.earlier, s.reference, s.score" +
                               line_from + R"(
  left join lateral (
    select 'line ' || e.line_no || ' of batch ' || er.batch as earlier
      from settlement_line e join recon_run er on er.run_id = e.run_id
     where l.verdict = 'duplicate_at_psp' and e.psp_account = l.psp_account and e.kind = l.kind
       and e.psp_reference = l.psp_reference and e.verdict <> 'duplicate_at_psp'
     order by e.line_id limit 1) e on true
  left join suggested s on s.line_id = l.line_id
 where l.psp_account = $1 and l.verdict not in ('', 'matched') and not l.settled
   and not exists (select from recon_break b where b.line_id = l.line_id and b.state <> 'healed')
 order by l.run_id, l.line_no)";

constexpr std::string_view assign_sql =
    "update settlement_line set fact_kind = $2, fact_reference = $3 where line_id = $1";

constexpr std::string_view settled_sql = R"(
with posted as (
  update settlement_line l set settled = true, transaction_id = coalesce(l.transaction_id, s.transaction_id)
    from unnest($1::uuid[], $2::uuid[]) as s(line_id, transaction_id)
   where l.line_id = s.line_id
  returning l.line_id, l.psp_account, l.fact_kind, l.fact_reference, l.verdict
)
update psp_fact f set settled_line = coalesce(f.settled_line, p.line_id)
  from posted p
 where f.psp_account = p.psp_account and f.kind = p.fact_kind and f.reference = p.fact_reference
   and p.verdict <> 'duplicate_at_psp')";

constexpr std::string_view deducted_sql = R"(
update psp_invoice i set line_id = l.line_id, paid_transaction_id = l.transaction_id
  from settlement_line l
 where l.line_id = any ($1::uuid[]) and l.kind = 'fee_invoice' and l.verdict in ('matched', 'fee_mismatch')
   and i.psp_account = l.psp_account and i.number = l.psp_reference and i.currency = l.currency and i.total = -l.gross
   and i.paid_transaction_id is null)";

constexpr std::string_view absent_sql = R"(
with absent as materialized (
  select f.*, date_in_zone(f.at, a.time_zone) + $3::int as due_on
    from recon_run r
    join psp_account a on a.psp_account = r.psp_account
    join psp_fact f on f.psp_account = r.psp_account and f.currency = r.currency and f.settled_line is null
                   and f.at < r.newest_at
    left join settlement_line l on l.psp_account = f.psp_account and l.fact_kind = f.kind
                               and l.fact_reference = f.reference
    left join recon_break b on b.psp_account = f.psp_account and b.fact_kind = f.kind and b.fact_reference = f.reference
                           and b.type in ('timing', 'missing_at_psp')
                           and b.state in ('open', 'proposed', 'waiting', 'reopened')
   where r.run_id = $1 and f.kind = any($2::text[]) and l.line_id is null and b.break_id is null
)
select f.kind, f.reference, f.merchant_reference, f.currency, f.amount, f.at, f.payment_id, f.charge_id, f.order_id,
       o.seller, f.due_on
  from absent f
  left join lateral (select seller from payment_order
                      where charge_id = f.charge_id and (f.order_id is null or order_id = f.order_id)
                      order by line_no limit 1) o on true
 order by f.at, f.kind, f.reference)";

// Pay-outs from the balance that no line has told of; one that failed is only missed when its line took it off before.
constexpr std::string_view absent_payouts_sql = R"(
with told as (
  select f.*, case f.kind when 'paid' then 'payout' else 'payout_returned' end as line_kind,
         date_in_zone(f.at, a.time_zone) + $2::int as due_on
    from recon_run r
    join psp_account a on a.psp_account = r.psp_account
    join payout_fact f on f.psp_account = r.psp_account and f.currency = r.currency and f.at < r.newest_at
   where r.run_id = $1
     and (f.kind <> 'failed' or exists (
           select from settlement_line l
            where l.psp_account = f.psp_account and l.fact_kind = 'payout' and l.fact_reference = f.reference
              and not exists (select from payout_fact p where p.psp_account = f.psp_account
                                 and p.reference = f.reference and p.kind = 'paid')))
)
select t.line_kind, t.reference, p.payout_id, t.currency, t.amount, t.at, null::uuid, null::uuid, null::uuid, p.seller,
       t.due_on
  from told t join payout p on p.payout_id = t.payout_id
 where not exists (select from settlement_line l
                    where l.psp_account = t.psp_account and l.fact_kind = t.line_kind and l.fact_reference = t.reference)
   and not exists (select from recon_break b
                    where b.psp_account = t.psp_account and b.fact_kind = t.line_kind and b.fact_reference = t.reference
                      and b.type in ('timing', 'missing_at_psp') and b.state in ('open', 'proposed', 'waiting', 'reopened'))
 order by t.at, t.line_kind, t.reference)";

constexpr std::string_view fact_sql = R"(
select f.kind, f.reference, f.merchant_reference, f.currency, f.amount, f.at, f.payment_id, f.charge_id, f.order_id,
       o.seller, null::date
  from psp_fact f
  left join lateral (select seller from payment_order
                      where charge_id = f.charge_id and (f.order_id is null or order_id = f.order_id)
                      order by line_no limit 1) o on true
 where f.psp_account = $1 and f.kind = fact_kind_of($2) and f.reference = $3 and f.settled_line is null)";

constexpr std::string_view give_up_fact_sql = R"(
update psp_fact set settled_line = $4 where psp_account = $1 and kind = $2 and reference = $3)";

/// What moves money between the PSP and us, and so must be in a file one day.
constexpr std::string_view settling_kinds =
    "{capture,capture_reversed,refund,refund_returned,dispute_withdrawn,dispute_reinstated}";

recon::FactRow fact_row(const pqxx::row& row, int first) {
  recon::FactRow fact;
  fact.kind = text_of(row[first]);
  fact.reference = text_of(row[first + 1]);
  fact.merchant_reference = text_of(row[first + 2]);
  fact.currency = currency_of(row[first + 3]);
  fact.amount = int_of(row[first + 4]);
  fact.at = instant_of(row[first + 5]);
  fact.payment_id = optional_uuid_of(row[first + 6]);
  fact.charge_id = optional_uuid_of(row[first + 7]);
  fact.order_id = optional_uuid_of(row[first + 8]);
  fact.seller = text_of(row[first + 9]);
  return fact;
}

recon::LineRow line_row(const pqxx::row& row) {
  recon::LineRow line;
  line.line_id = uuid_of(row[0]);
  line.run_id = uuid_of(row[1]);
  line.psp_account = text_of(row[2]);
  line.batch = text_of(row[3]);
  line.settlement_date = text_of(row[4]);
  line.line_no = int_of(row[5]);
  line.kind = text_of(row[6]);
  line.psp_reference = text_of(row[7]);
  line.checkout_id = text_of(row[8]);
  line.merchant_reference = text_of(row[9]);
  line.gross = int_of(row[10]);
  line.fee = int_of(row[11]);
  line.net = int_of(row[12]);
  line.expected_fee = optional_int_of(row[13]);
  line.currency = currency_of(row[14]);
  line.booked_at = instant_of(row[15]);
  line.verdict = text_of(row[16]);
  line.settled = bool_of(row[17]);
  if (!row[19].is_null()) line.fact = fact_row(row, 18);
  line.payment_id = optional_uuid_of(row[28]);
  return line;
}

} // namespace

std::vector<recon::LineRow> PgReconciliationTx::matched_lines(std::string_view psp_account,
                                                              std::int64_t most) {
  std::vector<recon::LineRow> lines;
  for (const auto& row : tx_.exec(matched_sql, Params::of(psp_account, most)))
    lines.push_back(line_row(row));
  return lines;
}

std::vector<recon::LineRow> PgReconciliationTx::broken_lines(std::string_view psp_account) {
  std::vector<recon::LineRow> lines;
  for (const auto& row : with_hash_joins(broken_sql, Params::of(psp_account))) {
    lines.push_back(line_row(row));
    lines.back().earlier = text_of(row[29]);
    lines.back().suggested_reference = text_of(row[30]);
    lines.back().suggested_score = row[31].is_null() ? 0 : row[31].as<double>();
  }
  return lines;
}

std::vector<recon::LineRow> PgReconciliationTx::lines_in_suspense(std::string_view psp_account) {
  std::vector<recon::LineRow> lines;
  for (const auto& row : tx_.exec(suspense_sql, Params::of(psp_account)))
    lines.push_back(*line(uuid_of(row[0])));
  return lines;
}

std::optional<recon::LineRow> PgReconciliationTx::line(const Uuid& line_id) {
  const auto rows = tx_.exec(line_sql, Params::of(line_id));
  return rows.empty() ? std::nullopt : std::optional(line_row(rows[0]));
}

void PgReconciliationTx::assign_fact(const Uuid& line_id, std::string_view kind, std::string_view reference) {
  tx_.exec(assign_sql, Params::of(line_id, kind, reference));
}

void PgReconciliationTx::mark_settled(std::span<const recon::SettledLine> lines) {
  const auto ids = array_of(lines, [](const recon::SettledLine& line) { return line.line_id; });
  const auto transactions =
      array_of(lines, [](const recon::SettledLine& line) { return line.transaction_id; });
  tx_.exec(settled_sql, Params::of(ids, transactions));
  tx_.exec(deducted_sql, Params::of(ids));
}

std::vector<recon::FactRow> PgReconciliationTx::absent_facts(const recon::RunRow& run, int delay_days) {
  std::vector<recon::FactRow> facts;
  for (const auto& row : with_hash_joins(absent_sql, Params::of(run.run_id, settling_kinds, delay_days))) {
    facts.push_back(fact_row(row, 0));
    facts.back().due_on = text_of(row[10]);
  }
  for (const auto& row : with_hash_joins(absent_payouts_sql, Params::of(run.run_id, delay_days))) {
    facts.push_back(fact_row(row, 0));
    facts.back().due_on = text_of(row[10]);
  }
  return facts;
}

std::optional<recon::FactRow> PgReconciliationTx::fact(std::string_view psp_account, std::string_view kind,
                                                       std::string_view reference) {
  const auto rows = tx_.exec(fact_sql, Params::of(psp_account, kind, reference));
  return rows.empty() ? std::nullopt : std::optional(fact_row(rows[0], 0));
}

void PgReconciliationTx::mark_fact_settled(std::string_view psp_account, std::string_view kind,
                                           std::string_view reference, const Uuid& by) {
  tx_.exec(give_up_fact_sql, Params::of(psp_account, kind, reference, by));
}

} // namespace paydesk::store
