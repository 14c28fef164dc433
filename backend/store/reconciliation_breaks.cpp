// Breaks.
#include "store/reconciliation_tx.h"

#include <openssl/sha.h>

#include "store/reconciliation_values.h"

namespace paydesk::store {
namespace {

constexpr std::string_view add_sql = R"(
insert into recon_break (break_id, run_id, type, state, state_since, line_id, entry_id, statement_id, psp_account,
                         currency, at_stake, ledger_amount, ledger_currency, file_amount, psp_reference,
                         merchant_reference, fact_kind, fact_reference, payment_id, seller, explanation,
                         suggested_reference, suggested_score, due_on, needs_second, opened_at)
select break_id, run_id, type, 'open', $1, line_id, entry_id, statement_id, psp_account, currency, at_stake,
       ledger_amount, ledger_currency, file_amount, psp_reference, merchant_reference, fact_kind, fact_reference,
       payment_id, seller, explanation, suggested_reference, suggested_score, due_on, needs_second, $1
  from unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[],
              $10::bigint[], $11::bigint[], $12::text[], $13::bigint[], $14::text[], $15::text[], $16::text[],
              $17::text[], $18::uuid[], $19::text[], $20::text[], $21::text[], $22::numeric[], $23::date[],
              $24::boolean[])
       as b(break_id, run_id, type, line_id, entry_id, statement_id, psp_account, currency, at_stake, ledger_amount,
            ledger_currency, file_amount, psp_reference, merchant_reference, fact_kind, fact_reference, payment_id,
            seller, explanation, suggested_reference, suggested_score, due_on, needs_second)
returning break_id)";

constexpr std::string_view heal_absent_sql = R"(
update recon_break b
   set state = 'healed', state_since = $2, explanation = b.explanation || ' Batch ' || r.batch || ' has brought it.',
       path = case b.state when 'proposed' then '{refuse,heal}'::text[] else '{heal}'::text[] end
  from settlement_line l join recon_run r on r.run_id = l.run_id
 where b.psp_account = $1 and b.type in ('timing', 'missing_at_psp')
   and b.state in ('open', 'proposed', 'waiting', 'reopened')
   and l.psp_account = b.psp_account and l.fact_kind = b.fact_kind and l.fact_reference = b.fact_reference
   and l.verdict not in ('', 'duplicate_at_psp')
returning b.break_id)";

constexpr std::string_view past_due_sql = R"(
update recon_break b
   set type = 'missing_at_psp',
       explanation = b.explanation || ' It was due on ' || b.due_on || ' and has not come.'
  from psp_account a
 where b.psp_account = $1 and a.psp_account = b.psp_account and b.type = 'timing'
   and b.state in ('open', 'waiting', 'reopened')
   and b.due_on < greatest(date_in_zone($3, a.time_zone), nullif($2, '')::date)
returning b.break_id)";

constexpr std::string_view waited_sql = R"(
update recon_break b set state = 'open', path = '{resume}', state_since = $2, wait_until = null
  from psp_account a
 where b.psp_account = $1 and a.psp_account = b.psp_account and b.state = 'waiting'
   and b.wait_until < date_in_zone($2, a.time_zone)
returning b.break_id)";

constexpr std::string_view find_sql = R"(
select break_id, run_id, line_id, entry_id, statement_id, type, state, psp_account, currency, at_stake, fact_kind,
       fact_reference, suggested_reference, payment_id, needs_second, proposer_id, proposed_by, proposed_resolution,
       proposed_postings, reason
  from recon_break where break_id = $1 for update)";

constexpr std::string_view change_sql = R"(
update recon_break
   set state = $2, path = $3::text[], state_since = $4, wait_until = $5,
       reason = coalesce($6, reason), needs_second = needs_second or $7, transaction_id = coalesce($8, transaction_id),
       proposed_by = case when $9 then $10 else proposed_by end,
       proposer_id = case when $9 then $11::uuid else proposer_id end,
       proposed_resolution = case when $9 then $12 else proposed_resolution end,
       proposed_postings = case when $9 then $13 else proposed_postings end,
       decided_by = case when $9 then '' else coalesce($14, decided_by) end,
       decider_id = case when $9 then null else coalesce($15::uuid, decider_id) end
 where break_id = $1)";

