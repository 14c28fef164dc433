// paydeskctl payouts schedules: when sellers are paid out by themselves.
#include "app/client/rpcs.h"
#include "app/ctl/commands.h"
#include "app/ctl/flags.h"
#include "app/ctl/pages.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

constexpr const char* weekdays[] = {"", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

std::string rhythm_text(const views::PayoutSchedule& s) {
  if (s.rhythm == "weekly" && s.day >= 1 && s.day <= 7)
    return std::string("weekly, ") + weekdays[s.day];
  return s.rhythm == "monthly" ? "monthly, day " + std::to_string(s.day) : s.rhythm;
}

std::string listed(const std::vector<std::string>& items, const char* none) {
  std::string text;
  for (const auto& item : items)
    text += (text.empty() ? "" : "; ") + item;
  return text.empty() ? none : text;
}

std::string funding_text(const std::string& psp_account) { return psp_account.empty() ? "the bank account" : psp_account; }

void print_schedule(const Output& out, const views::PayoutSchedule& s) {
  out.facts({{"schedule", s.name},
             {"version", std::to_string(s.version)},
             {"sellers", listed(s.sellers, "everybody else")},
             {"pays", rhythm_text(s)},
             {"cut-off", s.cut_off + " " + s.zone},
             {"minimum", s.minimum + " " + s.currency},
             {"hold days", std::to_string(s.hold_days)},
             {"paid from", funding_text(s.psp_account)},
             {"changed by", s.changed_by}});
}

void print_schedules(const Output& out, const views::ListPayoutSchedulesResponse& response) {
  Table table({{"SCHEDULE"}, {"VERSION", Align::right}, {"SELLERS"}, {"PAYS"}, {"CUT-OFF"}, {"MINIMUM", Align::right},
               {"HOLD DAYS", Align::right}, {"FROM"}, {"NEXT DUE"}});
  for (const auto& s : response.rows)
    table.add({s.name, std::to_string(s.version), listed(s.sellers, "everybody else"), rhythm_text(s),
               s.cut_off + " " + s.zone, s.minimum + " " + s.currency, std::to_string(s.hold_days),
               funding_text(s.psp_account), text_of(s.next_due)});
  out.table(table, "No schedule: pay-outs are made by hand.");
}

void print_run(const Output& out, const views::PayoutRunDetail& detail) {
  const auto& run = detail.run;
  out.facts({{"due", text_of(run.due_at)},
             {"currency", run.currency},
             {"schedules", listed(run.schedules, "")},
             {"paid from", funding_text(run.funding)},
             {"made", text_of(run.at)},
             {"batch", run.batch_id}});
  Table paid({{"SELLER"}, {"AMOUNT", Align::right}, {"STATE"}, {"ACCOUNT"}, {"HOLDER"}});
  for (const auto& p : detail.payouts)
    paid.add({p.seller, text_of(p.amount), p.state, p.account, p.holder});
  out.line("");
  out.table(paid, "Nobody is paid out.");
  if (detail.sellers_left_out.empty())
    return;
  Table left({{"LEFT OUT"}, {"AVAILABLE", Align::right}, {"WHY"}});
  for (const auto& l : detail.sellers_left_out)
    left.add({l.seller, text_of(l.available), l.why});
  out.line("");
  out.table(left, "");
}

void print_preview(const Output& out, const views::PreviewPayoutSchedulesResponse& response) {
  if (response.rows.empty())
    return out.line("Nothing falls due: there is no schedule but manual ones.");
  for (const auto& row : response.rows) {
    print_run(out, row);
    out.line("");
  }
}

void print_runs(const Output& out, const views::ListPayoutRunsResponse& page) {
  Table table({{"DUE"}, {"MADE"}, {"RUN"}, {"CURRENCY"}, {"FROM"}, {"BATCH"}, {"LEFT OUT", Align::right}});
  for (const auto& r : page.rows)
    table.add({text_of(r.due_at), text_of(r.at), r.run_id, r.currency, funding_text(r.funding),
               r.batch_id.empty() ? "nobody could be paid" : r.batch_id, std::to_string(r.left_out)});
  out.table(table, "Nothing has fallen due yet.");
  if (const auto more = more_of(page); !more.empty())
    out.remark(more);
}

void add_set(CLI::App& schedules, const Choose& choose) {
  auto* set = schedules.add_subcommand("set", "Puts a schedule in force, or another version of it");
  auto request = std::make_shared<views::SetPayoutScheduleRequest>();
  auto& s = request->schedule;
  set->add_option("name", s.name, "a-z, 0-9, '.', '-', '_'")->required();
  set->add_option("--version", s.version, "The version it replaces; 0: there is none")->check(CLI::Range(0, 1'000'000'000));
  set->add_option("--currency", s.currency, "ISO 4217")->required();
  set->add_option("--every", s.rhythm, "manual, daily, weekly or monthly")->required();
  set->add_option("--day", s.day, "weekly: 1 Monday to 7; monthly: 1 to 31, the last day where a month is shorter");
  set->add_option("--cut-off", s.cut_off, "Time of day, such as 17:00")->required();
  set->add_option("--zone", s.zone, "Its time zone, such as Europe/Berlin")->required();
  set->add_option("--minimum", s.minimum, "Decimal; wallets with less available are left out");
  set->add_option("--hold-days", s.hold_days, "What was credited in the last so many days is not paid yet");
  set->add_option("--seller", s.sellers, "Only this seller; again for more. Without one: all whom no other names");
  set->add_option("--psp", s.psp_account, "This PSP account pays from its balance; without it the bank, by a file");
  auto flags = add_command_flags(*set, true);
  set->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      auto given = *request;
      given.reason = flags->reason;
      given.idempotency_key = key_of(*flags);
      return out.template show<views::PayoutSchedule>(send<rpc::SetPayoutSchedule>(daemon, out, given),
                                                      print_schedule);
    });
  });
}

