#include "store/payout_sending_rows.h"

#include <algorithm>

#include "store/aggregate_save.h"
#include "store/columns.h"
#include "store/journals.h"
#include "store/payout_accounts_closed.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

#define SENT_PAYOUTS(condition)                                                                                        \
  "select p.payout_id, p.seller, p.amount, p.currency, p.state, a.scheme, a.bank, a.number, a.holder, s.psp_account, " \
  "s.generation, s.key, s.key_made_at, s.reference, s.work, s.ask, s.doubt, s.leased, s.token, s.due_at, s.attempts, " \
  "s.asks, s.retry_since, s.paid_at, s.error_class, s.last_error "                                                     \
  "from payout_sending s join payout p using (payout_id) join payout_account a using (account_id) where " condition    \
  " order by p.payout_id for no key update of p, s" /* a new pay-out may name them meanwhile */
constexpr std::string_view by_id_sql = SENT_PAYOUTS("p.payout_id = any ($1::uuid[])");
constexpr std::string_view by_key_sql =
    SENT_PAYOUTS("p.payout_id in (select k.payout_id from payout_key k where k.key = any ($1::uuid[]))");
#undef SENT_PAYOUTS

constexpr std::string_view every_key_sql = "select payout_id, key from payout_key where payout_id = any ($1::uuid[])";

constexpr std::string_view facts_sql = R"(
select payout_id, kind, reference, transaction_id, told_by from payout_fact where payout_id = any ($1::uuid[]) order by at)";

constexpr std::string_view move_sql = R"(
update payout p
   set state = m.state, path = string_to_array(m.path, ','), state_since = $1::timestamptz,
       bank_transaction_id = coalesce(m.paid_by, p.bank_transaction_id),
       returned_transaction_id = coalesce(m.returned_by, p.returned_transaction_id)
  from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[])
       as m(payout_id, state, path, paid_by, returned_by)
 where p.payout_id = m.payout_id)";

constexpr std::string_view sending_sql = R"(
update payout_sending s
   set generation = v.generation, key = v.key, key_made_at = v.key_made_at, reference = v.reference, work = v.work,
       ask = v.ask, doubt = v.doubt, leased = v.leased, due_at = v.due_at, attempts = v.attempts, asks = v.asks,
       retry_since = v.retry_since, paid_at = v.paid_at, error_class = v.error_class, last_error = v.last_error,
       lease_until = case when v.leased then s.lease_until else '-infinity' end
  from unnest($1::uuid[], $2::int[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::bool[], $8::bool[],
              $9::bool[], $10::timestamptz[], $11::int[], $12::int[], $13::timestamptz[], $14::timestamptz[],
              $15::text[], $16::text[])
       as v(payout_id, generation, key, key_made_at, reference, work, ask, doubt, leased, due_at, attempts, asks,
            retry_since, paid_at, error_class, last_error)
 where s.payout_id = v.payout_id)";

constexpr std::string_view keys_sql = R"(
insert into payout_key (key, payout_id, generation, made_at)
select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::timestamptz[]))";

constexpr std::string_view insert_facts_sql = R"(
insert into payout_fact (psp_account, reference, kind, payout_id, currency, amount, transaction_id, told_by, at)
select * from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::bigint[], $7::uuid[], $8::text[],
                     $9::timestamptz[]))";

// In the order in which they were taken.
constexpr std::string_view steps_sql = R"(
with step as (
  select * from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bool[], $8::text[]) with ordinality
                as s(payout_id, trigger, state, note, superseded, seller, place)),
history as (
  insert into payout_history (at, payout_id, trigger, to_state, by_login, note, superseded)
  select $1::timestamptz, payout_id, trigger, state, $2, note, superseded from step order by place)
insert into outbox (at, kind, subject_kind, subject_id, payload)
select $1::timestamptz, 'payout.' || state, 'payout', payout_id::text,
       jsonb_build_object('seller', seller, 'by', $2::text)::text
  from step where not superseded order by place)";

