#include <algorithm>

#include "app/ctl/commands.h"
#include "app/ctl/flags.h"
#include "app/ctl/pages.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

void print_list(const Output& out, const views::ListQueueResponse& page, bool dead) {
  Table table({{"JOB"},
               {"ORDER"},
               {"OPERATION"},
               {"AMOUNT", Align::right},
               {"PSP"},
               {"CLASS"},
               {"TRIES", Align::right},
               {dead ? "DEAD SINCE" : "DUE"},
               {"LAST ERROR"}});
  for (const auto& item : page.rows)
    table.add({item.job_id, item.order_id, item.operation, text_of(item.amount), item.psp_account,
               item.error_class, std::to_string(item.attempts) + "/" + std::to_string(item.max_attempts),
               text_of(dead ? item.dead_since : item.due_at), item.last_error});
  out.table(table, dead ? "No dead letters." : "Nothing waits to be retried.");
  if (const auto more = more_of(page); !more.empty())
    out.remark(std::to_string(page.total) + " items in all. " + more);
}

/// "closed", or what stops the calls and when it is tried again.
std::string breaker_text(const views::PspQueue& psp) {
  if (psp.breaker.empty() || (psp.breaker == "closed" && psp.breaker_forced_by.empty())) return psp.breaker;
  std::string text = psp.breaker + ": " + psp.breaker_why;
  if (!psp.breaker_forced_by.empty()) text += " (by hand, " + psp.breaker_forced_by + ")";
  if (psp.next_probe_at) text += ", probed at " + text_of(psp.next_probe_at);
  return text;
}

void print_stats(const Output& out, const views::QueueStats& stats) {
  out.facts({{"waiting", std::to_string(stats.waiting)},
             {"dead letters", std::to_string(stats.dead)},
             {"oldest", text_of(stats.oldest_at)},
             {"next due", text_of(stats.next_due_at)},
             {"due in 5 min", std::to_string(stats.due_within_5m)},
             {"default policy", stats.policy.strategy + ", base " + std::to_string(stats.policy.base_ms) +
                            " ms, cap " + std::to_string(stats.policy.cap_ms) + " ms, at most " +
                            std::to_string(stats.policy.max_attempts) + " tries"}});
  Table table({{"PSP"},
               {"WAITING", Align::right},
               {"DEAD", Align::right},
               {"OK IN 15 MIN", Align::right},
               {"SENDING"},
               {"BREAKER"},
               {"NEW PAYMENTS"}});
  for (const auto& psp : stats.psps)
    table.add({psp.psp_account, std::to_string(psp.waiting), std::to_string(psp.dead),
               std::to_string(psp.ok_15m) + "/" + std::to_string(psp.calls_15m),
               psp.paused ? "paused by " + psp.paused_by + ": " + psp.pause_reason : "yes", breaker_text(psp),
               psp.intake});
  out.line("");
  out.table(table, "No PSP accounts.");
}

Exit show_results(const Output& out, const Result<views::QueueCommandResponse>& response) {
  const Exit shown = out.show<views::QueueCommandResponse>(response, [](const Output& to, const auto& done) {
    Table table({{"JOB"}, {"DONE"}, {"WHAT HAPPENED"}});
    for (const auto& item : done.results)
      table.add({item.job_id, yes_no(item.done), item.message});
    to.table(table, "Nothing was done.");
  });
  const bool all_done = response && std::all_of(response->results.begin(), response->results.end(),
                                                [](const auto& item) { return item.done; });
  return shown == Exit::ok && !all_done ? Exit::refused : shown;
}

template <class Rpc>
void add_act(CLI::App& queue, const Choose& choose, const char* name, const char* what, bool reason_needed) {
  auto* command = queue.add_subcommand(name, what);
  auto ids = std::make_shared<std::vector<std::string>>();
  command->add_option("jobs", *ids, "The items' ids")->required()->expected(1, 1000);
  auto flags = add_command_flags(*command, reason_needed);
  command->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return show_results(out, send<Rpc>(daemon, out, {*ids, flags->reason, key_of(*flags)}));
    });
  });
}

void add_pause(CLI::App& queue, const Choose& choose, const char* name, const char* what, bool paused) {
  auto* command = queue.add_subcommand(name, what);
  auto psp = std::make_shared<std::string>();
  command->add_option("psp", *psp, "The PSP account")->required();
  auto flags = add_command_flags(*command, paused);
  command->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::PspQueue>(
          send<rpc::PausePsp>(daemon, out, {*psp, paused, flags->reason, key_of(*flags)}),
          [](const Output& to, const views::PspQueue& account) {
            to.facts({{account.psp_account,
                       account.paused ? "paused: nothing is sent until it is resumed" : "sending"},
                      {"waiting", std::to_string(account.waiting)}});
          });
    });
  });
}

} // namespace

void add_queue(CLI::App& app, const Choose& choose) {
  auto* queue =
      app.add_subcommand("queue", "Retry queue and dead letters: list, stats, retry, discard, pause, resume");
  queue->require_subcommand(1);
  auto* list = queue->add_subcommand("list", "What waits to be retried");
  auto dead = std::make_shared<bool>(false);
  list->add_flag("--dead", *dead, "The dead letters instead");
  auto flags = add_list_flags(*list);
  list->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListQueueResponse>(
          fetch_pages<rpc::ListQueue>(daemon, *flags,
                                      [&](views::PageRequest page) {
                                        return views::ListQueueRequest{*dead, std::move(page)};
                                      }),
          [&](const Output& to, const views::ListQueueResponse& page) { print_list(to, page, *dead); });
    });
  });
  queue->add_subcommand("stats", "Depth, age and policy")->callback([=] {
    choose([](const auto& daemon, const auto& out) {
      return out.template show<views::QueueStats>(daemon.template call<rpc::GetQueueStats>({}), print_stats);
    });
  });
  add_act<rpc::RetryItems>(*queue, choose, "retry", "Makes items due now; dead letters keep their history",
                           false);
  add_act<rpc::DiscardItems>(*queue, choose, "discard", "Gives up dead letters", true);
  add_selections(*queue, choose);
  add_pause(*queue, choose, "pause", "Stops sending to a PSP account", true);
  add_pause(*queue, choose, "resume", "Resumes sending to a PSP account", false);
}

} // namespace paydesk::ctl
