#include "core/commission.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace paydesk {
namespace {

__extension__ using Wide = __int128;

constexpr std::size_t most_rules = 500, most_tiers = 20;
constexpr std::int64_t whole = 1'000'000;             // millionths of an amount
constexpr std::int64_t largest = 999'999'999'999'999'999; // the largest amount that can be written

bool has_amounts(const CommissionRule& rule) {
  return rule.fixed != 0 || rule.least || rule.most || rule.tiers.size() > 1;
}

Wide rounded(Wide millionths) {
  const Wide quotient = millionths / whole, rest = millionths % whole;
  const bool up = rest * 2 > whole || (rest * 2 == whole && quotient % 2 != 0);
  return quotient + (up ? 1 : 0);
}

Result<void> check_currency(const CommissionRule& rule, const std::string& prefix) {
  if (has_amounts(rule) && rule.currencies.size() != 1)
    return invalid(prefix + "currencies", "needs exactly one where an amount is given");
  return {};
}

Result<void> check_tiers(const CommissionRule& rule, const std::string& prefix) {
  if (rule.tiers.empty() || rule.tiers.size() > most_tiers)
    return invalid(prefix + "tiers", "has not 1 to 20 tiers");
  for (std::size_t i = 0; i < rule.tiers.size(); ++i) {
    const auto field = fmt::format("{}tiers[{}].", prefix, i);
    const auto& tier = rule.tiers[i];
    if (tier.ppm < 0 || tier.ppm > whole)
      return invalid(field + "percent", "is not between 0 and 100");
    if (i == 0 && tier.above != 0)
      return invalid(field + "above", "is not 0: the first tier begins there");
    if (i > 0 && tier.above <= rule.tiers[i - 1].above)
      return invalid(field + "above", "is not above the tier before");
    if (tier.above > largest)
      return invalid(field + "above", "is too large");
  }
  return {};
}

Result<void> check_bounds(const CommissionRule& rule, const std::string& prefix) {
  if (rule.fixed < 0 || rule.fixed > largest)
    return invalid(prefix + "fixed", "is negative or too large");
  if (rule.least.value_or(0) < 0)
    return invalid(prefix + "least", "is negative");
  if (rule.most && *rule.most < rule.least.value_or(0))
    return invalid(prefix + "most", "is below the least commission");
  return {};
}

std::string tiers_text(const CommissionRule& rule, const std::optional<Currency>& currency) {
  std::string text;
  for (const auto& tier : rule.tiers) {
    text += text.empty() ? " " : rule.graduated ? ", then " : ", all ";
    text += format_percent(tier.ppm) + " %";
    if (tier.above > 0 && currency)
      text += " above " + format_amount(tier.above, *currency);
  }
  return text;
}

} // namespace

const CommissionRule* commission_rule(const CommissionSchedule& schedule, std::string_view seller, Currency currency,
                                      std::string_view day) noexcept {
  return covering(schedule.rules, seller, currency, day);
}

std::int64_t commission_of(const CommissionRule& rule, std::int64_t amount) noexcept {
  Wide millionths = 0;
  for (std::size_t i = 0; i < rule.tiers.size() && (i == 0 || rule.tiers[i].above < amount); ++i) {
    const auto& tier = rule.tiers[i];
    if (!rule.graduated) {
      millionths = Wide{amount} * tier.ppm;
      continue;
    }
    const bool last = i + 1 == rule.tiers.size() || rule.tiers[i + 1].above >= amount;
    millionths += Wide{(last ? amount : rule.tiers[i + 1].above) - tier.above} * tier.ppm;
  }
  auto commission = rounded(millionths) + rule.fixed;
  commission = std::max<Wide>(commission, rule.least.value_or(0));
  commission = std::min<Wide>(commission, rule.most.value_or(amount));
  return static_cast<std::int64_t>(std::min<Wide>(commission, amount));
}

Result<void> check_commission(const CommissionSchedule& schedule) {
  if (schedule.rules.size() > most_rules)
    return invalid("rules", "has more than 500 rules");
  std::set<std::string> names;
  for (std::size_t i = 0; i < schedule.rules.size(); ++i) {
    const auto& rule = schedule.rules[i];
    const auto prefix = fmt::format("rules[{}].", i);
    if (const auto ok = check_scope(rule, prefix); !ok)
      return ok;
    if (!names.insert(rule.name).second)
      return invalid(prefix + "name", fmt::format("{} is the name of another rule", rule.name));
    for (const auto check : {check_currency, check_tiers, check_bounds})
      if (const auto ok = check(rule, prefix); !ok)
        return ok;
  }
  return {};
}

Result<std::int64_t> parse_percent(std::string_view text, std::string_view field) {
  const auto wrong = [&] {
    return invalid(std::string(field), "is not a percentage from 0 to 100 with at most four decimals, like 2.5");
  };
  const auto point = text.find('.');
  const auto before = text.substr(0, point);
  auto decimals = point == text.npos ? std::string_view{} : text.substr(point + 1);
  if (before.empty() || before.size() > 3 || decimals.size() > 4 || (point != text.npos && decimals.empty()))
    return wrong();
  std::int64_t ppm = 0;
  for (std::size_t i = 0; i < before.size() + 4; ++i) {
    const auto at = i - std::min(i, before.size());
    const char c = i < before.size() ? before[i] : at < decimals.size() ? decimals[at] : '0';
    if (c < '0' || c > '9')
      return wrong();
    ppm = ppm * 10 + (c - '0');
  }
  if (ppm > whole)
    return wrong();
  return ppm;
}

std::string format_percent(std::int64_t ppm) {
  auto text = fmt::format("{}.{:04}", ppm / 10'000, ppm % 10'000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.')
    text.pop_back();
  return text;
}

std::string describe(const CommissionRule& rule) {
  const auto currency = only_currency(rule);
  auto text = describe_scope(rule);
  text += ":" + tiers_text(rule, currency);
  if (!currency)
    return text;
  if (rule.fixed != 0)
    text += " + " + format_amount(rule.fixed, *currency);
  if (rule.least)
    text += ", at least " + format_amount(*rule.least, *currency);
  if (rule.most)
    text += ", at most " + format_amount(*rule.most, *currency);
  return text;
}

} // namespace paydesk
