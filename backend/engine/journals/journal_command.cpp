#include "engine/journals/journal_command.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>

namespace paydesk::journals {
namespace {

tl::unexpected<Error> unreadable() {
  return fail(ErrorCode::data_loss, "the stored command cannot be read. Nothing was booked; reject it and ask anew");
}

/// Takes what stands before the first `separator`, which is taken too; nothing when there is none.
std::optional<std::string_view> take_until(std::string_view& text, char separator) {
  const auto at = text.find(separator);
  if (at == std::string_view::npos)
    return std::nullopt;
  const auto taken = text.substr(0, at);
  text.remove_prefix(at + 1);
  return taken;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix))
    return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::string money_text(const Money& amount) {
  return amount.currency.to_string() + " " + std::to_string(amount.minor);
}

/// "EUR 3600 ", above zero.
std::optional<Money> take_money(std::string_view& text) {
  const auto code = take_until(text, ' ');
  const auto digits = code ? take_until(text, ' ') : std::nullopt;
  const auto currency = digits ? Currency::find(*code) : std::nullopt;
  std::int64_t minor = 0;
  if (!currency)
    return std::nullopt;
  const auto parsed = std::from_chars(digits->data(), digits->data() + digits->size(), minor);
  if (parsed.ec != std::errc{} || parsed.ptr != digits->data() + digits->size() || minor <= 0)
    return std::nullopt;
  return Money{minor, *currency};
}

AccountName account_in(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos)
    return {std::string(text), {}};
  return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

std::optional<Posting> read_line(std::string_view line) {
  const bool debit = take(line, "debit ");
  if (!debit && !take(line, "credit "))
    return std::nullopt;
  const auto amount = take_money(line);
  if (!amount || line.empty())
    return std::nullopt;
  return Posting{account_in(line), amount->currency, debit ? amount->minor : -amount->minor};
}

} // namespace

std::string write(const ManualCommand& command) {
  std::string text = "value_date " + command.value_date + "\n";
  for (const auto& line : command.lines)
    text += (line.amount > 0 ? "debit " : "credit ") + money_text({std::abs(line.amount), line.currency}) + " " +
            line.account.to_string() + "\n";
  return text;
}

std::string write(const Uuid& reversed) { return "reverses " + reversed.to_string() + "\n"; }

std::string write(const WriteOffCommand& command) {
  return "seller " + money_text(command.amount) + " " + command.seller + "\n";
}

Result<ManualCommand> read_manual(const std::string& content) {
  std::string_view rest(content);
  if (!take(rest, "value_date "))
    return unreadable();
  const auto date = take_until(rest, '\n');
  if (!date)
    return unreadable();
  ManualCommand command{std::string(*date), {}};
  while (!rest.empty()) {
    const auto line = take_until(rest, '\n');
    const auto posting = line ? read_line(*line) : std::nullopt;
    if (!posting)
      return unreadable();
    command.lines.push_back(*posting);
  }
  if (!balanced(Journal{{}, {}, {}, {}, {}, {}, {}, command.lines}) || write(command) != content)
    return unreadable();
  return command;
}

Result<Uuid> read_reversal(const std::string& content) {
  std::string_view rest(content);
  if (!take(rest, "reverses "))
    return unreadable();
  const auto text = take_until(rest, '\n');
  const auto id = text ? Uuid::parse(*text) : std::nullopt;
  return id && write(*id) == content ? Result<Uuid>(*id) : unreadable();
}

Result<WriteOffCommand> read_write_off(const std::string& content) {
  std::string_view rest(content);
  if (!take(rest, "seller "))
    return unreadable();
  const auto amount = take_money(rest);
  const auto seller = amount ? take_until(rest, '\n') : std::nullopt;
  if (!seller || seller->empty())
    return unreadable();
  WriteOffCommand command{std::string(*seller), *amount};
  return write(command) == content ? Result<WriteOffCommand>(std::move(command)) : unreadable();
}

std::string describe(const Posting& line) {
  return (line.amount > 0 ? "debit " : "credit ") + format_amount(std::abs(line.amount), line.currency) + " " +
         line.currency.to_string() + " " + line.account.to_string();
}

std::vector<Money> amounts_of(const std::vector<Posting>& lines) {
  std::map<Currency, std::int64_t> sums;
  for (const auto& line : lines)
    if (line.amount > 0)
      sums[line.currency] += line.amount;
  std::vector<Money> amounts;
  for (const auto& [currency, minor] : sums)
    amounts.push_back({minor, currency});
  return amounts;
}

} // namespace paydesk::journals
