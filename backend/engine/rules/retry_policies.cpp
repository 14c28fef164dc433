#include <map>

#include "engine/rules/change.h"
#include "engine/rules/forecast.h"
#include "engine/rules/retry_views.h"

namespace paydesk {
namespace {

constexpr int usual_limit = 100, most_items = 500;

views::RetryPolicy to_view(const RuleHead& head, bool in_force, const RetryPlan& plan) {
  return {to_view(head, in_force), rules_view(plan), networks_view(plan)};
}

/// Adds one job's forecast to what a preview tells.
void add_forecast(views::PreviewRetryPolicyResponse& preview, std::map<ErrorClass, views::RetryForecastTotal>& totals,
                  const WaitingJob& job, const Forecast& made, std::size_t most) {
  using Outcome = Forecast::Outcome;
  auto& total = totals[job.error_class];
  ++preview.jobs;
  ++total.jobs;
  total.sooner += made.outcome == Outcome::sooner ? 1 : 0;
  total.later += made.outcome == Outcome::later ? 1 : 0;
  total.dead_letter += made.outcome == Outcome::dead_letter ? 1 : 0;
  total.cancelled += made.outcome == Outcome::cancelled || made.outcome == Outcome::asked_first ? 1 : 0;
  total.left_before += made.left_before;
  total.left_after += made.left_after;
  const bool changes = made.outcome != Outcome::unchanged || made.left_before != made.left_after;
  if (!changes || preview.items.size() >= most)
    return;
  preview.items.push_back({job.job_id.to_string(), job.payment_id.to_string(), job.operation,
                           std::string(to_string(job.error_class)), job.failures, job.due_at, made.due_at,
                           made.left_before, made.left_after, std::string(to_string(made.outcome))});
}

} // namespace

RetryPlan RuleBook::plan_at(RuleTx& tx, const RuleHead& head) {
  return head.version == 0 ? default_plan(policy_) : tx.retry_plan(head.subject, head.version);
}

Result<views::RetryPolicy> RuleBook::retry_policy(const views::GetRulesRequest& request) {
  views::RetryPolicy policy;
  const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto newest = find_head(tx, RuleKind::retry_policy, request.subject, 0);
    if (!newest)
      return tl::unexpected(newest.error());
    const auto head =
        request.version == 0 ? newest : find_head(tx, RuleKind::retry_policy, request.subject, request.version);
    if (!head)
      return tl::unexpected(head.error());
    policy = to_view(*head, head->version == newest->version, plan_at(tx, *head));
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return policy;
}

Result<views::PreviewRetryPolicyResponse>
RuleBook::preview_retry_policy(const views::SetRetryPolicyRequest& request) {
  if (request.limit < 0 || request.limit > most_items)
    return invalid("limit", "is not between 1 and 500");
  const auto after = read_plan(request.rules, request.networks, default_plan(policy_));
  if (!after)
    return tl::unexpected(after.error());
  const auto now = clock_.now();
  views::PreviewRetryPolicyResponse preview;
  const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    preview = {};
    const auto newest = find_head(tx, RuleKind::retry_policy, request.psp_account, 0);
    if (!newest)
      return fail(newest.error().code, newest.error().message, "psp_account");
    const auto before = plan_at(tx, *newest);
    std::map<ErrorClass, views::RetryForecastTotal> totals;
    const auto most = static_cast<std::size_t>(request.limit == 0 ? usual_limit : request.limit);
    tx.each_waiting_job(request.psp_account, false, [&](std::span<const WaitingJob> jobs) {
      for (const auto& job : jobs)
        add_forecast(preview, totals, job, forecast(job, before, *after, now), most);
    });
    for (auto& [error_class, total] : totals) {
      total.error_class = to_string(error_class);
      preview.totals.push_back(total);
    }
    preview.in_force = to_view(*newest, true);
    preview.changes = compare_plans(before, *after);
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return preview;
}

// What waits follows the rules that are put in force, in the same transaction.
void RuleBook::put_retry_plan(RuleTx& tx, const RuleHead& head, const RetryPlan& before, const RetryPlan& after) {
  tx.add_retry_plan(head.subject, head.version, after);
  const auto now = head.at.value_or(clock_.now());
  std::vector<NewDue> moved;
  tx.each_waiting_job(head.subject, true, [&](std::span<const WaitingJob> jobs) {
    for (const auto& job : jobs)
      if (const auto made = forecast(job, before, after, now); made.due_at != job.due_at)
        moved.push_back({job.job_id, made.due_at});
  });
  tx.reschedule(moved);
}

Result<views::RetryPolicy> RuleBook::set_retry_policy(const Caller& caller,
                                                      const views::SetRetryPolicyRequest& request,
                                                      const KeepAnswer<views::RetryPolicy>& keep) {
  const auto after = read_plan(request.rules, request.networks, default_plan(policy_));
  if (!after)
    return tl::unexpected(after.error());
  views::RetryPolicy made;
  const auto stored = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto head = add_version(
        tx, caller, {RuleKind::retry_policy, request.psp_account, request.base_version, request.note, {}});
    if (!head)
      return fail(head.error().code, head.error().message,
                  head.error().field == "subject" ? "psp_account" : head.error().field);
    RuleHead before = *head;
    --before.version;
    put_retry_plan(tx, *head, plan_at(tx, before), *after);
    made = to_view(*head, true, *after);
    return keep ? tx.keep(keep(made)) : Result<void>{};
  });
  if (!stored)
    return tl::unexpected(stored.error());
  tell();
  return made;
}

} // namespace paydesk
