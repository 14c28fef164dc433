#include "store/auditor.h"

#include <optional>

#include "store/audit_scope.h"
#include "store/row_values.h"
#include "store/snapshot.h"

namespace paydesk::store {
namespace {

constexpr std::string_view progress_sql = R"(
select position, looked_at, swept_charge, swept_transaction, whole_next, sweep, sweep_since
  from auditor_progress for update skip locked)";

constexpr std::string_view window_sql = R"(
select coalesce(max(position), $1::bigint) as newest, count(*) as events
  from (select position from event where position > $1::bigint order by position limit $2::int) w)";

constexpr std::string_view touched_sql = R"(
insert into audit_charge
select charge_id, payment_id from public.charge
 where payment_id = any (array(select distinct payment_id from event
                                where position > $1::bigint and position <= $2::bigint and payment_id is not null)))";

// Journals without a payment have no event; a transaction may be committed some seconds after it was booked.
constexpr std::string_view loose_sql = R"(
insert into audit_transaction
select transaction_id from public.ledger_transaction
 where payment_id is null and booked_at > $1::timestamptz - interval '30 seconds'
on conflict do nothing)";

constexpr std::string_view sweep_charges_sql = R"(
with swept as (
  select charge_id, payment_id from public.charge where charge_id > $1::uuid order by charge_id limit $2::int),
taken as (insert into audit_charge select * from swept on conflict do nothing)
select charge_id from swept order by charge_id desc limit 1)";

constexpr std::string_view sweep_transactions_sql = R"(
with swept as (
  select transaction_id, payment_id from public.ledger_transaction where transaction_id > $1::uuid
   order by transaction_id limit $2::int),
taken as (insert into audit_transaction select transaction_id from swept where payment_id is null
          on conflict do nothing)
select transaction_id from swept order by transaction_id desc limit 1)";

// A payment that is charged directly has several charges, and its ledger transactions are seen together.
constexpr std::string_view whole_payments_sql = R"(
insert into audit_charge
select charge_id, payment_id from public.charge where payment_id = any (array(select payment_id from audit_charge))
on conflict do nothing)";

constexpr std::string_view advance_sql = R"(
update auditor_progress
   set position = $1::bigint, looked_at = $2::timestamptz, swept_charge = $3::uuid, swept_transaction = $4::uuid,
       whole_next = $5::int, sweep_since = $6::timestamptz,
       proven = proven + (select count(*) from audit_charge))";

constexpr std::string_view next_whole_sql = "update auditor_progress set whole_next = $1::int where whole_next = $2::int";

constexpr std::string_view end_sweep_sql = R"(
update auditor_progress set whole_next = null, sweep = sweep + 1, sweep_done_at = $1::timestamptz,
       swept_charge = '00000000-0000-0000-0000-000000000000', swept_transaction = '00000000-0000-0000-0000-000000000000'
 where whole_next = $2::int)";

constexpr std::string_view clear_sql = R"(
update auditor_finding set cleared_at = $1::timestamptz where cleared_at is null and sweep < $2::bigint)";

constexpr std::string_view keep_sql = R"(
with seen as (
  insert into auditor_finding as f (invariant, example, found_at, seen_at, sweep)
  select $1, e, $3::timestamptz, $3::timestamptz, $4::bigint from (select distinct e from unnest($2::text[]) e) d
  on conflict (invariant, md5(example)) where cleared_at is null
     do update set seen_at = excluded.seen_at, sweep = excluded.sweep
  returning example, found_at = seen_at as fresh),
told as (
  insert into outbox (at, kind, subject_kind, subject_id, payload)
  select $3::timestamptz, 'alert', 'books', $1,
         jsonb_build_object('code', 'books_violated', 'invariant', $1::text, 'example', min(example))::text
    from seen where fresh having count(*) > 0)
select count(*) filter (where fresh) from seen)";

constexpr std::string_view status_sql = R"(
select p.position, h.position as head, p.sweep, p.sweep_since, p.sweep_done_at, p.proven,
       (select count(*) from auditor_finding where cleared_at is null) as open
  from auditor_progress p cross join event_head h)";

constexpr std::string_view findings_sql = R"(
select invariant, example, found_at, seen_at from auditor_finding where cleared_at is null
 order by found_at desc, invariant, example limit 100)";

/// Every check over everything; after them the one of the statuses.
const VerifyCheck* whole_check(int place) {
  for (const auto checks : all_checks()) {
    if (place < static_cast<int>(checks.size()))
      return &checks[static_cast<std::size_t>(place)];
    place -= static_cast<int>(checks.size());
  }
  return nullptr;
}

} // namespace

struct Auditor::Progress {
  std::int64_t position = 0;
  std::optional<Instant> looked_at;
  Uuid swept_charge, swept_transaction;
  std::optional<int> whole_next;
  std::int64_t sweep = 0;
  std::optional<Instant> since;
};

Result<Auditor::Step> Auditor::step() {
  if (auto provided = provide_audit_scope(own_); !provided)
    return tl::unexpected(provided.error());
  const auto whole = shared_.in_transaction([](Tx& tx) -> Result<std::optional<int>> {
    const auto next = tx.exec("select whole_next from auditor_progress")[0][0];
    return next.is_null() ? std::optional<int>() : std::optional(static_cast<int>(int_of(next)));
  });
  if (!whole)
    return tl::unexpected(whole.error());
  if (*whole)
    if (const auto proven = prove_whole(**whole); !proven || !proven->worked || proven->violations > 0)
      return proven;
  return prove_some();
}

