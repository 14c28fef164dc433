// paydeskctl verdicts: what two persons decide about outcomes that nobody could find out.
#include "app/client/rpcs.h"
#include "app/ctl/commands.h"
#include "app/ctl/evidence_file.h"
#include "app/ctl/flags.h"
#include "app/ctl/pages.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

void print_verdict(const Output& out, const views::Verdict& v) {
  out.facts({{"verdict", v.verdict_id},
             {v.payout_id.empty() ? "payment" : "pay-out", v.payout_id.empty() ? v.payment_id : v.payout_id},
             {"operation", v.operation},
             {"outcome", v.outcome},
             {"amount", text_of(v.amount)},
             {"psp reference", v.psp_reference},
             {"reason", v.reason},
             {"evidence", v.evidence_name + ", " + std::to_string(v.evidence_size) + " bytes"},
             {"state", v.state},
             {"proposed by", v.proposed_by},
             {"proposed", text_of(v.proposed_at)},
             {"decided by", v.decided_by},
             {"decided", text_of(v.decided_at)},
             {"note", v.note}});
}

void print_rows(const Output& out, const views::ListVerdictsResponse& page) {
  Table table({{"PROPOSED"}, {"VERDICT"}, {"OPERATION"}, {"OUTCOME"}, {"AMOUNT", Align::right}, {"STATE"}, {"BY"}, {"DECIDED BY"}});
  for (const auto& v : page.rows)
    table.add({text_of(v.proposed_at), v.verdict_id, v.operation, v.outcome, text_of(v.amount), v.state, v.proposed_by,
               v.decided_by});
  out.table(table, "No verdict matches.");
  if (const auto more = more_of(page); !more.empty())
    out.remark(more);
}

void add_propose(CLI::App& verdicts, const Choose& choose) {
  auto* propose = verdicts.add_subcommand("propose", "Says what became of an operation, with the evidence for it");
  struct Flags {
    std::string job, payout, outcome, reference, evidence;
  };
  auto flags = std::make_shared<Flags>();
  auto* item = propose->add_option("item", flags->job, "The queue item's id");
  propose->add_option("--payout", flags->payout, "Instead: this pay-out's id")->excludes(item);
  propose->add_option("--outcome", flags->outcome, "What became of it")
      ->required()
      ->check(CLI::IsMember({"done", "not_done"}));
  propose->add_option("--psp-reference", flags->reference, "The PSP's reference of what was done");
  propose->add_option("--evidence", flags->evidence, "A file that shows it, at most 2 MiB")->required();
  auto command = add_command_flags(*propose, true);
  propose->callback([=] {
    if (flags->job.empty() && flags->payout.empty())
      throw CLI::RequiredError("item or --payout");
    choose([=](const auto& daemon, const auto& out) {
      auto evidence = read_evidence_file(flags->evidence);
      if (!evidence) {
        out.failed(evidence.error());
        return Exit::usage;
      }
      return out.template show<views::Verdict>(
          send<rpc::ProposeVerdict>(daemon, out, {flags->job, flags->outcome, flags->reference, command->reason,
                                                  evidence->name, evidence->content, key_of(*command), flags->payout}),
          print_verdict);
    });
  });
}

void add_decide(CLI::App& verdicts, const Choose& choose) {
  auto* decide = verdicts.add_subcommand("decide", "Approves or rejects a verdict; never who proposed it");
  auto id = std::make_shared<std::string>();
  auto note = std::make_shared<std::string>();
  decide->add_option("verdict", *id, "The verdict's id")->required();
  decide->add_option("--note", *note, "For the record");
  auto approve = add_decision_flags(*decide);
  auto command = add_command_flags(*decide, false);
  decide->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      const std::string& why = note->empty() ? command->reason : *note;
      return out.template show<views::Verdict>(
          send<rpc::DecideVerdict>(daemon, out, {*id, *approve, why, key_of(*command)}), print_verdict);
    });
  });
}

void add_evidence(CLI::App& verdicts, const Choose& choose) {
  auto* evidence = verdicts.add_subcommand("evidence", "Writes a verdict's evidence into a file");
  auto id = std::make_shared<std::string>();
  auto to = std::make_shared<std::string>();
  evidence->add_option("verdict", *id, "The verdict's id")->required();
  evidence->add_option("--to", *to, "The file to write; it must not be there yet")->required();
  evidence->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      const auto found = daemon.template call<rpc::GetVerdictEvidence>({*id});
      if (const auto written = found ? write_evidence_file(*to, found->content) : Result<void>{}; !written) {
        out.failed(written.error());
        return Exit::usage;
      }
      return out.template show<views::VerdictEvidence>(found, [&](const Output& on, const views::VerdictEvidence& file) {
        on.facts({{"evidence", file.name}, {"sha256", file.sha256}, {"written to", *to}});
      });
    });
  });
}

} // namespace

void add_verdicts(CLI::App& app, const Choose& choose) {
  auto* verdicts = app.add_subcommand("verdicts", "Unknown outcomes that two persons decide: propose, decide, list, evidence");
  verdicts->require_subcommand(1);
  add_propose(*verdicts, choose);
  add_decide(*verdicts, choose);
  add_evidence(*verdicts, choose);
  auto* list = verdicts->add_subcommand("list", "Verdicts, the newest first");
  auto flags = add_list_flags(*list);
  list->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListVerdictsResponse>(
          fetch_pages<rpc::ListVerdicts>(daemon, *flags, [](views::PageRequest page) { return page; }), print_rows);
    });
  });
}

} // namespace paydesk::ctl
