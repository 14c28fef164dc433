#include "store/verify.h"

#include "core/status.h"
#include "store/queries.h"
#include "store/row_values.h"
#include "store/snapshot.h"
#include "store/verify_checks.h"

namespace paydesk::store {
namespace {

constexpr std::size_t most_examples = 10;
constexpr int chunk = 10'000;

constexpr std::string_view count_head = R"(
select count(*) as checked, count(*) filter (where bad) as violations,
       array_to_string((array_agg(example) filter (where bad))[1:10], E'\n') as examples
  from ()";
constexpr std::string_view count_tail = ") as checked_rows(bad, example)";

constexpr std::string_view statuses_sql = R"(
select o.order_id, o.amount, o.captured, o.refunded, o.refund_pending, o.disputed, o.lost, o.settled, o.dispute_won,
       o.cancelled, o.status, o.reversed, c.state
  from payment_order o
  join charge c on c.charge_id = o.charge_id
 where o.order_id > $1::uuid
 order by o.order_id limit $2::int)";

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// What the status of an order must be; the rule is Turn::finish's.
std::string_view expected_status(const pqxx::row& row) {
  const OrderAmounts amounts{int_of(row["amount"]),         int_of(row["captured"]), int_of(row["refunded"]),
                             int_of(row["refund_pending"]), int_of(row["disputed"]), int_of(row["lost"]),
                             int_of(row["settled"]),        int_of(row["reversed"])};
  if (bool_of(row["cancelled"]) && amounts.captured == 0)
    return "cancelled";
  return shown_status(row["state"].c_str(), amounts, bool_of(row["dispute_won"]));
}

} // namespace

views::VerifyFinding run_check(Tx& tx, const VerifyCheck& check, bool often) {
  const auto sql = std::string(count_head) + std::string(check.sql) + std::string(count_tail);
  const auto row = (often ? tx.exec(sql) : tx.exec_once(sql))[0];
  return {std::string(check.invariant), int_of(row["checked"]), int_of(row["violations"]),
          split_lines(text_of(row["examples"]))};
}

/// In chunks, so that a million orders are never in memory at once.
views::VerifyFinding check_statuses(Tx& tx) {
  views::VerifyFinding finding;
  finding.invariant = "shown_status_is_its_function";
  Uuid last;
  for (;;) {
    const auto rows = tx.exec(statuses_sql, Params::of(last, chunk));
    for (const auto& row : rows) {
      ++finding.checked;
      const auto expected = expected_status(row);
      if (expected == row["status"].c_str())
        continue;
      ++finding.violations;
      if (finding.examples.size() < most_examples)
        finding.examples.push_back("order " + text_of(row["order_id"]) + " is shown as " + text_of(row["status"]) +
                                   ", it is " + std::string(expected));
    }
    if (rows.size() < static_cast<pqxx::result::size_type>(chunk))
      return finding;
    last = uuid_of(rows.back()["order_id"]);
  }
}

Result<views::VerifyResponse> verify_books(Database& database, Instant at) {
  return in_snapshot(database, [&](Tx& tx) -> Result<views::VerifyResponse> {
    views::VerifyResponse response;
    response.at = at;
    response.position = int_of(tx.exec("select position from event_head")[0][0]);
    for (const auto checks : all_checks())
      for (const auto& check : checks)
        response.findings.push_back(run_check(tx, check));
    response.findings.push_back(check_statuses(tx));
    response.ok = true;
    for (const auto& finding : response.findings)
      response.ok = response.ok && finding.violations == 0;
    return response;
  });
}

Result<views::VerifyResponse> PgQueries::verify() { return verify_books(database_, clock_.now()); }

} // namespace paydesk::store
