#include <algorithm>

#include "app/ctl/commands.h"
#include "app/ctl/flags.h"
#include "app/ctl/pages.h"
#include "app/ctl/send.h"
#include "core/refund_policy.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

const std::vector<std::string> reasons(std::begin(refund_reasons), std::end(refund_reasons));

std::string joined(const std::vector<std::string>& roles) {
  std::string text;
  for (const auto& role : roles)
    text += (text.empty() ? "" : " or ") + role;
  return text;
}

/// "kept, refused when funds are short (policy version 3)".
std::string policy_text(const std::string& commission, const std::string& funds, int version) {
  return std::string("commission ") + (commission == "keep" ? "kept" : "given back") + ", " +
         (funds == "refuse" ? "refused" : "owed") + " when funds are short" +
         (version == 0 ? "" : " (policy version " + std::to_string(version) + ")");
}

void print_rows(const Output& out, const std::vector<views::RefundRow>& rows) {
  Table table({{"CREATED"},
               {"REFUND"},
               {"ORDER"},
               {"AMOUNT", Align::right},
               {"STATE"},
               {"REASON"},
               {"ASKED BY"},
               {"DECIDED BY"}});
  for (const auto& row : rows)
    table.add({text_of(row.created_at), row.refund_id, row.order_id, text_of(row.amount), row.state,
               row.reason, row.requested_by, row.decided_by});
  out.table(table, "No refund matches.");
}

std::string or_anybody(const std::string& roles) { return roles.empty() ? "a second person" : roles; }

void print_row(const Output& out, const views::RefundRow& row) {
  out.facts({{"refund", row.refund_id},
             {"order", row.order_id},
             {"payment", row.payment_id},
             {"amount", text_of(row.amount)},
             {"state", row.state},
             {"reason", row.reason},
             {"note", row.note},
             {"seller", row.seller},
             {"asked by", row.requested_by},
             {"policy", policy_text(row.commission, row.funds, row.policy_version)},
             {"waits for", row.state == "awaiting_approval" ? or_anybody(joined(row.deciders)) : ""},
             {"until", row.state == "awaiting_approval" ? text_of(row.expires_at) : ""},
             {"decided by", row.decided_by},
             {"psp reference", row.psp_reference},
             {"created", text_of(row.created_at)}});
}

void print_preview(const Output& out, const views::RefundPreview& preview) {
  out.facts(
      {{"would refund", text_of(preview.total)},
       {"left after", text_of(preview.left_after)},
       {"second person", preview.needs_approval ? "needed: " + preview.approval_reason : "not needed"},
       {"would be refused", preview.refusal.empty() ? "no" : "yes: " + preview.refusal}});
  for (const auto& terms : preview.terms)
    out.line("order " + terms.order_id + " of " + terms.seller + ": " +
             policy_text(terms.commission, terms.funds, terms.policy_version));
  Table postings({{"ACCOUNT"}, {"DEBIT", Align::right}, {"CREDIT", Align::right}});
  for (const auto& line : preview.postings)
    postings.add({line.account, text_of(line.debit), text_of(line.credit)});
  out.table(postings, "Nothing would be posted.");
}

/// ORDER or ORDER=AMOUNT.
views::RefundLine parse_line(const std::string& text) {
  const auto split = text.find('=');
  if (split == std::string::npos) return {text, {}};
  return {text.substr(0, split), text.substr(split + 1)};
}

void add_create(CLI::App& refunds, const Choose& choose) {
  auto* create = refunds.add_subcommand("create", "Refunds a payment, or some of its orders");
  struct Flags {
    std::string payment;
    std::vector<std::string> lines;
    std::string note;
    bool dry_run = false;
  };
  auto flags = std::make_shared<Flags>();
  create->add_option("payment", flags->payment, "The payment's id")->required();
  create->add_option("--line", flags->lines,
                     "ORDER or ORDER=AMOUNT; may be repeated. Without it: all that is refundable");
  create->add_option("--note", flags->note, "For the record");
  create->add_flag("--dry-run", flags->dry_run, "Only shows what would be posted");
  auto command = add_command_flags(*create, true);
  create->get_option("--reason")->check(CLI::IsMember(reasons));
  create->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      views::RefundRequest request{flags->payment, {}, command->reason, flags->note, key_of(*command)};
      std::transform(flags->lines.begin(), flags->lines.end(), std::back_inserter(request.lines), parse_line);
      if (flags->dry_run)
        return out.template show<views::RefundPreview>(daemon.template call<rpc::PreviewRefund>(request),
                                                       print_preview);
      return out.template show<views::CreateRefundResponse>(
          send<rpc::CreateRefund>(daemon, out, request),
          [](const Output& to, const views::CreateRefundResponse& made) { print_rows(to, made.refunds); });
    });
  });
}

void add_decide(CLI::App& refunds, const Choose& choose) {
  auto* decide =
      refunds.add_subcommand("decide", "Approves or rejects a refund that waits for a second person");
  auto id = std::make_shared<std::string>();
  auto note = std::make_shared<std::string>();
  decide->add_option("refund", *id, "The refund's id")->required();
  decide->add_option("--note", *note, "For the record");
  auto approve = add_decision_flags(*decide);
  auto command = add_command_flags(*decide, false);
  decide->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      const std::string& why = note->empty() ? command->reason : *note;
      return out.template show<views::RefundRow>(
          send<rpc::DecideRefund>(daemon, out, {*id, *approve, why, key_of(*command)}), print_row);
    });
  });
}

} // namespace

void add_refunds(CLI::App& app, const Choose& choose) {
  auto* refunds = app.add_subcommand("refunds", "Refunds: create, show, list, decide, policy");
  refunds->require_subcommand(1);
  add_create(*refunds, choose);
  add_decide(*refunds, choose);
  add_refund_policy(*refunds, choose);
  auto* show = refunds->add_subcommand("show", "One refund");
  auto id = std::make_shared<std::string>();
  show->add_option("refund", *id, "The refund's id")->required();
  show->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::RefundRow>(daemon.template call<rpc::GetRefund>({*id}), print_row);
    });
  });
  auto* list = refunds->add_subcommand("list", "Refunds, the newest first");
  auto flags = add_list_flags(*list);
  list->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListRefundsResponse>(
          fetch_pages<rpc::ListRefunds>(daemon, *flags, [](views::PageRequest page) { return page; }),
          [](const Output& to, const views::ListRefundsResponse& page) {
            print_rows(to, page.rows);
            if (const auto more = more_of(page); !more.empty()) to.remark(more);
          });
    });
  });
}

} // namespace paydesk::ctl
