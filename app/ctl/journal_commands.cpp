// paydeskctl journal: journals that people make, take back, or by which they give a seller's debt up.
#include "app/client/rpcs.h"
#include "app/ctl/approval_text.h"
#include "app/ctl/commands.h"
#include "app/ctl/evidence_file.h"
#include "app/ctl/flags.h"
#include "app/ctl/psp_commands.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

/// A journal by its file, or by flags.
struct JournalFlags {
  std::string file;
  std::string value_date;
  std::vector<std::string> debits, credits; ///< ACCOUNT=AMOUNT CURRENCY
};

std::shared_ptr<JournalFlags> add_journal_flags(CLI::App& command) {
  auto flags = std::make_shared<JournalFlags>();
  auto* file = command.add_option(
      "--file", flags->file,
      R"(JSON: {"value_date": "2026-11-16", "lines": [{"account": "bad_debt", "side": "debit", "amount": "5.00", "currency": "EUR"}, …]})");
  command.add_option("--value-date", flags->value_date, "YYYY-MM-DD; without it the day it is booked");
  command.add_option("--debit", flags->debits, "'ACCOUNT=AMOUNT CURRENCY', such as 'bad_debt=5.00 EUR'; may be repeated")
      ->excludes(file);
  command.add_option("--credit", flags->credits, "The same, such as 'seller_payable:alice=5.00 EUR'")->excludes(file);
  return flags;
}

/// The last '=' splits: owners may have one.
Result<views::ManualLine> parse_line(const std::string& text, const std::string& side) {
  const auto split = text.rfind('=');
  const auto space = text.rfind(' ');
  if (split == std::string::npos || space == std::string::npos || space < split)
    return invalid(side, "'" + text + "' is not ACCOUNT=AMOUNT CURRENCY. Nothing was sent.");
  return views::ManualLine{text.substr(0, split), side, text.substr(split + 1, space - split - 1), text.substr(space + 1)};
}

Result<views::ManualJournal> journal_of(const JournalFlags& flags) {
  views::ManualJournal journal;
  if (!flags.file.empty()) {
    const auto text = read_rules(flags.file);
    if (!text)
      return tl::unexpected(text.error());
    auto given = client::from_json<views::ManualJournal>(*text);
    if (!given)
      return given;
    journal = std::move(*given);
  }
  if (!flags.value_date.empty())
    journal.value_date = flags.value_date;
  for (const auto& [side, texts] : {std::pair{"debit", &flags.debits}, std::pair{"credit", &flags.credits}})
    for (const auto& text : *texts) {
      auto line = parse_line(text, side);
      if (!line)
        return tl::unexpected(line.error());
      journal.lines.push_back(std::move(*line));
    }
  return journal;
}

void print_preview(const Output& out, const views::JournalPreview& preview) {
  Table postings({{"ACCOUNT"}, {"DEBIT", Align::right}, {"CREDIT", Align::right}});
  for (const auto& line : preview.postings)
    postings.add({line.account, text_of(line.debit), text_of(line.credit)});
  out.table(postings, "Nothing would be posted.");
  if (!preview.wallets.empty()) {
    Table wallets({{"WALLET"}, {"BALANCE NOW", Align::right}, {"THEN", Align::right}});
    for (const auto& wallet : preview.wallets)
      wallets.add({wallet.seller, text_of(wallet.balance_now), text_of(wallet.balance_after)});
    out.line("");
    out.table(wallets, "");
  }
  out.line("");
  out.facts({{"value date", preview.value_date.empty() ? "the day it is booked" : preview.value_date},
             {"decided by", roles_text(preview.deciders) + ", within " + std::to_string(preview.hours) + " hours"},
             {"preview", "SHA-256 " + preview.preview_hash}});
}

struct ProposalFlags {
  std::shared_ptr<CommandFlags> command;
  std::shared_ptr<std::string> evidence;
};

ProposalFlags add_proposal_flags(CLI::App& command) {
  ProposalFlags flags{add_command_flags(command, true), std::make_shared<std::string>()};
  command.add_option("--evidence", *flags.evidence, "A file that shows why, at most 2 MiB");
  return flags;
}

/// Reads the evidence and sends what `make` makes of it; nothing is sent when it cannot be read.
template <class Rpc, class Make>
Exit propose(const client::SyncClient& daemon, const Output& out, const ProposalFlags& flags, Make&& make) {
  auto evidence = read_evidence_file(*flags.evidence);
  if (!evidence) {
    out.failed(evidence.error());
    return Exit::usage;
  }
  return out.show<views::Approval>(
      send<Rpc>(daemon, out, make(flags.command->reason, std::move(*evidence), key_of(*flags.command))), print_approval);
}

