#include "app/client/json.h"
#include "app/ctl/psp_commands.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

constexpr const char* account_help = "The PSP account";

std::string milliseconds(std::int64_t value) { return std::to_string(value) + " ms"; }

void print_policy(const Output& out, const views::RetryPolicy& policy) {
  print_head(out, policy.head);
  Table rules({{"CLASS"},
               {"STRATEGY"},
               {"BASE", Align::right},
               {"FACTOR", Align::right},
               {"CAP", Align::right},
               {"AT LEAST", Align::right},
               {"TRIES", Align::right},
               {"WITHIN", Align::right}});
  for (const auto& rule : policy.rules) {
    const bool again = rule.strategy != "cancel";
    const bool grows = rule.strategy == "exponential";
    rules.add({rule.error_class, rule.strategy, again ? milliseconds(rule.base_ms) : "",
               grows ? std::to_string(rule.factor) : "", again ? milliseconds(rule.cap_ms) : "",
               grows ? milliseconds(rule.floor_ms) : "", again ? std::to_string(rule.max_attempts) : "",
               again ? std::to_string(rule.max_age_s) + " s" : ""});
  }
  out.line("");
  out.table(rules, "No rules.");
  Table networks({{"NETWORK"}, {"TRIES", Align::right}, {"HOURS", Align::right}, {"NEVER AFTER"}, {"WAITS"}});
  for (const auto& limit : policy.networks) {
    std::string never, waits;
    for (const auto& code : limit.never) never += (never.empty() ? "" : " ") + code;
    for (const auto& wait : limit.waits)
      waits += (waits.empty() ? "" : ", ") + wait.code + ": " + std::to_string(wait.seconds) + " s";
    networks.add({limit.network, std::to_string(limit.max_tries), std::to_string(limit.window_hours), never, waits});
  }
  out.line("");
  out.table(networks, "No limits of card networks.");
}

void print_preview(const Output& out, const views::PreviewRetryPolicyResponse& preview) {
  print_changes(out, preview.changes);
  Table totals({{"CLASS"},
                {"WAITING", Align::right},
                {"SOONER", Align::right},
                {"LATER", Align::right},
                {"DEAD LETTER", Align::right},
                {"CANCELLED", Align::right},
                {"TRIES LEFT", Align::right}});
  for (const auto& total : preview.totals)
    totals.add({total.error_class, std::to_string(total.jobs), std::to_string(total.sooner),
                std::to_string(total.later), std::to_string(total.dead_letter), std::to_string(total.cancelled),
                std::to_string(total.left_before) + " -> " + std::to_string(total.left_after)});
  out.line("");
  out.table(totals, "Nothing of this account waits to be retried.");
  if (preview.items.empty()) return;
  Table items({{"JOB"}, {"OPERATION"}, {"CLASS"}, {"DUE"}, {"WOULD BE DUE"}, {"LEFT", Align::right}, {"OUTCOME"}});
  for (const auto& item : preview.items)
    items.add({item.job_id, item.operation, item.error_class, text_of(item.due_before), text_of(item.due_after),
               std::to_string(item.left_before) + " -> " + std::to_string(item.left_after), item.outcome});
  out.line("");
  out.table(items, "");
}

/// The request that the file makes, based on the version that the file says it comes from.
Result<views::SetRetryPolicyRequest> read_request(const RuleFlags& flags) {
  const auto text = read_rules(flags.file);
  if (!text) return tl::unexpected(text.error());
  auto policy = client::from_json<views::RetryPolicy>(*text);
  if (!policy) return tl::unexpected(policy.error());
  views::SetRetryPolicyRequest request;
  request.psp_account = flags.subject;
  request.base_version = policy->head.version;
  request.rules = std::move(policy->rules);
  request.networks = std::move(policy->networks);
  return request;
}

} // namespace

void add_policy(CLI::App& psp, const Choose& choose) {
  auto* policy = psp.add_subcommand("policy", "When failed calls are tried again: show, preview, set, versions, "
                                              "compare, restore");
  policy->require_subcommand(1);
  auto* show = policy->add_subcommand("show", "The rules in force; --json gives the file that set takes");
  auto shown = add_subject(*show, account_help, true);
  show->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::RetryPolicy>(
          daemon.template call<rpc::GetRetryPolicy>({shown->subject, shown->version}), print_policy);
    });
  });
  auto* preview = policy->add_subcommand("preview", "What the rules in a file would do to the queue now");
  auto tried = add_subject(*preview, account_help, false);
  preview->add_option("--file", tried->file, "JSON as printed by show --json")->required();
  auto limit = std::make_shared<int>(50);
  preview->add_option("--limit", *limit, "At most so many items")->capture_default_str()->check(CLI::Range(1, 500));
  preview->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      auto request = read_request(*tried);
      if (!request) return out.failed(request.error());
      request->limit = *limit;
      return out.template show<views::PreviewRetryPolicyResponse>(
          daemon.template call<rpc::PreviewRetryPolicy>(*request), print_preview);
    });
  });
  auto* set = policy->add_subcommand("set", "Puts the rules in a file in force, for what waits too");
  auto wanted = add_subject(*set, account_help, false);
  set->add_option("--file", wanted->file, "JSON as printed by show --json, edited")->required();
  auto flags = add_command_flags(*set, true);
  set->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      auto request = read_request(*wanted);
      if (!request) return out.failed(request.error());
      request->note = flags->reason;
      request->idempotency_key = key_of(*flags);
      return out.template show<views::RetryPolicy>(send<rpc::SetRetryPolicy>(daemon, out, *request), print_policy);
    });
  });
  add_versions(*policy, choose, "retry_policy", account_help);
}

} // namespace paydesk::ctl
