// paydeskctl disputes: what buyers' banks ask, and what is said to them.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/client/rpcs.h"
#include "app/ctl/commands.h"
#include "app/ctl/flags.h"
#include "app/ctl/pages.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

constexpr std::size_t most_evidence_bytes = 80'000; ///< 20,000 characters

std::string answer_of(const views::DisputeRow& d) {
  if (d.answer.empty())
    return {};
  return d.answer + ", " + d.answer_state + (d.answer_error.empty() ? "" : ": " + d.answer_error);
}

void print_dispute(const Output& out, const views::DisputeRow& d) {
  out.facts({{"dispute", d.dispute_id},
             {"payment", d.payment_id},
             {"psp", d.psp_account + ", " + d.psp_reference},
             {"amount", text_of(d.amount)},
             {"state", d.state},
             {"since", text_of(d.state_since)},
             {"round", std::to_string(d.round)},
             {"answer due", text_of(d.due_by)},
             {"withheld", text_of(d.withheld) + (d.booked_lost ? ", lost" : "")},
             {"answer", answer_of(d)},
             {"created", text_of(d.created_at)}});
}

void print_rows(const Output& out, const views::ListDisputesResponse& page) {
  Table table({{"CREATED"}, {"DISPUTE"}, {"PSP"}, {"AMOUNT", Align::right}, {"STATE"}, {"ANSWER DUE"}, {"ANSWER"}});
  for (const auto& d : page.rows)
    table.add({text_of(d.created_at), d.dispute_id, d.psp_account, text_of(d.amount), d.state, text_of(d.due_by),
               d.answer_state});
  out.table(table, "No dispute matches.");
  if (const auto more = more_of(page); !more.empty())
    out.remark(more);
}

void print_detail(const Output& out, const views::DisputeDetail& detail) {
  print_dispute(out, detail.dispute);
  if (!detail.shares.empty()) {
    Table table({{"ORDER"}, {"SELLER"}, {"ON HOLD", Align::right}, {"LOST", Align::right}});
    for (const auto& share : detail.shares)
      table.add({share.reference, share.seller, text_of(share.held), text_of(share.lost)});
    out.table(table, "");
  }
  for (const auto& said : detail.evidence)
    out.facts({{"evidence", said.evidence_id},
               {"by", said.submitted_by},
               {"at", text_of(said.submitted_at)},
               {"state", said.state},
               {"text", said.text}});
}

/// The file's text; "-" reads the standard input.
Result<std::string> read_text(const std::string& path) {
  std::ostringstream content;
  if (path == "-") {
    content << std::cin.rdbuf();
  } else {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
      return invalid("file", path + " is no file that can be read. Nothing was sent.");
    std::ifstream in(path, std::ios::binary);
    if (!in)
      return invalid("file", path + " cannot be read. Nothing was sent.");
    content << in.rdbuf();
  }
  auto text = std::move(content).str();
  if (text.size() > most_evidence_bytes)
    return invalid("file", path + " is longer than 20,000 characters. Nothing was sent.");
  return text;
}

void add_submit(CLI::App& disputes, const Choose& choose) {
  auto* submit = disputes.add_subcommand("submit", "Sends evidence to the bank");
  struct Flags {
    std::string id, text, file;
  };
  auto flags = std::make_shared<Flags>();
  submit->add_option("dispute", flags->id, "The dispute's id")->required();
  auto* text = submit->add_option("--text", flags->text, "What is said, at most 20,000 characters");
  auto* file = submit->add_option("--file", flags->file, "A file with what is said; - for the standard input");
  text->excludes(file);
  auto command = add_command_flags(*submit, false);
  submit->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      auto said = flags->file.empty() ? Result<std::string>(flags->text) : read_text(flags->file);
      if (!said) {
        out.failed(said.error());
        return Exit::usage;
      }
      return out.template show<views::DisputeRow>(
          send<rpc::SubmitEvidence>(daemon, out, {flags->id, std::move(*said), key_of(*command)}), print_dispute);
    });
  });
}

void add_accept(CLI::App& disputes, const Choose& choose) {
  auto* accept = disputes.add_subcommand("accept", "Tells the bank that the dispute is not defended; its money is lost");
  auto id = std::make_shared<std::string>();
  accept->add_option("dispute", *id, "The dispute's id")->required();
  auto command = add_command_flags(*accept, true);
  accept->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::DisputeRow>(
          send<rpc::AcceptDispute>(daemon, out, {*id, command->reason, key_of(*command)}), print_dispute);
    });
  });
}

} // namespace

void add_disputes(CLI::App& app, const Choose& choose) {
  auto* disputes = app.add_subcommand("disputes", "Disputes of buyers' banks: list, show, submit, accept");
  disputes->require_subcommand(1);
  auto* list = disputes->add_subcommand("list", "Disputes, the newest first");
  auto flags = add_list_flags(*list);
  list->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListDisputesResponse>(
          fetch_pages<rpc::ListDisputes>(daemon, *flags, [](views::PageRequest page) { return page; }), print_rows);
    });
  });
  auto* show = disputes->add_subcommand("show", "One dispute, with what its orders bear and what was said");
  auto id = std::make_shared<std::string>();
  show->add_option("dispute", *id, "The dispute's id")->required();
  show->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::DisputeDetail>(daemon.template call<rpc::GetDispute>({*id}), print_detail);
    });
  });
  add_submit(*disputes, choose);
  add_accept(*disputes, choose);
}

} // namespace paydesk::ctl
