#include "store/payments.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "store/aggregate_load.h"
#include "store/aggregate_save.h"
#include "store/breaker_rows.h"
#include "store/columns.h"

namespace paydesk::store {
namespace {

constexpr std::string_view take_key_sql = R"(
insert into idempotency (caller_id, key, request_hash, payment_id)
select * from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::uuid[])
on conflict (caller_id, key) do nothing returning payment_id)";

constexpr std::string_view read_key_sql = R"(
select v.n, i.payment_id, i.status, i.response, i.request_hash = v.hash as same
  from unnest($1::int[], $2::uuid[], $3::uuid[], $4::bytea[]) as v(n, caller_id, key, hash)
  join idempotency i on i.caller_id = v.caller_id and i.key = v.key)";

constexpr std::string_view store_response_sql = R"(
update idempotency i set status = v.status, response = v.body
  from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[]) as v(caller_id, key, status, body)
 where i.caller_id = v.caller_id and i.key = v.key and i.status = 0)";

constexpr std::string_view read_response_sql = R"(
select v.n, i.status, i.response
  from unnest($1::int[], $2::uuid[], $3::uuid[]) as v(n, caller_id, key)
  join idempotency i on i.caller_id = v.caller_id and i.key = v.key order by v.n)";

constexpr std::string_view due_for_check_sql = R"(
select charge_id from charge_check where due_at <= $2::timestamptz order by due_at limit $1::int
for update skip locked)";

constexpr std::string_view registrations_sql = R"(
select p.payment_id, p.currency, p.total, p.created_at, c.payment_method <> '' as direct, c.state, c.hosted_page_url,
       c.last_error, c.expires_at, o.order_id, o.seller, o.reference, o.amount, o.status
  from payment p join charge c using (payment_id) join payment_order o using (charge_id)
 where p.payment_id = any($1::uuid[]) order by p.payment_id, o.line_no)";

constexpr std::string_view insert_webhooks_sql = R"(
insert into webhook_event (webhook_id, psp_account, event_id, event_type, body, received_at, state, due_at)
select id, account, event_id, type, body, at, 'pending', at
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
       as v(id, account, event_id, type, body, at)
on conflict (psp_account, event_id) do nothing)";

constexpr std::string_view known_webhooks_sql = R"(
select v.n from unnest($1::int[], $2::text[], $3::text[]) as v(n, account, event_id)
  join webhook_event w on w.psp_account = v.account and w.event_id = v.event_id)";

constexpr std::string_view insert_done_webhooks_sql = R"(
insert into webhook_event (webhook_id, psp_account, event_id, event_type, body, received_at, state, tries, due_at,
                           payment_id, message)
select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[],
                     $8::int[], $9::timestamptz[], $10::uuid[], $11::text[])
on conflict do nothing)";

constexpr std::string_view due_webhooks_sql = R"(
select webhook_id, psp_account, event_id, event_type, body, received_at, tries
  from webhook_event where state in ('pending', 'waiting') and due_at <= $2::timestamptz
 order by due_at limit $1::int for update skip locked)";

RawWebhook read_webhook(const pqxx::row& row) {
  return {uuid_of(row["webhook_id"]), text_of(row["psp_account"]), text_of(row["event_id"]),
          text_of(row["event_type"]), text_of(row["body"]),        {},
          instant_of(row["received_at"]), static_cast<int>(int_of(row["tries"]))};
}

