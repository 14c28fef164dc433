#include "engine/payouts/schedules.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/payouts/choosing.h"
#include "engine/payouts/payouts.h"

namespace paydesk {
namespace {

/// A seller's own schedule, or the one for everybody else; null when there is none.
const ScheduleInForce* schedule_of(std::span<const ScheduleInForce> in_force, Currency currency,
                                   const std::string& seller) {
  const ScheduleInForce* general = nullptr;
  for (const auto& item : in_force) {
    const auto& sellers = item.schedule.sellers;
    if (item.schedule.currency != currency)
      continue;
    if (sellers.empty())
      general = &item;
    else if (std::find(sellers.begin(), sellers.end(), seller) != sellers.end())
      return &item;
  }
  return general;
}

/// A seller has one schedule for each currency.
Result<void> check_fits(const NewSchedule& given, std::span<const ScheduleInForce> in_force) {
  if (given.remove)
    return {};
  std::size_t others = 0;
  for (const auto& item : in_force) {
    const auto& other = item.schedule;
    if (other.name == given.schedule.name)
      continue;
    ++others;
    if (other.currency != given.schedule.currency)
      continue;
    if (other.sellers.empty() && given.schedule.sellers.empty())
      return fail(ErrorCode::failed_precondition,
                  "the schedule " + other.name + " is for everybody in this currency already. Nothing was changed",
                  "schedule.sellers");
    for (const auto& seller : given.schedule.sellers)
      if (std::find(other.sellers.begin(), other.sellers.end(), seller) != other.sellers.end())
        return fail(ErrorCode::failed_precondition,
                    seller + " is in the schedule " + other.name + " of this currency already. Nothing was changed",
                    "schedule.sellers");
  }
  if (others >= PayoutSchedules::most_schedules)
    return fail(ErrorCode::failed_precondition, "there are 200 schedules already. Nothing was changed", "schedule.name");
  return {};
}

/// From when on credits are held back: whole days before the due instant.
std::optional<Instant> held_since(const ScheduleInForce& item, Instant due_at) {
  if (item.schedule.hold_days == 0)
    return std::nullopt;
  return due_at - std::chrono::days(item.schedule.hold_days);
}

views::PayoutRun run_view(const std::string& currency, const std::string& funding, Instant due_at,
                          std::vector<std::string> schedules) {
  views::PayoutRun run;
  run.currency = currency;
  run.funding = funding;
  run.due_at = due_at;
  run.schedules = std::move(schedules);
  return run;
}

} // namespace

views::PayoutSchedule view_of(const ScheduleInForce& in_force) {
  const auto& schedule = in_force.schedule;
  views::PayoutSchedule view;
  view.name = schedule.name;
  view.version = in_force.version;
  view.currency = schedule.currency.to_string();
  view.sellers = schedule.sellers;
  view.rhythm = std::string(to_string(schedule.rhythm));
  view.day = schedule.day;
  view.cut_off = format_cut_off(schedule.cut_off);
  view.zone = schedule.zone;
  view.minimum = format_amount(schedule.minimum, schedule.currency);
  view.hold_days = schedule.hold_days;
  view.psp_account = schedule.psp_account;
  view.changed_by = in_force.by;
  view.changed_at = in_force.at;
  view.reason = in_force.reason;
  return view;
}

Result<PayoutSchedule> PayoutSchedules::read(const views::PayoutSchedule& view) const {
  const auto prefixed = [](Error error) {
    error.field = "schedule." + error.field;
    error.message += ". Nothing was changed";
    return tl::unexpected(std::move(error));
  };
  PayoutSchedule schedule{view.name, {}, view.sellers, {}, view.day, 0, view.zone, 1, view.hold_days, view.psp_account};
  if (const auto known = Currency::find(view.currency))
    schedule.currency = *known;
  const auto rhythm = parse_payout_rhythm(view.rhythm);
  if (!rhythm)
    return prefixed({ErrorCode::invalid_argument, "must be manual, daily, weekly or monthly", "rhythm"});
  schedule.rhythm = *rhythm;
  const auto cut_off = parse_cut_off(view.cut_off, "cut_off");
  if (!cut_off)
    return prefixed(cut_off.error());
  schedule.cut_off = *cut_off;
  if (schedule.currency != Currency{} && !view.minimum.empty()) {
    const auto minimum = parse_amount(view.minimum, schedule.currency, "minimum");
    if (!minimum)
      return prefixed(minimum.error());
    schedule.minimum = *minimum;
  }
  if (const auto ok = check_payout_schedule(schedule); !ok)
    return prefixed(ok.error());
  const auto& able = needs_.psp_accounts;
  if (!view.psp_account.empty() && std::find(able.begin(), able.end(), view.psp_account) == able.end())
    return prefixed({ErrorCode::invalid_argument, "is no configured PSP account that can pay out", "psp_account"});
  if (view.psp_account.empty() && needs_.funding.iban.empty())
    return prefixed({ErrorCode::failed_precondition,
                     "no account to pay from is configured (payouts.funding_iban)", "psp_account"});
  return schedule;
}

Result<views::PayoutSchedule> PayoutSchedules::set(const Caller& caller, const views::SetPayoutScheduleRequest& request,
                                                   const PayoutScheduleStore::Keep& keep) {
  NewSchedule given;
  given.replaces = request.schedule.version;
  given.remove = request.remove;
  given.at = needs_.clock.now();
  given.reason = request.reason;
  given.schedule.name = request.schedule.name;
  if (!request.remove) {
    auto schedule = read(request.schedule);
    if (!schedule)
      return tl::unexpected(schedule.error());
    given.schedule = std::move(*schedule);
  }
  return needs_.store.set(
      caller, given, [&](std::span<const ScheduleInForce> in_force) { return check_fits(given, in_force); }, keep);
}

Result<std::vector<PayoutSchedules::Due>> PayoutSchedules::dues(std::span<const ScheduleInForce> in_force,
                                                                Instant now) const {
  std::vector<std::string> zones;
  for (const auto& item : in_force)
    zones.push_back(item.schedule.zone);
  const auto today = needs_.store.days(zones, now);
  if (!today)
    return tl::unexpected(today.error());
  // The pay-out day that is not over, the one before, and the one behind: the cut-off decides between them.
  std::vector<ZonedTime> times;
  std::vector<std::size_t> of;
  for (std::size_t i = 0; i < in_force.size(); ++i) {
    const auto& schedule = in_force[i].schedule;
    const auto here = last_payout_day(schedule, (*today)[i]);
    if (!here)
      continue;
    for (const auto day : {last_payout_day(schedule, *here - std::chrono::days(1)), here,
                           next_payout_day(schedule, *here)}) {
      times.push_back({schedule.zone, *day, schedule.cut_off});
      of.push_back(i);
    }
  }
  const auto instants = needs_.store.instants(times);
  if (!instants)
    return tl::unexpected(instants.error());
  std::vector<Due> dues(in_force.size());
  for (std::size_t i = 0; i < of.size(); ++i) {
    const auto at = (*instants)[i];
    auto& due = dues[of[i]];
    if (at > now)
      due.next = due.next ? std::min(*due.next, at) : at;
    else if (at > in_force[of[i]].since)
      due.last = due.last ? std::max(*due.last, at) : at;
  }
  return dues;
}

std::vector<PayoutSchedules::Group> PayoutSchedules::groups(std::span<const ScheduleInForce> in_force,
                                                            std::span<const Due> dues,
                                                            std::optional<Instant> Due::*which) {
  std::map<std::tuple<Instant, std::string, std::string>, Group> found;
  for (std::size_t i = 0; i < in_force.size(); ++i) {
    const auto& at = dues[i].*which;
    if (!at)
      continue;
    const auto& schedule = in_force[i].schedule;
    auto& group = found[{*at, schedule.currency.to_string(), schedule.psp_account}];
    group.currency = schedule.currency;
    group.funding = schedule.psp_account;
    group.due_at = *at;
    group.schedules.push_back(&in_force[i]);
  }
  std::vector<Group> groups;
  for (auto& [key, group] : found)
    groups.push_back(std::move(group));
  return groups;
}

PayoutTerms PayoutSchedules::terms_of(const Group& group) const {
  PayoutTerms terms{group.currency, group.schedules.front()->schedule.minimum, {}};
  for (const auto* item : group.schedules) {
    terms.minimum = std::min(terms.minimum, item->schedule.minimum);
    terms.sellers.insert(terms.sellers.end(), item->schedule.sellers.begin(), item->schedule.sellers.end());
  }
  if (std::any_of(group.schedules.begin(), group.schedules.end(),
                  [](const auto* item) { return item->schedule.sellers.empty(); }))
    terms.sellers.clear();
  return terms;
}

PayoutChoice PayoutSchedules::choose(const Group& group, std::span<const ScheduleInForce> in_force, Instant now,
                                     std::span<const PayableWallet> wallets) const {
  PayoutChoice choice;
  std::int64_t total = 0;
  for (const auto& wallet : wallets) {
    const auto* item = schedule_of(in_force, group.currency, wallet.seller);
    if (std::find(group.schedules.begin(), group.schedules.end(), item) == group.schedules.end())
      continue; // it is not this seller's day
    auto why = why_left_out(wallet, item->schedule.minimum, now);
    std::int64_t sum = 0;
    if (why.empty() && (choice.lines.size() >= Payouts::most_payouts ||
                        __builtin_add_overflow(total, wallet.available, &sum)))
      why = "the batch is full; the next one takes it";
    if (why.empty()) {
      total = sum;
      choice.lines.push_back({needs_.ids.next(), wallet.seller, wallet.available, *wallet.account_id});
    } else {
      choice.left_out.push_back({wallet.seller, {wallet.available, group.currency}, std::move(why)});
    }
  }
  return choice;
}

Result<views::ListPayoutSchedulesResponse> PayoutSchedules::list() {
  const auto in_force = needs_.store.in_force();
  if (!in_force)
    return tl::unexpected(in_force.error());
  const auto due = dues(*in_force, needs_.clock.now());
  if (!due)
    return tl::unexpected(due.error());
  views::ListPayoutSchedulesResponse response;
  for (std::size_t i = 0; i < in_force->size(); ++i) {
    response.rows.push_back(view_of((*in_force)[i]));
    response.rows.back().next_due = (*due)[i].next;
  }
  return response;
}

Result<views::PreviewPayoutSchedulesResponse> PayoutSchedules::preview() {
  const auto now = needs_.clock.now();
  const auto in_force = needs_.store.in_force();
  if (!in_force)
    return tl::unexpected(in_force.error());
  const auto due = dues(*in_force, now);
  if (!due)
    return tl::unexpected(due.error());
  views::PreviewPayoutSchedulesResponse response;
  for (const auto& group : groups(*in_force, *due, &Due::next)) {
    const auto wallets = needs_.store.payable(terms_of(group), [&](const std::string& seller) {
      const auto* item = schedule_of(*in_force, group.currency, seller);
      return item == nullptr ? std::nullopt : held_since(*item, group.due_at);
    });
    if (!wallets)
      return tl::unexpected(wallets.error());
    auto choice = choose(group, *in_force, group.due_at, *wallets);
    views::PayoutRunDetail detail;
    std::vector<std::string> names;
    for (const auto* item : group.schedules)
      names.push_back(item->schedule.name);
    detail.run = run_view(group.currency.to_string(), group.funding, group.due_at, std::move(names));
    detail.run.left_out = static_cast<std::int32_t>(choice.left_out.size());
    std::map<std::string_view, const PayableWallet*> wallet_of;
    for (const auto& wallet : *wallets)
      wallet_of.emplace(wallet.seller, &wallet);
    for (const auto& line : choice.lines) {
      const auto& wallet = *wallet_of.at(line.seller);
      detail.payouts.push_back({"", line.seller, {line.amount, group.currency}, "draft", line.account_id.to_string(),
                                wallet.account, wallet.holder});
    }
    detail.sellers_left_out = std::move(choice.left_out);
    response.rows.push_back(std::move(detail));
  }
  return response;
}

Result<int> PayoutSchedules::run_due(const Caller& caller) {
  const auto now = needs_.clock.now();
  const auto in_force = needs_.store.in_force();
  if (!in_force)
    return tl::unexpected(in_force.error());
  if (in_force->empty())
    return 0;
  const auto due = dues(*in_force, now);
  if (!due)
    return tl::unexpected(due.error());
  int done_here = 0;
  for (const auto& group : groups(*in_force, *due, &Due::last)) {
    const auto done = needs_.store.done(group.currency, group.funding, group.due_at);
    if (!done)
      return tl::unexpected(done.error());
    if (*done)
      continue;
    auto funding = needs_.funding;
    if (!group.funding.empty())
      funding = FundingAccount{"", "", "", group.funding};
    else if (funding.iban.empty())
      return fail(ErrorCode::failed_precondition,
                  "pay-outs are due, and no account to pay from is configured (payouts.funding_iban)");
    std::vector<std::string> names;
    for (const auto* item : group.schedules)
      names.push_back(item->schedule.name + ", version " + std::to_string(item->version));
    const DueRun run{needs_.ids.next(), group.due_at, names,
                     {needs_.ids.next(), terms_of(group), funding, "due " + format_instant(group.due_at), now}};
    const auto made = needs_.store.run(
        caller, run,
        [&](const std::string& seller) {
          const auto* item = schedule_of(*in_force, group.currency, seller);
          return item == nullptr ? std::nullopt : held_since(*item, group.due_at);
        },
        [&](std::span<const PayableWallet> wallets) { return choose(group, *in_force, now, wallets); });
    if (!made)
      return tl::unexpected(made.error());
    done_here += made->has_value() ? 1 : 0;
  }
  return done_here;
}

} // namespace paydesk
