#include "tests/support/fake_daemon/demo_reconciliation.h"

#include <array>
#include <utility>

namespace paydesk::fake {
namespace {

struct Trouble {
  const char* type;
  std::int64_t difference;
  const char* explanation;
};
constexpr std::array<Trouble, 6> troubles = {
    {{"fee_mismatch", -35, "The fee is 0.35 above the contract's schedule."},
     {"amount_mismatch", -1200, "The file names 12.00 less than the ledger captured."},
     {"missing_in_ledger", 4990, "The PSP settled a payment that the ledger does not know."},
     {"missing_at_psp", -8900, "Captured nine days ago, not yet in any file."},
     {"duplicate_at_psp", 2500, "The same PSP reference stands twice in the file."},
     {"timing", -1500, "Due with the next file."}}};

views::ReconPair matched_pair(const views::PaymentRow& row, std::int64_t line) {
  views::ReconPair pair;
  pair.link = "matched";
  pair.ledger_booked = format_instant(*row.state_since).substr(0, 10);
  pair.ledger_kind = "capture";
  pair.ledger_seller = row.seller;
  pair.ledger_reference = row.order_id;
  pair.ledger_psp_reference = row.psp_reference;
  pair.ledger_amount = row.amount;
  pair.file_amount = row.amount;
  pair.file_fee = {row.amount.minor * 29 / 1000, row.amount.currency};
  pair.file_reference = row.order_id;
  pair.file_psp_reference = row.psp_reference;
  pair.file_kind = "capture";
  pair.file_date = pair.ledger_booked;
  pair.line_no = line;
  pair.payment_id = row.payment_id;
  return pair;
}

views::ReconBreak break_of(const views::ReconPair& pair, const views::ReconRun& run, int number) {
  const auto& trouble = troubles[static_cast<std::size_t>(number) % troubles.size()];
  views::ReconBreak one;
  one.break_id = run.run_id.substr(0, 24) + std::to_string(300'000'000'000 + number);
  one.run_id = run.run_id;
  one.type = trouble.type;
  one.state = number % 9 == 8 ? "resolved" : number % 7 == 6 ? "proposed" : "open";
  one.at_stake = {trouble.difference, pair.ledger_amount.currency};
  one.psp_reference = pair.file_psp_reference;
  one.merchant_reference = pair.file_reference;
  one.payment_id = pair.payment_id;
  one.seller = pair.ledger_seller;
  one.line_no = pair.line_no;
  one.opened_at = now() - std::chrono::hours(5 * number);
  one.explanation = trouble.explanation;
  one.resolutions = {"write_off", "post_adjustment", "carry_forward", "raise_with_psp"};
  const std::string type = one.type;
  if (type != "missing_in_ledger") one.ledger_amount = pair.ledger_amount;
  if (type != "missing_at_psp" && type != "timing")
    one.file_amount = {pair.ledger_amount.minor + trouble.difference, pair.ledger_amount.currency};
  if (one.state == "proposed") {
    one.proposed_by = "demo-operator";
    one.proposed_resolution = "write_off";
    one.reason = "Below the tolerance of the contract";
  }
  return one;
}

void mark(views::ReconPair& pair, const views::ReconBreak& one) {
  pair.link = "break";
  pair.break_id = one.break_id;
  pair.break_type = one.type;
  pair.explanation = one.explanation;
  pair.file_amount = one.file_amount;
  if (one.ledger_amount.currency.code().empty()) {
    pair.ledger_amount = {};
    pair.ledger_booked = pair.ledger_kind = pair.ledger_reference = pair.ledger_seller = "";
  }
  if (one.file_amount.currency.code().empty())
    pair.file_kind = pair.file_date = pair.file_reference = pair.file_psp_reference = "";
}

void fill(Books& books, views::ReconRun& run, std::string_view currency) {
  auto& pairs = books.pairs[run.run_id];
  int breaks = 0;
  const auto code = Currency::find(currency).value_or(Currency{});
  run.ledger_total = run.report_gross = run.report_fee = run.report_net = {0, code};
  for (const auto& row : books.payments) {
    if (row.charge_state != "captured" || row.amount.currency != code) continue;
    auto pair = matched_pair(row, ++run.lines);
    run.ledger_total.minor += row.amount.minor;
    run.report_gross.minor += pair.file_amount.minor;
    run.report_fee.minor += pair.file_fee.minor;
    if (run.lines % 17 == 0) {
      auto one = break_of(pair, run, ++breaks);
      mark(pair, one);
      run.breaks_open += one.state == "resolved" ? 0 : 1;
      ++run.breaks_total;
      books.breaks.push_back(std::move(one));
    } else if (run.lines % 29 == 0) {
      pair.link = "suggested";
      pair.score = "0.93";
      pair.explanation = "Same amount one day apart; the reference differs in its last digits.";
      ++run.suggested;
    } else {
      ++run.matched;
    }
    pairs.push_back(std::move(pair));
  }
  run.report_net.minor = run.report_gross.minor - run.report_fee.minor;
  run.bank_amount = run.report_net;
}

} // namespace

void add_demo_reconciliation(Books& books) {
  constexpr std::array<std::pair<const char*, const char*>, 3> runs = {
      {{"card-kr", "KRW"}, {"card-eu", "EUR"}, {"card-us", "USD"}}};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    views::ReconRun run;
    run.run_id = "0192f0f6-0000-7000-8000-00000000000" + std::to_string(i);
    run.psp_account = runs[i].first;
    run.currency = runs[i].second;
    run.settlement_date = format_instant(now() - std::chrono::hours(24 * (i + 1))).substr(0, 10);
    run.file_name = std::string("settlement-") + runs[i].first + "-" + run.settlement_date + ".csv";
    run.sha256 = "9f2c7d10c0ffee00000000000000000000000000000000000000000000000abc";
    run.batch = "B" + std::to_string(7720 + i);
    run.imported_at = now() - std::chrono::hours(i + 2);
    run.state = "open";
    fill(books, run, run.currency);
    books.runs.push_back(std::move(run));
  }
}

} // namespace paydesk::fake
