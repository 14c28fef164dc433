// The chains of hashes: over the events, and over the sealed ledger.
#include "store/verify_checks.h"

namespace paydesk::store {
namespace {

constexpr VerifyCheck checks[] = {
    {"events_are_dense_and_whole", R"(
select position <> place
       or hash <> event_digest(position, at, kind, subject_kind, subject_id, payment_id, payload),
       'event ' || position || case when position <> place then ' stands at place ' || place else ' was changed' end
  from (select e.*, row_number() over (order by position) as place from event e) e)"},

    {"seals_chain_their_events", R"(
select s.hash <> sha256(s.before || coalesce(b.hashes, ''::bytea)),
       'events ' || s.since + 1 || ' to ' || s.position || ' are not what was sealed'
  from (select position, hash, coalesce(lag(position) over (order by position), 0) as since,
               coalesce(lag(hash) over (order by position), (select hash from event_origin)) as before
          from event_seal) s
  left join lateral (select string_agg(e.hash, ''::bytea order by e.position) as hashes from event e
                      where e.position > s.since and e.position <= s.position) b on true)"},

    {"event_head_is_the_last_event", R"(
select h.position <> coalesce(e.position, 0) or h.position <> coalesce(s.position, 0)
       or h.hash <> coalesce(s.hash, (select hash from event_origin)),
       'the head is at ' || h.position || ', the last event at ' || coalesce(e.position, 0) || ', the last seal at '
       || coalesce(s.position, 0)
  from event_head h
  left join (select position from event order by position desc limit 1) e on true
  left join (select position, hash from event_seal order by position desc limit 1) s on true)"},

    {"ledger_chain_is_what_was_booked", R"(
select s.seal_no <> s.place or s.transactions <> b.transactions
       or s.hash is distinct from sha256(s.before || coalesce(b.digests, ''::bytea)),
       'seal ' || s.seal_no || ' of the ledger, ' || s.transactions || ' transactions up to ' || s.booked_through
       || case when s.seal_no <> s.place then ', stands at place ' || s.place
               when s.transactions <> b.transactions then ', finds ' || b.transactions
               else ', is not what was sealed' end
  from (select *, row_number() over w as place, coalesce(lag(hash) over w, decode(repeat('00', 32), 'hex')) as before,
               coalesce(lag(booked_through) over w, '-infinity') as booked_since,
               coalesce(lag(transaction_through) over w, '00000000-0000-0000-0000-000000000000') as transaction_since
          from ledger_chain window w as (order by seal_no)) s
 cross join lateral (
   select count(*) as transactions, string_agg(d.digest, ''::bytea order by d.booked_at, d.transaction_id) as digests
     from ledger_digest d
    where (d.booked_at, d.transaction_id) > (s.booked_since, s.transaction_since)
      and (d.booked_at, d.transaction_id) <= (s.booked_through, s.transaction_through)) b)", of_the_past},

    {"ledger_seals_are_told", R"(
select c.hash is null or t.hash is null or t.hash <> encode(c.hash, 'hex'),
       'seal ' || coalesce(c.seal_no, t.seal_no) || ' of the ledger '
       || case when c.hash is null then 'was told and is not there' when t.hash is null then 'was never told'
               else 'was told with another hash' end
  from ledger_chain c
  full join (select subject_id::bigint as seal_no, payload::jsonb ->> 'hash' as hash
               from event where kind = 'ledger.sealed'
              union all
             select subject_id::bigint, payload::jsonb ->> 'hash' from outbox where kind = 'ledger.sealed') t
    on t.seal_no = c.seal_no)"},
};

} // namespace

std::span<const VerifyCheck> chain_checks() noexcept { return checks; }

} // namespace paydesk::store