Result<Auditor::Step> Auditor::prove_some() {
  return own_.in_transaction([this](Tx& tx) -> Result<Step> {
    if (!has_audit_scope(tx))
      return fail(ErrorCode::unavailable, "the session was replaced; the next step goes on");
    const auto rows = tx.exec(progress_sql);
    if (rows.empty())
      return Step{};
    Progress progress;
    progress.position = int_of(rows[0]["position"]);
    progress.looked_at = optional_instant_of(rows[0]["looked_at"]);
    progress.swept_charge = uuid_of(rows[0]["swept_charge"]);
    progress.swept_transaction = uuid_of(rows[0]["swept_transaction"]);
    if (!rows[0]["whole_next"].is_null())
      progress.whole_next = static_cast<int>(int_of(rows[0]["whole_next"]));
    progress.sweep = int_of(rows[0]["sweep"]);
    progress.since = optional_instant_of(rows[0]["sweep_since"]);
    Step step;
    step.worked = true;
    take_touched(tx, progress, step);
    sweep(tx, progress);
    tx.exec(whole_payments_sql);
    step.proven = int_of(tx.exec("select count(*) from audit_charge")[0][0]);
    step.violations = prove_scope(tx, progress);
    tx.exec(advance_sql, Params::of(progress.position, clock_.now(), progress.swept_charge, progress.swept_transaction,
                                    progress.whole_next, progress.since));
    return step;
  });
}

void Auditor::take_touched(Tx& tx, Progress& progress, Step& step) {
  const auto window = tx.exec(window_sql, Params::of(progress.position, limits_.events))[0];
  const auto newest = int_of(window["newest"]);
  step.more = int_of(window["events"]) == limits_.events;
  if (newest > progress.position)
    tx.exec(touched_sql, Params::of(progress.position, newest));
  if (progress.looked_at)
    tx.exec(loose_sql, Params::of(*progress.looked_at));
  progress.position = newest;
}

// A sweep begins no sooner than its pace allows, and waits while what it found at its end is being looked at.
void Auditor::sweep(Tx& tx, Progress& progress) {
  if (progress.whole_next)
    return;
  const bool begins = progress.swept_charge == Uuid{} && progress.swept_transaction == Uuid{};
  if (begins && progress.since && clock_.now() - *progress.since < limits_.sweep_pace)
    return;
  if (begins)
    progress.since = clock_.now();
  const auto charges = tx.exec(sweep_charges_sql, Params::of(progress.swept_charge, limits_.charges));
  const auto transactions = tx.exec(sweep_transactions_sql, Params::of(progress.swept_transaction, limits_.transactions));
  if (charges.empty() && transactions.empty())
    progress.whole_next = 0;
  if (!charges.empty())
    progress.swept_charge = uuid_of(charges[0][0]);
  if (!transactions.empty())
    progress.swept_transaction = uuid_of(transactions[0][0]);
}

std::int64_t Auditor::prove_scope(Tx& tx, const Progress& progress) {
  std::int64_t violations = 0;
  for (const auto checks : all_checks())
    for (const auto& check : checks)
      if ((check.holds & by_charge) != 0)
        violations += keep(tx, run_check(tx, check, true), progress.sweep);
  for (const auto& check : touched_checks())
    violations += keep(tx, run_check(tx, check, true), progress.sweep);
  return violations + keep(tx, check_statuses(tx), progress.sweep);
}

// The proof reads in a snapshot and may take long; only its end is written, and only when nobody was faster.
Result<Auditor::Step> Auditor::prove_whole(int place) {
  const auto* check = whole_check(place);
  const auto found = in_snapshot(shared_, [&](Tx& tx) -> Result<views::VerifyFinding> {
    return check != nullptr ? run_check(tx, *check) : check_statuses(tx);
  });
  if (!found)
    return tl::unexpected(found.error());
  return shared_.in_transaction([&](Tx& tx) -> Result<Step> {
    const auto rows = tx.exec(progress_sql);
    if (rows.empty() || rows[0]["whole_next"].is_null() || int_of(rows[0]["whole_next"]) != place)
      return Step{};
    const auto sweep = int_of(rows[0]["sweep"]);
    Step step;
    step.worked = true;
    step.violations = keep(tx, *found, sweep);
    if (check != nullptr) {
      tx.exec(next_whole_sql, Params::of(place + 1, place));
      return step;
    }
    tx.exec(end_sweep_sql, Params::of(clock_.now(), place));
    tx.exec(clear_sql, Params::of(clock_.now(), sweep));
    return step;
  });
}

std::int64_t Auditor::keep(Tx& tx, const views::VerifyFinding& finding, std::int64_t sweep) {
  if (finding.violations == 0)
    return 0;
  const auto examples = array_of(finding.examples, [](const std::string& example) { return example; });
  tx.exec(keep_sql, Params::of(finding.invariant, examples, clock_.now(), sweep));
  return finding.violations;
}

Result<views::AuditorStatus> auditor_status(Database& database) {
  return in_snapshot(database, [](Tx& tx) -> Result<views::AuditorStatus> {
    const auto row = tx.exec(status_sql)[0];
    views::AuditorStatus status;
    status.position = int_of(row["position"]);
    status.lag = int_of(row["head"]) - status.position;
    status.sweep = int_of(row["sweep"]);
    status.sweep_since = optional_instant_of(row["sweep_since"]);
    status.sweep_done_at = optional_instant_of(row["sweep_done_at"]);
    status.proven = int_of(row["proven"]);
    status.open = int_of(row["open"]);
    for (const auto& found : tx.exec(findings_sql))
      status.findings.push_back({text_of(found["invariant"]), text_of(found["example"]),
                                 optional_instant_of(found["found_at"]), optional_instant_of(found["seen_at"])});
    return status;
  });
}

} // namespace paydesk::store
