#include "engine/verdicts/payout_verdicts.h"

namespace paydesk {
namespace {

/// Its last call may have been done, and no question was answered.
bool in_doubt(const SentPayout& p) {
  return p.state == "unknown" ||
         (p.state == "dead_letter" && (p.ask || p.doubt || p.error_class == ErrorClass::outcome_unknown));
}

tl::unexpected<Error> not_in_doubt(const SentPayout& p) {
  return fail(ErrorCode::failed_precondition,
              p.state == "dead_letter"
                  ? "this pay-out was surely not made (" + p.last_error +
                        "). Nothing was proposed; try it again, or give it up"
                  : "this pay-out's outcome is not in doubt: it is " + p.state + ". Nothing was proposed",
              "payout_id");
}

/// A pay-out that no PSP was asked to make is left out by the store.
Result<SentPayout*> only(std::vector<SentPayout>& payouts) {
  if (payouts.empty())
    return fail(ErrorCode::not_found, "there is no pay-out with this id that a PSP was asked to make", "payout_id");
  return &payouts.front();
}

Result<void> carry_out(SentTurn& turn, const NewVerdict& v) {
  auto& p = turn.p;
  if (!in_doubt(p))
    return fail(ErrorCode::failed_precondition,
                "the outcome has become known meanwhile: the pay-out is " + p.state + "; reject this verdict");
  turn.note(v.done ? "verdict_done" : "verdict_not_done", v.reason + " (" + v.evidence_name + ")");
  if (v.done)
    turn.apply({PayoutWord::Kind::paid, v.psp_reference, p.key, p.amount, p.currency.to_string(), {}}, told_by_verdict);
  else
    turn.fail("verdict: " + v.reason);
  p.leased = false;
  plan_next(turn, {});
  return {};
}

} // namespace

views::Verdict view_of(const NewVerdict& v) {
  const auto shown = [](const Uuid& id) { return id == Uuid{} ? std::string() : id.to_string(); };
  views::Verdict view;
  view.verdict_id = v.verdict_id.to_string();
  view.payment_id = shown(v.payment_id);
  view.job_id = shown(v.job_id);
  view.payout_id = v.payout_id ? v.payout_id->to_string() : std::string();
  view.operation = v.operation;
  view.psp_account = v.psp_account;
  view.outcome = v.done ? "done" : "not_done";
  view.amount = {v.amount, v.currency};
  view.psp_reference = v.psp_reference;
  view.reason = v.reason;
  view.evidence_name = v.evidence_name;
  view.evidence_size = static_cast<std::int64_t>(v.evidence.size());
  view.state = "pending";
  view.proposed_by = v.proposed_by;
  view.proposed_at = v.proposed_at;
  return view;
}

Result<views::Verdict> PayoutVerdicts::propose(const Caller& caller, const views::ProposeVerdictRequest& request,
                                               const KeepAnswer<views::Verdict>& keep) {
  const auto id = Uuid::parse(request.payout_id);
  if (!id)
    return invalid("payout_id", "is not a UUID");
  if (request.outcome == "done" && request.psp_reference.empty())
    return invalid("psp_reference", "is missing: money is booked under the PSP's reference");
  views::Verdict view;
  const auto now = clock_.now();
  const auto stored = store_.change({&*id, 1}, now, caller.login, [&](std::vector<SentPayout>& payouts) -> Result<PayoutsDecided> {
    const auto found = only(payouts);
    if (!found)
      return tl::unexpected(found.error());
    auto& p = **found;
    if (!in_doubt(p))
      return not_in_doubt(p);
    NewVerdict made;
    made.verdict_id = ids_.next();
    made.payout_id = p.payout_id;
    made.operation = "payout";
    made.psp_account = p.psp_account;
    made.done = request.outcome == "done";
    made.amount = p.amount;
    made.currency = p.currency;
    made.psp_reference = request.psp_reference;
    made.reason = request.reason;
    made.evidence_name = request.evidence_name;
    made.evidence = request.evidence;
    made.proposed_by = caller.login;
    made.proposer_id = caller.principal_id;
    made.proposed_at = now;
    view = view_of(made);
    SentTurn turn(p, now, ids_);
    turn.note("verdict_proposed", request.reason);
    p.events.push_back({"verdict.proposed", "verdict", view.verdict_id});
    PayoutsDecided decided;
    decided.rest.verdicts.push_back(std::move(made));
    decided.rest.audit.push_back(
        {caller.principal_id, caller.login, "verdict.propose", view.verdict_id, std::nullopt, "{}", view.outcome});
    if (keep)
      decided.rest.answer = keep(view);
    return decided;
  });
  if (!stored && stored.error().code == ErrorCode::already_exists)
    return fail(ErrorCode::failed_precondition, "another verdict about this pay-out waits for a decision", "payout_id");
  if (!stored)
    return tl::unexpected(stored.error());
  return view;
}

Result<views::Verdict> PayoutVerdicts::decide(const Caller& caller, const NewVerdict& v, views::Verdict view,
                                              bool approve, const std::string& note,
                                              const KeepAnswer<views::Verdict>& keep) {
  const auto now = clock_.now();
  const auto stored = store_.change({&*v.payout_id, 1}, now, caller.login, [&](std::vector<SentPayout>& payouts) -> Result<PayoutsDecided> {
    const auto found = only(payouts);
    if (!found)
      return tl::unexpected(found.error());
    SentTurn turn(**found, now, ids_);
    if (approve)
      if (auto done = carry_out(turn, v); !done)
        return tl::unexpected(done.error());
    turn.note(approve ? "verdict_approved" : "verdict_rejected", note);
    turn.p.events.push_back({approve ? "verdict.approved" : "verdict.rejected", "verdict", view.verdict_id});
    view.state = approve ? "approved" : "rejected";
    view.decided_by = caller.login;
    view.decided_at = now;
    view.note = note;
    PayoutsDecided decided;
    decided.rest.verdict_decision = {v.verdict_id, approve, caller.login, caller.principal_id, now, note};
    decided.rest.audit.push_back({caller.principal_id, caller.login, approve ? "verdict.approve" : "verdict.reject",
                                  view.verdict_id, std::nullopt, "{}", view.outcome});
    if (keep)
      decided.rest.answer = keep(view);
    return decided;
  });
  if (!stored && stored.error().code == ErrorCode::already_exists)
    return fail(ErrorCode::failed_precondition,
                "the PSP has told of another pay-out under " + v.psp_reference + ". Nothing was booked; reject this verdict",
                "psp_reference");
  if (!stored)
    return tl::unexpected(stored.error());
  return view;
}

} // namespace paydesk
