#include "store/books_leftovers.h"

#include "core/money.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

constexpr int most_named = 10;

constexpr std::string_view balances_sql = R"(
select a.currency, (s.debit - s.credit)::bigint as balance
  from ledger_account a cross join lateral account_sums(a.account_id, $2::timestamptz) s
 where a.class = $1 and s.debit <> s.credit
 order by a.currency)";

constexpr std::string_view suspense_sql = R"(
select 'bank entry of ' || e.booking_date as what, e.amount, e.currency, t.booked_at
  from bank_entry e join ledger_transaction t on t.transaction_id = e.transaction_id
 where e.state = 'unexpected' and t.booked_at <= $1::timestamptz
union all
select 'line ' || l.line_no || ' of batch ' || r.batch || ' of ' || l.psp_account, l.gross, l.currency, t.booked_at
  from settlement_line l
  join recon_run r using (run_id)
  join ledger_transaction t on t.transaction_id = l.transaction_id
 where l.settled and l.fact_kind = '' and l.verdict in ('missing_in_ledger', 'status_mismatch') and l.gross <> 0
   and t.booked_at <= $1::timestamptz
 order by booked_at, what, amount limit $2::int + 1)";

std::string money_text(std::int64_t minor, const std::string& code) {
  const auto currency = Currency::find(code);
  return currency ? format_amount(minor, *currency) + " " + code : std::to_string(minor) + " " + code;
}

/// "5.00 EUR, -3 KRW"; empty when all are zero.
std::string balances_of(Tx& tx, std::string_view account_class, Instant through) {
  std::string text;
  for (const auto& row : tx.exec(balances_sql, Params::of(account_class, through)))
    text += (text.empty() ? "" : ", ") + money_text(int_of(row["balance"]), text_of(row["currency"]));
  return text;
}

void name_suspense(Tx& tx, Instant through, std::vector<std::string>& told) {
  int named = 0;
  for (const auto& row : tx.exec(suspense_sql, Params::of(through, most_named))) {
    if (++named > most_named) {
      told.emplace_back("In it are more of them: paydeskctl recon breaks shows all.");
      return;
    }
    told.push_back("In it: " + text_of(row["what"]) + " over " +
                   money_text(int_of(row["amount"]), text_of(row["currency"])) + ".");
  }
}

} // namespace

std::vector<std::string> leftovers(Tx& tx, const std::string& day, Instant through) {
  std::vector<std::string> told;
  if (const auto held = balances_of(tx, "recon_suspense", through); !held.empty()) {
    told.push_back("recon_suspense is not empty at the end of " + day + ": " + held + ".");
    name_suspense(tx, through, told);
  }
  if (const auto open = balances_of(tx, "fx_clearing", through); !open.empty())
    told.push_back("fx_clearing holds " + open + " at the end of " + day +
                   "; there are no reference rates, so it was not revalued.");
  return told;
}

} // namespace paydesk::store
