#include "statements/camt053/camt053.h"

#include <algorithm>
#include <array>
#include <map>

#include "statements/camt053/amounts.h"
#include "statements/camt053/document.h"
#include "statements/camt053/entries.h"

namespace paydesk::statements {
namespace {

constexpr std::string_view namespace_stem = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.";
constexpr std::array<std::string_view, 3> versions{"02", "04", "08"};
constexpr std::size_t max_identity_bytes = 255;

struct Balance {
  std::int64_t amount = 0;
  std::string date;
};
using Balances = std::map<std::string, Balance>;

Result<void> check_version(const Element& root) {
  const auto uri = root.namespace_uri();
  const bool ours = root.name() == "Document" && uri.starts_with(namespace_stem);
  if (!ours) return invalid(root.place(), "This is not a bank statement (camt.053).");
  const auto version = uri.substr(namespace_stem.size());
  if (std::find(versions.begin(), versions.end(), version) == versions.end())
    return invalid(root.place(),
                   "Version camt.053.001." + std::string(version) + " is not read; .02, .04 and .08 are.");
  return {};
}

Result<void> read_account(const Element& element, BankStatement& statement) {
  const auto account = element.child("Acct");
  if (!account) return invalid(element.place("Acct"), "The statement does not say which account it is of.");
  statement.account = account->text_at("Id/IBAN");
  if (statement.account.empty()) statement.account = account->text_at("Id/Othr/Id");
  if (statement.account.empty() || statement.account.size() > max_identity_bytes)
    return invalid(account->place("Id"), "The account has neither an IBAN nor another number.");
  auto code = account->text_at("Ccy");
  const auto first_amount = element.find("Bal/Amt");
  if (code.empty() && first_amount) code = first_amount->attribute("Ccy");
  const auto currency = Currency::find(code);
  if (!currency) return invalid(account->place("Ccy"), "The account's currency is not clear.");
  statement.currency = *currency;
  return {};
}

Result<Balances> read_balances(const Element& element, BankStatement& statement) {
  Balances balances;
  for (const auto& balance : element.children("Bal")) {
    const auto amount = read_signed_amount(balance, statement.warnings);
    if (!amount) return tl::unexpected<Error>(amount.error());
    if (amount->currency != statement.currency)
      return invalid(balance.place("Amt"), "The balance is in " + amount->currency.to_string() +
                                               ", the account in " + statement.currency.to_string() + ".");
    const auto date = read_date(balance, "Dt");
    if (!date) return tl::unexpected<Error>(date.error());
    auto code = balance.text_at("Tp/CdOrPrtry/Cd");
    const bool later_of_two = code == "ITBD" && balances.contains(code);
    balances[later_of_two ? "ITBD, closing" : code] = {amount->minor, *date};
  }
  return balances;
}

/// Opening and closing of one kind: booked, interim booked (a part of a longer statement), else available.
void choose_balances(const Balances& balances, BankStatement& statement) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kinds{
      {{"OPBD", "CLBD"},
       {"PRCD", "CLBD"},
       {"OPBD", "ITBD"},
       {"ITBD", "CLBD"},
       {"ITBD", "ITBD, closing"},
       {"OPAV", "CLAV"}}};
  for (const auto& [opening, closing] : kinds) {
    const auto from = balances.find(std::string(opening));
    const auto to = balances.find(std::string(closing));
    if (from == balances.end() || to == balances.end()) continue;
    statement.opening = from->second.amount;
    statement.closing = to->second.amount;
    statement.last_date = to->second.date;
    return;
  }
  statement.warnings.push_back(
      "The statement has no pair of balances of one kind; it cannot be proven complete.");
}

Result<void> check_sum(const Element& element, BankStatement& statement) {
  std::optional<std::int64_t> sum = statement.opening.value_or(0);
  for (const auto& entry : statement.entries) {
    sum = checked_add(*sum, entry.amount);
    if (!sum) return invalid(element.place(), "The entries sum to more than an amount can be.");
    statement.last_date = std::max(statement.last_date, entry.booking_date);
  }
  if (!statement.closing) return {};
  const auto difference = checked_sub(*statement.closing, *sum);
  if (!difference) return invalid(element.place(), "The balances differ by more than an amount can be.");
  statement.difference = *difference;
  return {};
}

Result<BankStatement> read_statement(const Element& element) {
  BankStatement statement;
  statement.id = element.text_at("Id");
  if (statement.id.empty() || statement.id.size() > max_identity_bytes)
    return invalid(element.place("Id"), "The statement has no identification.");
  if (auto account = read_account(element, statement); !account)
    return tl::unexpected<Error>(account.error());
  const auto balances = read_balances(element, statement);
  if (!balances) return tl::unexpected<Error>(balances.error());
  choose_balances(*balances, statement);
  for (const auto& entry : element.children("Ntry"))
    if (auto read = read_entry(entry, statement); !read) return tl::unexpected<Error>(read.error());
  if (auto summed = check_sum(element, statement); !summed) return tl::unexpected<Error>(summed.error());
  if (statement.last_date.empty()) return invalid(element.place(), "The statement has no date.");
  return statement;
}

} // namespace

Result<BankFile> parse_camt053(std::string_view content) {
  const auto document = Document::parse(content);
  if (!document) return tl::unexpected<Error>(document.error());
  const auto root = document->root();
  if (auto version = check_version(root); !version) return tl::unexpected<Error>(version.error());
  const auto message = root.child("BkToCstmrStmt");
  const auto statements = message ? message->children("Stmt") : std::vector<Element>{};
  if (statements.empty())
    return invalid(message ? message->place("Stmt") : root.place("BkToCstmrStmt"),
                   "The file holds no statement.");
  BankFile file;
  for (const auto& element : statements) {
    auto statement = read_statement(element);
    if (!statement) return tl::unexpected<Error>(statement.error());
    file.statements.push_back(std::move(*statement));
  }
  return file;
}

} // namespace paydesk::statements