void add_remove(CLI::App& schedules, const Choose& choose) {
  auto* remove = schedules.add_subcommand("remove", "Takes a schedule out of force");
  auto request = std::make_shared<views::SetPayoutScheduleRequest>();
  request->remove = true;
  remove->add_option("name", request->schedule.name, "The schedule")->required();
  remove->add_option("--version", request->schedule.version, "The version in force")->required();
  auto flags = add_command_flags(*remove, true);
  remove->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      auto given = *request;
      given.reason = flags->reason;
      given.idempotency_key = key_of(*flags);
      return out.template show<views::PayoutSchedule>(send<rpc::SetPayoutSchedule>(daemon, out, given),
                                                      print_schedule);
    });
  });
}

} // namespace

void add_payout_schedules(CLI::App& payouts, const Choose& choose) {
  auto* schedules = payouts.add_subcommand("schedules", "Pay-outs by themselves: list, set, remove, preview, runs, run");
  schedules->require_subcommand(1);
  schedules->add_subcommand("list", "The schedules in force, and when each is due next")->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListPayoutSchedulesResponse>(
          daemon.template call<rpc::ListPayoutSchedules>({}), print_schedules);
    });
  });
  add_set(*schedules, choose);
  add_remove(*schedules, choose);
  schedules->add_subcommand("preview", "What each next due instant would pay if it were now; changes nothing")
      ->callback([=] {
        choose([=](const auto& daemon, const auto& out) {
          return out.template show<views::PreviewPayoutSchedulesResponse>(
              daemon.template call<rpc::PreviewPayoutSchedules>({}), print_preview);
        });
      });
  auto* runs = schedules->add_subcommand("runs", "What fell due, the latest first");
  auto flags = add_list_flags(*runs);
  runs->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListPayoutRunsResponse>(
          fetch_pages<rpc::ListPayoutRuns>(daemon, *flags, [](views::PageRequest page) { return page; }), print_runs);
    });
  });
  auto* run = schedules->add_subcommand("run", "One of them: who was paid, and who not and why");
  auto id = std::make_shared<std::string>();
  run->add_option("run", *id, "The run's id")->required();
  run->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::PayoutRunDetail>(daemon.template call<rpc::GetPayoutRun>({*id}), print_run);
    });
  });
}

} // namespace paydesk::ctl
