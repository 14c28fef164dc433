// What answers mean: read, try, change, and what is still to be mapped.
#include <algorithm>

#include "engine/rules/change.h"
#include "engine/rules/judging.h"

namespace paydesk {
namespace {

constexpr int usual_limit = 100, most_rows = 500, usual_days = 7, most_days = 90, most_shapes = 20'000;
constexpr std::size_t most_examples = 3;

using Rules = std::vector<MappingRule>;

views::ErrorMapping to_view(const RuleHead& head, bool in_force, const Rules& rules) {
  views::ErrorMapping view{to_view(head, in_force), {}};
  for (const auto& rule : rules)
    view.rules.push_back({rule.operation, status_text(rule.http_status), rule.code,
                          std::string(to_string(rule.error_class)), rule.note});
  return view;
}

Result<Rules> read_rules(const std::vector<views::MappingRule>& views) {
  Rules rules;
  for (std::size_t i = 0; i < views.size(); ++i) {
    const auto& view = views[i];
    const auto prefix = "rules[" + std::to_string(i) + "].";
    const auto error_class = parse_error_class(view.error_class);
    if (!error_class)
      return invalid(prefix + "error_class", "is not an error class");
    const auto status = parse_status(view.http_status, prefix + "http_status");
    if (!status)
      return tl::unexpected(status.error());
    rules.push_back({view.operation, *status, view.code, *error_class, view.note});
  }
  if (const auto ok = check_mapping(rules); !ok)
    return tl::unexpected(ok.error());
  return rules;
}

std::string meaning(const MappingRule& rule) {
  return std::string(to_string(rule.error_class)) + (rule.note.empty() ? "" : " (" + rule.note + ")");
}

const MappingRule* same_answers(const Rules& rules, const MappingRule& wanted) {
  const auto at = std::find_if(rules.begin(), rules.end(), [&](const MappingRule& rule) {
    return rule.operation == wanted.operation && rule.http_status == wanted.http_status && rule.code == wanted.code;
  });
  return at == rules.end() ? nullptr : &*at;
}

/// The recorded shape's answers, as the changed rules would take them.
std::optional<views::MappingForecast> forecast(const RulesInForce& after, const AttemptShape& shape) {
  const auto judged = judge(after, shape.psp_account, {shape.operation, shape.http_status, shape.code});
  if (!judged || judged->error_class == shape.error_class)
    return std::nullopt;
  views::MappingForecast row{shape.psp_account, shape.operation, shape.http_status, shape.code,
                             std::string(to_string(shape.error_class)), std::string(to_string(judged->error_class)),
                             shape.attempts, shape.last_at, {}};
  for (const auto& id : shape.examples)
    if (row.examples.size() < most_examples)
      row.examples.push_back(id.to_string());
  return row;
}

} // namespace

std::vector<views::RuleChange> compare_mappings(const Rules& before, const Rules& after) {
  std::vector<views::RuleChange> changes;
  for (const auto& rule : before) {
    const auto* is = same_answers(after, rule);
    if (is == nullptr || meaning(*is) != meaning(rule))
      changes.push_back({describe_answers(rule), meaning(rule), is == nullptr ? "" : meaning(*is)});
  }
  for (const auto& rule : after)
    if (same_answers(before, rule) == nullptr)
      changes.push_back({describe_answers(rule), "", meaning(rule)});
  return changes;
}

Rules RuleBook::mapping_at(RuleTx& tx, const RuleHead& head) {
  if (head.version != 0)
    return tx.mapping_rules(head.subject, head.version);
  const auto proposed = proposals_.find(head.subject);
  return proposed == proposals_.end() ? Rules{} : proposed->second;
}

void RuleBook::propose_mapping(const std::string& provider, Rules rules) {
  proposals_[provider_subject(provider)] = std::move(rules);
}

Result<void> RuleBook::seed_mappings() {
  for (const auto& [subject, rules] : proposals_) {
    if (const auto ok = check_mapping(rules); !ok)
      return ok;
    const auto seeded = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
      if (tx.head(RuleKind::error_mapping, subject, 0))
        return {};
      const RuleHead head{RuleKind::error_mapping, subject, 1, clock_.now(), {}, "engine",
                          "as the adapter proposes", {}};
      if (const auto added = tx.add_version(head, {}); !added)
        return added;
      tx.add_mapping_rules(subject, 1, rules);
      return {};
    });
    // Another daemon that starts now has seeded the same.
    if (!seeded && seeded.error().code != ErrorCode::conflict)
      return seeded;
  }
  tell();
  return {};
}

