#include "store/selections.h"

#include "store/columns.h"
#include "store/command_log.h"
#include "store/filter_sql.h"
#include "store/queue_reads.h"
#include "store/row_values.h"
#include "store/selection_rows.h"

namespace paydesk::store {
namespace {

constexpr std::string_view insert_sql = R"(
insert into selection (selection_id, owner_id, owner, list, filter, position, items, state, created_at, expires_at)
select $1::uuid, $2::uuid, $3, $4, $5, position, $6::int, 'frozen', $7::timestamptz, $8::timestamptz from event_head)";

// The selection's row is written when its items are counted: its key is checked at the end of the transaction.
constexpr std::string_view insert_items_sql = R"(
insert into selection_item (selection_id, n, job_id, payment_id, charge_id, subject_id, kind, psp_account, amount,
                            currency, dead_since)
select $1::uuid, row_number() over (order by v.first_at, v.job_id), v.job_id, v.payment_id, v.charge_id, v.subject_id,
       v.kind, v.psp_account, v.amount, v.currency, v.dead_since
  from (
select coalesce(j.dead_since, j.due_at) as first_at, j.job_id, j.payment_id, j.charge_id, n.subject_id, j.kind,
       j.psp_account, coalesce(nullif(n.amount, 0), c.amount) as amount, c.currency, j.dead_since
  from job j
  join charge c on c.charge_id = j.charge_id
  left join operation n on n.operation_id = j.operation_id
 where )";

constexpr std::string_view audit_sql = R"(
insert into audit_record (at, principal_id, login, action, subject, detail, outcome)
select $1::timestamptz, $2::uuid, $3, $4, selection_id::text,
       jsonb_build_object('list', list, 'filter', filter, 'items', items, 'reason', $6::text), 'done'
  from selection where selection_id = $5::uuid)";

// Whoever follows a selection hears of each step that it takes, with what it has come to.
constexpr std::string_view tell_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
select $2::timestamptz, 'selection.' || state, 'selection', selection_id::text,
       jsonb_build_object('action', action, 'items', items, 'done', done, 'refused', refused)::text
  from selection where selection_id = $1::uuid)";

constexpr std::string_view lock_sql = R"(
select owner_id, owner, state, expires_at from selection where selection_id = $1::uuid for update)";

constexpr std::string_view run_sql = R"(
update selection set state = 'running', action = $2, reason = $3, runner_id = $4::uuid, runner = $5,
       started_at = $6::timestamptz, leased_until = $6::timestamptz
 where selection_id = $1::uuid)";

constexpr std::string_view cancel_sql = R"(
update selection set state = 'cancelled', note = $2, ended_at = $3::timestamptz where selection_id = $1::uuid)";

constexpr std::string_view take_sql = R"(
update selection s set leased_until = $2::timestamptz, token = nextval('fencing_token')
 where s.selection_id = (
       select selection_id from selection
        where state = 'running' and leased_until <= $1::timestamptz
        order by leased_until, selection_id limit 1 for update skip locked)
returning s.selection_id, s.token, s.runner_id, s.runner, s.list, s.action, s.reason,
          exists (select from principal p join role_grant g using (principal_id)
                   where p.principal_id = s.runner_id and p.enabled and g.role in ('operator', 'admin')) as may)";

constexpr std::string_view waiting_sql = R"(
select n, job_id, dead_since from selection_item
 where selection_id = $1::uuid and state = 'waiting' order by n limit $2::int)";

constexpr std::string_view step_sql = R"(
update selection set done = done + $4::int, refused = refused + $5::int, leased_until = $3::timestamptz,
       state = case when done + refused + $4::int + $5::int = items then 'done' else state end,
       ended_at = case when done + refused + $4::int + $5::int = items then $3::timestamptz end
 where selection_id = $1::uuid and token = $2::bigint and state = 'running')";

constexpr std::string_view step_items_sql = R"(
update selection_item i
   set state = case when v.done then 'done' else 'refused' end, message = v.message, done_at = $2::timestamptz
  from unnest($3::int[], $4::bool[], $5::text[]) as v(n, done, message)
 where i.selection_id = $1::uuid and i.n = v.n and i.state = 'waiting')";

constexpr std::string_view drop_sql = R"(
delete from selection
 where (state = 'frozen' and expires_at < $1::timestamptz) or ended_at < $2::timestamptz)";

/// Everything that a command on a selection ends with: audit record, event, answer.
Result<views::Selection> conclude(Tx& tx, const Caller& caller, const Uuid& id, const char* action,
                                  const std::string& reason, Instant now, const SelectionStore::Keep& keep) {
  tx.exec(audit_sql, Params::of(now, caller.principal_id, caller.login, action, id, reason));
  tx.exec(tell_sql, Params::of(id, now));
  auto view = read_selection(tx, id);
  if (view && keep)
    if (const auto kept = store_answer(tx, keep(*view)); !kept)
      return tl::unexpected(kept.error());
  return view;
}

struct Locked {
  std::string state;
  Instant expires_at;
};

/// The selection is ours until the transaction ends, and the caller may act on it.
Result<Locked> lock_for(Tx& tx, const Caller& caller, const Uuid& id) {
  const auto rows = tx.exec(lock_sql, Params::of(id));
  if (rows.empty())
    return fail(ErrorCode::not_found, "there is no selection with this id; it may have expired: freeze a new one",
                "selection_id");
  if (uuid_of(rows[0]["owner_id"]) != caller.principal_id && !caller.has_role("admin"))
    return fail(ErrorCode::permission_denied,
                "this selection is " + text_of(rows[0]["owner"]) + "'s: only its owner or an admin acts on it");
  return Locked{text_of(rows[0]["state"]), instant_of(rows[0]["expires_at"])};
}

} // namespace

