// paydeskctl payouts: money to sellers, in batches.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "app/client/rpcs.h"
#include "app/ctl/commands.h"
#include "app/ctl/flags.h"
#include "app/ctl/pages.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

void print_batch(const Output& out, const views::PayoutBatch& batch) {
  out.facts({{"batch", batch.batch_id},
             {"state", batch.state},
             {"total", text_of(batch.total)},
             {"pay-outs", std::to_string(batch.payouts)},
             {"minimum", text_of(batch.minimum)},
             {"paid from", batch.funding_account},
             {"created by", batch.created_by},
             {"decided by", batch.decided_by},
             {"ended by", batch.ended_by},
             {"sha256", batch.file_sha256}});
}

void print_detail(const Output& out, const views::PayoutBatchDetail& detail) {
  print_batch(out, detail.batch);
  Table paid({{"SELLER"}, {"AMOUNT", Align::right}, {"STATE"}, {"ACCOUNT"}, {"HOLDER"}, {"PAY-OUT"}});
  for (const auto& p : detail.payouts)
    paid.add({p.seller, text_of(p.amount), p.state, p.account, p.holder, p.payout_id});
  out.line("");
  out.table(paid, "Nobody is paid out.");
  if (detail.left_out.empty())
    return;
  Table left({{"LEFT OUT"}, {"AVAILABLE", Align::right}, {"WHY"}});
  for (const auto& l : detail.left_out)
    left.add({l.seller, text_of(l.available), l.why});
  out.line("");
  out.table(left, "");
}

void print_rows(const Output& out, const views::ListPayoutBatchesResponse& page) {
  Table table({{"CREATED"}, {"BATCH"}, {"TOTAL", Align::right}, {"PAY-OUTS", Align::right}, {"STATE"}, {"BY"},
               {"DECIDED BY"}, {"ENDED BY"}});
  for (const auto& b : page.rows)
    table.add({text_of(b.created_at), b.batch_id, text_of(b.total), std::to_string(b.payouts), b.state, b.created_by,
               b.decided_by, b.ended_by});
  out.table(table, "No pay-out batch matches.");
  if (const auto more = more_of(page); !more.empty())
    out.remark(more);
}

std::string joined(const std::vector<std::string>& ids) {
  std::string text;
  for (const auto& id : ids)
    text += (text.empty() ? "" : " ") + id;
  return text;
}

void print_payout(const Output& out, const views::PayoutDetail& detail) {
  const auto& p = detail.payout;
  out.facts({{"pay-out", p.payout_id},
             {"seller", p.seller},
             {"amount", text_of(p.amount)},
             {"state", p.state},
             {"account", p.account + " " + p.holder},
             {"paid from", detail.funding_account},
             {"batch", detail.batch_id},
             {"pays again", joined(p.retries)},
             {"paid again by", p.retried_by},
             {"PSP reference", detail.psp_reference},
             {"key", detail.key.empty() ? "" : detail.key + " (" + std::to_string(detail.generation) + ")"},
             {"next at the PSP", detail.next + (detail.due_at ? " " + text_of(detail.due_at) : std::string())},
             {"last error", detail.last_error}});
  Table attempts({{"BEGUN"}, {"CALL"}, {"HTTP", Align::right}, {"MS", Align::right}, {"ERROR"}, {"MESSAGE"}});
  for (const auto& a : detail.attempts)
    attempts.add({text_of(a.begun_at), a.operation, a.http_status > 0 ? std::to_string(a.http_status) : "-",
                  a.latency_ms < 0 ? "-" : std::to_string(a.latency_ms),
                  a.ended_at ? (a.error_code.empty() ? a.error_class : a.error_code) : "no answer", a.message});
  out.line("");
  out.table(attempts, "No PSP was called.");
  for (const auto& a : detail.attempts) {
    out.line("");
    out.line("request  " + a.request);
    out.line("response " + a.response);
  }
  Table steps({{"AT"}, {"STEP"}, {"STATE"}, {"BY"}, {"NOTE"}});
  for (const auto& s : detail.steps)
    steps.add({text_of(s.at), s.trigger + (s.superseded ? " (superseded)" : ""), s.to_state, s.by, s.note});
  out.line("");
  out.table(steps, "");
}

