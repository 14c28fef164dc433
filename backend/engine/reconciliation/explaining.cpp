#include "engine/reconciliation/explaining.h"

#include "engine/reconciliation/own_lines.h"

namespace paydesk::recon {
namespace {

NewBreak new_break(Work& work, std::string type, std::string psp_account, Currency currency,
                   std::int64_t at_stake) {
  NewBreak made;
  made.break_id = work.ids.next();
  made.type = std::move(type);
  made.psp_account = std::move(psp_account);
  made.currency = currency;
  made.at_stake = at_stake;
  made.needs_second = work.policy.needs_second(at_stake, currency);
  return made;
}

/// Settlement minus ledger, as far as both are known and of one currency.
std::int64_t at_stake(const LineRow& line) {
  if (line.verdict == "fee_mismatch") return line.expected_fee.value_or(line.fee) - line.fee;
  const bool comparable = line.verdict == "amount_mismatch" && line.fact;
  return comparable ? line.gross - line.fact->signed_amount() : line.gross == 0 ? line.net : line.gross;
}

std::string why_duplicate(const LineRow& line) {
  return "The PSP settled this " + line.kind + " before" +
         (line.earlier.empty() ? "" : " (" + line.earlier + ")") + "; the second " +
         worded(line.net, line.currency) + " is not ours.";
}

std::string why_fee(const LineRow& line) {
  return "The fee is " + worded(line.fee, line.currency) + ", by the fee schedule it should be " +
         worded(line.expected_fee.value_or(0), line.currency) + ".";
}

std::string why_missing(const LineRow& line) {
  if (own_account(line)) return why_not_booked(line);
  std::string why =
      "The ledger knows no " + line.kind + " with the PSP reference " + line.psp_reference + ".";
  if (!line.suggested_reference.empty())
    why += " It could be " + line.suggested_reference + ": same kind and amount, nearly the same day.";
  return why;
}

std::string explanation(const LineRow& line) {
  if (line.verdict == "duplicate_at_psp") return why_duplicate(line);
  if (line.verdict == "fee_mismatch") return why_fee(line);
  if (line.verdict == "status_mismatch")
    return "The checkout is known, but the ledger has no " + line.kind + " " + line.psp_reference +
           " of it yet; its news may still come.";
  if (!line.fact) return why_missing(line);
  const auto& fact = *line.fact;
  const auto ledger = worded(fact.signed_amount(), fact.currency);
  if (line.verdict == "currency_mismatch")
    return "The ledger has " + ledger + ", the PSP settled " + worded(line.gross, line.currency) + ".";
  return "The ledger has " + ledger + ", the PSP settled " + worded(line.gross, line.currency) +
         ": a difference of " + worded(line.gross - fact.signed_amount(), line.currency) + ".";
}

void describe_fact(NewBreak& made, const FactRow& fact) {
  made.ledger_amount = fact.signed_amount();
  made.ledger_currency = fact.currency;
  made.fact_kind = fact.kind;
  made.fact_reference = fact.reference;
  made.payment_id = fact.payment_id;
  made.seller = fact.seller;
}

} // namespace

std::string worded(std::int64_t minor, Currency currency) {
  return format_amount(minor, currency) + " " + currency.to_string();
}

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

NewBreak break_of_line(Work& work, const LineRow& line) {
  auto made = new_break(work, line.verdict, line.psp_account, line.currency, at_stake(line));
  if (line.fact) describe_fact(made, *line.fact);
  made.run_id = line.run_id;
  made.line_id = line.line_id;
  made.file_amount = line.gross;
  made.psp_reference = line.psp_reference;
  made.merchant_reference = line.merchant_reference;
  if (!made.payment_id) made.payment_id = line.payment_id;
  made.suggested_reference = line.suggested_reference;
  made.suggested_score = line.suggested_score;
  made.explanation = explanation(line);
  return made;
}

NewBreak break_of_absent(Work& work, const RunRow& run, const FactRow& fact) {
  auto made = new_break(work, "timing", run.psp_account, fact.currency, -fact.signed_amount());
  describe_fact(made, fact);
  made.run_id = run.run_id;
  made.psp_reference = fact.reference;
  made.merchant_reference = fact.merchant_reference;
  made.due_on = fact.due_on;
  made.explanation = "The ledger has this " + fact.kind + " of " +
                     worded(fact.signed_amount(), fact.currency) + " since " +
                     format_instant(fact.at).substr(0, 10) +
                     "; no file has brought it yet. A later file may, until " + fact.due_on + ".";
  return made;
}

NewBreak break_of_total(Work& work, const RunRow& run, const EntryRow& entry, bool first_entry) {
  auto made = new_break(work, first_entry ? "batch_total_mismatch" : "bank_amount_mismatch", run.psp_account,
                        run.currency, -run.unexplained());
  const auto told = run.bank_amount.value_or(0) + run.bank_fee;
  made.run_id = run.run_id;
  made.entry_id = entry.entry_id;
  made.ledger_amount = run.net;
  made.ledger_currency = run.currency;
  made.file_amount = told;
  made.merchant_reference = run.batch;
  made.psp_reference = entry.bank_reference;
  made.explanation = "The batch is worth " + worded(run.net, run.currency) + ", the bank " +
                     (first_entry ? "has " : "has in several entries ") + worded(told, run.currency) +
                     ": a difference of " + worded(-run.unexplained(), run.currency) + ".";
  return made;
}

NewBreak break_of_unbanked(Work& work, const RunRow& run, const StatementRow& statement) {
  auto made = new_break(work, "missing_at_bank", run.psp_account, run.currency, -run.net);
  made.run_id = run.run_id;
  made.statement_id = statement.statement_id;
  made.ledger_amount = run.net;
  made.ledger_currency = run.currency;
  made.merchant_reference = run.batch;
  made.explanation = "The batch of " + run.settlement_date + " is not on the bank's statements up to " +
                     statement.last_date + ".";
  return made;
}

NewBreak break_of_entry(Work& work, const EntryRow& entry) {
  auto made = new_break(work, "unexpected_bank_entry", "", entry.currency, entry.amount);
  made.entry_id = entry.entry_id;
  made.statement_id = entry.statement_id;
  made.file_amount = entry.amount;
  made.psp_reference = entry.bank_reference;
  made.merchant_reference = entry.remittance.substr(0, entry.remittance.find('\n'));
  made.explanation = "The bank booked " + worded(entry.amount, entry.currency) + " on " + entry.booking_date +
                     " and names no batch that Paydesk knows; it is kept in suspense.";
  return made;
}

NewBreak break_of_statement(Work& work, const StatementRow& statement, std::int64_t difference) {
  auto made = new_break(work, "bank_amount_mismatch", "", statement.currency, difference);
  made.statement_id = statement.statement_id;
  made.ledger_currency = statement.currency;
  made.ledger_amount = statement.closing.value_or(0) - difference;
  made.file_amount = statement.closing;
  made.merchant_reference = statement.reference;
  made.explanation = "Statement " + statement.reference +
                     " does not foot: opening balance and entries come to " +
                     worded(*made.ledger_amount, statement.currency) + ", the bank states " +
                     worded(statement.closing.value_or(0), statement.currency) + ". Nothing of it is posted.";
  return made;
}

} // namespace paydesk::recon
