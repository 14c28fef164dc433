// Breakers: their settings, and putting them by hand.
#include "engine/ports/breakers.h"
#include "engine/rules/change.h"

namespace paydesk {
namespace {

views::BreakerSettings to_view(const BreakerSettings& settings) {
  const auto number = [](std::chrono::seconds span) { return static_cast<std::int32_t>(span.count()); };
  return {settings.enabled,         number(settings.window),   settings.min_calls,
          settings.failure_percent, settings.consecutive,      number(settings.open_for),
          number(settings.longest_open), settings.probes,      settings.questions_per_minute};
}

BreakerSettings from_view(const views::BreakerSettings& view) {
  using std::chrono::seconds;
  return {view.enabled,         seconds(view.window_s), view.min_calls,
          view.failure_percent, view.consecutive,       seconds(view.open_s),
          seconds(view.longest_open_s), view.probes,    view.questions_per_minute};
}

views::Breaker to_view(const RuleHead& head, bool in_force, const BreakerSettings& settings,
                       const AccountBreaker& account) {
  const auto& breaker = account.breaker;
  views::Breaker view;
  view.head = to_view(head, in_force);
  view.settings = to_view(settings);
  view.state = to_string(breaker.effective());
  if (breaker.since != Instant{})
    view.since = breaker.since;
  view.why = breaker.why;
  view.forced = breaker.forced ? std::string(to_string(*breaker.forced)) : std::string();
  view.forced_by = account.forced_by;
  view.trips = breaker.trips;
  if (!breaker.forced)
    view.next_probe_at = breaker.probe_at;
  return view;
}

} // namespace

std::vector<views::RuleChange> compare_breakers(const BreakerSettings& before, const BreakerSettings& after) {
  std::vector<views::RuleChange> changes;
  const auto compare = [&](const char* name, auto was, auto is) {
    if (was != is)
      changes.push_back({name, std::to_string(was), std::to_string(is)});
  };
  compare("enabled", before.enabled, after.enabled);
  compare("window_s", before.window.count(), after.window.count());
  compare("min_calls", before.min_calls, after.min_calls);
  compare("failure_percent", before.failure_percent, after.failure_percent);
  compare("consecutive", before.consecutive, after.consecutive);
  compare("open_s", before.open_for.count(), after.open_for.count());
  compare("longest_open_s", before.longest_open.count(), after.longest_open.count());
  compare("probes", before.probes, after.probes);
  compare("questions_per_minute", before.questions_per_minute, after.questions_per_minute);
  return changes;
}

BreakerSettings RuleBook::breaker_at(RuleTx& tx, const RuleHead& head) {
  return head.version == 0 ? BreakerSettings{} : tx.breaker_settings(head.subject, head.version);
}

Result<views::Breaker> RuleBook::breaker(const views::GetRulesRequest& request) {
  const auto state = breakers_.find(request.subject);
  if (!state)
    return fail(state.error().code, state.error().message, "subject");
  views::Breaker view;
  const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto newest = find_head(tx, RuleKind::breaker, request.subject, 0);
    if (!newest)
      return tl::unexpected(newest.error());
    const auto head =
        request.version == 0 ? newest : find_head(tx, RuleKind::breaker, request.subject, request.version);
    if (!head)
      return tl::unexpected(head.error());
    view = to_view(*head, head->version == newest->version, breaker_at(tx, *head), *state);
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return view;
}

Result<views::Breaker> RuleBook::set_breaker(const Caller& caller, const views::SetBreakerRequest& request,
                                             const KeepAnswer<views::Breaker>& keep) {
  const auto settings = from_view(request.settings);
  if (const auto ok = check_breaker(settings); !ok)
    return fail(ok.error().code, ok.error().message, "settings." + ok.error().field);
  const auto state = breakers_.find(request.psp_account);
  if (!state)
    return tl::unexpected(state.error());
  views::Breaker made;
  const auto stored = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto head =
        add_version(tx, caller, {RuleKind::breaker, request.psp_account, request.base_version, request.note, {}});
    if (!head)
      return tl::unexpected(head.error());
    tx.add_breaker_settings(head->subject, head->version, settings);
    made = to_view(*head, true, settings, *state);
    return keep ? tx.keep(keep(made)) : Result<void>{};
  });
  if (!stored)
    return tl::unexpected(stored.error());
  tell();
  return made;
}

Result<views::Breaker> RuleBook::force_breaker(const Caller& caller, const views::ForceBreakerRequest& request,
                                               const KeepAnswer<views::Breaker>& keep) {
  std::optional<BreakerState> state;
  if (!request.state.empty()) {
    state = parse_breaker_state(request.state);
    if (!state || *state == BreakerState::half_open)
      return invalid("state", "is not open or closed, or empty to release it");
  }
  RuleHead head{RuleKind::breaker, request.psp_account};
  const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    if (const auto newest = tx.head(RuleKind::breaker, request.psp_account, 0))
      head = *newest;
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  const auto view_of = [&](const AccountBreaker& account) { return to_view(head, true, account.settings, account); };
  const auto kept = [&](const AccountBreaker& account) { return keep(view_of(account)); };
  const auto forced = breakers_.force(caller, request.psp_account, state, request.reason, clock_.now(),
                                      keep ? std::function<CommandAnswer(const AccountBreaker&)>(kept) : nullptr);
  if (!forced)
    return tl::unexpected(forced.error());
  tell();
  return view_of(*forced);
}

} // namespace paydesk
