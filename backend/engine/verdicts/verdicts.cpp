#include "engine/verdicts/verdicts.h"

#include <algorithm>

#include "engine/charges/item_facts.h"
#include "engine/charges/news.h"

namespace paydesk {
namespace {

/// The source of what people decided; the machine has triggers of its own for it.
constexpr std::string_view by_people = "verdict";

bool is_open(const Aggregate& a, const Job& job) { return !job.removed && permitted::may_resolve(item_facts(a, job)); }

/// Why nothing is decided about an item.
Error not_in_doubt(const Aggregate& a, const Job& job) {
  if (!job.dead)
    return {ErrorCode::failed_precondition,
            "this item's outcome is not in doubt: it is at work, and the PSP will tell. Nothing was proposed", "job_id"};
  return {ErrorCode::failed_precondition,
          "this dead letter's outcome is not in doubt: it was not done (" + job.last_error + "). Nothing was proposed; " +
              (item_facts(a, job).releases ? "retry it" : "retry it, or discard it with a reason"),
          "job_id"};
}

bool moves_money(OperationKind kind) {
  return kind == OperationKind::capture || kind == OperationKind::direct_charge || kind == OperationKind::refund;
}

Result<void> check(const views::ProposeVerdictRequest& request) {
  if (request.outcome != "done" && request.outcome != "not_done")
    return invalid("outcome", "is neither done nor not_done");
  if (request.reason.empty())
    return invalid("reason", "is missing");
  if (request.evidence_name.empty())
    return invalid("evidence_name", "is missing");
  if (request.evidence.empty())
    return invalid("evidence", "is missing: a decision without evidence is a guess");
  if (request.evidence.size() > Verdicts::largest_evidence)
    return invalid("evidence", "is larger than 2 MiB");
  return {};
}

/// What can be said of this kind of operation.
Result<void> check_outcome(OperationKind kind, bool done, const std::string& reference) {
  if (kind == OperationKind::register_charge && done)
    return invalid("outcome", "a page that the PSP opened is only known from the PSP; retry the item instead");
  if (kind == OperationKind::void_charge && !done)
    return invalid("outcome", "an authorisation that was not released is released by retrying the item");
  if (done && moves_money(kind) && reference.empty())
    return invalid("psp_reference", "is missing: money is booked under the PSP's reference");
  return {};
}

Job* job_of(std::vector<Aggregate>& aggregates, const Uuid& job_id, Aggregate** owner) {
  for (auto& a : aggregates)
    for (auto& job : a.jobs)
      if (job.job_id == job_id) {
        *owner = &a;
        return &job;
      }
  return nullptr;
}

/// What the PSP would have told.
News news_of(const NewVerdict& v, const Aggregate& a, News::Kind kind) {
  News news;
  news.kind = kind;
  news.reference = v.psp_reference;
  news.merchant_reference = v.operation == to_string(OperationKind::direct_charge) ? a.charge.charge_id.to_string()
                                                                                   : v.operation_id.to_string();
  news.amount = v.amount;
  news.code = "decided by two persons";
  return news;
}

/// What the PSP would have told of an answer that it has.
News answered(const Turn& turn, const Operation& operation) {
  News news;
  news.kind = operation.kind == OperationKind::dispute_evidence ? News::Kind::dispute_reviewed
                                                                : News::Kind::dispute_accepted;
  for (const auto& dispute : turn.a.disputes)
    if (dispute.dispute_id == operation.subject_id)
      news.reference = dispute.psp_reference;
  return news;
}

void book_done(Turn& turn, const Operation& operation, const NewVerdict& v) {
  const auto kind = operation.kind;
  if (answers_dispute(kind))
    return apply_news(turn, answered(turn, operation));
  if (kind == OperationKind::void_charge)
    return apply_news(turn, news_of(v, turn.a, News::Kind::voided));
  apply_news(turn, news_of(v, turn.a, kind == OperationKind::refund ? News::Kind::refunded : News::Kind::captured));
}

void book_not_done(Turn& turn, OperationKind kind, Operation& operation, const NewVerdict& v) {
  if (kind == OperationKind::capture)
    return apply_news(turn, news_of(v, turn.a, News::Kind::capture_failed));
  if (kind == OperationKind::refund)
    return apply_news(turn, news_of(v, turn.a, News::Kind::refund_failed));
  turn.end_operation(operation, Operation::State::failed);
  if (!answers_dispute(kind))
    turn.move_charge("resolve_failed", v.reason);
}

/// Books the verdict, as long as nobody else has told the outcome.
Result<void> carry_out(Turn& turn, const NewVerdict& v) {
  const auto job = std::find_if(turn.a.jobs.begin(), turn.a.jobs.end(),
                                [&](const Job& other) { return other.operation_id == v.operation_id; });
  auto* operation = turn.a.operation(v.operation_id);
  if (job == turn.a.jobs.end() || !is_open(turn.a, *job) || operation == nullptr ||
      operation->state != Operation::State::live)
    return fail(ErrorCode::failed_precondition,
                "the outcome has become known meanwhile, or the item is at work again; reject this verdict");
  const auto kind = operation->kind;
  turn.note("charge", turn.a.charge.charge_id, v.done ? "verdict_done" : "verdict_not_done",
            v.reason + " (" + v.evidence_name + ")");
  if (v.done)
    book_done(turn, *operation, v);
  else
    book_not_done(turn, kind, *operation, v);
  advance(turn);
  return {};
}

} // namespace

Result<views::Verdict> Verdicts::propose(const Caller& caller, const views::ProposeVerdictRequest& request,
                                         const KeepAnswer<views::Verdict>& keep) {
  if (auto ok = check(request); !ok)
    return tl::unexpected(ok.error());
  if (!request.payout_id.empty() && !request.job_id.empty())
    return invalid("payout_id", "is given beside job_id: a verdict is about one of both");
  if (!request.payout_id.empty() && payouts_ != nullptr)
    return PayoutVerdicts(*payouts_, clock_, ids_).propose(caller, request, keep);
  const auto job_id = Uuid::parse(request.job_id);
  if (!job_id)
    return invalid("job_id", "is not a UUID");
  const std::vector<Uuid> jobs = {*job_id};
  const auto charges = store_.charges_of_jobs(jobs);
  if (!charges)
    return tl::unexpected(charges.error());
  if (charges->empty())
    return fail(ErrorCode::not_found, "there is no queue item with this id; its outcome may be known by now", "job_id");
  views::Verdict view;
  const auto stored = store_.change(*charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Aggregate* a = nullptr;
    const auto* job = job_of(aggregates, *job_id, &a);
    const auto* operation = job != nullptr && job->operation_id ? a->operation(*job->operation_id) : nullptr;
    if (operation == nullptr)
      return fail(ErrorCode::failed_precondition, "this item moves nothing: there is nothing to decide about it",
                  "job_id");
    if (!is_open(*a, *job))
      return tl::unexpected(not_in_doubt(*a, *job));
    if (auto ok = check_outcome(operation->kind, request.outcome == "done", request.psp_reference); !ok)
      return tl::unexpected(ok.error());
    NewVerdict made{ids_.next(),         a->payment.payment_id, a->charge.charge_id,
                    operation->operation_id, job->job_id,       std::string(to_string(operation->kind)),
                    a->charge.psp_account, request.outcome == "done", operation->amount,
                    a->payment.currency, request.psp_reference, request.reason,
                    request.evidence_name, request.evidence,    caller.login,
                    caller.principal_id, clock_.now()};
    view = view_of(made);
    Turn turn(*a, clock_.now(), ids_, policy_, by_people);
    turn.note("charge", a->charge.charge_id, "verdict_proposed", caller.login + ": " + request.reason);
    turn.event("verdict.proposed", "verdict", view.verdict_id);
    Extra extra;
    extra.verdicts.push_back(std::move(made));
    extra.audit.push_back({caller.principal_id, caller.login, "verdict.propose", view.verdict_id,
                           a->payment.payment_id, "{}", view.outcome});
    if (keep)
      extra.answer = keep(view);
    return extra;
  });
  if (!stored && stored.error().code == ErrorCode::already_exists)
    return fail(ErrorCode::failed_precondition, "another verdict about this operation waits for a decision", "job_id");
  if (!stored)
    return tl::unexpected(stored.error());
  return view;
}

