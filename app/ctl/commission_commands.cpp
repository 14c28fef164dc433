// paydeskctl commission: what the marketplace keeps of orders.
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

std::string rate_text(const views::CommissionRule& rule) {
  std::string text;
  for (const auto& tier : rule.tiers) {
    text += text.empty() ? "" : rule.graduated ? ", then " : ", all ";
    text += tier.percent + " %" + (tier.above.empty() ? "" : " above " + tier.above);
  }
  if (!rule.fixed.empty())
    text += " + " + rule.fixed;
  if (!rule.least.empty())
    text += ", at least " + rule.least;
  return rule.most.empty() ? text : text + ", at most " + rule.most;
}

void print_commission(const Output& out, const views::Commission& commission) {
  print_head(out, commission.head);
  Table table({{"RULE"}, {"CURRENCY"}, {"SELLER"}, {"FROM"}, {"UNTIL"}, {"COMMISSION"}});
  for (const auto& rule : commission.rules)
    table.add({rule.name, joined(rule.currencies), joined(rule.sellers), rule.from.empty() ? "always" : rule.from,
               rule.until.empty() ? "for good" : rule.until, rate_text(rule)});
  out.line("");
  out.table(table, "No rules: each PSP account's own percentage holds.");
}

void print_trial(const Output& out, const views::TryCommissionResponse& trial) {
  if (trial.rule.empty())
    return out.line("No rule covers it on " + trial.day + ": the PSP account's own percentage holds.");
  out.facts({{"rule", trial.rule},
             {"which says", trial.rule_text},
             {"on", trial.day},
             {"order", trial.amount + " " + trial.currency},
             {"commission", trial.commission + " " + trial.currency}});
}

void add_show(CLI::App& commission, const Choose& choose) {
  auto* show = commission.add_subcommand("show", "The rules in force; --json gives the file that set takes");
  auto version = std::make_shared<int>(0);
  show->add_option("--version", *version, "An old version instead of the one in force")
      ->check(CLI::Range(1, 1'000'000'000));
  show->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::Commission>(daemon.template call<rpc::GetCommission>({"*", *version}),
                                                  print_commission);
    });
  });
}

void add_set(CLI::App& commission, const Choose& choose) {
  auto* set = commission.add_subcommand("set", "Puts the rules in a file in force, for orders made from now on");
  auto file = std::make_shared<std::string>();
  set->add_option("--file", *file, "JSON as printed by show --json, edited")->required();
  auto flags = add_command_flags(*set, true);
  set->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      const auto text = read_rules(*file);
      if (!text)
        return out.failed(text.error());
      auto given = client::from_json<views::Commission>(*text);
      if (!given)
        return out.failed(given.error());
      return out.template show<views::Commission>(
          send<rpc::SetCommission>(daemon, out,
                                   {given->head.version, std::move(given->rules), flags->reason, key_of(*flags)}),
          print_commission);
    });
  });
}

void add_try(CLI::App& commission, const Choose& choose) {
  auto* trial = commission.add_subcommand("try", "What would be kept of an order; changes nothing");
  struct Flags {
    std::string seller, amount, currency, day, file;
  };
  auto flags = std::make_shared<Flags>();
  trial->add_option("amount", flags->amount, "Decimal with the currency's digits")->required();
  trial->add_option("currency", flags->currency, "ISO 4217")->required();
  trial->add_option("--seller", flags->seller, "Whose order it is")->required();
  trial->add_option("--day", flags->day, "YYYY-MM-DD, instead of today");
  trial->add_option("--file", flags->file, "Rules that are not in force yet, as set takes them");
  trial->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      views::TryCommissionRequest request{{}, flags->seller, flags->amount, flags->currency, flags->day};
      if (!flags->file.empty()) {
        const auto text = read_rules(flags->file);
        if (!text)
          return out.failed(text.error());
        auto given = client::from_json<views::Commission>(*text);
        if (!given)
          return out.failed(given.error());
        request.rules = std::move(given->rules);
      }
      return out.template show<views::TryCommissionResponse>(daemon.template call<rpc::TryCommission>(request),
                                                             print_trial);
    });
  });
}

} // namespace

void add_commission(CLI::App& app, const Choose& choose) {
  auto* commission = app.add_subcommand("commission", "What the marketplace keeps of orders: show, try, set, versions");
  commission->require_subcommand(1);
  add_show(*commission, choose);
  add_set(*commission, choose);
  add_try(*commission, choose);
  add_versions_of_all(*commission, choose, "commission");
}

} // namespace paydesk::ctl
