#include "engine/rules/rule_book.h"

#include <algorithm>
#include <limits>

#include "engine/rules/change.h"
#include "engine/rules/retry_views.h"

namespace paydesk {
namespace {

constexpr int usual_limit = 100, most_versions = 500;

std::string name_of(RuleKind kind) {
  std::string name(to_string(kind));
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// Rules for all accounts together.
bool is_for_all(RuleKind kind) {
  return kind == RuleKind::routing || kind == RuleKind::commission || kind == RuleKind::approval ||
         kind == RuleKind::refund;
}

bool has_subject(RuleTx& tx, RuleKind kind, const std::string& subject) {
  const auto prefix = provider_subject({});
  if (kind == RuleKind::error_mapping && subject.starts_with(prefix))
    return tx.has_provider(std::string_view(subject).substr(prefix.size()));
  return is_for_all(kind) ? subject == every_account : tx.has_account(subject);
}

} // namespace

Result<RuleKind> check_kind(const std::string& text) {
  const auto kind = parse_rule_kind(text);
  if (!kind)
    return invalid("kind", "is not a kind of rules: retry_policy, error_mapping, breaker, routing, commission, approval or refund");
  return *kind;
}

views::RuleVersion to_view(const RuleHead& head, bool in_force) {
  return {std::string(to_string(head.kind)), head.subject, head.version, head.at, head.login, head.note,
          head.restored_from.has_value(), head.restored_from.value_or(0), in_force};
}

Result<RuleHead> RuleBook::find_head(RuleTx& tx, RuleKind kind, const std::string& subject, int version) {
  if (!has_subject(tx, kind, subject))
    return fail(ErrorCode::not_found, is_for_all(kind) ? name_of(kind) + " is for all accounts together: its subject is *"
                                                      : "there is no PSP account " + subject,
                "subject");
  if (auto head = tx.head(kind, subject, version))
    return *head;
  if (version != 0)
    return fail(ErrorCode::not_found,
                subject + " has no version " + std::to_string(version) + " of its " + name_of(kind), "version");
  RuleHead none;
  none.kind = kind;
  none.subject = subject;
  return none;
}

Result<RuleHead> RuleBook::add_version(RuleTx& tx, const Caller& caller, const Change& change) {
  const auto newest = find_head(tx, change.kind, change.subject, 0);
  if (!newest)
    return newest;
  if (change.base_version && *change.base_version != newest->version)
    return fail(ErrorCode::conflict,
                "version " + std::to_string(newest->version) + " is in force, not " +
                    std::to_string(*change.base_version) +
                    ": somebody changed the rules meanwhile. Nothing was changed; look at them and try again",
                "base_version");
  RuleHead head{change.kind, change.subject, newest->version + 1, clock_.now(), caller.principal_id,
                caller.login, change.note, change.restored_from};
  if (const auto added = tx.add_version(head, caller); !added)
    return tl::unexpected(added.error());
  return head;
}

Result<views::ListRuleVersionsResponse> RuleBook::versions(const views::ListRuleVersionsRequest& request) {
  const auto kind = check_kind(request.kind);
  if (!kind)
    return tl::unexpected(kind.error());
  if (request.before < 0)
    return invalid("before", "is negative");
  if (request.limit < 0 || request.limit > most_versions)
    return invalid("limit", "is not between 1 and 500");
  views::ListRuleVersionsResponse response;
  const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    response = {};
    const auto newest = find_head(tx, *kind, request.subject, 0);
    if (!newest)
      return tl::unexpected(newest.error());
    for (const auto& head :
         tx.versions(*kind, request.subject, request.before == 0 ? std::numeric_limits<int>::max() : request.before,
                     request.limit == 0 ? usual_limit : request.limit))
      response.rows.push_back(to_view(head, head.version == newest->version));
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return response;
}

Result<views::CompareRuleVersionsResponse> RuleBook::compare(const views::CompareRuleVersionsRequest& request) {
  const auto kind = check_kind(request.kind);
  if (!kind)
    return tl::unexpected(kind.error());
  views::CompareRuleVersionsResponse response;
  const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto newest = find_head(tx, *kind, request.subject, 0);
    if (!newest)
      return tl::unexpected(newest.error());
    RuleHead sides[2];
    for (const int i : {0, 1}) {
      const int version = i == 0 ? request.from : request.to;
      auto head = version == 0 ? Result<RuleHead>(RuleHead{*kind, request.subject}) 
                               : find_head(tx, *kind, request.subject, version);
      if (!head)
        return fail(head.error().code, head.error().message, i == 0 ? "from" : "to");
      sides[i] = *head;
    }
    auto changes = differences(tx, sides[0], sides[1]);
    if (!changes)
      return tl::unexpected(changes.error());
    response = {to_view(sides[0], sides[0].version == newest->version),
                to_view(sides[1], sides[1].version == newest->version), std::move(*changes)};
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return response;
}

Result<std::vector<views::RuleChange>> RuleBook::differences(RuleTx& tx, const RuleHead& from, const RuleHead& to) {
  if (from.kind == RuleKind::error_mapping)
    return compare_mappings(mapping_at(tx, from), mapping_at(tx, to));
  if (from.kind == RuleKind::routing)
    return compare_routing(routing_at(tx, from), routing_at(tx, to));
  if (from.kind == RuleKind::commission)
    return compare_commission(commission_at(tx, from), commission_at(tx, to));
  if (from.kind == RuleKind::approval)
    return compare_approval_policies(approval_policy_at(tx, from), approval_policy_at(tx, to));
  if (from.kind == RuleKind::refund)
    return compare_refund_policies(refund_policy_at(tx, from), refund_policy_at(tx, to));
  if (from.kind == RuleKind::breaker)
    return compare_breakers(breaker_at(tx, from), breaker_at(tx, to));
  return compare_plans(plan_at(tx, from), plan_at(tx, to));
}

void RuleBook::repeat(RuleTx& tx, const RuleHead& head, const RuleHead& old) {
  RuleHead before = head;
  --before.version;
  if (head.kind == RuleKind::error_mapping)
    tx.add_mapping_rules(head.subject, head.version, mapping_at(tx, old));
  else if (head.kind == RuleKind::routing)
    tx.add_routing(head.subject, head.version, routing_at(tx, old));
  else if (head.kind == RuleKind::commission)
    tx.add_commission(head.subject, head.version, commission_at(tx, old));
  else if (head.kind == RuleKind::approval)
    tx.add_approval_policy(head.subject, head.version, approval_policy_at(tx, old));
  else if (head.kind == RuleKind::refund)
    tx.add_refund_policy(head.subject, head.version, refund_policy_at(tx, old));
  else if (head.kind == RuleKind::breaker)
    tx.add_breaker_settings(head.subject, head.version, breaker_at(tx, old));
  else
    put_retry_plan(tx, head, plan_at(tx, before), plan_at(tx, old));
}

Result<views::RuleVersion> RuleBook::restore(const Caller& caller, const views::RestoreRulesRequest& request,
                                             const KeepAnswer<views::RuleVersion>& keep) {
  const auto kind = check_kind(request.kind);
  if (!kind)
    return tl::unexpected(kind.error());
  views::RuleVersion made;
  const auto stored = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    RuleHead old{*kind, request.subject};
    if (request.version != 0) {
      const auto found = find_head(tx, *kind, request.subject, request.version);
      if (!found)
        return tl::unexpected(found.error());
      old = *found;
    }
    const auto head = add_version(tx, caller, {*kind, request.subject, {}, request.note, request.version});
    if (!head)
      return tl::unexpected(head.error());
    repeat(tx, *head, old);
    made = to_view(*head, true);
    return keep ? tx.keep(keep(made)) : Result<void>{};
  });
  if (!stored)
    return tl::unexpected(stored.error());
  tell();
  return made;
}

} // namespace paydesk