constexpr std::string_view heal_bank_sql = R"(
update recon_break
   set state = 'healed', state_since = $2,
       path = case state when 'proposed' then '{refuse,heal}'::text[] else '{heal}'::text[] end
 where run_id = $1 and type in ('batch_total_mismatch', 'bank_amount_mismatch', 'missing_at_bank')
   and state in ('open', 'proposed', 'waiting', 'reopened')
returning break_id)";

constexpr std::string_view heal_entries_sql = R"(
update recon_break
   set state = 'healed', state_since = $2, explanation = explanation || ' Its batch has come.',
       path = case state when 'proposed' then '{refuse,heal}'::text[] else '{heal}'::text[] end
 where entry_id = any($1::uuid[]) and type = 'unexpected_bank_entry'
   and state in ('open', 'proposed', 'waiting', 'reopened')
returning break_id)";

constexpr std::string_view take_key_sql = R"(
insert into idempotency (caller_id, key, request_hash, status, response, created_at)
values ($1, $2, $3::bytea, 200, $4, $5) on conflict do nothing returning key)";

constexpr std::string_view known_key_sql =
    "select request_hash = $3::bytea, response from idempotency where caller_id = $1 and key = $2";

// The file tells of something whose news never came: the sweeper asks the PSP for the whole charge.
constexpr std::string_view ask_about_sql = R"(
insert into charge_check (charge_id, due_at)
select distinct c.charge_id, $1::timestamptz
  from recon_break b
  join settlement_line l using (line_id)
  join charge c on c.psp_account = b.psp_account and c.psp_token = l.checkout_id and c.psp_token <> ''
 where b.break_id = any($2::uuid[]) and b.type = 'status_mismatch'
on conflict (charge_id) do update set due_at = excluded.due_at)";

} // namespace

void PgReconciliationTx::tell_breaks(const pqxx::result& breaks, Instant now) {
  std::vector<recon::EventRow> events;
  for (const auto& row : breaks)
    events.push_back({"recon.break", "break", text_of(row[0]), std::nullopt});
  add_events(events, now);
}

void PgReconciliationTx::add_breaks(std::span<const recon::NewBreak> breaks, Instant now) {
  if (breaks.empty()) return;
  auto params = Params::of(now);
  const auto column = [&](auto project) { params.add(array_of(breaks, project)); };
  using recon::NewBreak;
  column([](const NewBreak& b) { return b.break_id; });
  column([](const NewBreak& b) { return b.run_id; });
  column([](const NewBreak& b) { return b.type; });
  column([](const NewBreak& b) { return b.line_id; });
  column([](const NewBreak& b) { return b.entry_id; });
  column([](const NewBreak& b) { return b.statement_id; });
  column([](const NewBreak& b) { return b.psp_account; });
  column([](const NewBreak& b) { return b.currency.code(); });
  column([](const NewBreak& b) { return b.at_stake; });
  column([](const NewBreak& b) { return b.ledger_amount; });
  column([](const NewBreak& b) { return b.ledger_currency.code(); });
  column([](const NewBreak& b) { return b.file_amount; });
  column([](const NewBreak& b) { return b.psp_reference; });
  column([](const NewBreak& b) { return b.merchant_reference; });
  column([](const NewBreak& b) { return b.fact_kind; });
  column([](const NewBreak& b) { return b.fact_reference; });
  column([](const NewBreak& b) { return b.payment_id; });
  column([](const NewBreak& b) { return b.seller; });
  column([](const NewBreak& b) { return b.explanation; });
  column([](const NewBreak& b) { return b.suggested_reference; });
  column([](const NewBreak& b) {
    return b.suggested_reference.empty() ? std::nullopt : or_null(std::to_string(b.suggested_score));
  });
  column([](const NewBreak& b) { return or_null(b.due_on); });
  column([](const NewBreak& b) { return b.needs_second; });
  tell_breaks(tx_.exec(add_sql, params), now);
  tx_.exec(ask_about_sql, Params::of(now, array_of(breaks, [](const NewBreak& b) { return b.break_id; })));
}

