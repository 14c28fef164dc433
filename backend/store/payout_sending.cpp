#include "store/payout_sending.h"

#include <algorithm>
#include <set>

#include "store/breaker_rows.h"
#include "store/columns.h"
#include "store/command_log.h"
#include "store/payout_sending_rows.h"
#include "store/payout_tx.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

// A lease that ran out leaves a doubt: whoever had it may have made the call.
constexpr std::string_view claim_sql = R"(
update payout_sending set leased = true, lease_until = $4::timestamptz, token = nextval('fencing_token'),
       doubt = doubt or (leased and not ask)
 where payout_id = any (array(
       select s.payout_id from payout_sending s join payout p using (payout_id)
        where s.psp_account = $1 and s.work = 'queued' and s.due_at <= $3::timestamptz
          and s.lease_until <= $3::timestamptz and (s.ask or s.doubt or not $5::bool)
        order by s.due_at limit $2::int for update of s, p skip locked))
returning payout_id)";

constexpr std::string_view store_events_sql = R"(
insert into webhook_event (webhook_id, psp_account, event_id, event_type, body, received_at, state, due_at)
select id, account, event_id, type, body, at, 'processed', at
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
       as v(id, account, event_id, type, body, at)
on conflict (psp_account, event_id) do nothing returning webhook_id)";

constexpr std::string_view waiting_events_sql = R"(
select webhook_id from webhook_event
 where webhook_id = any ($1::uuid[]) and state in ('pending', 'waiting') order by webhook_id for update)";

constexpr std::string_view audit_sql = R"(
insert into audit_record (at, principal_id, login, action, subject, detail, outcome)
values ($1::timestamptz, $2::uuid, $3, 'payout.' || $4, 'payout/' || $5,
        jsonb_build_object('reason', $6::text, 'seller', $7::text, 'key', $8::text, 'last_error', $9::text), $10))";

constexpr std::string_view batch_sql = "select batch_id from payout where payout_id = $1::uuid";

std::set<Uuid> ids_of(const pqxx::result& rows) {
  std::set<Uuid> ids;
  for (const auto& row : rows)
    ids.insert(uuid_of(row[0]));
  return ids;
}

/// Those that were not known.
std::set<Uuid> store_events(Tx& tx, std::span<const RawWebhook> events) {
  Columns<6> rows;
  for (const auto& event : events)
    rows.add(event.webhook_id, event.psp_account, event.event_id, event.event_type, event.body, event.received_at);
  return ids_of(tx.exec(store_events_sql, rows.params()));
}

/// Those that nobody has applied meanwhile.
std::set<Uuid> lock_waiting(Tx& tx, std::span<const RawWebhook> events) {
  return ids_of(tx.exec(waiting_events_sql, Params::of(array_of(events, [](const RawWebhook& e) { return e.webhook_id; }))));
}

Result<void> change_in(Tx& tx, std::vector<SentPayout> payouts, Instant now, const std::string& by,
                       const PayoutSendingStore::Decide& decide) {
  const auto decided = decide(payouts);
  if (!decided)
    return tl::unexpected(decided.error());
  return save_sent(tx, payouts, *decided, now, by);
}

} // namespace

Result<bool> PgPayoutSending::claim(const std::string& psp_account, int most, Instant now, Instant lease_until,
                                    const Decide& begin) {
  return database_.in_transaction([&](Tx& tx) -> Result<bool> {
    const auto gate = read_gate(tx, psp_account, most, now);
    if (gate.calls == 0 && gate.questions == 0)
      return false;
    const bool questions = gate.calls == 0;
    std::vector<Uuid> taken;
    for (const auto& row : tx.exec(claim_sql, Params::of(psp_account, questions ? gate.questions : gate.calls, now,
                                                         lease_until, questions)))
      taken.push_back(uuid_of(row[0]));
    if (taken.empty())
      return gate.open;
    const int count = static_cast<int>(taken.size());
    if (!gate.open)
      take_from_gate(tx, psp_account, questions ? 0 : count, questions ? count : 0, now);
    const auto begun = change_in(tx, lock_sent(tx, taken), now, "engine", begin);
    return begun ? Result<bool>(gate.open) : tl::unexpected(begun.error());
  });
}

Result<void> PgPayoutSending::change(std::span<const Uuid> payout_ids, Instant now, const std::string& by,
                                     const Decide& decide) {
  return database_.in_transaction(
      [&](Tx& tx) -> Result<void> { return change_in(tx, lock_sent(tx, payout_ids), now, by, decide); });
}

Result<void> PgPayoutSending::take_in(std::span<const RawWebhook> events, Events which, std::span<const Uuid> keys,
                                      Instant now, const DecideNews& decide) {
  return database_.in_transaction([&](Tx& tx) -> Result<void> {
    const auto stored = which == Events::fresh ? store_events(tx, events) : lock_waiting(tx, events);
    std::vector<RawWebhook> fresh;
    std::copy_if(events.begin(), events.end(), std::back_inserter(fresh),
                 [&](const RawWebhook& event) { return stored.contains(event.webhook_id); });
    if (fresh.empty())
      return {};
    return change_in(tx, lock_sent_by_key(tx, keys), now, "webhook",
                     [&](std::vector<SentPayout>& payouts) { return decide(payouts, fresh); });
  });
}

Result<views::PayoutBatchDetail> PgPayoutSending::act(const Caller& caller, const Uuid& payout_id,
                                                      const std::string& step, const std::string& reason, Instant now,
                                                      const Decide& decide,
                                                      const KeepAnswer<views::PayoutBatchDetail>& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutBatchDetail> {
    auto payouts = lock_sent(tx, {&payout_id, 1});
    if (payouts.empty())
      return fail(ErrorCode::not_found, "there is no pay-out with this id that a PSP was asked to make", "payout_id");
    const auto before = payouts.front();
    if (auto changed = change_in(tx, std::move(payouts), now, caller.login, decide); !changed)
      return tl::unexpected(changed.error());
    const auto batch_id = uuid_of(tx.exec(batch_sql, Params::of(payout_id))[0][0]);
    views::PayoutBatchDetail detail{read_batch(tx, batch_id), read_payouts(tx, batch_id), {}};
    const auto shown = std::find_if(detail.payouts.begin(), detail.payouts.end(), [&](const views::Payout& p) {
      return p.payout_id == payout_id.to_string();
    });
    tx.exec(audit_sql, Params::of(now, caller.principal_id, caller.login, step, payout_id, reason, before.seller,
                                  before.key, before.last_error, shown->state));
    if (keep)
      if (const auto kept = store_answer(tx, keep(detail)); !kept)
        return tl::unexpected(kept.error());
    return detail;
  });
}

} // namespace paydesk::store