std::vector<Uuid> charges_of(const std::vector<ClaimedJob>& jobs) {
  std::vector<Uuid> ids;
  for (const auto& job : jobs)
    ids.push_back(job.charge_id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

/// Loads the charges under lock, lets `decide` change them, and stores everything.
template <class Decide> Result<void> change_in(Tx& tx, std::span<const Uuid> charge_ids, const Decide& decide) {
  auto aggregates = load_locked(tx, charge_ids);
  const auto extra = decide(aggregates);
  if (!extra)
    return tl::unexpected(extra.error());
  std::vector<const Aggregate*> pointers;
  for (const auto& aggregate : aggregates)
    pointers.push_back(&aggregate);
  save_changes(tx, pointers);
  return save_extra(tx, *extra);
}

CreateOutcome read_outcome(const pqxx::row& row) {
  CreateOutcome outcome;
  outcome.payment_id = uuid_of(row["payment_id"]);
  outcome.status = static_cast<int>(int_of(row["status"]));
  outcome.response = text_of(row["response"]);
  outcome.kind = !bool_of(row["same"])   ? CreateOutcome::Kind::key_reused
                 : outcome.status == 0   ? CreateOutcome::Kind::in_flight
                                         : CreateOutcome::Kind::replayed;
  return outcome;
}

/// Outcomes of keys that were there before.
void read_known(Tx& tx, std::span<NewPayment> payments, std::vector<CreateOutcome>& outcomes) {
  Columns<4> known;
  for (std::size_t i = 0; i < payments.size(); ++i)
    if (outcomes[i].kind != CreateOutcome::Kind::created) {
      const auto& p = payments[i].payment();
      known.add(i, p.caller_id, p.idempotency_key, to_bytea(payments[i].request_hash));
    }
  if (known.empty())
    return;
  for (const auto& row : tx.exec(read_key_sql, known.params()))
    outcomes[static_cast<std::size_t>(int_of(row["n"]))] = read_outcome(row);
}

/// Those that are not stored yet, each once.
std::vector<RawWebhook> new_events(Tx& tx, std::span<const RawWebhook> events) {
  Columns<3> keys;
  for (std::size_t i = 0; i < events.size(); ++i)
    keys.add(i, events[i].psp_account, events[i].event_id);
  std::vector<bool> known(events.size());
  for (const auto& row : tx.exec(known_webhooks_sql, keys.params()))
    known[static_cast<std::size_t>(int_of(row["n"]))] = true;
  std::set<std::pair<std::string_view, std::string_view>> seen;
  std::vector<RawWebhook> fresh;
  for (std::size_t i = 0; i < events.size(); ++i)
    if (!known[i] && seen.emplace(events[i].psp_account, events[i].event_id).second)
      fresh.push_back(events[i]);
  return fresh;
}

/// Stores new events with what became of them; `done` has one of each, in order.
Result<void> insert_done(Tx& tx, const std::vector<RawWebhook>& events, const std::vector<WebhookDone>& done) {
  Columns<11> rows;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto& e = events[i];
    const auto& d = done.at(i);
    rows.add(e.webhook_id, e.psp_account, e.event_id, e.event_type, e.body, e.received_at, d.state, 1,
             d.due_at.value_or(e.received_at), d.payment_id, d.message);
  }
  const auto stored = static_cast<std::size_t>(tx.exec(insert_done_webhooks_sql, rows.params()).affected_rows());
  if (stored != events.size())
    return fail(ErrorCode::conflict, "another has stored one of these events meanwhile");
  return {};
}

} // namespace

Result<std::vector<CreateOutcome>> PgPayments::create(std::span<NewPayment> payments) {
  return database_.in_transaction([&](Tx& tx) -> Result<std::vector<CreateOutcome>> {
    Columns<4> keys;
    std::unordered_map<Uuid, std::size_t> index;
    for (std::size_t i = 0; i < payments.size(); ++i) {
      const auto& p = payments[i].payment();
      keys.add(p.caller_id, p.idempotency_key, to_bytea(payments[i].request_hash), p.payment_id);
      index.emplace(p.payment_id, i);
    }
    std::vector<CreateOutcome> outcomes(payments.size());
    for (auto& outcome : outcomes)
      outcome.kind = CreateOutcome::Kind::in_flight;
    std::vector<const Aggregate*> made;
    Extra extra;
    for (const auto& row : tx.exec(take_key_sql, keys.params())) {
      const auto i = index.at(uuid_of(row["payment_id"]));
      outcomes[i] = {CreateOutcome::Kind::created, payments[i].payment().payment_id, 0, {}};
      for (auto& charge : payments[i].charges) {
        charge.dirty = false; // charge and orders are inserted as they are
        made.push_back(&charge);
      }
      extra.attempts.insert(extra.attempts.end(), payments[i].attempts.begin(), payments[i].attempts.end());
    }
    insert_payments(tx, made);
    save_changes(tx, made);
    if (auto saved = save_extra(tx, extra); !saved)
      return tl::unexpected(saved.error());
    read_known(tx, payments, outcomes);
    return outcomes;
  });
}