/// Into a file that is not there yet and that nobody else can read: it has whole account numbers in it.
Result<void> write_private(const std::string& path, const std::string& content) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0)
    return invalid("to", path + " is there already or cannot be written. Nothing was written.");
  std::size_t done = 0;
  while (done < content.size()) {
    const auto written = write(file, content.data() + done, content.size() - done);
    if (written <= 0)
      break;
    done += static_cast<std::size_t>(written);
  }
  const bool whole = done == content.size() && fsync(file) == 0;
  if (close(file) != 0 || !whole) {
    (void)std::remove(path.c_str());
    return invalid("to", path + " could not be written whole and was removed.");
  }
  return {};
}

std::shared_ptr<views::CreatePayoutBatchRequest> add_terms(CLI::App& command) {
  auto terms = std::make_shared<views::CreatePayoutBatchRequest>();
  command.add_option("currency", terms->currency, "ISO 4217")->required();
  command.add_option("--minimum", terms->minimum, "Decimal; wallets with less available are left out");
  command.add_option("--seller", terms->sellers, "Only this seller; again for more");
  return terms;
}

void add_preview(CLI::App& payouts, const Choose& choose) {
  auto* preview = payouts.add_subcommand("preview", "Who would be paid out to, and who not and why; changes nothing");
  auto terms = add_terms(*preview);
  preview->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::PayoutBatchDetail>(
          daemon.template call<rpc::PreviewPayouts>({terms->currency, terms->minimum, terms->sellers}), print_detail);
    });
  });
}

void add_create(CLI::App& payouts, const Choose& choose) {
  auto* create = payouts.add_subcommand("create", "Makes a batch and reserves its money; another person decides");
  auto terms = add_terms(*create);
  create->add_option("--psp", terms->psp_account,
                     "This PSP account pays from its balance, one call each; without it the bank, by a file");
  auto command = add_command_flags(*create, true);
  create->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      auto request = *terms;
      request.reason = command->reason;
      request.idempotency_key = key_of(*command);
      return out.template show<views::PayoutBatchDetail>(send<rpc::CreatePayoutBatch>(daemon, out, request),
                                                         print_detail);
    });
  });
}

void add_decide(CLI::App& payouts, const Choose& choose) {
  auto* decide = payouts.add_subcommand("decide", "Approves a batch, or rejects it and frees its money");
  auto id = std::make_shared<std::string>();
  decide->add_option("batch", *id, "The batch's id")->required();
  auto approve = add_decision_flags(*decide);
  auto command = add_command_flags(*decide, false);
  decide->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::PayoutBatch>(
          send<rpc::DecidePayoutBatch>(daemon, out, {*id, *approve, command->reason, key_of(*command)}), print_batch);
    });
  });
}

template <class Rpc> void add_act(CLI::App& payouts, const Choose& choose, const char* name, const char* help) {
  auto* act = payouts.add_subcommand(name, help);
  auto id = std::make_shared<std::string>();
  act->add_option("batch", *id, "The batch's id")->required();
  auto command = add_command_flags(*act, true);
  act->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::PayoutBatch>(
          send<Rpc>(daemon, out, {*id, command->reason, key_of(*command)}), print_batch);
    });
  });
}

template <class Rpc> void add_payout_act(CLI::App& payouts, const Choose& choose, const char* name, const char* help) {
  auto* act = payouts.add_subcommand(name, help);
  auto id = std::make_shared<std::string>();
  act->add_option("payout", *id, "The pay-out's id")->required();
  auto command = add_command_flags(*act, true);
  act->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::PayoutBatchDetail>(
          send<Rpc>(daemon, out, {*id, command->reason, key_of(*command)}), print_detail);
    });
  });
}

