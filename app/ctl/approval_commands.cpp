// paydeskctl approvals: what waits for a second person.
#include "app/client/rpcs.h"
#include "app/ctl/approval_text.h"
#include "app/ctl/commands.h"
#include "app/ctl/evidence_file.h"
#include "app/ctl/flags.h"
#include "app/ctl/pages.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

std::string state_text(const views::Approval& approval) {
  return approval.withdrawn ? "withdrawn" : approval.state;
}

void print_rows(const Output& out, const views::ListApprovalsResponse& page) {
  Table table({{"ASKED"}, {"APPROVAL"}, {"KIND"}, {"AMOUNT", Align::right}, {"STATE"}, {"BY"}, {"EXPIRES"}, {"DECIDED BY"}});
  for (const auto& row : page.rows)
    table.add({text_of(row.requested_at), row.approval_id, row.kind, text_of(row.amounts), state_text(row),
               row.requested_by, text_of(row.expires_at), row.decided_by});
  out.table(table, "No approval matches.");
  if (const auto more = more_of(page); !more.empty())
    out.remark(more);
}

void print_detail(const Output& out, const views::ApprovalDetail& detail) {
  print_approval(out, detail.approval);
  out.line("");
  out.line("What was asked for (SHA-256 " + detail.preview_hash + "):");
  for (const auto& line : detail.preview)
    out.line("  " + line);
  if (detail.approval.state != "pending")
    return;
  if (!detail.refusal.empty())
    return out.line("It can no longer be done: " + detail.refusal);
  if (!detail.changed)
    return out.line("Approving it now would do just that.");
  out.line("Approving is refused now, because it would do this instead:");
  for (const auto& line : detail.preview_now)
    out.line("  " + line);
}

void add_list(CLI::App& approvals, const Choose& choose) {
  auto* list = approvals.add_subcommand("list", "Approvals, the newest first: --filter state:pending, kind:, by:, subject:");
  auto flags = add_list_flags(*list);
  list->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListApprovalsResponse>(
          fetch_pages<rpc::ListApprovals>(daemon, *flags, [](views::PageRequest page) { return page; }), print_rows);
    });
  });
}

void add_show(CLI::App& approvals, const Choose& choose) {
  auto* show = approvals.add_subcommand("show", "One approval with what it would do");
  auto id = std::make_shared<std::string>();
  show->add_option("approval", *id, "The approval's id")->required();
  show->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ApprovalDetail>(daemon.template call<rpc::GetApproval>({*id}), print_detail);
    });
  });
}

void add_decision(CLI::App& approvals, const Choose& choose, bool approve) {
  auto* decide = approve ? approvals.add_subcommand("approve", "Carries it out; never by who asked")
                         : approvals.add_subcommand("reject", "Refuses it; never by who asked");
  auto id = std::make_shared<std::string>();
  decide->add_option("approval", *id, "The approval's id")->required();
  auto command = add_command_flags(*decide, !approve);
  decide->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::Approval>(
          send<rpc::DecideApproval>(daemon, out, {*id, approve, command->reason, key_of(*command)}), print_approval);
    });
  });
}

void add_withdraw(CLI::App& approvals, const Choose& choose) {
  auto* withdraw = approvals.add_subcommand("withdraw", "Takes back what you asked for yourself");
  auto id = std::make_shared<std::string>();
  withdraw->add_option("approval", *id, "The approval's id")->required();
  auto command = add_command_flags(*withdraw, false);
  withdraw->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::Approval>(
          send<rpc::CancelApproval>(daemon, out, {*id, command->reason, key_of(*command)}), print_approval);
    });
  });
}

void add_evidence(CLI::App& approvals, const Choose& choose) {
  auto* evidence = approvals.add_subcommand("evidence", "Writes an approval's evidence into a file");
  auto id = std::make_shared<std::string>();
  auto to = std::make_shared<std::string>();
  evidence->add_option("approval", *id, "The approval's id")->required();
  evidence->add_option("--to", *to, "The file to write; it must not be there yet")->required();
  evidence->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      const auto found = daemon.template call<rpc::GetApprovalEvidence>({*id});
      if (const auto written = found ? write_evidence_file(*to, found->content) : Result<void>{}; !written) {
        out.failed(written.error());
        return Exit::usage;
      }
      return out.template show<views::ApprovalEvidence>(found, [&](const Output& on, const views::ApprovalEvidence& file) {
        on.facts({{"evidence", file.name}, {"sha256", file.sha256}, {"written to", *to}});
      });
    });
  });
}

} // namespace

std::string roles_text(const std::vector<std::string>& roles) {
  std::string text;
  for (const auto& role : roles)
    text += (text.empty() ? "" : " or ") + role;
  return text;
}

void print_approval(const Output& out, const views::Approval& approval) {
  out.facts({{"approval", approval.approval_id},
             {"kind", approval.kind},
             {"about", approval.subject},
             {"amount", text_of(approval.amounts)},
             {"state", state_text(approval)},
             {"reason", approval.reason},
             {"evidence", approval.evidence_name.empty()
                              ? ""
                              : approval.evidence_name + ", " + std::to_string(approval.evidence_size) + " bytes"},
             {"asked by", approval.requested_by},
             {"asked", text_of(approval.requested_at)},
             {"expires", text_of(approval.expires_at)},
             {"decided by", approval.decided_by.empty() ? roles_text(approval.deciders) + ", not yet" : approval.decided_by},
             {"decided", text_of(approval.decided_at)},
             {"note", approval.note},
             {"booked", approval.transaction_id}});
}

void add_approvals(CLI::App& app, const Choose& choose) {
  auto* approvals = app.add_subcommand(
      "approvals", "What waits for a second person: list, show, approve, reject, withdraw, evidence, policy");
  approvals->require_subcommand(1);
  add_list(*approvals, choose);
  add_show(*approvals, choose);
  add_decision(*approvals, choose, true);
  add_decision(*approvals, choose, false);
  add_withdraw(*approvals, choose);
  add_evidence(*approvals, choose);
  add_approval_policy(*approvals, choose);
}

} // namespace paydesk::ctl