// One snapshot for the items and the event position: a reader can tell what the selection has seen.
Result<views::Selection> PgSelections::freeze(const Caller& caller, const Uuid& selection_id, bool dead_letter,
                                              const std::string& filter, Instant now, Instant expires_at,
                                              const Keep& keep) {
  auto params = Params::of(selection_id, most_items + 1);
  const auto condition = queue_condition(dead_letter, filter, {clock_.now(), time_zone_}, params);
  if (!condition)
    return tl::unexpected(condition.error());
  const auto sql = std::string(insert_items_sql) + *condition + " order by first_at, j.job_id limit $2::int) v";
  return database_.in_transaction([&](Tx& tx) -> Result<views::Selection> {
    tx.exec("set transaction isolation level repeatable read");
    const auto items = tx.exec_once(sql, params).affected_rows();
    if (items == 0)
      return fail(ErrorCode::failed_precondition, "nothing in the list matches; nothing was frozen", "filter");
    if (items > static_cast<std::size_t>(most_items))
      return fail(ErrorCode::failed_precondition,
                  "more than " + std::to_string(most_items) + " items match; nothing was frozen: narrow the filter",
                  "filter");
    auto row = Params::of(selection_id, caller.principal_id, caller.login, dead_letter ? "dead" : "retry");
    tx.exec(insert_sql, row.add(filter).add(items).add(now).add(expires_at));
    return conclude(tx, caller, selection_id, "selection.freeze", {}, now, keep);
  });
}

Result<views::Selection> PgSelections::run(const Caller& caller, const Uuid& selection_id, bool discard,
                                           const std::string& reason, Instant now, const Keep& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::Selection> {
    const auto locked = lock_for(tx, caller, selection_id);
    if (!locked)
      return tl::unexpected(locked.error());
    if (locked->state != "frozen")
      return fail(ErrorCode::failed_precondition,
                  "this selection is " + locked->state + ": each is run once; freeze a new one", "selection_id");
    if (locked->expires_at <= now)
      return fail(ErrorCode::failed_precondition,
                  "this selection expired at " + format_instant(locked->expires_at) +
                      "; nothing was done: freeze a new one",
                  "selection_id");
    const auto* action = discard ? "discard" : "retry";
    tx.exec(run_sql, Params::of(selection_id, action, reason, caller.principal_id, caller.login, now));
    return conclude(tx, caller, selection_id, discard ? "selection.discard" : "selection.retry", reason, now, keep);
  });
}

Result<views::Selection> PgSelections::cancel(const Caller& caller, const Uuid& selection_id,
                                              const std::string& reason, Instant now, const Keep& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::Selection> {
    const auto locked = lock_for(tx, caller, selection_id);
    if (!locked)
      return tl::unexpected(locked.error());
    if (locked->state != "frozen" && locked->state != "running")
      return fail(ErrorCode::failed_precondition, "this selection is " + locked->state + " already", "selection_id");
    const auto note = "cancelled by " + caller.login + (reason.empty() ? "" : ": " + reason);
    tx.exec(cancel_sql, Params::of(selection_id, note, now));
    return conclude(tx, caller, selection_id, "selection.cancel", reason, now, keep);
  });
}

Result<std::optional<SelectionWork>> PgSelections::take(int most, Instant now, Instant lease_until) {
  return database_.in_transaction([&](Tx& tx) -> Result<std::optional<SelectionWork>> {
    const auto rows = tx.exec(take_sql, Params::of(now, lease_until));
    if (rows.empty())
      return std::nullopt;
    const auto& row = rows[0];
    SelectionWork work;
    work.selection_id = uuid_of(row["selection_id"]);
    work.token = int_of(row["token"]);
    work.runner.principal_id = uuid_of(row["runner_id"]);
    work.runner.login = text_of(row["runner"]);
    work.dead_letter = text_of(row["list"]) == "dead";
    work.discard = text_of(row["action"]) == "discard";
    work.reason = text_of(row["reason"]);
    if (!bool_of(row["may"])) {
      tx.exec(cancel_sql, Params::of(work.selection_id, "stopped: " + work.runner.login + " may not do this any more",
                                     now));
      tx.exec(tell_sql, Params::of(work.selection_id, now));
      return work;
    }
    for (const auto& item : tx.exec(waiting_sql, Params::of(work.selection_id, most)))
      work.items.push_back({static_cast<int>(int_of(item["n"])), uuid_of(item["job_id"]),
                            optional_instant_of(item["dead_since"])});
    return work;
  });
}

Result<int> PgSelections::drop_old(Instant expired_before, Instant ended_before) {
  return database_.in_transaction([&](Tx& tx) -> Result<int> {
    return static_cast<int>(tx.exec(drop_sql, Params::of(expired_before, ended_before)).affected_rows());
  });
}

Result<void> save_selection(Tx& tx, const Extra& extra) {
  if (!extra.selection)
    return {};
  const auto& step = *extra.selection;
  Array numbers, outcomes, messages;
  int done = 0;
  for (const auto& result : step.results) {
    numbers.add(result.n);
    outcomes.add(result.done);
    messages.add(result.message);
    done += result.done ? 1 : 0;
  }
  const auto all = static_cast<int>(step.results.size());
  const auto moved = tx.exec(step_sql, Params::of(step.selection_id, step.token, step.at, done, all - done));
  const auto params = Params::of(step.selection_id, step.at).add(numbers).add(outcomes).add(messages);
  if (moved.affected_rows() != 1 ||
      tx.exec(step_items_sql, params).affected_rows() != step.results.size())
    return fail(ErrorCode::conflict, "the selection was cancelled or taken over meanwhile");
  tx.exec(tell_sql, Params::of(step.selection_id, step.at));
  return {};
}

} // namespace paydesk::store
