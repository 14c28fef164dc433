#include "core/retry_plan.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace paydesk {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds longest_base{10LL * 86'400'000};
constexpr milliseconds longest_cap{30LL * 86'400'000};
constexpr seconds least_age{60}, longest_age{30LL * 86'400};
constexpr int most_tries = 100, most_questions = 1000, most_at_once = 10;
constexpr std::size_t most_networks = 20, most_codes = 100, longest_code = 64;

bool is_code(const std::string& text) {
  return !text.empty() && text.size() <= longest_code &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c < 0x7F; });
}

bool has(const std::vector<std::string>& codes, std::string_view code) {
  return !code.empty() && std::find(codes.begin(), codes.end(), code) != codes.end();
}

Result<void> check_delays(const RetryRule& rule, const std::string& prefix) {
  if (rule.base < milliseconds(1) || rule.base > longest_base)
    return invalid(prefix + "base_ms", "is not between 1 and 864000000 (10 days)");
  if (rule.cap < rule.base || rule.cap > longest_cap)
    return invalid(prefix + "cap_ms", "is not between base_ms and 2592000000 (30 days)");
  if (rule.strategy != RetryStrategy::exponential)
    return {};
  if (rule.floor < milliseconds(0) || rule.floor > rule.cap)
    return invalid(prefix + "floor_ms", "is not between 0 and cap_ms");
  if (rule.factor < 1 || rule.factor > 10)
    return invalid(prefix + "factor", "is not between 1 and 10");
  return {};
}

