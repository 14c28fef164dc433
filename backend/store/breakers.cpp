#include "store/breakers.h"

#include "store/breaker_rows.h"
#include "store/command_log.h"
#include "store/rule_tx.h"

namespace paydesk::store {
namespace {

constexpr std::string_view settings_sql = R"(
select enabled, window_s, min_calls, failure_percent, consecutive, open_s, longest_open_s, probes,
       questions_per_minute
  from breaker_setting where subject = $1 and version = $2::int)";

constexpr std::string_view insert_sql = R"(
insert into breaker_setting (subject, version, enabled, window_s, min_calls, failure_percent, consecutive, open_s,
                             longest_open_s, probes, questions_per_minute)
values ($1, $2::int, $3::boolean, $4::int, $5::int, $6::int, $7::int, $8::int, $9::int, $10::int, $11::int))";

constexpr std::string_view close_sql = R"(
update psp_breaker set state = 'closed', why = 'switched off', since = now(), trips = 0, probe_at = null, buckets = '',
       failures_in_row = 0
 where psp_account = $1 and state <> 'closed')";

constexpr std::string_view audit_sql = R"(
insert into audit_record (at, principal_id, login, action, subject, detail, outcome)
values ($1::timestamptz, $2::uuid, $3, 'psp.breaker', $4,
        jsonb_build_object('reason', $5::text, 'forced', $6::text), 'done'))";

bool has_account(Tx& tx, const std::string& psp_account) {
  return !tx.exec("select from psp_account where psp_account = $1", Params::of(psp_account)).empty();
}

} // namespace

BreakerSettings PgRuleTx::breaker_settings(std::string_view subject, int version) {
  const auto rows = tx_.exec(settings_sql, Params::of(subject, version));
  return rows.empty() ? BreakerSettings{} : breaker_settings_of(rows[0]);
}

void PgRuleTx::add_breaker_settings(std::string_view subject, int version, const BreakerSettings& settings) {
  tx_.exec(insert_sql, Params::of(subject, version, settings.enabled, settings.window.count(), settings.min_calls,
                                  settings.failure_percent, settings.consecutive, settings.open_for.count(),
                                  settings.longest_open.count(), settings.probes, settings.questions_per_minute));
  if (!settings.enabled)
    tx_.exec(close_sql, Params::of(subject));
}

Result<BreakerState> PgBreakers::record(const std::string& psp_account, const CallResults& results, Instant now) {
  return database_.in_transaction([&](Tx& tx) -> Result<BreakerState> {
    // Losing the last count in a crash of the server is harmless: it does not wait for the disk.
    tx.exec("set local synchronous_commit = off");
    auto locked = read_breaker(tx, psp_account, true, now);
    const bool changed = paydesk::record(locked.breaker, locked.settings, results, now);
    write_breaker(tx, locked);
    if (changed)
      tell_breaker(tx, locked, now);
    return locked.breaker.effective();
  });
}

Result<AccountBreaker> PgBreakers::find(const std::string& psp_account) {
  return database_.in_transaction([&](Tx& tx) -> Result<AccountBreaker> {
    if (!has_account(tx, psp_account))
      return fail(ErrorCode::not_found, "there is no PSP account " + psp_account, "psp_account");
    return read_breaker(tx, psp_account, false, Instant{});
  });
}

Result<AccountBreaker> PgBreakers::force(const Caller& caller, const std::string& psp_account,
                                         std::optional<BreakerState> state, const std::string& reason, Instant now,
                                         const std::function<CommandAnswer(const AccountBreaker&)>& keep) {
  return database_.in_transaction([&](Tx& tx) -> Result<AccountBreaker> {
    if (!has_account(tx, psp_account))
      return fail(ErrorCode::not_found, "there is no PSP account " + psp_account, "psp_account");
    auto locked = read_breaker(tx, psp_account, true, now);
    if (!state && !locked.breaker.forced)
      return fail(ErrorCode::failed_precondition,
                  "the breaker of " + psp_account + " is not forced: there is nothing to release");
    paydesk::force(locked.breaker, state, reason, now);
    locked.forced_by = state ? caller.login : std::string();
    write_breaker(tx, locked);
    tell_breaker(tx, locked, now);
    tx.exec(audit_sql, Params::of(now, caller.principal_id, caller.login, psp_account, reason,
                                  state ? to_string(*state) : std::string_view("released")));
    if (keep)
      if (const auto kept = store_answer(tx, keep(locked)); !kept)
        return tl::unexpected(kept.error());
    return locked;
  });
}

} // namespace paydesk::store
