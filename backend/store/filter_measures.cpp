#include "store/filter_measures.h"

#include <algorithm>

#include "core/money.h"

namespace paydesk::store {
namespace {

using filter::KeyType;
using filter::Value;

constexpr std::int64_t longest_age_s = 3'000'000'000; ///< 95 years: nothing is older

std::string_view comparison(char op) {
  switch (op) {
  case '>':
    return " > ";
  case 'G':
    return " >= ";
  case '<':
    return " < ";
  case 'L':
    return " <= ";
  default:
    return " = ";
  }
}

std::string between(const std::string& column, const std::string& low, const std::string& high) {
  std::string text = low.empty() ? "true" : column + " >= " + low;
  return "(" + text + (high.empty() ? "" : " and " + column + " <= " + high) + ")";
}

/// Two instants in SQL.
struct Span {
  std::string begin, end; ///< the end is not part of it
};

/// One alternative of one field. One use.
class Measure {
 public:
  Measure(const FilterField& field, const Value& value, const FilterClock& clock, Params& params)
      : field_(field), value_(value), clock_(clock), params_(params) {}

  Result<std::string> condition() const {
    switch (field_.type) {
    case KeyType::time:
      return time();
    case KeyType::age:
      return age();
    case KeyType::amount:
      return amount();
    default:
      return number();
    }
  }

 private:
  Result<std::string> number() const {
    const std::string column(field_.sql);
    if (value_.op != '.')
      return column + std::string(comparison(value_.op)) + add_param(params_, value_.text, "int");
    return between(column, value_.text.empty() ? "" : add_param(params_, value_.text, "int"),
                   value_.upper.empty() ? "" : add_param(params_, value_.upper, "int"));
  }

  /// The instant at which what has now the age `text` began.
  std::string since(std::string_view text) const {
    const auto seconds = std::min(filter::parse_age(text).value_or(0), longest_age_s);
    return add_param(params_, clock_.now - std::chrono::seconds(seconds), "timestamptz");
  }

  Result<std::string> age() const {
    const std::string column(field_.sql);
    switch (value_.op) {
    case '>':
      return column + " < " + since(value_.text);
    case 'G':
      return column + " <= " + since(value_.text);
    case '<':
      return column + " > " + since(value_.text);
    case 'L':
      return column + " >= " + since(value_.text);
    case '.':
      return between(column, value_.upper.empty() ? "" : since(value_.upper),
                     value_.text.empty() ? "" : since(value_.text));
    default: {
      // "4h" is every age from four up to five hours.
      const auto one = filter::parse_age("1" + value_.text.substr(value_.text.size() - 1)).value_or(1);
      const auto seconds = std::min(filter::parse_age(value_.text).value_or(0), longest_age_s);
      return "(" + column + " <= " + since(value_.text) + " and " + column + " > " +
             add_param(params_, clock_.now - std::chrono::seconds(seconds + one), "timestamptz") + ")";
    }
    }
  }

  /// A day in the time zone, or the one microsecond of an instant.
  Result<Span> span(const std::string& text) const {
    if (text.starts_with("0000"))
      return invalid("filter", "There is no year 0000.");
    const bool relative = text == "today" || text == "yesterday";
    if (relative || text.size() == 10) {
      // Every value that is added must be used: PostgreSQL cannot type one that is not.
      const auto zone = " at time zone " + add_param(params_, clock_.time_zone, "text");
      const auto day = relative ? "(" + add_param(params_, clock_.now, "timestamptz") + zone + ")::date" +
                                      (text == "today" ? "" : " - 1")
                                : add_param(params_, text, "date");
      return Span{"((" + day + ")::timestamp" + zone + ")", "((" + day + " + 1)::timestamp" + zone + ")"};
    }
    const auto at = parse_instant(text);
    if (!at)
      return invalid("filter", "\"" + text + "\" is no time.");
    const auto instant = add_param(params_, *at, "timestamptz");
    return Span{instant, "(" + instant + " + interval '1 microsecond')"};
  }

  Result<std::string> time() const {
    const std::string column(field_.sql);
    const auto lower = value_.text.empty() ? Result<Span>(Span{}) : span(value_.text);
    const auto upper = value_.upper.empty() ? Result<Span>(Span{}) : span(value_.upper);
    if (!lower || !upper)
      return tl::unexpected(lower ? upper.error() : lower.error());
    switch (value_.op) {
    case '>':
      return column + " >= " + lower->end;
    case 'G':
      return column + " >= " + lower->begin;
    case '<':
      return column + " < " + lower->begin;
    case 'L':
      return column + " < " + lower->end;
    case '.':
      return "(" + (lower->begin.empty() ? "true" : column + " >= " + lower->begin) +
             (upper->end.empty() ? "" : " and " + column + " < " + upper->end) + ")";
    default:
      return "(" + column + " >= " + lower->begin + " and " + column + " < " + lower->end + ")";
    }
  }

  /// An amount as exact minor units: of its unit's currency, or of each row's own.
  std::string minor(const std::string& text) const {
    if (const auto unit = Currency::find(value_.unit)) {
      const auto point = text.find('.');
      auto digits = point == std::string::npos ? std::string{} : text.substr(point + 1);
      digits.resize(static_cast<std::size_t>(unit->digits()), '0');
      return add_param(params_, text.substr(0, point) + digits, "numeric");
    }
    std::string factor = "case";
    for (const int places : {0, 3, 4}) {
      Array codes;
      for (const auto& currency : Currency::all())
        if (currency.digits() == places)
          codes.add(currency.code());
      factor += " when " + std::string(field_.currency_sql) + " = any(" + add_param(params_, codes, "text[]") +
                ") then 1" + std::string(static_cast<std::size_t>(places), '0');
    }
    return "(" + add_param(params_, text, "numeric") + " * " + factor + " else 100 end)";
  }

  Result<std::string> amount() const {
    const auto column = std::string(field_.sql) + "::numeric";
    const auto compared =
        value_.op != '.' ? column + std::string(comparison(value_.op)) + minor(value_.text)
                        : between(column, value_.text.empty() ? "" : minor(value_.text),
                                  value_.upper.empty() ? "" : minor(value_.upper));
    if (value_.unit.empty())
      return compared;
    return "(" + std::string(field_.currency_sql) + " = " + add_param(params_, value_.unit, "text") + " and " +
           compared + ")";
  }

  const FilterField& field_;
  const Value& value_;
  const FilterClock& clock_;
  Params& params_;
};

} // namespace

Result<std::string> measure_condition(const FilterField& field, const Value& value, const FilterClock& clock,
                                      Params& params) {
  return Measure(field, value, clock, params).condition();
}

} // namespace paydesk::store