void add_file(CLI::App& payouts, const Choose& choose) {
  auto* file = payouts.add_subcommand("file", "Writes the file of a submitted batch; it has whole account numbers");
  auto id = std::make_shared<std::string>();
  auto to = std::make_shared<std::string>();
  file->add_option("batch", *id, "The batch's id")->required();
  file->add_option("--to", *to, "The file to write; it must not be there yet")->required();
  file->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      auto found = daemon.template call<rpc::GetPayoutFile>({*id});
      if (!found)
        return out.failed(found.error());
      if (const auto written = write_private(*to, found->content); !written) {
        out.failed(written.error());
        return Exit::usage;
      }
      found->content.clear(); // it is in the file, and in no terminal's history
      return out.template show<views::PayoutFile>(found, [&](const Output& on, const views::PayoutFile& written) {
        on.facts({{"file", written.name}, {"sha256", written.sha256}, {"written to", *to}});
      });
    });
  });
}

constexpr std::uintmax_t largest_status = 16 * 1024 * 1024;

void add_import(CLI::App& payouts, const Choose& choose) {
  auto* import = payouts.add_subcommand("import-status", "Takes a bank's pain.002; what it rejected is the sellers' again");
  auto path = std::make_shared<std::string>();
  import->add_option("file", *path, "The bank's file, at most 16 MiB")->required()->check(CLI::ExistingFile);
  auto command = add_command_flags(*import, false);
  import->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      std::ifstream in(*path, std::ios::binary);
      std::string content((std::istreambuf_iterator<char>(in)), {});
      if (!in || content.size() > largest_status) {
        out.failed({ErrorCode::invalid_argument, *path + " cannot be read or is too large. Nothing was sent.", "file"});
        return Exit::usage;
      }
      return out.template show<views::PayoutBatchDetail>(
          send<rpc::ImportPayoutStatus>(daemon, out, {std::move(content), key_of(*command)}), print_detail);
    });
  });
}

void add_show(CLI::App& payouts, const Choose& choose) {
  auto* show = payouts.add_subcommand("show", "A batch and its pay-outs; or a pay-out, its attempts at the PSP and its steps");
  auto id = std::make_shared<std::string>();
  auto payout = std::make_shared<std::string>();
  auto* batch = show->add_option("batch", *id, "The batch's id");
  show->add_option("--payout", *payout, "Instead: this pay-out's id")->excludes(batch);
  show->callback([=] {
    if (id->empty() && payout->empty())
      throw CLI::RequiredError("batch or --payout");
    choose([=](const auto& daemon, const auto& out) {
      if (!payout->empty())
        return out.template show<views::PayoutDetail>(daemon.template call<rpc::GetPayout>({*payout}), print_payout);
      return out.template show<views::PayoutBatchDetail>(daemon.template call<rpc::GetPayoutBatch>({*id}),
                                                         print_detail);
    });
  });
}

} // namespace

void add_payouts(CLI::App& app, const Choose& choose) {
  auto* payouts = app.add_subcommand(
      "payouts", "Money to sellers: preview, create, decide, submit, file, import-status, cancel, retry, give-up, schedules, show, list");
  payouts->require_subcommand(1);
  add_preview(*payouts, choose);
  add_create(*payouts, choose);
  add_decide(*payouts, choose);
  add_act<rpc::SubmitPayoutBatch>(*payouts, choose, "submit",
                                  "Makes the bank's file of an approved batch, or has the PSP pay it, once");
  add_act<rpc::CancelPayoutBatch>(*payouts, choose, "cancel", "Gives up an approved batch and frees its money");
  add_payout_act<rpc::RetryPayout>(*payouts, choose, "retry",
                                   "Tries a dead letter at a PSP again, or asks about an unknown outcome now");
  add_payout_act<rpc::GiveUpPayout>(*payouts, choose, "give-up",
                                    "Gives up a dead letter that the PSP surely does not have");
  add_payout_schedules(*payouts, choose);
  add_file(*payouts, choose);
  add_import(*payouts, choose);
  add_show(*payouts, choose);
  auto* list = payouts->add_subcommand("list", "Batches, the newest first");
  auto flags = add_list_flags(*list);
  list->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListPayoutBatchesResponse>(
          fetch_pages<rpc::ListPayoutBatches>(daemon, *flags, [](views::PageRequest page) { return page; }),
          print_rows);
    });
  });
}

} // namespace paydesk::ctl
