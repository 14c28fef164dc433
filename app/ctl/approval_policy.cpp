// paydeskctl approvals policy: who decides, and for how long it waits.
#include "app/client/rpcs.h"
#include "app/ctl/approval_text.h"
#include "app/ctl/psp_commands.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

void print_policy(const Output& out, const views::ApprovalPolicy& policy) {
  print_head(out, policy.head);
  Table table({{"KIND"}, {"CURRENCY"}, {"FROM", Align::right}, {"DECIDED BY"}, {"WITHIN"}});
  for (const auto& rule : policy.rules)
    table.add({rule.kind.empty() ? "any" : rule.kind, rule.currency.empty() ? "any" : rule.currency,
               rule.from.empty() ? "any" : rule.from, roles_text(rule.deciders), std::to_string(rule.hours) + " hours"});
  out.line("");
  out.table(table, "No rules: approver or admin decides, within 72 hours.");
}

void add_show(CLI::App& policy, const Choose& choose) {
  auto* show = policy.add_subcommand("show", "The rules in force; --json gives the file that set takes");
  auto version = std::make_shared<int>(0);
  show->add_option("--version", *version, "An old version instead of the one in force")
      ->check(CLI::Range(1, 1'000'000'000));
  show->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ApprovalPolicy>(daemon.template call<rpc::GetApprovalPolicy>({"*", *version}),
                                                      print_policy);
    });
  });
}

void add_set(CLI::App& policy, const Choose& choose) {
  auto* set = policy.add_subcommand("set", "Puts the rules in a file in force, also for what waits already");
  auto file = std::make_shared<std::string>();
  set->add_option("--file", *file, "JSON as printed by show --json, edited")->required();
  auto flags = add_command_flags(*set, true);
  set->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      const auto text = read_rules(*file);
      if (!text)
        return out.failed(text.error());
      auto given = client::from_json<views::ApprovalPolicy>(*text);
      if (!given)
        return out.failed(given.error());
      return out.template show<views::ApprovalPolicy>(
          send<rpc::SetApprovalPolicy>(daemon, out,
                                       {given->head.version, std::move(given->rules), flags->reason, key_of(*flags)}),
          print_policy);
    });
  });
}

} // namespace

void add_approval_policy(CLI::App& approvals, const Choose& choose) {
  auto* policy = approvals.add_subcommand("policy", "Who decides about what: show, set, versions, compare, restore");
  policy->require_subcommand(1);
  add_show(*policy, choose);
  add_set(*policy, choose);
  add_versions_of_all(*policy, choose, "approval");
}

} // namespace paydesk::ctl
