#include "app/client/json.h"
#include "app/ctl/psp_commands.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : " ") + item;
  return text.empty() ? "any" : text;
}

std::string amounts(const views::RouteRule& rule) {
  if (rule.least.empty() && rule.most.empty()) return "any";
  return (rule.least.empty() ? "0" : rule.least) + " to " + (rule.most.empty() ? "any" : rule.most);
}

void print_routing(const Output& out, const views::Routing& routing) {
  print_head(out, routing.head);
  out.facts({{"failover", routing.failover ? "after " + std::to_string(routing.failover_after) + " failed tries"
                                           : std::string("off")}});
  Table table({{"RULE"}, {"CURRENCY"}, {"AMOUNT"}, {"SELLER"}, {"METHOD"}, {"ACCOUNTS BY WEIGHT"}, {"ONLY"}});
  for (const auto& rule : routing.rules) {
    std::string targets;
    for (const auto& target : rule.targets)
      targets += (targets.empty() ? "" : ", ") + target.psp_account + " " + std::to_string(target.weight);
    table.add({rule.name, joined(rule.currencies), amounts(rule), joined(rule.sellers), joined(rule.methods), targets,
               yes_no(rule.only)});
  }
  out.line("");
  out.table(table, "No rules: the first account that takes a payment and works has it.");
}

void add_set(CLI::App& routing, const Choose& choose) {
  auto* set = routing.add_subcommand("set", "Puts the rules in a file in force");
  auto file = std::make_shared<std::string>();
  set->add_option("--file", *file, "JSON as printed by show --json, edited")->required();
  auto flags = add_command_flags(*set, true);
  set->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      const auto text = read_rules(*file);
      if (!text) return out.failed(text.error());
      auto given = client::from_json<views::Routing>(*text);
      if (!given) return out.failed(given.error());
      return out.template show<views::Routing>(
          send<rpc::SetRouting>(daemon, out,
                                {given->head.version, std::move(given->rules), given->failover, given->failover_after,
                                 flags->reason, key_of(*flags)}),
          print_routing);
    });
  });
}

void add_intake(CLI::App& psp, const Choose& choose) {
  auto* intake = psp.add_subcommand("intake", "Whether an account takes new payments");
  auto request = std::make_shared<views::SetIntakeRequest>();
  intake->add_option("psp", request->psp_account, "The PSP account")->required();
  intake->add_option("intake", request->intake, "active; draining: only what nothing else takes; disabled: none")
      ->required()
      ->check(CLI::IsMember({"active", "draining", "disabled"}));
  auto flags = add_command_flags(*intake, true);
  intake->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      request->note = flags->reason;
      request->idempotency_key = key_of(*flags);
      return out.template show<views::PspIntake>(
          send<rpc::SetIntake>(daemon, out, *request),
          [](const Output& to, const views::PspIntake& made) { to.facts({{made.psp_account, made.intake}}); });
    });
  });
}

} // namespace

void add_routing(CLI::App& psp, const Choose& choose) {
  auto* routing = psp.add_subcommand("routing", "Which account takes a payment: show, set, versions, compare, restore");
  routing->require_subcommand(1);
  auto* show = routing->add_subcommand("show", "The rules in force; --json gives the file that set takes");
  auto version = std::make_shared<int>(0);
  show->add_option("--version", *version, "An old version instead of the one in force")
      ->check(CLI::Range(1, 1'000'000'000));
  show->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::Routing>(daemon.template call<rpc::GetRouting>({"*", *version}), print_routing);
    });
  });
  add_set(*routing, choose);
  add_versions_of_all(*routing, choose, "routing");
  add_intake(psp, choose);
}

} // namespace paydesk::ctl
