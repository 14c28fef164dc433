// paydeskctl ledger through time: closing days, balances of the past, trial balance, account statements.
#include "app/client/rpcs.h"
#include "app/ctl/books_commands.h"
#include "app/ctl/flags.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

void print_books(const Output& out, const views::BooksStatus& status) {
  out.facts({{"closed through", status.closed_through.empty() ? std::string("no day is closed") : status.closed_through},
             {"closed by", status.closed_by},
             {"closed", text_of(status.closed_at)},
             {"reason", status.reason},
             {"complete through", status.sealed_through ? text_of(status.sealed_through) : std::string("nothing yet")},
             {"summed through", status.summed_through ? text_of(status.summed_through) : std::string("nothing yet")},
             {"seals", std::to_string(status.seals)},
             {"head", status.head}});
  for (const auto& sentence : status.left_open)
    out.remark(sentence);
}

void print_as_of(const Output& out, const views::BalancesAsOf& balances) {
  Table table({{"ACCOUNT"}, {"DEBIT", Align::right}, {"CREDIT", Align::right}, {"BALANCE", Align::right}});
  for (const auto& row : balances.rows)
    table.add({row.account, text_of(row.debit), text_of(row.credit), text_of(row.balance)});
  out.table(table, "Nothing was booked there by then.");
  out.remark("As of " + text_of(balances.at) + (balances.final ? ", final." : "; postings on their way may still join."));
}

void print_trial(const Output& out, const views::TrialBalance& trial) {
  Table table({{"ACCOUNT"},
               {"OPENING", Align::right},
               {"DEBIT", Align::right},
               {"CREDIT", Align::right},
               {"CLOSING", Align::right}});
  for (const auto& row : trial.rows)
    table.add({row.account, text_of(row.opening), text_of(row.debit), text_of(row.credit), text_of(row.closing)});
  for (const auto& row : trial.totals)
    table.add({"TOTAL", text_of(row.opening), text_of(row.debit), text_of(row.credit), text_of(row.closing)});
  out.table(table, "Nothing was booked by then.");
  out.remark((trial.from.empty() ? std::string("From the beginning") : "From " + trial.from) + " to " + trial.to +
             (trial.closed ? ", closed" : ", not closed") + "; as of event " + std::to_string(trial.position) + ".");
}

void print_statement(const Output& out, const views::Statement& statement) {
  Table table({{"BOOKED"}, {"VALUE"}, {"KIND"}, {"DESCRIPTION"}, {"AMOUNT", Align::right}, {"BALANCE", Align::right}});
  for (const auto& row : statement.rows)
    table.add({text_of(row.booked_at), row.value_date, row.kind, row.description, text_of(row.amount),
               text_of(row.balance)});
  out.facts({{"account", statement.account}, {"opening", text_of(statement.opening)}});
  out.line("");
  out.table(table, "Nothing was booked in this period.");
  out.line("");
  out.facts({{"closing", text_of(statement.closing)}});
  if (!statement.next_cursor.empty())
    out.remark("There is more: --cursor " + statement.next_cursor);
}

void add_close(CLI::App& ledger, const Choose& choose) {
  auto* close = ledger.add_subcommand("close", "Closes a day and all before it, for good: they take no more postings");
  auto day = std::make_shared<std::string>();
  close->add_option("day", *day, "YYYY-MM-DD in UTC; it has to be over")->required();
  auto flags = add_command_flags(*close, true);
  close->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::BooksStatus>(
          send<rpc::CloseDay>(daemon, out, {*day, flags->reason, key_of(*flags)}), print_books);
    });
  });
}

void add_how_far(CLI::App& ledger, const Choose& choose) {
  ledger.add_subcommand("status", "How far the books are closed and complete")->callback([=] {
    choose([](const auto& daemon, const auto& out) {
      return out.template show<views::BooksStatus>(daemon.template call<rpc::GetBooks>({}), print_books);
    });
  });
}

void add_trial_balance(CLI::App& ledger, const Choose& choose) {
  auto* trial = ledger.add_subcommand("trial-balance", "Opening, turnover and closing of every account in a period");
  auto request = std::make_shared<views::TrialBalanceRequest>();
  trial->add_option("--from", request->from, "First day, YYYY-MM-DD in UTC; the beginning when left out");
  trial->add_option("--to", request->to, "Last day")->required();
  trial->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::TrialBalance>(daemon.template call<rpc::GetTrialBalance>(*request), print_trial);
    });
  });
}

void add_statement(CLI::App& ledger, const Choose& choose) {
  auto* statement = ledger.add_subcommand("statement", "What was booked on an account in a period, with its balance");
  auto request = std::make_shared<views::StatementRequest>();
  statement->add_option("account", request->account, "\"class\" or \"class:owner\"")->required();
  statement->add_option("currency", request->currency, "ISO 4217")->required();
  statement->add_option("--from", request->from, "First day, YYYY-MM-DD in UTC; the beginning when left out");
  statement->add_option("--to", request->to, "Last day")->required();
  statement->add_option("--limit", request->limit, "Rows, 1 to 500")->check(CLI::Range(1, 500));
  statement->add_option("--cursor", request->cursor, "Where the page before ended");
  statement->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::Statement>(daemon.template call<rpc::GetStatement>(*request), print_statement);
    });
  });
}

} // namespace

void add_books(CLI::App& ledger, const Choose& choose) {
  add_how_far(ledger, choose);
  add_close(ledger, choose);
  add_trial_balance(ledger, choose);
  add_statement(ledger, choose);
}

Work balances_as_of(const std::string& account, const std::string& at) {
  return [=](const auto& daemon, const auto& out) {
    return out.template show<views::BalancesAsOf>(daemon.template call<rpc::GetBalancesAsOf>({account, at}), print_as_of);
  };
}

} // namespace paydesk::ctl
