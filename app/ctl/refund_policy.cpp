// paydeskctl refunds policy: what refunds and lost disputes cost sellers.
#include "app/client/json.h"
#include "app/ctl/commands.h"
#include "app/ctl/psp_commands.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items)
    text += (text.empty() ? "" : " ") + item;
  return text.empty() ? "any" : text;
}

std::string or_else(const std::string& text, const char* otherwise) { return text.empty() ? otherwise : text; }

void print_policy(const Output& out, const views::RefundPolicy& policy) {
  print_head(out, policy.head);
  Table table({{"RULE"}, {"CURRENCY"}, {"SELLER"}, {"FROM"}, {"UNTIL"}, {"COMMISSION"}, {"SHORT FUNDS"},
               {"LOST DISPUTE", Align::right}});
  for (const auto& rule : policy.rules)
    table.add({rule.name, joined(rule.currencies), joined(rule.sellers), or_else(rule.from, "always"),
               or_else(rule.until, "for good"), rule.commission, rule.funds, or_else(rule.dispute_fee, "no fee")});
  out.line("");
  out.table(table, "No rules: the commission goes back with the refund, and what a seller lacks is owed.");
}

void print_trial(const Output& out, const views::TryRefundPolicyResponse& trial) {
  out.facts({{"rule", or_else(trial.rule, "none")},
             {"which says", or_else(trial.rule_text, "what always held")},
             {"on", trial.day},
             {"commission", trial.commission},
             {"short funds", trial.funds},
             {"lost dispute", trial.dispute_fee.empty() ? "no fee" : trial.dispute_fee + " " + trial.currency}});
}

void add_show(CLI::App& policy, const Choose& choose) {
  auto* show = policy.add_subcommand("show", "The rules in force; --json gives the file that set takes");
  auto version = std::make_shared<int>(0);
  show->add_option("--version", *version, "An old version instead of the one in force")
      ->check(CLI::Range(1, 1'000'000'000));
  show->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::RefundPolicy>(daemon.template call<rpc::GetRefundPolicy>({"*", *version}),
                                                    print_policy);
    });
  });
}

void add_set(CLI::App& policy, const Choose& choose) {
  auto* set = policy.add_subcommand("set", "Puts the rules in a file in force, for refunds asked for from now on");
  auto file = std::make_shared<std::string>();
  set->add_option("--file", *file, "JSON as printed by show --json, edited")->required();
  auto flags = add_command_flags(*set, true);
  set->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      const auto text = read_rules(*file);
      if (!text)
        return out.failed(text.error());
      auto given = client::from_json<views::RefundPolicy>(*text);
      if (!given)
        return out.failed(given.error());
      return out.template show<views::RefundPolicy>(
          send<rpc::SetRefundPolicy>(daemon, out,
                                     {given->head.version, std::move(given->rules), flags->reason, key_of(*flags)}),
          print_policy);
    });
  });
}

void add_try(CLI::App& policy, const Choose& choose) {
  auto* trial = policy.add_subcommand("try", "Which rule would cover a seller; changes nothing");
  struct Flags {
    std::string seller, currency, day, file;
  };
  auto flags = std::make_shared<Flags>();
  trial->add_option("seller", flags->seller, "Whose order is refunded or disputed")->required();
  trial->add_option("currency", flags->currency, "ISO 4217")->required();
  trial->add_option("--day", flags->day, "YYYY-MM-DD, instead of today");
  trial->add_option("--file", flags->file, "Rules that are not in force yet, as set takes them");
  trial->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      views::TryRefundPolicyRequest request{{}, flags->seller, flags->currency, flags->day};
      if (!flags->file.empty()) {
        const auto text = read_rules(flags->file);
        if (!text)
          return out.failed(text.error());
        auto given = client::from_json<views::RefundPolicy>(*text);
        if (!given)
          return out.failed(given.error());
        request.rules = std::move(given->rules);
      }
      return out.template show<views::TryRefundPolicyResponse>(daemon.template call<rpc::TryRefundPolicy>(request),
                                                               print_trial);
    });
  });
}

} // namespace

void add_refund_policy(CLI::App& refunds, const Choose& choose) {
  auto* policy =
      refunds.add_subcommand("policy", "What refunds and lost disputes cost sellers: show, try, set, versions");
  policy->require_subcommand(1);
  add_show(*policy, choose);
  add_set(*policy, choose);
  add_try(*policy, choose);
  add_versions_of_all(*policy, choose, "refund");
}

} // namespace paydesk::ctl
