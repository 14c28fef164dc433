#include "engine/reconciliation/resolving.h"

#include "engine/reconciliation/banking.h"
#include "engine/reconciliation/dates.h"
#include "engine/reconciliation/explaining.h"

namespace paydesk::recon {
namespace {

Journal adjustment_journal(Work& work, const Subject& subject, const Plan& plan, const Request& request) {
  Journal journal;
  journal.id = work.ids.next();
  journal.kind = "adjustment";
  journal.cause = "break/" + subject.row.break_id.to_string();
  journal.payment_id = subject.row.payment_id;
  journal.booked_at = work.now;
  journal.description = request.resolution + " of " + subject.row.type + ": " + request.reason;
  journal.lines = plan.adjustment;
  return journal;
}

/// The line is posted; the fact it belongs to is settled with it, unless it settles nothing of ours.
std::optional<Uuid> settle_line(Work& work, const Subject& subject, const Plan& plan,
                                std::vector<Journal>& journals) {
  auto line = *subject.line;
  if (plan.assigns_fact) {
    line.fact = subject.fact;
    line.payment_id = subject.fact->payment_id;
    work.tx.assign_fact(line.line_id, subject.fact->kind, subject.fact->reference);
  }
  std::optional<Uuid> transaction;
  if (!plan.settlement.empty()) {
    journals.push_back(settlement_journal(work, line, plan.settlement));
    transaction = journals.back().id;
  }
  const bool ours = line.fact && line.verdict != "duplicate_at_psp";
  if (ours) settle_facts(work, line.psp_account, {&*line.fact, 1}, "batch " + line.batch);
  if (!transaction && !journals.empty()) transaction = journals.front().id;
  const SettledLine settled{line.line_id, transaction};
  work.tx.mark_settled({&settled, 1});
  if (plan.assigns_fact) work.tx.heal_absent(line.psp_account, work.now);
  return transaction;
}

/// Everything the plan does beside its journals.
void apply_effects(Work& work, const Subject& subject, const Plan& plan) {
  const auto& row = subject.row;
  if (plan.settles_fact) {
    settle_facts(work, row.psp_account, {&*subject.fact, 1}, "written off");
    work.tx.mark_fact_settled(row.psp_account, row.fact_kind, row.fact_reference, row.break_id);
  }
  if (plan.explains_rest != 0) work.tx.add_bank_writeoff(*row.run_id, plan.explains_rest);
  if (plan.closes_entry) {
    const EntryChange change{*row.entry_id, "matched", std::nullopt};
    work.tx.match_entries({}, {&change, 1});
  }
  if (plan.releases_statement) {
    work.tx.release_statement(*row.statement_id);
    book_entries(work);
  }
}

/// Posts and applies; answers the transaction to show with the break.
std::optional<Uuid> carry_out(Work& work, const Subject& subject, const Plan& plan, const Request& request) {
  std::vector<Journal> journals;
  if (!plan.adjustment.empty()) journals.push_back(adjustment_journal(work, subject, plan, request));
  auto transaction = journals.empty() ? std::optional<Uuid>{} : std::optional(journals.front().id);
  if (plan.settles_line) {
    const auto line_transaction = settle_line(work, subject, plan, journals);
    transaction = transaction ? transaction : line_transaction;
  }
  work.tx.write(journals, {});
  apply_effects(work, subject, plan);
  return transaction;
}

void record(Work& work, const Subject& subject, const Caller& caller, std::string action, std::string outcome,
            const Request& request) {
  const auto id = subject.row.break_id.to_string();
  work.tx.add_audit(caller,
                    {std::move(action),
                     "break/" + id,
                     std::move(outcome),
                     subject.row.payment_id,
                     {{"type", subject.row.type},
                      {"at_stake", worded(subject.row.at_stake, subject.row.currency)},
                      {"resolution", request.resolution},
                      {"reason", request.reason}}},
                    work.now);
  const EventRow event{"recon.break", "break", id, subject.row.payment_id};
  work.tx.add_events({&event, 1}, work.now);
}

BreakChange proposal(const Subject& subject, const Request& request, const Plan& plan) {
  BreakChange change;
  change.break_id = subject.row.break_id;
  change.state = "proposed";
  change.path = {"propose"};
  change.reason = request.reason;
  change.proposes = true;
  change.proposed_by = request.caller.login;
  change.proposer_id = request.caller.principal_id;
  change.proposed_resolution = request.resolution;
  change.proposed_postings = describe(plan);
  return change;
}

void put_to_wait(Work& work, const Subject& subject, const Request& request, const Plan& plan) {
  auto change = proposal(subject, request, plan);
  change.state = "waiting";
  change.path = {"wait"};
  if (subject.row.state == "waiting") change.path.insert(change.path.begin(), "resume");
  change.proposed_postings.clear();
  if (plan.wait_days > 0) change.wait_until = day_after(work.now, plan.wait_days);
  work.tx.change_break(change, work.now);
  record(work, subject, request.caller, "recon.wait", "waiting", request);
}

Result<void> refuse(Work& work, const Subject& subject, const Caller& caller, std::string_view note) {
  BreakChange change;
  change.break_id = subject.row.break_id;
  change.state = "open";
  change.path = {"refuse"};
  change.decided_by = caller.login;
  change.decider_id = caller.principal_id;
  work.tx.change_break(change, work.now);
  record(work, subject, caller, "recon.decide", "refused",
         {caller, subject.row.proposed_resolution, std::string(note)});
  return {};
}

} // namespace

Result<Subject> load_subject(Work& work, const Uuid& break_id) {
  auto row = work.tx.find_break(break_id);
  if (!row) return fail(ErrorCode::not_found, "There is no such break.", "break_id");
  Subject subject;
  subject.row = *row;
  subject.terms = work.terms.terms(row->psp_account);
  if (row->line_id) subject.line = work.tx.line(*row->line_id);
  const auto& reference = row->line_id ? row->suggested_reference : row->fact_reference;
  const auto kind = row->line_id ? subject.line->kind : row->fact_kind;
  if (!reference.empty()) subject.fact = work.tx.fact(row->psp_account, kind, reference);
  if (row->run_id) subject.run = work.tx.run(*row->run_id);
  if (row->entry_id) subject.entry = work.tx.entry(*row->entry_id);
  if (row->statement_id) subject.statement = work.tx.statement(*row->statement_id);
  return subject;
}

std::string why_second_person(const Work& work, const Subject& subject, const Plan& plan) {
  const auto& row = subject.row;
  if (plan.waits || (!row.needs_second && !work.policy.needs_second(row.at_stake, row.currency))) return {};
  return "At stake are " + worded(row.at_stake, row.currency) +
         ": more than one person may decide alone, so a second one approves it.";
}

Result<void> resolve(Work& work, const Subject& subject, const Request& request) {
  if (!is_resolvable(subject.row.state))
    return fail(ErrorCode::failed_precondition, "The break is " + subject.row.state + "; nothing was done.");
  const auto plan = plan_resolution(subject, request.resolution);
  if (!plan) return tl::unexpected<Error>(plan.error());
  if (plan->waits) {
    put_to_wait(work, subject, request, *plan);
    return {};
  }
  auto change = proposal(subject, request, *plan);
  change.needs_second = !why_second_person(work, subject, *plan).empty();
  if (!change.needs_second) {
    change.transaction_id = carry_out(work, subject, *plan, request);
    change.state = "resolved";
    change.path = {"propose", "approve"};
  }
  work.tx.change_break(change, work.now);
  record(work, subject, request.caller, change.needs_second ? "recon.propose" : "recon.resolve", change.state,
         request);
  work.tx.refresh_runs();
  return {};
}

Result<void> decide(Work& work, const Subject& subject, const Caller& caller, bool approve,
                    std::string_view note) {
  const auto& row = subject.row;
  if (row.state != "proposed")
    return fail(ErrorCode::failed_precondition,
                "The break is " + row.state + ", there is nothing to decide.");
  if (row.proposer_id == caller.principal_id)
    return fail(ErrorCode::permission_denied,
                "Who proposed a resolution cannot decide it; nothing was done.");
  if (!approve) return refuse(work, subject, caller, note);
  const auto plan = plan_resolution(subject, row.proposed_resolution);
  if (!plan) return tl::unexpected<Error>(plan.error());
  if (describe(*plan) != row.proposed_postings)
    return fail(ErrorCode::failed_precondition,
                "The postings would be others than those proposed; refuse it and propose again.");
  BreakChange change;
  change.break_id = row.break_id;
  change.transaction_id = carry_out(work, subject, *plan, {caller, row.proposed_resolution, row.reason});
  change.state = "resolved";
  change.path = {"approve"};
  change.decided_by = caller.login;
  change.decider_id = caller.principal_id;
  work.tx.change_break(change, work.now);
  record(work, subject, caller, "recon.decide", "resolved",
         {caller, row.proposed_resolution, std::string(note)});
  work.tx.refresh_runs();
  return {};
}

} // namespace paydesk::recon
