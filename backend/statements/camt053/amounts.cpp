#include "statements/camt053/amounts.h"

#include "statements/text_checks.h"

namespace paydesk::statements {
namespace {

/// The text with exactly the currency's decimals, where that changes nothing of the value.
std::string with_digits(std::string text, Currency currency, bool& zeros_cut) {
  const auto digits = static_cast<std::size_t>(currency.digits());
  const auto point = text.find('.');
  std::string fraction = point == std::string::npos ? std::string{} : text.substr(point + 1);
  if (point != std::string::npos) text.resize(point);
  while (fraction.size() > digits && fraction.back() == '0') {
    fraction.pop_back();
    zeros_cut = true;
  }
  if (fraction.size() < digits) fraction.append(digits - fraction.size(), '0');
  return fraction.empty() ? text : text + "." + fraction;
}

} // namespace

Result<Money> read_amount(const Element& amount, std::vector<std::string>& warnings) {
  const auto currency = Currency::find(amount.attribute("Ccy"));
  if (!currency) return invalid(amount.place(), "The amount has no ISO 4217 currency.");
  bool zeros_cut = false;
  const auto minor =
      parse_amount(with_digits(amount.text(), *currency, zeros_cut), *currency, amount.place());
  if (!minor) return tl::unexpected<Error>(minor.error());
  if (zeros_cut)
    warnings.push_back(amount.place() + ": more decimals than " + currency->to_string() +
                       " has, all of them zero.");
  return Money{*minor, *currency};
}

Result<Money> read_signed_amount(const Element& holder, std::vector<std::string>& warnings) {
  const auto amount = holder.child("Amt");
  if (!amount) return invalid(holder.place("Amt"), "The amount is missing.");
  auto money = read_amount(*amount, warnings);
  if (!money) return money;
  const auto sign = holder.text_at("CdtDbtInd");
  if (sign == "DBIT")
    money->minor = -money->minor;
  else if (sign != "CRDT")
    return invalid(holder.place("CdtDbtInd"), "It is not said whether this is a credit or a debit.");
  return money;
}

Result<std::string> read_date(const Element& holder, std::string_view name) {
  const auto element = holder.child(name);
  if (!element) return std::string{};
  auto text = element->text_at("Dt");
  if (text.empty()) text = element->text_at("DtTm").substr(0, 10);
  if (!is_date(text)) return invalid(element->place(), "This is not a date written YYYY-MM-DD.");
  return text;
}

} // namespace paydesk::statements
