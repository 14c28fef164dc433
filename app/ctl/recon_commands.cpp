#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/ctl/commands.h"
#include "app/ctl/flags.h"
#include "app/ctl/pages.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

constexpr std::uintmax_t largest_file = 64u * 1024 * 1024;

void print_run(const Output& out, const views::ReconRun& run) {
  out.facts(
      {{"run", run.run_id},
       {"psp", run.psp_account},
       {"settled", run.settlement_date},
       {"file", run.file_name},
       {"sha256", run.sha256},
       {"batch", run.batch},
       {"imported", text_of(run.imported_at)},
       {"lines", std::to_string(run.lines) + ", " + std::to_string(run.matched) + " matched, " +
                     std::to_string(run.suggested) + " suggested"},
       {"breaks", std::to_string(run.breaks_open) + " open of " + std::to_string(run.breaks_total)},
       {"ledger", text_of(run.ledger_total)},
       {"report gross", text_of(run.report_gross)},
       {"report fee", text_of(run.report_fee)},
       {"report net", text_of(run.report_net)},
       {"bank", run.bank_amount.currency.code().empty() ? "no statement yet" : text_of(run.bank_amount)},
       {"state", run.state}});
}

void print_runs(const Output& out, const views::ListRunsResponse& page) {
  Table table({{"SETTLED"},
               {"RUN"},
               {"PSP"},
               {"LINES", Align::right},
               {"MATCHED", Align::right},
               {"OPEN BREAKS", Align::right},
               {"LEDGER", Align::right},
               {"REPORT NET", Align::right},
               {"STATE"}});
  for (const auto& run : page.rows)
    table.add({run.settlement_date, run.run_id, run.psp_account, std::to_string(run.lines),
               std::to_string(run.matched), std::to_string(run.breaks_open), text_of(run.ledger_total),
               text_of(run.report_net), run.state});
  out.table(table, "No file was imported yet.");
}

void print_breaks(const Output& out, const views::ListBreaksResponse& page) {
  Table table({{"BREAK"},
               {"TYPE"},
               {"STATE"},
               {"AT STAKE", Align::right},
               {"LEDGER", Align::right},
               {"FILE", Align::right},
               {"PSP REFERENCE"},
               {"EXPLANATION"}});
  for (const auto& one : page.rows)
    table.add({one.break_id, one.type, one.state, text_of(one.at_stake), text_of(one.ledger_amount),
               text_of(one.file_amount), one.psp_reference, one.explanation});
  out.table(table, "No breaks.");
  for (const auto& count : page.by_type)
    out.facts({{count.type, std::to_string(count.count) + ", " + text_of(count.at_stake)}});
}

void print_break(const Output& out, const views::ReconBreak& one) {
  out.facts({{"break", one.break_id},
             {"type", one.type},
             {"state", one.state},
             {"at stake", text_of(one.at_stake)},
             {"resolution", one.proposed_resolution},
             {"proposed by", one.proposed_by},
             {"reason", one.reason}});
}

void print_preview(const Output& out, const views::ResolutionPreview& preview) {
  out.facts(
      {{"effect", preview.effect},
       {"second person", preview.needs_approval ? "needed: " + preview.approval_reason : "not needed"}});
  Table table({{"ACCOUNT"}, {"DEBIT", Align::right}, {"CREDIT", Align::right}});
  for (const auto& line : preview.postings)
    table.add({line.account, text_of(line.debit), text_of(line.credit)});
  out.table(table, "Nothing would be posted.");
}

Result<std::string> read_file(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return invalid("file", path + " cannot be read: " + error.message() + ". Nothing was imported.");
  if (size > largest_file) return invalid("file", path + " is larger than 64 MiB. Nothing was imported.");
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  if (!in && size > 0) return invalid("file", path + " cannot be read. Nothing was imported.");
  return std::move(content).str();
}