Result<void> PgPayments::change(std::span<const Uuid> charge_ids, const Decide& decide) {
  return database_.in_transaction([&](Tx& tx) { return change_in(tx, charge_ids, decide); });
}

Result<bool> PgPayments::claim(const std::string& account, int most, Instant now, Instant lease_until,
                               const Begin& begin) {
  return database_.in_transaction([&](Tx& tx) -> Result<bool> {
    const auto gate = read_gate(tx, account, most, now);
    if (gate.calls == 0 && gate.questions == 0)
      return false;
    const bool questions = gate.calls == 0;
    const auto jobs = questions ? Claims::take_questions(tx, account, gate.questions, now, lease_until)
                                : claims_.take(tx, account, gate.calls, now, lease_until);
    if (jobs.empty())
      return gate.open;
    const int taken = static_cast<int>(jobs.size());
    if (!gate.open)
      take_from_gate(tx, account, questions ? 0 : taken, questions ? taken : 0, now);
    const auto begun = change_in(tx, charges_of(jobs),
                                 [&](std::vector<Aggregate>& aggregates) { return begin(aggregates, jobs); });
    return begun ? Result<bool>(gate.open) : tl::unexpected(begun.error());
  });
}

Result<std::vector<Uuid>> PgPayments::charge_ids(std::string_view sql, const Params& params) {
  return database_.in_transaction([&](Tx& tx) -> Result<std::vector<Uuid>> {
    std::vector<Uuid> ids;
    for (const auto& row : tx.exec(sql, params))
      ids.push_back(uuid_of(row[0]));
    return ids;
  });
}

Result<std::vector<Uuid>> PgPayments::due_for_check(int most, Instant now) {
  return charge_ids(due_for_check_sql, Params::of(most, now));
}

Result<std::vector<Uuid>> PgPayments::charges_of_payment(const Uuid& payment_or_order_id) {
  return charge_ids(R"(select charge_id from charge where payment_id = $1::uuid
                       union select charge_id from payment_order where order_id = $1::uuid)",
                    Params::of(payment_or_order_id));
}

Result<std::vector<Uuid>> PgPayments::all_charges_of_payment(const Uuid& payment_or_order_id) {
  return charge_ids(R"(select charge_id from charge where payment_id = $1::uuid
                       union select c.charge_id from payment_order o join charge c using (payment_id)
                              where o.order_id = $1::uuid)",
                    Params::of(payment_or_order_id));
}

Result<std::vector<Uuid>> PgPayments::charges_of_jobs(std::span<const Uuid> job_ids) {
  return charge_ids("select distinct charge_id from job where job_id = any($1::uuid[])",
                    Params::of(array_of(job_ids, [](const Uuid& id) { return id; })));
}

Result<std::vector<Uuid>> PgPayments::charges_of_refund(const Uuid& refund_id) {
  return charge_ids("select charge_id from refund where refund_id = $1::uuid", Params::of(refund_id));
}

Result<std::vector<Uuid>> PgPayments::charges_of_expired_refunds(int most, Instant now) {
  return charge_ids(R"(select distinct charge_id from (
                         select charge_id from refund
                          where state = 'awaiting_approval' and expires_at <= $2::timestamptz
                          order by expires_at limit $1::int) r)",
                    Params::of(most, now));
}

Result<std::vector<Uuid>> PgPayments::charges_of_dispute(const Uuid& dispute_id) {
  return charge_ids("select charge_id from dispute where dispute_id = $1::uuid", Params::of(dispute_id));
}

Result<std::vector<StoredResponse>> PgPayments::store_responses(std::span<const StoredResponse> responses) {
  return database_.in_transaction([&](Tx& tx) -> Result<std::vector<StoredResponse>> {
    Columns<4> columns;
    Columns<3> keys;
    for (std::size_t i = 0; i < responses.size(); ++i) {
      columns.add(responses[i].caller_id, responses[i].key, responses[i].status, responses[i].body);
      keys.add(i, responses[i].caller_id, responses[i].key);
    }
    tx.exec(store_response_sql, columns.params());
    std::vector<StoredResponse> stored(responses.begin(), responses.end());
    for (const auto& row : tx.exec(read_response_sql, keys.params())) {
      auto& response = stored[static_cast<std::size_t>(int_of(row["n"]))];
      response.status = static_cast<int>(int_of(row["status"]));
      response.body = text_of(row["response"]);
    }
    return stored;
  });
}

