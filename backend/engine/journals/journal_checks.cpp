// What can be said of a journal that a person proposes without asking the database.
#include <algorithm>
#include <map>

#include "core/chart.h"
#include "engine/journals/journal_command.h"

namespace paydesk::journals {
namespace {

constexpr std::size_t longest_owner = 255;

Result<void> check_owner(const std::string& owner, const std::string& field) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (owner.size() > longest_owner)
    return invalid(field, "has an owner longer than 255 bytes");
  if (std::any_of(owner.begin(), owner.end(), is_control))
    return invalid(field, "has a control character");
  if (owner.front() == ' ' || owner.back() == ' ')
    return invalid(field, "has an owner that begins or ends with a space");
  return {};
}

std::string owner_word(chart::Owner owner) { return owner == chart::Owner::seller ? "seller" : "PSP account"; }

Result<AccountName> check_account(const std::string& text, const std::string& field) {
  if (text.empty())
    return invalid(field, "is missing");
  const auto colon = text.find(':');
  AccountName name{text.substr(0, colon), colon == std::string::npos ? std::string() : text.substr(colon + 1)};
  const auto* known = chart::find(name.account_class);
  if (known == nullptr)
    return invalid(field, "is of no class of the chart of accounts");
  if (!known->moved_by.empty())
    return invalid(field, "is not moved by people: only " + std::string(known->moved_by) + " move " +
                              name.account_class + ", and it is proven equal to them");
  if (known->owner == chart::Owner::nobody && colon != std::string::npos)
    return invalid(field, "has an owner, but " + name.account_class + " has none");
  if (known->owner == chart::Owner::nobody)
    return name;
  if (name.owner.empty())
    return invalid(field, "needs its " + owner_word(known->owner) + ": " + name.account_class + ":…");
  if (const auto ok = check_owner(name.owner, field); !ok)
    return tl::unexpected(ok.error());
  return name;
}

Result<Money> check_amount(const std::string& amount, const std::string& code, const std::string& prefix) {
  const auto currency = Currency::find(code);
  if (!currency)
    return invalid(prefix + "currency", code.empty() ? "is missing" : "is not an ISO 4217 currency code");
  const auto minor = parse_amount(amount, *currency, prefix + "amount");
  if (!minor)
    return tl::unexpected(minor.error());
  if (*minor == 0)
    return invalid(prefix + "amount", "is zero");
  return Money{*minor, *currency};
}

Result<Posting> check_line(const views::ManualLine& line, const std::string& prefix) {
  const auto account = check_account(line.account, prefix + "account");
  if (!account)
    return tl::unexpected(account.error());
  if (line.side != "debit" && line.side != "credit")
    return invalid(prefix + "side", line.side.empty() ? "is missing" : "is neither debit nor credit");
  const auto amount = check_amount(line.amount, line.currency, prefix);
  if (!amount)
    return tl::unexpected(amount.error());
  return Posting{*account, amount->currency, line.side == "debit" ? amount->minor : -amount->minor};
}

Result<void> check_balance(const std::vector<Posting>& lines) {
  struct Sums {
    std::int64_t debits = 0, credits = 0;
  };
  std::map<Currency, Sums> sums;
  for (const auto& line : lines) {
    auto& sum = line.amount > 0 ? sums[line.currency].debits : sums[line.currency].credits;
    const auto next = checked_add(sum, std::abs(line.amount));
    if (!next)
      return invalid("lines", "sum to more " + line.currency.to_string() + " than can be kept");
    sum = *next;
  }
  for (const auto& [currency, sum] : sums)
    if (sum.debits != sum.credits)
      return invalid("lines", "do not balance in " + currency.to_string() + ": debits " +
                                  format_amount(sum.debits, currency) + ", credits " +
                                  format_amount(sum.credits, currency));
  return {};
}

} // namespace

Result<void> check_value_date(const std::string& text, const std::string& field, Instant now) {
  if (text.empty())
    return {};
  const auto day = text.size() == 10 ? parse_instant(text + "T00:00:00Z") : std::nullopt;
  if (!day)
    return invalid(field, "is not a date like 2026-11-16");
  if (*day < now - std::chrono::hours(24 * 366) || *day > now + std::chrono::hours(24 * 366))
    return invalid(field, "is more than a year away");
  return {};
}

Result<ManualCommand> check_journal(const views::ManualJournal& journal, Instant now) {
  if (const auto ok = check_value_date(journal.value_date, "value_date", now); !ok)
    return tl::unexpected(ok.error());
  if (journal.lines.size() < fewest_lines || journal.lines.size() > most_lines)
    return invalid("lines", "must be 2 to 200, not " + std::to_string(journal.lines.size()));
  ManualCommand command{journal.value_date, {}};
  for (std::size_t i = 0; i < journal.lines.size(); ++i) {
    auto line = check_line(journal.lines[i], "lines[" + std::to_string(i) + "].");
    if (!line)
      return tl::unexpected(line.error());
    command.lines.push_back(std::move(*line));
  }
  if (const auto ok = check_balance(command.lines); !ok)
    return tl::unexpected(ok.error());
  return command;
}

Result<WriteOffCommand> check_write_off(const std::string& seller, const std::string& amount,
                                        const std::string& currency) {
  if (seller.empty())
    return invalid("seller", "is missing");
  if (const auto ok = check_owner(seller, "seller"); !ok)
    return tl::unexpected(ok.error());
  const auto money = check_amount(amount, currency, {});
  if (!money)
    return tl::unexpected(money.error());
  return WriteOffCommand{seller, *money};
}

} // namespace paydesk::journals
