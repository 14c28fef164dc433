#include "app/ctl/books_commands.h"
#include "app/ctl/commands.h"
#include "app/ctl/flags.h"
#include "app/ctl/pages.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

void print_balances(const Output& out, const views::ListBalancesResponse& response) {
  Table table({{"ACCOUNT"}, {"DEBIT", Align::right}, {"CREDIT", Align::right}, {"BALANCE", Align::right}});
  for (const auto& row : response.rows)
    table.add({row.account, text_of(row.debit), text_of(row.credit), text_of(row.balance)});
  out.table(table, "No account matches.");
}

void print_entries(const Output& out, const views::ListEntriesResponse& page) {
  Table table(
      {{"BOOKED"}, {"KIND"}, {"ACCOUNT"}, {"DEBIT", Align::right}, {"CREDIT", Align::right}, {"JOURNAL"}});
  for (const auto& journal : page.journals)
    for (const auto& line : journal.lines)
      table.add({text_of(journal.booked_at), journal.kind, line.account, text_of(line.debit),
                 text_of(line.credit), journal.id});
  out.table(table, "Nothing is posted there.");
  if (const auto more = more_of(page); !more.empty()) out.remark(more);
}

void print_wallets(const Output& out, const views::ListWalletsResponse& page) {
  Table table({{"SELLER"},
               {"BALANCE", Align::right},
               {"PENDING", Align::right},
               {"RESERVED", Align::right},
               {"AVAILABLE", Align::right}});
  for (const auto& row : page.rows)
    table.add({row.seller, text_of(row.balance), text_of(row.pending), text_of(row.reserved),
               text_of(row.available)});
  out.table(table, "No wallet matches.");
  if (const auto more = more_of(page); !more.empty()) out.remark(more);
}

/// What a proof is about: the books as they are, or as they were.
std::string about(const views::VerifyResponse& proof) {
  if (!proof.as_of)
    return " as of event " + std::to_string(proof.position) + ", " + text_of(proof.at) + ".";
  return " with all that was booked up to " + text_of(proof.as_of) +
         (proof.final ? ", final." : "; postings on their way may still join.");
}

void print_proof(const Output& out, const views::VerifyResponse& proof) {
  Table table({{"INVARIANT"}, {"CHECKED", Align::right}, {"VIOLATED", Align::right}, {"EXAMPLES"}});
  for (const auto& finding : proof.findings) {
    std::string examples;
    for (const auto& example : finding.examples)
      examples += (examples.empty() ? "" : ", ") + example;
    table.add(
        {finding.invariant, std::to_string(finding.checked), std::to_string(finding.violations), examples});
  }
  out.table(table, "Nothing was checked.");
  out.line((proof.ok ? "The books hold" : "THE BOOKS ARE VIOLATED") + about(proof));
  if (!proof.not_kept.empty())
    out.remark(std::to_string(proof.not_kept.size()) +
               " invariants are about what is only kept as it is now; verify without --as-of proves them.");
}

void add_wallets(CLI::App& app, const Choose& choose) {
  auto* wallets = app.add_subcommand("wallets", "Sellers' wallets");
  auto flags = add_list_flags(*wallets);
  wallets->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListWalletsResponse>(
          fetch_pages<rpc::ListWallets>(daemon, *flags, [](views::PageRequest page) { return page; }),
          print_wallets);
    });
  });
}

void add_verify(CLI::App& app, const Choose& choose) {
  auto* verify = app.add_subcommand("verify", "Proves the books from scratch; exits 1 when one is violated");
  auto request = std::make_shared<views::VerifyRequest>();
  verify->add_option("--as-of", request->as_of, "The books as they were: RFC 3339, or a day (its end in UTC)");
  verify->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      const auto proof = daemon.template call<rpc::Verify>(*request);
      const Exit shown = out.template show<views::VerifyResponse>(proof, print_proof);
      return shown == Exit::ok && !proof->ok ? Exit::refused : shown;
    });
  });
}

void add_balances(CLI::App& ledger, const Choose& choose) {
  auto* balances = ledger.add_subcommand("balances", "Balances of accounts");
  auto account = std::make_shared<std::string>();
  balances->add_option("account", *account, "\"class\" or \"class:owner\"; all when left out");
  auto at = std::make_shared<std::string>();
  balances->add_option("--as-of", *at, "An instant (RFC 3339), or a day: its end in UTC");
  balances->callback([=] {
    if (!at->empty())
      return choose(balances_as_of(*account, *at));
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListBalancesResponse>(
          daemon.template call<rpc::ListBalances>({*account}), print_balances);
    });
  });
}

void add_entries(CLI::App& ledger, const Choose& choose) {
  auto* entries = ledger.add_subcommand("entries", "Postings, the newest first");
  auto account = std::make_shared<std::string>();
  auto payment = std::make_shared<std::string>();
  entries->add_option("account", *account, "\"class\" or \"class:owner\"; all when left out");
  entries->add_option("--payment", *payment, "Of one payment");
  auto flags = add_list_flags(*entries);
  entries->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListEntriesResponse>(
          fetch_pages<rpc::ListEntries>(
              daemon, *flags,
              [&](views::PageRequest page) {
                return views::ListEntriesRequest{*account, *payment, std::move(page)};
              }),
          print_entries);
    });
  });
}

} // namespace

void add_ledger(CLI::App& app, const Choose& choose, const ChooseLocal& choose_local) {
  auto* ledger = app.add_subcommand("ledger", "The ledger: balances, entries, statements, closing days");
  ledger->require_subcommand(1);
  add_balances(*ledger, choose);
  add_entries(*ledger, choose);
  add_books(*ledger, choose);
  add_chain(*ledger, choose, choose_local);
  add_wallets(app, choose);
  add_verify(app, choose);
}

} // namespace paydesk::ctl