std::string span_text(milliseconds span) {
  const auto ms = span.count();
  if (ms % 86'400'000 == 0 && ms > 0)
    return fmt::format("{} d", ms / 86'400'000);
  if (ms % 3'600'000 == 0 && ms > 0)
    return fmt::format("{} h", ms / 3'600'000);
  if (ms % 60'000 == 0 && ms > 0)
    return fmt::format("{} min", ms / 60'000);
  return ms % 1000 == 0 ? fmt::format("{} s", ms / 1000) : fmt::format("{} ms", ms);
}

Result<void> check_network(const NetworkLimit& limit, const std::string& prefix) {
  if (!is_code(limit.network))
    return invalid(prefix + "network", "is not 1 to 64 printable characters without spaces");
  if (limit.max_tries < 1 || limit.max_tries > most_tries)
    return invalid(prefix + "max_tries", "is not between 1 and 100");
  if (limit.window < hours(1) || limit.window > hours(365 * 24))
    return invalid(prefix + "window_hours", "is not between 1 and 8760");
  if (limit.never.size() > most_codes)
    return invalid(prefix + "never", "has more than 100 codes");
  if (limit.waits.size() > most_codes)
    return invalid(prefix + "waits", "has more than 100 codes");
  for (std::size_t i = 0; i < limit.never.size(); ++i)
    if (!is_code(limit.never[i]))
      return invalid(fmt::format("{}never[{}]", prefix, i), "is not 1 to 64 printable characters without spaces");
  for (std::size_t i = 0; i < limit.waits.size(); ++i) {
    const auto& wait = limit.waits[i];
    const auto field = fmt::format("{}waits[{}].", prefix, i);
    if (!is_code(wait.code))
      return invalid(field + "code", "is not 1 to 64 printable characters without spaces");
    if (has(limit.never, wait.code))
      return invalid(field + "code", "is among the codes that are never tried again");
    if (wait.least < seconds(1) || wait.least > longest_age)
      return invalid(field + "seconds", "is not between 1 and 2592000 (30 days)");
  }
  return {};
}

} // namespace

std::vector<NetworkLimit> default_network_limits() {
  constexpr seconds hour{3600}, day{86'400};
  return {{"visa", 15, hours(30 * 24), {"04", "07", "12", "14", "15", "41", "43", "46", "57", "R0", "R1", "R3"}, {}},
          {"mastercard",
           35,
           hours(30 * 24),
           {"03", "21"},
           {{"24", hour}, {"25", day}, {"26", 2 * day}, {"27", 4 * day}, {"28", 6 * day}, {"29", 8 * day},
            {"30", 10 * day}}}};
}

NetworkVerdict network_verdict(std::span<const NetworkLimit> limits, const Declines& declines, Instant at) {
  NetworkVerdict verdict;
  for (const auto& limit : limits) {
    const bool named = limit.network == declines.network;
    if (!named && !declines.network.empty())
      continue;
    if (named && has(limit.never, declines.code))
      return {false, fmt::format("{} forbids trying again after code {}", limit.network, declines.code), {}};
    if (declines.count >= limit.max_tries)
      return {false, fmt::format("{} allows {} tries", limit.network, limit.max_tries), {}};
    for (const auto& wait : limit.waits)
      if (named && wait.code == declines.code)
        verdict.least_wait = wait.least;
    if (at - declines.first > limit.window - verdict.least_wait)
      return {false, fmt::format("{} allows tries for {}", limit.network, span_text(limit.window)), {}};
  }
  return verdict;
}

RetryPlan default_plan(const RetryPolicy& retry, const AskPolicy& ask) {
  RetryPlan plan;
  const RetryRule backoff{RetryStrategy::exponential, retry.base,         retry.cap,    retry.floor,
                          retry.factor,               retry.max_attempts, seconds(86'400)};
  plan.rule(ErrorClass::psp_unavailable) = backoff;
  plan.rule(ErrorClass::rate_limited) = backoff;
  // A card that was declined is not tried every second: an hour, two, four … within the week an authorisation lasts.
  plan.rule(ErrorClass::declined_retryable) = {RetryStrategy::exponential, hours(1), hours(24), hours(1), 2, 6,
                                               seconds(7 * 86'400)};
  plan.rule(ErrorClass::outcome_unknown) = {RetryStrategy::exponential, ask.delay, std::max(ask.longest, ask.delay),
                                            ask.delay, 2, ask.max_asks, seconds(86'400)};
  plan.networks = default_network_limits();
  return plan;
}

bool may_have(ErrorClass error_class, RetryStrategy strategy) noexcept {
  switch (error_class) {
  case ErrorClass::psp_unavailable:
    return true;
  case ErrorClass::rate_limited:
  case ErrorClass::declined_retryable:
    return strategy != RetryStrategy::immediate;
  case ErrorClass::outcome_unknown:
    return strategy != RetryStrategy::cancel;
  case ErrorClass::configuration:
  case ErrorClass::none:
    return false;
  default:
    return strategy == RetryStrategy::cancel;
  }
}

Result<void> check_rule(ErrorClass error_class, const RetryRule& rule, const std::string& prefix) {
  if (error_class == ErrorClass::configuration || error_class == ErrorClass::none)
    return invalid(prefix + "error_class",
                   "has no retry rule: bad credentials pause the account until a person resumes it");
  if (!may_have(error_class, rule.strategy))
    return invalid(prefix + "strategy",
                   error_class == ErrorClass::outcome_unknown
                       ? "cannot be cancel: what may have been processed is asked for until it is known"
                       : fmt::format("cannot be {} for {}", to_string(rule.strategy), to_string(error_class)));
  if (rule.strategy == RetryStrategy::cancel)
    return {};
  const int most = error_class == ErrorClass::outcome_unknown    ? most_questions
                   : rule.strategy == RetryStrategy::immediate ? most_at_once
                                                               : most_tries;
  if (rule.max_attempts < 1 || rule.max_attempts > most)
    return invalid(prefix + "max_attempts", fmt::format("is not between 1 and {}", most));
  if (rule.max_age < least_age || rule.max_age > longest_age)
    return invalid(prefix + "max_age_s", "is not between 60 and 2592000 (30 days)");
  return rule.strategy == RetryStrategy::immediate ? Result<void>{} : check_delays(rule, prefix);
}

Result<void> check_networks(std::span<const NetworkLimit> networks) {
  if (networks.size() > most_networks)
    return invalid("networks", "has more than 20 networks");
  for (std::size_t i = 0; i < networks.size(); ++i) {
    const auto prefix = fmt::format("networks[{}].", i);
    if (const auto ok = check_network(networks[i], prefix); !ok)
      return ok;
    for (std::size_t before = 0; before < i; ++before)
      if (networks[before].network == networks[i].network)
        return invalid(prefix + "network", fmt::format("{} is listed twice", networks[i].network));
  }
  return {};
}

std::string describe(const RetryRule& rule) {
  if (rule.strategy == RetryStrategy::cancel)
    return "cancel";
  const auto limits = fmt::format("at most {} tries in {}", rule.max_attempts, span_text(rule.max_age));
  switch (rule.strategy) {
  case RetryStrategy::fixed:
    return fmt::format("fixed, {}, {}", span_text(std::min(rule.base, rule.cap)), limits);
  case RetryStrategy::incremental:
    return fmt::format("incremental, +{} up to {}, {}", span_text(rule.base), span_text(rule.cap), limits);
  case RetryStrategy::exponential:
    return fmt::format("exponential, {} × {} up to {}, at least {}, {}", span_text(rule.base), rule.factor,
                       span_text(rule.cap), span_text(rule.floor), limits);
  default:
    return fmt::format("{}, {}", to_string(rule.strategy), limits);
  }
}

std::string describe(const NetworkLimit& limit) {
  std::string text = fmt::format("{} tries in {}", limit.max_tries, span_text(limit.window));
  if (!limit.never.empty())
    text += fmt::format("; never after {}", fmt::join(limit.never, " "));
  for (const auto& wait : limit.waits)
    text += fmt::format("; {} waits {}", wait.code, span_text(wait.least));
  return text;
}

} // namespace paydesk
