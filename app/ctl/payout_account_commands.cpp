// paydeskctl payout-accounts: where sellers are paid out to.
#include <fstream>
#include <iostream>

#include "app/client/rpcs.h"
#include "app/ctl/commands.h"
#include "app/ctl/flags.h"
#include "app/ctl/pages.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

void print_account(const Output& out, const views::PayoutAccount& account) {
  out.facts({{"account", account.account_id},
             {"seller", account.seller},
             {"currency", account.currency},
             {"scheme", account.scheme},
             {"bank", account.bank},
             {"number", account.number},
             {"holder", account.holder},
             {"state", account.state},
             {"proposed by", account.proposed_by},
             {"decided by", account.decided_by},
             {"paid to from", text_of(account.payable_from)},
             {"ended by", account.ended_by},
             {"why", account.ended_why}});
}

void print_rows(const Output& out, const views::ListPayoutAccountsResponse& page) {
  Table table({{"PROPOSED"}, {"ACCOUNT"}, {"SELLER"}, {"CURRENCY"}, {"BANK"}, {"NUMBER"}, {"STATE"}, {"PAID TO FROM"},
               {"BY"}, {"DECIDED BY"}});
  for (const auto& a : page.rows)
    table.add({text_of(a.proposed_at), a.account_id, a.seller, a.currency, a.bank, a.number, a.state,
               text_of(a.payable_from), a.proposed_by, a.decided_by});
  out.table(table, "No payout account matches.");
  if (const auto more = more_of(page); !more.empty())
    out.remark(more);
}

/// The number out of a file or standard input ("-"): on a command line everybody on the machine could read it.
Result<std::string> read_number(const std::string& path) {
  std::string number;
  std::ifstream file;
  if (path != "-")
    file.open(path);
  std::getline(path == "-" ? std::cin : file, number);
  if (number.empty())
    return invalid("number-file", path + " has no number in its first line. Nothing was proposed.");
  return number;
}

void add_propose(CLI::App& accounts, const Choose& choose) {
  auto* propose = accounts.add_subcommand("propose", "Asks for a seller's bank account; another person decides");
  auto given = std::make_shared<views::ProposePayoutAccountRequest>();
  auto file = std::make_shared<std::string>();
  propose->add_option("seller", given->seller, "Who is paid out to it")->required();
  propose->add_option("--currency", given->currency, "ISO 4217")->required();
  propose->add_option("--scheme", given->scheme, "The format of its number")
      ->required()
      ->check(CLI::IsMember({"iban", "kr", "us"}));
  propose->add_option("--bank", given->bank, "BIC, Korean bank code or ABA routing number; an IBAN needs none");
  propose->add_option("--number-file", *file, "A file with the number in its first line, or - for standard input")
      ->required();
  propose->add_option("--holder", given->holder, "The name that the bank knows")->required();
  auto command = add_command_flags(*propose, true);
  propose->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      auto number = read_number(*file);
      if (!number) {
        out.failed(number.error());
        return Exit::usage;
      }
      auto request = *given;
      request.number = std::move(*number);
      request.reason = command->reason;
      request.idempotency_key = key_of(*command);
      return out.template show<views::PayoutAccount>(send<rpc::ProposePayoutAccount>(daemon, out, request),
                                                     print_account);
    });
  });
}

void add_decide(CLI::App& accounts, const Choose& choose) {
  auto* decide = accounts.add_subcommand("decide", "Approves or rejects an account; never who proposed it");
  auto id = std::make_shared<std::string>();
  decide->add_option("account", *id, "The account's id")->required();
  auto approve = add_decision_flags(*decide);
  auto command = add_command_flags(*decide, false);
  decide->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::PayoutAccount>(
          send<rpc::DecidePayoutAccount>(daemon, out, {*id, *approve, command->reason, key_of(*command)}),
          print_account);
    });
  });
}

void add_block(CLI::App& accounts, const Choose& choose) {
  auto* block = accounts.add_subcommand("block", "Nothing is paid to the account any more, for good");
  auto id = std::make_shared<std::string>();
  block->add_option("account", *id, "The account's id")->required();
  auto command = add_command_flags(*block, true);
  block->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::PayoutAccount>(
          send<rpc::BlockPayoutAccount>(daemon, out, {*id, command->reason, key_of(*command)}), print_account);
    });
  });
}

} // namespace

void add_payout_accounts(CLI::App& app, const Choose& choose) {
  auto* accounts =
      app.add_subcommand("payout-accounts", "Where sellers are paid out to: list, propose, decide, block");
  accounts->require_subcommand(1);
  add_propose(*accounts, choose);
  add_decide(*accounts, choose);
  add_block(*accounts, choose);
  auto* list = accounts->add_subcommand("list", "Payout accounts, the newest first; numbers are masked");
  auto flags = add_list_flags(*list);
  list->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListPayoutAccountsResponse>(
          fetch_pages<rpc::ListPayoutAccounts>(daemon, *flags, [](views::PageRequest page) { return page; }),
          print_rows);
    });
  });
}

} // namespace paydesk::ctl