Result<std::vector<Registration>> PgPayments::registrations(std::span<const Uuid> payment_ids) {
  return database_.in_transaction([&](Tx& tx) -> Result<std::vector<Registration>> {
    std::vector<Registration> found;
    const auto ids = array_of(payment_ids, [](const Uuid& id) { return id; });
    for (const auto& row : tx.exec(registrations_sql, Params::of(ids))) {
      const auto id = uuid_of(row["payment_id"]);
      if (found.empty() || found.back().payment_id != id)
        found.push_back({id, bool_of(row["direct"]), text_of(row["state"]), text_of(row["hosted_page_url"]),
                         text_of(row["last_error"]), Currency::find(row["currency"].c_str()).value_or(Currency{}),
                         int_of(row["total"]), instant_of(row["created_at"]), instant_of(row["expires_at"]), {}});
      found.back().orders.push_back({uuid_of(row["order_id"]), text_of(row["seller"]), text_of(row["reference"]),
                                     int_of(row["amount"]), text_of(row["status"]), text_of(row["state"]),
                                     text_of(row["last_error"])});
    }
    return found;
  });
}

Result<int> PgPayments::insert(std::span<const RawWebhook> events) {
  return database_.in_transaction([&](Tx& tx) -> Result<int> {
    Columns<6> columns;
    for (const auto& e : events)
      columns.add(e.webhook_id, e.psp_account, e.event_id, e.event_type, e.body, e.received_at);
    return static_cast<int>(tx.exec(insert_webhooks_sql, columns.params()).affected_rows());
  });
}

Result<void> PgPayments::take_in(std::span<const RawWebhook> events, const Read& read, const Decide& decide) {
  return database_.in_transaction([&](Tx& tx) -> Result<void> {
    const auto fresh = new_events(tx, events);
    const auto charges = read(fresh);
    if (fresh.empty())
      return {};
    return change_in(tx, charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
      auto extra = decide(aggregates);
      if (extra)
        if (auto kept = insert_done(tx, fresh, std::exchange(extra->webhooks, {})); !kept)
          return tl::unexpected(kept.error());
      return extra;
    });
  });
}

Result<void> PgPayments::apply(int most, Instant now, const Read& read, const Decide& decide) {
  return database_.in_transaction([&](Tx& tx) -> Result<void> {
    std::vector<RawWebhook> events;
    for (const auto& row : tx.exec(due_webhooks_sql, Params::of(most, now)))
      events.push_back(read_webhook(row));
    std::stable_sort(events.begin(), events.end(),
                     [](const RawWebhook& a, const RawWebhook& b) { return a.received_at < b.received_at; });
    const bool none = events.empty();
    const auto charges = read(std::move(events));
    return none ? Result<void>{} : change_in(tx, charges, decide);
  });
}

Result<void> PgPayments::finish(const WebhookDone& done) {
  return database_.in_transaction([&](Tx& tx) {
    Extra extra;
    extra.webhooks.push_back(done);
    return save_extra(tx, extra);
  });
}

Result<void> upsert_psp_account(Database& database, const std::string& account, const std::string& provider,
                                const std::string& entity, CaptureMode mode, const std::string& time_zone) {
  return database.in_transaction([&](Tx& tx) -> Result<void> {
    tx.exec(R"(insert into psp_account (psp_account, provider, entity, capture_mode, time_zone)
               values ($1, $2, $3, $4, $5)
               on conflict (psp_account) do update set provider = excluded.provider, entity = excluded.entity,
                  capture_mode = excluded.capture_mode, time_zone = excluded.time_zone)",
            Params::of(account, provider, entity, to_string(mode), time_zone));
    return {};
  });
}

} // namespace paydesk::store