void add_preview(CLI::App& journal, const Choose& choose) {
  auto* preview = journal.add_subcommand("preview", "What a journal would post; changes nothing");
  auto flags = add_journal_flags(*preview);
  preview->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      auto given = journal_of(*flags);
      if (!given) {
        out.failed(given.error());
        return Exit::usage;
      }
      return out.template show<views::JournalPreview>(daemon.template call<rpc::PreviewJournal>({std::move(*given)}),
                                                      print_preview);
    });
  });
}

void add_propose(CLI::App& journal, const Choose& choose) {
  auto* command = journal.add_subcommand("propose", "Asks for a journal; a second person approves it");
  auto flags = add_journal_flags(*command);
  auto proposal = add_proposal_flags(*command);
  command->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      auto given = journal_of(*flags);
      if (!given) {
        out.failed(given.error());
        return Exit::usage;
      }
      return propose<rpc::ProposeJournal>(daemon, out, proposal, [&](auto reason, auto file, auto key) {
        return views::ProposeJournalRequest{std::move(*given), reason, file.name, file.content, key};
      });
    });
  });
}

void add_reverse(CLI::App& journal, const Choose& choose) {
  auto* command = journal.add_subcommand("reverse", "Asks for the exact mirror of a manual journal");
  auto id = std::make_shared<std::string>();
  auto dry_run = std::make_shared<bool>(false);
  command->add_option("transaction", *id, "The journal's id in the ledger")->required();
  command->add_flag("--dry-run", *dry_run, "Only shows what would be posted");
  auto proposal = add_proposal_flags(*command);
  command->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      if (*dry_run)
        return out.template show<views::JournalPreview>(daemon.template call<rpc::PreviewReversal>({*id}), print_preview);
      return propose<rpc::ProposeReversal>(daemon, out, proposal, [&](auto reason, auto file, auto key) {
        return views::ProposeReversalRequest{*id, reason, file.name, file.content, key};
      });
    });
  });
}

void add_write_off(CLI::App& journal, const Choose& choose) {
  auto* command = journal.add_subcommand("write-off", "Asks to give up what a seller owes: bad_debt / seller_payable");
  struct Debt {
    std::string seller, amount, currency;
    bool dry_run = false;
  };
  auto debt = std::make_shared<Debt>();
  command->add_option("seller", debt->seller, "Who owes")->required();
  command->add_option("amount", debt->amount, "Decimal with the currency's digits, at most what is owed")->required();
  command->add_option("currency", debt->currency, "ISO 4217")->required();
  command->add_flag("--dry-run", debt->dry_run, "Only shows what would be posted");
  auto proposal = add_proposal_flags(*command);
  command->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      if (debt->dry_run)
        return out.template show<views::JournalPreview>(
            daemon.template call<rpc::PreviewWriteOff>({debt->seller, debt->amount, debt->currency}), print_preview);
      return propose<rpc::ProposeWriteOff>(daemon, out, proposal, [&](auto reason, auto file, auto key) {
        return views::ProposeWriteOffRequest{debt->seller, debt->amount, debt->currency, reason,
                                             file.name,    file.content, key};
      });
    });
  });
}

void add_psp_invoice(CLI::App& journal, const Choose& choose) {
  auto* command = journal.add_subcommand("psp-invoice", "Asks to enter a PSP's invoice: psp_fees, input_vat / psp_payable");
  auto invoice = std::make_shared<views::PspInvoice>();
  auto dry_run = std::make_shared<bool>(false);
  command->add_option("psp-account", invoice->psp_account, "Whose invoice it is")->required();
  command->add_option("number", invoice->number, "As settlement files and bank statements name it; one word")->required();
  command->add_option("net", invoice->net, "Decimal with the currency's digits, without VAT")->required();
  command->add_option("currency", invoice->currency, "ISO 4217")->required();
  command->add_option("--vat", invoice->vat, "What is added to it; without it none");
  command->add_option("--value-date", invoice->value_date, "YYYY-MM-DD; without it the day it is booked");
  command->add_flag("--dry-run", *dry_run, "Only shows what would be posted");
  auto proposal = add_proposal_flags(*command);
  command->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      if (*dry_run)
        return out.template show<views::JournalPreview>(daemon.template call<rpc::PreviewPspInvoice>({*invoice}),
                                                        print_preview);
      return propose<rpc::ProposePspInvoice>(daemon, out, proposal, [&](auto reason, auto file, auto key) {
        return views::ProposePspInvoiceRequest{*invoice, reason, file.name, file.content, key};
      });
    });
  });
}

} // namespace

void add_journal(CLI::App& app, const Choose& choose) {
  auto* journal = app.add_subcommand(
      "journal", "Journals that two persons make: preview, propose, reverse, write-off, psp-invoice; decided by 'approvals'");
  journal->require_subcommand(1);
  add_preview(*journal, choose);
  add_propose(*journal, choose);
  add_reverse(*journal, choose);
  add_write_off(*journal, choose);
  add_psp_invoice(*journal, choose);
}

} // namespace paydesk::ctl
