// The proof of the past: the same checks, in a session that sees no more than what was booked by then.
#include <fmt/format.h>

#include "store/queries.h"
#include "store/row_values.h"
#include "store/verify.h"
#include "store/verify_checks.h"

namespace paydesk::store {
namespace {

constexpr std::string_view until_sql = "select set_config('paydesk.as_of', $1, true)";
constexpr std::string_view as_of = "current_setting('paydesk.as_of')::timestamptz";

/// A table of which the checks of the past see only some rows; PostgreSQL looks for relations in pg_temp first.
struct Shown {
  std::string_view table;
  std::string condition;
};

std::vector<Shown> everything_shown() {
  const auto booked = fmt::format("booked_at <= {}", as_of);
  const auto of_booked =
      fmt::format("exists (select from public.ledger_transaction t where t.transaction_id = shown.transaction_id and t.{})",
                  booked);
  return {{"ledger_transaction", booked},
          {"ledger_entry", booked},
          {"ledger_checkpoint", fmt::format("at <= {}", as_of)},
          {"ledger_chain", fmt::format("booked_through <= {}", as_of)},
          {"psp_fact", of_booked},
          {"manual_journal", of_booked}};
}

bool holds_of_the_past(const VerifyCheck& check) { return (check.holds & of_the_past) != 0; }

} // namespace

// Not read-only, for the views are made and dropped in it; nothing else is written.
Result<views::VerifyResponse> verify_past(Database& database, Instant until, Instant at) {
  return database.in_transaction([&](Tx& tx) -> Result<views::VerifyResponse> {
    tx.exec("set transaction isolation level repeatable read");
    tx.exec(until_sql, Params::of(format_instant(until)));
    for (const auto& [table, condition] : everything_shown())
      tx.exec_once(fmt::format("create temp view {0} as select * from public.{0} shown where {1}", table, condition));
    views::VerifyResponse response;
    response.at = at;
    response.as_of = until;
    response.position = int_of(tx.exec_once("select position from event_head")[0][0]);
    response.final = bool_of(tx.exec("select sealed_through >= $1::timestamptz from ledger_seal", Params::of(until))[0][0]);
    for (const auto checks : all_checks())
      for (const auto& check : checks) {
        if (holds_of_the_past(check))
          response.findings.push_back(run_check(tx, check));
        else
          response.not_kept.emplace_back(check.invariant);
      }
    response.not_kept.emplace_back("shown_status_is_its_function");
    for (const auto& [table, condition] : everything_shown())
      tx.exec_once(fmt::format("drop view pg_temp.{}", table));
    response.ok = true;
    for (const auto& finding : response.findings)
      response.ok = response.ok && finding.violations == 0;
    return response;
  });
}

Result<views::VerifyResponse> PgQueries::verify_past(Instant as_of) {
  return store::verify_past(database_, as_of, clock_.now());
}

} // namespace paydesk::store