constexpr std::string_view alerts_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
select $1::timestamptz, 'alert', 'payout', id, jsonb_build_object('code', code)::text
  from unnest($2::text[], $3::text[]) as v(id, code))";

constexpr std::string_view events_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id)
select $1::timestamptz, kind, subject_kind, subject_id
  from unnest($2::text[], $3::text[], $4::text[]) as v(kind, subject_kind, subject_id))";

constexpr std::string_view begin_sql = R"(
insert into payout_attempt (attempt_id, payout_id, key, operation, token, begun_at)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::timestamptz[]))";

constexpr std::string_view end_sql = R"(
update payout_attempt a
   set ended_at = $9::timestamptz, http_status = v.status, error_class = v.error_class, error_code = v.code,
       message = v.message, latency_ms = v.latency, request = v.request, response = v.response
  from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[])
       as v(id, status, error_class, code, message, latency, request, response)
 where a.attempt_id = v.id)";

SentPayout sent_of(const pqxx::row& row) {
  Cells cells(row);
  SentPayout p;
  p.payout_id = cells.uuid();
  p.seller = cells.text();
  p.amount = cells.integer();
  p.currency = Currency::find(cells.text()).value_or(Currency{});
  p.state = cells.text();
  for (auto* text : {&p.destination.scheme, &p.destination.bank, &p.destination.number, &p.destination.holder})
    *text = cells.text();
  p.psp_account = cells.text();
  p.generation = cells.small();
  p.key = cells.uuid();
  p.key_made_at = cells.instant();
  p.reference = cells.text();
  const auto work = cells.text();
  p.work = work == "queued" ? SentPayout::Work::queued
           : work == "dead" ? SentPayout::Work::dead
                            : SentPayout::Work::done;
  p.ask = cells.boolean();
  p.doubt = cells.boolean();
  p.leased = cells.boolean();
  p.token = cells.integer();
  p.due_at = cells.instant();
  p.attempts = cells.small();
  p.asks = cells.small();
  p.retry_since = cells.optional_instant();
  p.paid_at = cells.optional_instant();
  p.error_class = parse_error_class(cells.text()).value_or(ErrorClass::none);
  p.last_error = cells.text();
  return p;
}

PayoutWord::Kind kind_of(std::string_view text) {
  return text == "paid" ? PayoutWord::Kind::paid : text == "failed" ? PayoutWord::Kind::failed : PayoutWord::Kind::returned;
}

SentPayout& of_id(std::vector<SentPayout>& payouts, const Uuid& id) {
  return *std::lower_bound(payouts.begin(), payouts.end(), id,
                           [](const SentPayout& p, const Uuid& wanted) { return p.payout_id < wanted; });
}

std::vector<SentPayout> lock(Tx& tx, std::string_view sql, std::span<const Uuid> wanted) {
  std::vector<SentPayout> payouts;
  for (const auto& row : tx.exec(sql, Params::of(array_of(wanted, [](const Uuid& id) { return id; }))))
    payouts.push_back(sent_of(row));
  if (payouts.empty())
    return payouts;
  const auto ids = array_of(payouts, [](const SentPayout& p) { return p.payout_id; });
  for (const auto& row : tx.exec(every_key_sql, Params::of(ids)))
    of_id(payouts, uuid_of(row[0])).keys.push_back(uuid_of(row[1]));
  for (const auto& row : tx.exec(facts_sql, Params::of(ids))) {
    SentPayout::Fact fact{kind_of(text_of(row[1])), text_of(row[2]), std::nullopt, text_of(row[4]), false};
    if (!row[3].is_null())
      fact.transaction_id = uuid_of(row[3]);
    of_id(payouts, uuid_of(row[0])).facts.push_back(std::move(fact));
  }
  return payouts;
}

void add_moves(const SentPayout& p, Columns<5>& moves, Columns<6>& steps) {
  std::string path;
  std::string state;
  for (const auto& step : p.steps) {
    steps.add(p.payout_id, step.trigger, step.to_state, step.note, step.superseded, p.seller);
    if (step.superseded)
      continue;
    path += (path.empty() ? "" : ",") + step.trigger;
    state = step.to_state;
  }
  if (!path.empty())
    moves.add(p.payout_id, state, path, p.paid_by, p.returned_by);
}