Result<views::ErrorMapping> RuleBook::error_mapping(const views::GetRulesRequest& request) {
  views::ErrorMapping mapping;
  const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto newest = find_head(tx, RuleKind::error_mapping, request.subject, 0);
    if (!newest)
      return tl::unexpected(newest.error());
    const auto head =
        request.version == 0 ? newest : find_head(tx, RuleKind::error_mapping, request.subject, request.version);
    if (!head)
      return tl::unexpected(head.error());
    mapping = to_view(*head, head->version == newest->version, mapping_at(tx, *head));
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return mapping;
}

Result<views::PreviewErrorMappingResponse>
RuleBook::preview_error_mapping(const views::SetErrorMappingRequest& request) {
  if (request.limit < 0 || request.limit > most_rows)
    return invalid("limit", "is not between 1 and 500");
  if (request.days < 0 || request.days > most_days)
    return invalid("days", "is not between 1 and 90");
  const auto after = read_rules(request.rules);
  if (!after)
    return tl::unexpected(after.error());
  const auto since = clock_.now() - std::chrono::days(request.days == 0 ? usual_days : request.days);
  const auto most = static_cast<std::size_t>(request.limit == 0 ? usual_limit : request.limit);
  auto rules = store_.in_force();
  if (!rules)
    return tl::unexpected(rules.error());
  views::PreviewErrorMappingResponse preview;
  const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    preview = {};
    const auto newest = find_head(tx, RuleKind::error_mapping, request.subject, 0);
    if (!newest)
      return tl::unexpected(newest.error());
    preview.in_force = to_view(*newest, true);
    preview.changes = compare_mappings(mapping_at(tx, *newest), *after);
    rules->mappings[request.subject] = {newest->version + 1, *after};
    for (const auto& shape : tx.failed_attempts(request.subject, since, most_shapes)) {
      preview.attempts += shape.attempts;
      const auto row = forecast(*rules, shape);
      if (!row)
        continue;
      preview.changed += row->attempts;
      if (preview.rows.size() < most)
        preview.rows.push_back(*row);
    }
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return preview;
}

Result<views::ErrorMapping> RuleBook::set_error_mapping(const Caller& caller,
                                                        const views::SetErrorMappingRequest& request,
                                                        const KeepAnswer<views::ErrorMapping>& keep) {
  const auto rules = read_rules(request.rules);
  if (!rules)
    return tl::unexpected(rules.error());
  views::ErrorMapping made;
  const auto stored = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto head = add_version(
        tx, caller, {RuleKind::error_mapping, request.subject, request.base_version, request.note, {}});
    if (!head)
      return tl::unexpected(head.error());
    tx.add_mapping_rules(head->subject, head->version, *rules);
    made = to_view(*head, true, *rules);
    return keep ? tx.keep(keep(made)) : Result<void>{};
  });
  if (!stored)
    return tl::unexpected(stored.error());
  tell();
  return made;
}

// What has been mapped since is left out: it is looked at by the rules in force, not by those of its time.
Result<views::ListUnmappedResponse> RuleBook::unmapped(const views::ListUnmappedRequest& request) {
  if (request.limit < 0 || request.limit > most_rows)
    return invalid("limit", "is not between 1 and 500");
  const auto rules = store_.in_force();
  if (!rules)
    return tl::unexpected(rules.error());
  const auto most = static_cast<std::size_t>(request.limit == 0 ? usual_limit : request.limit);
  views::ListUnmappedResponse response;
  const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    response = {};
    if (!request.psp_account.empty() && !tx.has_account(request.psp_account))
      return fail(ErrorCode::not_found, "there is no PSP account " + request.psp_account, "psp_account");
    for (auto& row : tx.unmapped(request.psp_account)) {
      const auto judged = judge(*rules, row.psp_account, {row.operation, row.http_status, row.code});
      if (response.rows.size() < most && (!judged || judged->by.empty()))
        response.rows.push_back(std::move(row));
    }
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return response;
}

} // namespace paydesk
