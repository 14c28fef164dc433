#include "core/bank_account.h"

#include <algorithm>
#include <array>
#include <optional>

namespace paydesk {
namespace {

constexpr std::size_t longest_holder = 70; // of a name in ISO 20022
constexpr std::size_t longest_given = 64;  // with its separators
constexpr std::size_t shown_digits = 4;

struct IbanCountry {
  std::string_view code;
  std::string_view structure;
};

constexpr IbanCountry iban_countries[] = {
#include "core/iban_table.inc"
};

constexpr bool digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool letter(char c) noexcept { return c >= 'A' && c <= 'Z'; }

bool all_digits(std::string_view text) noexcept { return !text.empty() && std::all_of(text.begin(), text.end(), digit); }

bool fits(char c, char kind) noexcept {
  return kind == 'n' ? digit(c) : kind == 'a' ? letter(c) : digit(c) || letter(c);
}

bool has_structure(std::string_view text, std::string_view structure) noexcept {
  std::size_t at = 0;
  std::size_t count = 0;
  for (const char c : structure) {
    if (digit(c)) {
      count = count * 10 + static_cast<std::size_t>(c - '0');
      continue;
    }
    for (; count > 0; --count, ++at)
      if (at >= text.size() || !fits(text[at], c))
        return false;
  }
  return at == text.size();
}

/// The remainder by 97 of the text with its letters as numbers from 10 on.
int remainder_97(std::string_view text, int remainder = 0) noexcept {
  for (const char c : text)
    remainder = digit(c) ? (remainder * 10 + (c - '0')) % 97 : (remainder * 100 + (c - 'A' + 10)) % 97;
  return remainder;
}

/// Upper case and without separators; nothing for what no account's number has in it.
std::optional<std::string> compact(std::string_view given) {
  if (given.size() > longest_given)
    return std::nullopt;
  std::string text;
  for (const char c : given) {
    if (c == ' ' || c == '-')
      continue;
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (!digit(upper) && !letter(upper))
      return std::nullopt;
    text += upper;
  }
  return text;
}

Result<void> check_iban(const BankAccount& account) {
  if (!is_iban(account.number))
    return invalid("number", "is no IBAN: its country, length or check digits are wrong");
  if (!account.bank.empty() && !is_bic(account.bank))
    return invalid("bank", "is no BIC: eight or eleven characters such as DEUTDEFF");
  return {};
}

Result<void> check_korean(const BankAccount& account, Currency currency) {
  if (currency.code() != "KRW")
    return invalid("currency", "a Korean account is paid in KRW");
  if (account.bank.size() != 3 || !all_digits(account.bank) || account.bank == "000")
    return invalid("bank", "is no Korean bank code: three digits such as 004");
  if (!all_digits(account.number) || account.number.size() < 8 || account.number.size() > 16)
    return invalid("number", "a Korean account has 8 to 16 digits");
  return {};
}

Result<void> check_american(const BankAccount& account, Currency currency) {
  if (currency.code() != "USD")
    return invalid("currency", "an account in the United States is paid in USD");
  if (!is_routing_number(account.bank))
    return invalid("bank", "is no ABA routing number: nine digits whose checksum is right");
  if (!all_digits(account.number) || account.number.size() < 4 || account.number.size() > 17)
    return invalid("number", "an account in the United States has 4 to 17 digits");
  return {};
}

Result<void> check_format(const BankAccount& account, Currency currency) {
  if (account.scheme == "iban")
    return check_iban(account);
  if (account.scheme == "kr")
    return check_korean(account, currency);
  if (account.scheme == "us")
    return check_american(account, currency);
  return invalid("scheme", "is none of iban, kr, us");
}

Result<std::string> check_holder(std::string_view given) {
  const auto first = given.find_first_not_of(' ');
  if (first == std::string_view::npos)
    return invalid("holder", "is missing: the name that the bank knows");
  const auto holder = given.substr(first, given.find_last_not_of(' ') - first + 1);
  if (holder.size() > longest_holder)
    return invalid("holder", "is longer than 70 bytes");
  const auto control = [](char c) { return (static_cast<unsigned char>(c) < 0x20) || c == 0x7f; };
  if (std::any_of(holder.begin(), holder.end(), control))
    return invalid("holder", "has control characters in it");
  return std::string(holder);
}

} // namespace

bool is_iban(std::string_view text) noexcept {
  if (text.size() < 5 || !digit(text[2]) || !digit(text[3]))
    return false;
  const auto country = std::find_if(std::begin(iban_countries), std::end(iban_countries),
                                    [&](const IbanCountry& c) { return c.code == text.substr(0, 2); });
  if (country == std::end(iban_countries) || !has_structure(text.substr(4), country->structure))
    return false;
  const int check = (text[2] - '0') * 10 + (text[3] - '0');
  return check >= 2 && check <= 98 && remainder_97(text.substr(0, 4), remainder_97(text.substr(4))) == 1;
}

bool is_bic(std::string_view text) noexcept {
  if (text.size() != 8 && text.size() != 11)
    return false;
  const auto either = [](char c) { return digit(c) || letter(c); };
  return std::all_of(text.begin(), text.begin() + 6, letter) && std::all_of(text.begin() + 6, text.end(), either) &&
         text[6] != '0' && text[6] != '1' && text[7] != 'O';
}

bool is_routing_number(std::string_view text) noexcept {
  if (text.size() != 9 || !all_digits(text))
    return false;
  const int area = (text[0] - '0') * 10 + (text[1] - '0');
  if (!(area <= 12 || (area >= 21 && area <= 32) || (area >= 61 && area <= 72) || area == 80))
    return false;
  constexpr std::array weights{3, 7, 1};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    sum += (text[i] - '0') * weights[i % weights.size()];
  return sum % 10 == 0 && sum > 0;
}

Result<BankAccount> check_bank_account(const BankAccount& given, Currency currency) {
  const auto bank = compact(given.bank);
  if (!bank)
    return invalid("bank", "has characters that no bank's code has, or is too long");
  const auto number = compact(given.number);
  if (!number || number->empty())
    return invalid("number", "is missing, too long, or has characters that no account's number has");
  auto holder = check_holder(given.holder);
  if (!holder)
    return tl::unexpected(holder.error());
  BankAccount account{given.scheme, *bank, *number, std::move(*holder)};
  if (const auto ok = check_format(account, currency); !ok)
    return tl::unexpected(ok.error());
  return account;
}

std::string masked_number(const BankAccount& account) {
  const auto country = account.scheme == "iban" ? account.number.substr(0, 2) : std::string();
  const auto from = account.number.size() > 2 * shown_digits ? account.number.size() - shown_digits
                                                             : account.number.size() - std::min<std::size_t>(2, account.number.size());
  return country + "****" + account.number.substr(from);
}

} // namespace paydesk