void PgReconciliationTx::heal_absent(std::string_view psp_account, Instant now) {
  tell_breaks(tx_.exec(heal_absent_sql, Params::of(psp_account, now)), now);
}

void PgReconciliationTx::age(std::string_view psp_account, std::string_view file_date, Instant now) {
  tell_breaks(tx_.exec(past_due_sql, Params::of(psp_account, file_date, now)), now);
  tell_breaks(tx_.exec(waited_sql, Params::of(psp_account, now)), now);
}

std::optional<recon::BreakRow> PgReconciliationTx::find_break(const Uuid& break_id) {
  const auto rows = tx_.exec(find_sql, Params::of(break_id));
  if (rows.empty()) return std::nullopt;
  const auto& row = rows[0];
  recon::BreakRow found;
  found.break_id = uuid_of(row[0]);
  found.run_id = optional_uuid_of(row[1]);
  found.line_id = optional_uuid_of(row[2]);
  found.entry_id = optional_uuid_of(row[3]);
  found.statement_id = optional_uuid_of(row[4]);
  found.type = text_of(row[5]);
  found.state = text_of(row[6]);
  found.psp_account = text_of(row[7]);
  found.currency = currency_of(row[8]);
  found.at_stake = int_of(row[9]);
  found.fact_kind = text_of(row[10]);
  found.fact_reference = text_of(row[11]);
  found.suggested_reference = text_of(row[12]);
  found.payment_id = optional_uuid_of(row[13]);
  found.needs_second = bool_of(row[14]);
  found.proposer_id = optional_uuid_of(row[15]);
  found.proposed_by = text_of(row[16]);
  found.proposed_resolution = text_of(row[17]);
  found.proposed_postings = text_of(row[18]);
  found.reason = text_of(row[19]);
  return found;
}

void PgReconciliationTx::change_break(const recon::BreakChange& change, Instant now) {
  const auto path = array_of(change.path, [](const std::string& trigger) { return trigger; });
  auto params =
      Params::of(change.break_id, change.state, path, now, or_null(change.wait_until), or_null(change.reason),
                 change.needs_second, change.transaction_id, change.proposes);
  params.add(change.proposed_by).add(change.proposer_id).add(change.proposed_resolution);
  params.add(change.proposed_postings).add(or_null(change.decided_by)).add(change.decider_id);
  tx_.exec(change_sql, params);
}

void PgReconciliationTx::heal_bank_breaks(const Uuid& run_id, Instant now) {
  tell_breaks(tx_.exec(heal_bank_sql, Params::of(run_id, now)), now);
}

void PgReconciliationTx::heal_entries(std::span<const Uuid> entry_ids, Instant now) {
  if (!entry_ids.empty())
    tell_breaks(
        tx_.exec(heal_entries_sql, Params::of(array_of(entry_ids, [](const Uuid& id) { return id; }), now)),
        now);
}

Result<std::optional<Uuid>> PgReconciliationTx::take_key(const Caller& caller, const Uuid& key,
                                                         std::string_view request, const Uuid& break_id,
                                                         Instant now) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(request.data()), request.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  const auto hash = to_bytea(digest);
  const auto taken =
      tx_.exec(take_key_sql, Params::of(caller.principal_id, key, hash, break_id.to_string(), now));
  if (!taken.empty()) return std::nullopt;
  const auto known = tx_.exec(known_key_sql, Params::of(caller.principal_id, key, hash));
  if (known.empty() || !bool_of(known[0][0]))
    return fail(ErrorCode::already_exists,
                "The idempotency key " + key.to_string() + " was used for something else.",
                "idempotency_key");
  return std::optional(break_id);
}

} // namespace paydesk::store
