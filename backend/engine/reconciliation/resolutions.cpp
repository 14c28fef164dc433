#include "engine/reconciliation/resolutions.h"

#include <algorithm>
#include <array>

#include "engine/reconciliation/explaining.h"
#include "engine/reconciliation/postings.h"

namespace paydesk::recon {
namespace {

using Names = std::vector<std::string_view>;

/// Beside the two waits, which every type offers.
Names own_resolutions(std::string_view type) {
  static const std::array<std::pair<std::string_view, Names>, 10> table{{
      {"duplicate_at_psp", {"refund_duplicate"}},
      {"currency_mismatch", {"match"}},
      {"amount_mismatch", {"write_off"}},
      {"fee_mismatch", {"accept_fee"}},
      {"status_mismatch", {"create_missing"}},
      {"missing_in_ledger", {"create_missing"}},
      {"missing_at_psp", {"write_off"}},
      {"batch_total_mismatch", {"write_off", "accept_fee", "refund_duplicate"}},
      {"missing_at_bank", {"write_off"}},
      {"unexpected_bank_entry", {"write_off", "assign_receipt"}},
  }};
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first == type; });
  if (found != table.end()) return found->second;
  return type == "bank_amount_mismatch" ? Names{"write_off", "accept_fee", "refund_duplicate", "match"}
                                        : Names{};
}

tl::unexpected<Error> does_not_apply(const Subject& subject, std::string_view resolution) {
  return fail(ErrorCode::failed_precondition,
              "The resolution " + std::string(resolution) + " does not apply to this " + subject.row.type +
                  ".",
              "resolution");
}

Plan wait(const Subject& subject, std::string_view resolution) {
  Plan plan;
  plan.waits = true;
  if (resolution == "carry_forward") {
    plan.wait_days = std::max(1, subject.terms.settlement_delay_days);
    plan.effect =
        "Nothing is posted; the break waits " +
        counted(static_cast<std::size_t>(plan.wait_days), "day", "days") + " for a later file.";
  } else {
    plan.effect = "Nothing is posted; the break waits for the PSP's answer.";
  }
  return plan;
}

Plan settle_line(const Subject& subject) {
  Plan plan;
  plan.settlement = postings::settled(*subject.line, subject.terms);
  plan.settles_line = true;
  return plan;
}

Result<Plan> resolve_line(const Subject& subject, std::string_view resolution) {
  const auto& line = *subject.line;
  Plan plan;
  plan.settles_line = true;
  if (resolution == "refund_duplicate") {
    plan.adjustment = postings::duplicate_line(line, subject.terms);
    plan.effect = "The amount is kept as owed to the PSP until it takes it back.";
  } else if (resolution == "create_missing") {
    plan.adjustment = postings::unknown_line(line, subject.terms);
    plan.effect = "The line is taken into the books against suspense, until it is known whose it is.";
  } else if (resolution == "accept_fee") {
    plan = settle_line(subject);
    plan.effect = "The line is settled with the fee the PSP took, " + worded(line.fee, line.currency) + ".";
  } else if (resolution == "write_off" && line.fact) {
    plan = settle_line(subject);
    const auto difference = line.fact->signed_amount() - line.gross;
    plan.adjustment = postings::write_off_receivable(line.psp_account, line.currency, difference);
    plan.effect = "The line is settled, and " + worded(difference, line.currency) + " is written off.";
  } else if (resolution == "match" && line.fact) {
    plan.settlement = postings::settled_in_other_currency(line, *line.fact, subject.terms);
    plan.effect =
        "The " + line.kind + " is settled in " + line.currency.to_string() + "; the exchange is kept open.";
  } else if (resolution == "match" && subject.fact) {
    plan = settle_line(subject);
    plan.assigns_fact = true;
    plan.effect = "The line settles " + subject.fact->kind + " " + subject.fact->reference + ".";
  } else {
    return does_not_apply(subject, resolution);
  }
  return plan;
}

