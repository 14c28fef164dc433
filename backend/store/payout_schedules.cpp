// Pay-out schedules: their versions, and what their times are.
#include "store/payout_schedules.h"

#include <algorithm>

#include "store/command_log.h"
#include "store/lines.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

constexpr std::string_view in_force_sql = R"(
select name, currency, sellers, rhythm, day, cut_off, zone, minimum, hold_days, coalesce(psp_account, ''), version,
       since, at, by_login, reason
  from (select distinct on (name) * from payout_schedule order by name, version desc) as newest
 where not removed order by name)";

// Changes come one after the other: each looks at all others.
constexpr std::string_view lock_sql = "select pg_advisory_xact_lock(hashtext('payout_schedule'))";

constexpr std::string_view newest_sql = "select coalesce(max(version), 0) from payout_schedule where name = $1";

constexpr std::string_view zone_sql = "select exists (select from pg_timezone_names where name = $1)";

constexpr std::string_view insert_sql = R"(
insert into payout_schedule (name, version, removed, currency, sellers, rhythm, day, cut_off, zone, minimum, hold_days,
                             psp_account, since, at, by_login, by_id, reason)
values ($1, $2::int, $3::bool, $4, $5, $6, $7::int, $8::int, $9, $10::bigint, $11::int, nullif($12, ''),
        $13::timestamptz, $14::timestamptz, $15, $16::uuid, $17))";

constexpr std::string_view audit_sql = R"(
insert into audit_record (at, principal_id, login, action, subject, detail, outcome)
select s.at, s.by_id, s.by_login, 'payout_schedule.set', 'payout_schedule/' || s.name,
       to_jsonb(s) - 'by_id' - 'by_login' - 'name', case when s.removed then 'removed' else 'set' end
  from payout_schedule s where s.name = $1 and s.version = $2::int)";

constexpr std::string_view event_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
values ($1::timestamptz, 'payout_schedule.set', 'payout_schedule', $2,
        jsonb_build_object('version', $3::int, 'by', $4::text)::text))";

constexpr std::string_view days_sql = R"(
select ($1::timestamptz at time zone z.zone)::date - date '1970-01-01'
  from unnest($2::text[]) with ordinality as z(zone, n) order by n)";

constexpr std::string_view instants_sql = R"(
select (date '1970-01-01' + t.day + make_interval(mins => t.minute)) at time zone t.zone
  from unnest($1::text[], $2::int[], $3::int[]) with ordinality as t(zone, day, minute, n) order by n)";

ScheduleInForce schedule_of(const pqxx::row& row) {
  Cells cells(row);
  ScheduleInForce found;
  auto& schedule = found.schedule;
  schedule.name = cells.text();
  schedule.currency = Currency::find(cells.text()).value_or(Currency{});
  schedule.sellers = items_of(cells.text());
  schedule.rhythm = parse_payout_rhythm(cells.text()).value_or(PayoutRhythm::manual);
  schedule.day = cells.small();
  schedule.cut_off = cells.small();
  schedule.zone = cells.text();
  schedule.minimum = cells.integer();
  schedule.hold_days = cells.small();
  schedule.psp_account = cells.text();
  found.version = cells.small();
  found.since = cells.instant();
  found.at = cells.instant();
  found.by = cells.text();
  found.reason = cells.text();
  return found;
}

std::vector<ScheduleInForce> read_in_force(Tx& tx) {
  std::vector<ScheduleInForce> found;
  for (const auto& row : tx.exec(in_force_sql))
    found.push_back(schedule_of(row));
  return found;
}

const ScheduleInForce* named(const std::vector<ScheduleInForce>& in_force, const std::string& name) {
  const auto at = std::find_if(in_force.begin(), in_force.end(),
                               [&](const ScheduleInForce& item) { return item.schedule.name == name; });
  return at == in_force.end() ? nullptr : &*at;
}

Result<void> check_version(const NewSchedule& given, const ScheduleInForce* before) {
  const int version = before != nullptr ? before->version : 0;
  if (given.remove && before == nullptr)
    return fail(ErrorCode::not_found, "there is no pay-out schedule with this name", "schedule.name");
  if (given.replaces == version)
    return {};
  return fail(ErrorCode::conflict,
              before == nullptr ? "there is no such schedule any more. Nothing was changed"
                                : "version " + std::to_string(version) +
                                      " of this schedule is in force. Nothing was changed; look at it first",
              "schedule.version");
}

