// One pay-out with all that became of it.
#include "store/payout_tx.h"
#include "store/payouts.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

constexpr std::string_view payout_sql = R"(
select p.batch_id, case when b.funding_psp is null then b.funding_iban end as iban, b.funding_psp, s.reference,
       s.key, s.generation, s.work, s.ask or s.doubt as asks_next,
       case when s.work = 'queued' then s.due_at end as due_at, s.last_error
  from payout p
  join payout_batch b using (batch_id)
  left join payout_sending s using (payout_id)
 where p.payout_id = $1::uuid)";

// The newest, in the order in which they were begun.
constexpr std::string_view attempts_sql = R"(
select * from (
  select attempt_id, operation, key, begun_at, ended_at, http_status, error_class, error_code, message, latency_ms,
         request, response
    from payout_attempt where payout_id = $1::uuid order by begun_at desc, attempt_id desc limit 200) newest
 order by begun_at, attempt_id)";

constexpr std::string_view steps_sql = R"(
select at, trigger, to_state, by_login, note, superseded
  from payout_history where payout_id = $1::uuid order by history_id)";

views::PayoutAttempt attempt_of(const pqxx::row& row) {
  views::PayoutAttempt attempt;
  attempt.attempt_id = text_of(row["attempt_id"]);
  attempt.operation = text_of(row["operation"]);
  attempt.key = text_of(row["key"]);
  attempt.begun_at = optional_instant_of(row["begun_at"]);
  attempt.ended_at = optional_instant_of(row["ended_at"]);
  attempt.http_status = row["http_status"].is_null() ? 0 : small_int_of(row["http_status"]);
  attempt.error_class = text_of(row["error_class"]);
  attempt.error_code = text_of(row["error_code"]);
  attempt.message = text_of(row["message"]);
  attempt.latency_ms = row["latency_ms"].is_null() ? -1 : small_int_of(row["latency_ms"]);
  attempt.request = text_of(row["request"]);
  attempt.response = text_of(row["response"]);
  return attempt;
}

} // namespace

Result<views::PayoutDetail> PgPayouts::payout(const Uuid& payout_id) {
  return database_.in_transaction([&](Tx& tx) -> Result<views::PayoutDetail> {
    const auto rows = tx.exec(payout_sql, Params::of(payout_id));
    if (rows.empty())
      return fail(ErrorCode::not_found, "there is no pay-out with this id", "payout_id");
    const auto row = rows[0];
    views::PayoutDetail detail;
    detail.batch_id = text_of(row["batch_id"]);
    detail.payout = read_payout(tx, payout_id);
    detail.funding_account = row["funding_psp"].is_null() ? masked_number({"iban", "", text_of(row["iban"]), ""})
                                                          : text_of(row["funding_psp"]);
    if (!row["work"].is_null()) {
      detail.psp_reference = text_of(row["reference"]);
      detail.key = text_of(row["key"]);
      detail.generation = small_int_of(row["generation"]);
      detail.next = text_of(row["work"]) != "queued" ? text_of(row["work"]) : bool_of(row["asks_next"]) ? "ask" : "send";
      detail.due_at = optional_instant_of(row["due_at"]);
      detail.last_error = text_of(row["last_error"]);
    }
    for (const auto& attempt : tx.exec(attempts_sql, Params::of(payout_id)))
      detail.attempts.push_back(attempt_of(attempt));
    for (const auto& step : tx.exec(steps_sql, Params::of(payout_id)))
      detail.steps.push_back({optional_instant_of(step[0]), text_of(step[1]), text_of(step[2]), text_of(step[3]),
                              text_of(step[4]), bool_of(step[5])});
    return detail;
  });
}

} // namespace paydesk::store
