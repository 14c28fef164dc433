// What a bank's status report does to a batch's pay-outs.
#include "store/command_log.h"
#include "store/journals.h"
#include "store/payout_accounts_closed.h"
#include "store/payout_tx.h"
#include "store/payouts.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

constexpr std::string_view under_way_sql = R"(
select payout_id, seller, amount, state from payout where batch_id = $1::uuid order by line_no for no key update)";

constexpr std::string_view move_sql = R"(
with moved as (
  update payout p set state = m.state, path = array[m.trigger], state_since = $1::timestamptz
    from unnest($3::uuid[], $4::text[], $5::text[]) as m(payout_id, trigger, state)
   where p.payout_id = m.payout_id
  returning p.payout_id, p.seller, p.state, m.trigger, p.line_no),
history as (
  insert into payout_history (at, payout_id, trigger, to_state, by_login)
  select $1::timestamptz, payout_id, trigger, state, $2 from moved order by line_no)
insert into outbox (at, kind, subject_kind, subject_id, payload)
select $1::timestamptz, 'payout.' || state, 'payout', payout_id::text,
       jsonb_build_object('seller', seller, 'by', $2::text)::text
  from moved order by line_no)";

void write_moves(Tx& tx, const Caller& caller, const std::vector<PayoutNews::Move>& moves, Instant now) {
  if (moves.empty())
    return;
  auto params = Params::of(now, caller.login);
  params.add(array_of(moves, [](const PayoutNews::Move& m) { return m.payout_id; }));
  params.add(array_of(moves, [](const PayoutNews::Move& m) { return m.trigger; }));
  params.add(array_of(moves, [](const PayoutNews::Move& m) { return m.state; }));
  tx.exec(move_sql, params);
}

} // namespace

Result<views::PayoutBatchDetail> PgPayouts::hear(const Caller& caller, const Uuid& batch_id, const std::string& sha256,
                                                 Instant now, const Judge& judge, const KeepDetail& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutBatchDetail> {
    const auto locked = lock_batch(tx, batch_id);
    if (!locked || locked->by_psp)
      return fail(ErrorCode::not_found, "the report is about a file that is none of ours. Nothing was changed",
                  "OrgnlMsgId");
    if (locked->state != "submitted")
      return fail(ErrorCode::failed_precondition,
                  "the report is about a batch that was never submitted: it is " + locked->state +
                      ". Nothing was changed",
                  "OrgnlMsgId");
    std::vector<PayoutUnderWay> payouts;
    for (const auto& row : tx.exec(under_way_sql, Params::of(batch_id)))
      payouts.push_back({uuid_of(row[0]), text_of(row[1]), int_of(row[2]), text_of(row[3])});
    auto news = judge(locked->currency, payouts);
    if (!news)
      return tl::unexpected(news.error());
    write_journals(tx, news->journals, {});
    write_moves(tx, caller, news->moves, now);
    block_closed(tx, caller, news->closed, now);
    views::PayoutBatchDetail detail{read_batch(tx, batch_id), read_payouts(tx, batch_id), std::move(news->rejected)};
    audit_step(tx, caller, "hear", "the bank's report " + sha256, detail.batch, now);
    if (keep)
      if (const auto kept = store_answer(tx, keep(detail)); !kept)
        return tl::unexpected(kept.error());
    return detail;
  });
}

} // namespace paydesk::store