/// The new version as it will be in force; of a removal it repeats what is removed.
ScheduleInForce next_version(const Caller& caller, const NewSchedule& given, const ScheduleInForce* before,
                             int newest) {
  ScheduleInForce next{given.remove ? before->schedule : given.schedule, newest + 1, given.at, given.at, caller.login,
                       given.reason};
  // What fell due and was not run yet is not forgotten because somebody changed a minimum meanwhile.
  if (before != nullptr && same_rhythm(before->schedule, next.schedule))
    next.since = before->since;
  return next;
}

void insert_version(Tx& tx, const Caller& caller, const ScheduleInForce& next, bool removed) {
  const auto& s = next.schedule;
  tx.exec(insert_sql, Params::of(s.name, next.version, removed, s.currency.code(), lines_of(s.sellers),
                                 to_string(s.rhythm), s.day, s.cut_off, s.zone, s.minimum, s.hold_days, s.psp_account,
                                 next.since, next.at, caller.login, caller.principal_id, next.reason));
  tx.exec(audit_sql, Params::of(s.name, next.version));
  tx.exec(event_sql, Params::of(next.at, s.name, next.version, caller.login));
}

} // namespace

Result<std::vector<ScheduleInForce>> PgPayoutSchedules::in_force() {
  return database_.in_transaction(
      [&](Tx& tx) -> Result<std::vector<ScheduleInForce>> { return read_in_force(tx); });
}

Result<views::PayoutSchedule> PgPayoutSchedules::set(const Caller& caller, const NewSchedule& given, const Fits& fits,
                                                     const Keep& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutSchedule> {
    tx.exec(lock_sql);
    const auto in_force = read_in_force(tx);
    const auto* before = named(in_force, given.schedule.name);
    if (const auto ok = check_version(given, before); !ok)
      return tl::unexpected(ok.error());
    if (!given.remove && !bool_of(tx.exec(zone_sql, Params::of(given.schedule.zone))[0][0]))
      return invalid("schedule.zone", "is no time zone such as Europe/Berlin. Nothing was changed");
    if (const auto ok = fits(in_force); !ok)
      return tl::unexpected(ok.error());
    const auto newest = static_cast<int>(int_of(tx.exec(newest_sql, Params::of(given.schedule.name))[0][0]));
    const auto next = next_version(caller, given, before, newest);
    insert_version(tx, caller, next, given.remove);
    const auto view = view_of(next);
    if (keep)
      if (const auto kept = store_answer(tx, keep(view)); !kept)
        return tl::unexpected(kept.error());
    return view;
  });
}

Result<std::vector<CalendarDay>> PgPayoutSchedules::days(std::span<const std::string> zones, Instant at) {
  if (zones.empty())
    return std::vector<CalendarDay>{};
  return database_.in_transaction([&](Tx& tx) -> Result<std::vector<CalendarDay>> {
    std::vector<CalendarDay> days;
    for (const auto& row : tx.exec(days_sql, Params::of(at, array_of(zones, [](const auto& zone) { return zone; }))))
      days.emplace_back(std::chrono::days(int_of(row[0])));
    return days;
  });
}

Result<std::vector<Instant>> PgPayoutSchedules::instants(std::span<const ZonedTime> times) {
  if (times.empty())
    return std::vector<Instant>{};
  return database_.in_transaction([&](Tx& tx) -> Result<std::vector<Instant>> {
    const auto params =
        Params::of(array_of(times, [](const ZonedTime& t) { return t.zone; }),
                   array_of(times, [](const ZonedTime& t) { return t.day.time_since_epoch().count(); }),
                   array_of(times, [](const ZonedTime& t) { return t.minute; }));
    std::vector<Instant> instants;
    for (const auto& row : tx.exec(instants_sql, params))
      instants.push_back(optional_instant_of(row[0]).value());
    return instants;
  });
}

} // namespace paydesk::store