void add_import(CLI::App& recon, const Choose& choose) {
  auto* import = recon.add_subcommand("import", "Imports a settlement report or a bank statement");
  auto path = std::make_shared<std::string>();
  auto psp = std::make_shared<std::string>();
  import->add_option("file", *path, "The file")->required();
  import->add_option("--psp", *psp, "The PSP account, when the file does not say it");
  auto flags = add_command_flags(*import, false);
  import->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      auto content = read_file(*path);
      if (!content) {
        out.failed(content.error());
        return Exit::usage;
      }
      const std::string name = std::filesystem::path(*path).filename().string();
      return out.template show<views::ImportFileResponse>(
          send<rpc::ImportFile>(daemon, out, {name, std::move(*content), *psp, key_of(*flags)}),
          [](const Output& to, const views::ImportFileResponse& made) {
            to.line(made.message);
            if (!made.run_id.empty()) print_run(to, made.run);
          });
    });
  });
}

void add_runs(CLI::App& recon, const Choose& choose) {
  auto* runs = recon.add_subcommand("runs", "Imported files, the newest first");
  auto flags = add_list_flags(*runs);
  runs->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListRunsResponse>(
          fetch_pages<rpc::ListRuns>(daemon, *flags, [](views::PageRequest page) { return page; }),
          print_runs);
    });
  });
  auto* show = recon.add_subcommand("show", "One run");
  auto id = std::make_shared<std::string>();
  show->add_option("run", *id, "The run's id")->required();
  show->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ReconRun>(daemon.template call<rpc::GetRun>({*id}), print_run);
    });
  });
}

void add_breaks(CLI::App& recon, const Choose& choose) {
  auto* breaks = recon.add_subcommand("breaks", "What does not match");
  auto run = std::make_shared<std::string>();
  auto closed_too = std::make_shared<bool>(false);
  breaks->add_option("--run", *run, "Of one run");
  breaks->add_flag("--closed-too", *closed_too, "Resolved and healed ones too");
  auto flags = add_list_flags(*breaks);
  breaks->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListBreaksResponse>(
          fetch_pages<rpc::ListBreaks>(daemon, *flags,
                                       [&](views::PageRequest page) {
                                         return views::ListBreaksRequest{*run, !*closed_too, std::move(page)};
                                       }),
          print_breaks);
    });
  });
}

void add_resolve(CLI::App& recon, const Choose& choose) {
  auto* resolve =
      recon.add_subcommand("resolve", "Resolves a break, or proposes it where a second person is needed");
  auto id = std::make_shared<std::string>();
  auto resolution = std::make_shared<std::string>();
  auto dry_run = std::make_shared<bool>(false);
  resolve->add_option("break", *id, "The break's id")->required();
  resolve->add_option("--by", *resolution, "write_off, accept_fee, create_missing, carry_forward …")
      ->required();
  resolve->add_flag("--dry-run", *dry_run, "Only shows what would be posted");
  auto flags = add_command_flags(*resolve, true);
  resolve->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      const views::ResolveRequest request{*id, *resolution, flags->reason, key_of(*flags)};
      if (*dry_run)
        return out.template show<views::ResolutionPreview>(
            daemon.template call<rpc::PreviewResolution>(request), print_preview);
      return out.template show<views::ReconBreak>(send<rpc::ResolveBreak>(daemon, out, request), print_break);
    });
  });
}

void add_decide(CLI::App& recon, const Choose& choose) {
  auto* decide = recon.add_subcommand("decide", "Approves or refuses a proposed resolution");
  auto id = std::make_shared<std::string>();
  decide->add_option("break", *id, "The break's id")->required();
  auto approve = add_decision_flags(*decide);
  auto flags = add_command_flags(*decide, false);
  decide->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ReconBreak>(
          send<rpc::DecideResolution>(daemon, out, {*id, *approve, flags->reason, key_of(*flags)}),
          print_break);
    });
  });
}

} // namespace

void add_recon(CLI::App& app, const Choose& choose) {
  auto* recon = app.add_subcommand("recon", "Reconciliation: import, runs, show, breaks, resolve, decide");
  recon->require_subcommand(1);
  add_import(*recon, choose);
  add_runs(*recon, choose);
  add_breaks(*recon, choose);
  add_resolve(*recon, choose);
  add_decide(*recon, choose);
}

} // namespace paydesk::ctl