Result<views::Verdict> Verdicts::decide(const Caller& caller, const Uuid& verdict_id, bool approve,
                                        const std::string& note, const KeepAnswer<views::Verdict>& keep) {
  const auto found = verdicts_.find(verdict_id);
  if (!found)
    return tl::unexpected(found.error());
  if (!*found)
    return fail(ErrorCode::not_found, "there is no verdict with this id", "verdict_id");
  const auto& v = **found;
  if (v.proposer_id == caller.principal_id)
    return fail(ErrorCode::permission_denied, "who proposed a verdict cannot decide about it");
  auto view = verdicts_.verdict(verdict_id);
  if (!view)
    return view;
  if (v.payout_id && payouts_ != nullptr)
    return PayoutVerdicts(*payouts_, clock_, ids_).decide(caller, v, std::move(*view), approve, note, keep);
  const std::vector<Uuid> charges = {v.charge_id};
  const auto stored = store_.change(charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    const auto now = clock_.now();
    Turn turn(aggregates.at(0), now, ids_, policy_, by_people);
    if (approve)
      if (auto done = carry_out(turn, v); !done)
        return tl::unexpected(done.error());
    turn.event(approve ? "verdict.approved" : "verdict.rejected", "verdict", verdict_id.to_string());
    turn.note("charge", v.charge_id, approve ? "verdict_approved" : "verdict_rejected",
              caller.login + (note.empty() ? "" : ": " + note));
    turn.finish();
    view->state = approve ? "approved" : "rejected";
    view->decided_by = caller.login;
    view->decided_at = now;
    view->note = note;
    Extra extra;
    extra.verdict_decision = {verdict_id, approve, caller.login, caller.principal_id, now, note};
    extra.audit.push_back({caller.principal_id, caller.login, approve ? "verdict.approve" : "verdict.reject",
                           view->verdict_id, v.payment_id, "{}", view->outcome});
    if (keep)
      extra.answer = keep(*view);
    return extra;
  });
  if (!stored)
    return tl::unexpected(stored.error());
  return view;
}

} // namespace paydesk