Result<Plan> resolve_fact(const Subject& subject, std::string_view resolution) {
  if (!subject.fact || resolution != "write_off") return does_not_apply(subject, resolution);
  const auto amount = subject.fact->signed_amount();
  Plan plan;
  plan.settles_fact = true;
  plan.adjustment = postings::write_off_receivable(subject.row.psp_account, subject.fact->currency, amount);
  plan.effect = "The PSP is no longer expected to settle it; " + worded(amount, subject.fact->currency) +
                " is written off. The seller's claim stays.";
  return plan;
}

Result<Plan> resolve_batch(const Subject& subject, std::string_view resolution) {
  const auto& run = *subject.run;
  const auto rest = run.unexplained();
  Plan plan;
  plan.explains_rest = rest;
  if (resolution == "write_off") {
    plan.adjustment = postings::rest_of_batch(run, {"recon_writeoff", ""}, rest);
    plan.effect = "The batch's rest of " + worded(rest, run.currency) + " is written off.";
  } else if (resolution == "accept_fee" && rest > 0 && run.bank_amount) {
    plan.adjustment = postings::rest_of_batch(run, {"bank_fees", ""}, rest);
    plan.effect = "The missing " + worded(rest, run.currency) + " is taken as the bank's fee.";
  } else if (resolution == "refund_duplicate" && rest < 0) {
    plan.adjustment = postings::rest_of_batch(run, {"psp_payable", run.psp_account}, rest);
    plan.effect = "The " + worded(-rest, run.currency) + " too much is kept as owed to the PSP.";
  } else {
    return does_not_apply(subject, resolution);
  }
  return plan;
}

Result<Plan> resolve_bank(const Subject& subject, std::string_view resolution) {
  Plan plan;
  if (subject.entry && resolution == "write_off") {
    plan.adjustment = postings::write_off_entry(*subject.entry);
    plan.closes_entry = true;
    plan.effect = "The entry leaves suspense as a gain or loss.";
    return plan;
  }
  if (subject.entry && resolution == "assign_receipt" && subject.entry->amount > 0) {
    plan.adjustment = postings::assign_receipt(*subject.entry);
    plan.closes_entry = true;
    plan.effect = "The " + worded(subject.entry->amount, subject.entry->currency) +
                  " leaves suspense and is owed to a buyer until it is given back.";
    return plan;
  }
  if (!subject.entry && subject.statement && subject.statement->held && resolution == "match") {
    plan.releases_statement = true;
    plan.effect = "The statement is accepted as it is and its entries are posted.";
    return plan;
  }
  return does_not_apply(subject, resolution);
}

} // namespace

std::vector<std::string> resolutions_for(std::string_view type, bool suggested) {
  std::vector<std::string> names;
  if (suggested) names.emplace_back("match");
  for (const auto name : own_resolutions(type))
    names.emplace_back(name);
  names.emplace_back("carry_forward");
  names.emplace_back("raise_with_psp");
  return names;
}

bool is_resolvable(std::string_view state) {
  return state == "open" || state == "waiting" || state == "reopened";
}

Result<Plan> plan_resolution(const Subject& subject, std::string_view resolution) {
  const auto offered = resolutions_for(subject.row.type, !subject.row.suggested_reference.empty());
  if (std::find(offered.begin(), offered.end(), resolution) == offered.end())
    return does_not_apply(subject, resolution);
  if (resolution == "carry_forward" || resolution == "raise_with_psp") return wait(subject, resolution);
  if (subject.line) return resolve_line(subject, resolution);
  if (!subject.row.fact_reference.empty()) return resolve_fact(subject, resolution);
  if (subject.run) return resolve_batch(subject, resolution);
  return resolve_bank(subject, resolution);
}

std::string describe(const Plan& plan) {
  std::string text;
  for (const auto* postings : {&plan.settlement, &plan.adjustment})
    for (const auto& posting : *postings)
      text += posting.account.to_string() + " " + std::to_string(posting.amount) + " " +
              posting.currency.to_string() + "\n";
  return text + plan.effect;
}

} // namespace paydesk::recon
