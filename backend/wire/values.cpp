#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const Money& money, v1::Money* out) {
  out->set_amount(format_amount(money.minor, money.currency));
  out->set_currency(money.currency.to_string());
}

Money from_wire(const v1::Money& in) {
  const auto currency = Currency::find(in.currency());
  if (!currency)
    return {};
  const auto minor = parse_signed_amount(in.amount(), *currency, "amount");
  return minor ? Money{*minor, *currency} : Money{};
}

std::string to_text(const std::optional<Instant>& at) { return at ? format_instant(*at) : std::string{}; }

} // namespace paydesk::wire