/// `lead` comes before the arrays of the columns.
template <std::size_t N> void run_with(Tx& tx, std::string_view sql, const Params& lead, const Columns<N>& columns) {
  if (columns.empty())
    return;
  auto params = lead;
  const auto arrays = columns.params();
  for (const auto& value : arrays.values())
    params.add(value);
  tx.exec(sql, params);
}

void save_calls(Tx& tx, const PayoutsDecided& decided, Instant now) {
  Columns<6> begun;
  for (const auto& a : decided.attempts)
    begun.add(a.attempt_id, a.payout_id, a.key, a.ask ? "query" : "payout", a.token, now);
  run(tx, begin_sql, begun);
  Columns<8> ended;
  for (const auto& a : decided.answers)
    ended.add(a.attempt_id, a.http_status, to_string(a.error), a.error_code, a.message, a.latency_ms, a.request,
              a.response);
  if (ended.empty())
    return;
  auto params = ended.params();
  params.add(now);
  tx.exec(end_sql, params);
}

} // namespace

std::vector<SentPayout> lock_sent(Tx& tx, std::span<const Uuid> payout_ids) { return lock(tx, by_id_sql, payout_ids); }

std::vector<SentPayout> lock_sent_by_key(Tx& tx, std::span<const Uuid> keys) { return lock(tx, by_key_sql, keys); }

Result<void> save_sent(Tx& tx, const std::vector<SentPayout>& payouts, const PayoutsDecided& decided, Instant now,
                       const std::string& by) {
  std::vector<Journal> journals;
  Columns<5> moves;
  Columns<6> steps;
  Columns<16> sendings;
  Columns<4> keys;
  Columns<9> facts;
  Columns<2> alerts;
  Columns<3> events;
  for (const auto& p : payouts) {
    journals.insert(journals.end(), p.journals.begin(), p.journals.end());
    add_moves(p, moves, steps);
    sendings.add(p.payout_id, p.generation, p.key, p.key_made_at, p.reference, to_string(p.work), p.ask, p.doubt,
                 p.leased, p.due_at, p.attempts, p.asks, p.retry_since, p.paid_at,
                 p.error_class == ErrorClass::none ? std::string_view() : to_string(p.error_class), p.last_error);
    if (p.new_key)
      keys.add(p.key, p.payout_id, p.generation, p.key_made_at);
    for (const auto& fact : p.facts)
      if (fact.fresh)
        facts.add(p.psp_account, fact.reference, to_string(fact.kind), p.payout_id, p.currency.to_string(), p.amount,
                  fact.transaction_id, fact.told_by, now);
    for (const auto& code : p.alerts)
      alerts.add(p.payout_id.to_string(), code);
    for (const auto& event : p.events)
      events.add(event.kind, event.subject_kind, event.subject_id);
  }
  write_journals(tx, journals, {});
  run_with(tx, move_sql, Params::of(now), moves);
  run(tx, keys_sql, keys);
  run(tx, sending_sql, sendings);
  run(tx, insert_facts_sql, facts);
  run_with(tx, steps_sql, Params::of(now, by), steps);
  run_with(tx, alerts_sql, Params::of(now), alerts);
  run_with(tx, events_sql, Params::of(now), events);
  std::vector<PayoutNews::Closed> closed;
  for (const auto& p : payouts)
    if (!p.account_gone.empty())
      closed.push_back({p.payout_id, p.account_gone});
  block_closed(tx, Caller{{}, by, {}, {}, {}}, closed, now);
  save_calls(tx, decided, now);
  auto extra = decided.rest;
  extra.webhooks = decided.webhooks;
  if (decided.pause && !payouts.empty())
    extra.pauses.push_back({payouts.front().psp_account, *decided.pause});
  return save_extra(tx, extra);
}

} // namespace paydesk::store
