#include <algorithm>

#include "app/ctl/commands.h"
#include "app/ctl/flags.h"
#include "app/ctl/pages.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

void print_selection(const Output& out, const views::Selection& selection) {
  std::string sums;
  for (const auto& sum : selection.totals.sums) sums += (sums.empty() ? "" : ", ") + text_of(sum);
  out.facts({{"selection", selection.selection_id},
             {"of", selection.dead_letter ? "dead letters" : "retry queue"},
             {"filter", selection.filter},
             {"items", std::to_string(selection.totals.count)},
             {"sums", sums},
             {"state", selection.state},
             {"action", selection.action},
             {"waiting", std::to_string(selection.waiting)},
             {"done", std::to_string(selection.done)},
             {"refused", std::to_string(selection.refused)},
             {"owner", selection.owner},
             {"run by", selection.runner},
             {"note", selection.note},
             {"expires", selection.state == "frozen" ? text_of(selection.expires_at) : ""}});
  for (const auto& each : selection.outcomes)
    out.line("  " + each.outcome + ": " + std::to_string(each.count));
}

void print_progress(const Output& out, const views::SelectionProgress& progress) {
  print_selection(out, progress.selection);
  Table table({{"JOB"}, {"OPERATION"}, {"AMOUNT", Align::right}, {"PSP"}, {"BECAME"}, {"WHAT HAPPENED"}});
  for (const auto& item : progress.items)
    table.add({item.job_id, item.operation, text_of(item.amount), item.psp_account, item.outcome, item.message});
  out.line("");
  out.table(table, "No more items.");
  if (!progress.next_cursor.empty()) out.remark("More: --cursor " + progress.next_cursor);
}

void add_select(CLI::App& queue, const Choose& choose) {
  auto* select = queue.add_subcommand("select", "Freezes what a filter shows, to be run within an hour");
  auto dead = std::make_shared<bool>(false);
  auto filter = std::make_shared<std::string>();
  select->add_flag("--dead", *dead, "Of the dead letters; else of the retry queue");
  select->add_option("--filter", *filter, "As of queue list");
  auto flags = add_command_flags(*select, false);
  select->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::Selection>(
          send<rpc::FreezeSelection>(daemon, out, {*dead, *filter, key_of(*flags)}), print_selection);
    });
  });
}

void add_run(CLI::App& queue, const Choose& choose) {
  auto* run = queue.add_subcommand("run", "Retries or discards a selection in the background");
  auto id = std::make_shared<std::string>();
  auto action = std::make_shared<std::string>();
  run->add_option("selection", *id, "The selection's id")->required();
  run->add_option("action", *action, "retry or discard")->required()->check(CLI::IsMember({"retry", "discard"}));
  auto flags = add_command_flags(*run, false);
  run->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::Selection>(
          send<rpc::RunSelection>(daemon, out, {*id, *action, flags->reason, key_of(*flags)}), print_selection);
    });
  });
}

void add_cancel(CLI::App& queue, const Choose& choose) {
  auto* cancel = queue.add_subcommand("cancel", "Stops what of a selection has not begun");
  auto id = std::make_shared<std::string>();
  cancel->add_option("selection", *id, "The selection's id")->required();
  auto flags = add_command_flags(*cancel, false);
  cancel->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::Selection>(
          send<rpc::CancelSelection>(daemon, out, {*id, flags->reason, key_of(*flags)}), print_selection);
    });
  });
}

bool has_ended(const views::Selection& selection) {
  return selection.state == "done" || selection.state == "cancelled";
}

/// Waits for the selection's next event behind `position`, and moves that on; an error when the stream breaks first.
Result<void> wait_for_step(const client::SyncClient& daemon, const std::string& id, std::int64_t& position) {
  bool heard = false;
  return daemon
      .watch(position,
             [&](const views::EventBatch& batch) {
               for (const auto& event : batch.events)
                 heard = heard || (event.subject_kind == "selection" && event.subject_id == id);
               position = std::max(position, batch.position);
               return !heard;
             })
      .or_else([&](const Error& error) -> Result<void> {
        return heard ? Result<void>{} : tl::unexpected(error);
      });
}

/// Tells each step by the selection's events until it has ended, then as it is in the end.
Exit follow_progress(const client::SyncClient& daemon, const Output& out, const std::string& id,
                     const views::PageRequest& page) {
  const auto status = daemon.call<rpc::GetStatus>({});
  if (!status) return out.failed(status.error());
  auto position = status->position;
  while (true) {
    const auto progress = daemon.call<rpc::GetSelection>({id, page});
    if (!progress) return out.failed(progress.error());
    const auto& selection = progress->selection;
    if (has_ended(selection)) return out.template show<views::SelectionProgress>(progress, print_progress);
    out.remark(selection.state + ": " + std::to_string(selection.done) + " done, " +
               std::to_string(selection.refused) + " refused of " + std::to_string(selection.totals.count));
    if (const auto step = wait_for_step(daemon, id, position); !step) return out.failed(step.error());
  }
}

void add_progress(CLI::App& queue, const Choose& choose) {
  auto* command = queue.add_subcommand("progress", "How far a selection has come, and what became of each item");
  auto id = std::make_shared<std::string>();
  auto page = std::make_shared<views::PageRequest>();
  page->limit = 50;
  command->add_option("selection", *id, "The selection's id")->required();
  command->add_option("--limit", page->limit, "Items to show, 1 to 500")->check(CLI::Range(1, 500));
  command->add_option("--cursor", page->cursor, "Where the last page ended");
  auto follow = std::make_shared<bool>(false);
  command->add_flag("--follow", *follow, "Waits until it has ended, and tells each step on the way");
  command->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      if (*follow) return follow_progress(daemon, out, *id, *page);
      return out.template show<views::SelectionProgress>(daemon.template call<rpc::GetSelection>({*id, *page}),
                                                         print_progress);
    });
  });
}

} // namespace

void add_selections(CLI::App& queue, const Choose& choose) {
  add_select(queue, choose);
  add_run(queue, choose);
  add_progress(queue, choose);
  add_cancel(queue, choose);
}

} // namespace paydesk::ctl
