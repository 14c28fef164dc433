#include "app/ctl/commands.h"
#include "app/ctl/flags.h"
#include "app/ctl/pages.h"
#include "app/ctl/send.h"
#include "views/psp_reference.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

void print_list(const Output& out, const views::ListPaymentsResponse& page) {
  Table table({{"CREATED"},
               {"ORDER"},
               {"AMOUNT", Align::right},
               {"STATE"},
               {"LATE"},
               {"TRIES", Align::right},
               {"PSP"},
               {"SELLER"},
               {"LAST ERROR"}});
  for (const auto& row : page.rows)
    table.add({text_of(row.created_at), row.order_id, text_of(row.amount), row.status, row.late ? "late" : "",
               std::to_string(row.attempts) + "/" + std::to_string(row.max_attempts), row.psp_account,
               row.seller, row.error_class.empty() ? "" : row.error_class + ": " + row.last_error});
  out.table(table, "No payment matches.");
  if (const auto more = more_of(page); !more.empty()) out.remark(more);
}

void print_orders(const Output& out, const views::PaymentDetail& payment) {
  Table orders({{"ORDER"},
                {"SELLER"},
                {"AMOUNT", Align::right},
                {"CAPTURED", Align::right},
                {"REFUNDED", Align::right},
                {"REFUNDABLE", Align::right},
                {"STATE"}});
  for (const auto& order : payment.orders)
    orders.add({order.order_id, order.seller, text_of(order.amount), text_of(order.captured),
                text_of(order.refunded), text_of(order.refundable), order.status});
  out.line("");
  out.table(orders, "No orders.");
}

void print_timeline(const Output& out, const views::PaymentDetail& payment) {
  Table timeline({{"AT"}, {"WHAT"}, {"DETAIL"}, {"TOOK", Align::right}});
  for (const auto& entry : payment.timeline)
    timeline.add(
        {text_of(entry.at), entry.title,
         entry.error_class + (entry.error_class.empty() || entry.detail.empty() ? "" : ": ") + entry.detail,
         entry.duration_ms < 0 ? "" : std::to_string(entry.duration_ms) + " ms"});
  out.line("");
  out.table(timeline, "Nothing has happened.");
}

void print_journals(const Output& out, const std::vector<views::Journal>& journals) {
  Table lines({{"BOOKED"}, {"KIND"}, {"ACCOUNT"}, {"DEBIT", Align::right}, {"CREDIT", Align::right}});
  for (const auto& journal : journals)
    for (const auto& line : journal.lines)
      lines.add({journal.book_date, journal.kind, line.account, text_of(line.debit), text_of(line.credit)});
  if (lines.size() == 0) return;
  out.line("");
  out.table(lines, "");
}

std::string joined(const std::vector<Explanation>& sentences, const char* between) {
  std::string text;
  for (const auto& sentence : sentences)
    text += (text.empty() ? "" : between) + sentence.text;
  return text;
}

void print_why(const Output& out, const views::PaymentDetail& payment) {
  if (payment.evidence.empty()) return;
  Table why({{"WHY"}});
  for (const auto& sentence : payment.evidence)
    why.add({sentence.text});
  out.line("");
  out.table(why, "");
}

void print_next(const Output& out, const views::PaymentDetail& payment) {
  Table next({{"NEXT"}, {"WHAT"}, {"HOW"}});
  for (const auto& step : payment.next)
    next.add({step.due_at ? text_of(step.due_at) : "no time known", step.what.text, joined(step.notes, "; ")});
  out.line("");
  out.table(next, "Nothing comes next by itself.");
}

/// What can be done and what it does; of the rest why not, and what to do instead.
void print_actions(const Output& out, const views::PaymentDetail& payment) {
  Table actions({{"ACTION"}, {"NOW"}, {"WHAT IT DOES, OR WHY NOT"}, {"OF"}});
  for (const auto& action : payment.actions) {
    std::string subjects;
    for (const auto& subject : action.subjects)
      subjects += (subjects.empty() ? "" : " ") + subject.id;
    const auto instead = action.instead.empty() ? "" : " Instead: " + action.instead + ".";
    actions.add({action.name, yes_no(action.allowed),
                 action.allowed ? action.effect.text : joined(action.why_not, " ") + instead,
                 action.allowed ? subjects : ""});
  }
  out.line("");
  out.table(actions, "Nothing can be done.");
}

void print_detail(const Output& out, const views::PaymentDetail& payment) {
  out.facts({{"payment", payment.payment_id},
             {"state", payment.charge_state + " since " + text_of(payment.state_since)},
             {"total", text_of(payment.total)},
             {"captured", text_of(payment.captured)},
             {"refunded", text_of(payment.refunded)},
             {"refundable", text_of(payment.refundable)},
             {"buyer", payment.buyer},
             {"checkout", payment.checkout_reference},
             {"psp", payment.psp_account + " " + views::psp_reference(payment)},
             {"created", text_of(payment.created_at)},
             {"expires", text_of(payment.expires_at)},
             {"page", payment.hosted_page_url}});
  print_why(out, payment);
  print_next(out, payment);
  print_actions(out, payment);
  print_orders(out, payment);
  print_timeline(out, payment);
  print_journals(out, payment.journals);
}

void print_outcome(const Output& out, const views::CommandOutcome& outcome) {
  out.facts({{"state", outcome.state}, {"", outcome.message}});
}

template <class Rpc>
void add_act(CLI::App& payments, const Choose& choose, const char* name, const char* what) {
  auto* command = payments.add_subcommand(name, what);
  auto id = std::make_shared<std::string>();
  command->add_option("payment", *id, "A payment's or an order's id")->required();
  auto flags = add_command_flags(*command, false);
  command->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::CommandOutcome>(
          send<Rpc>(daemon, out, {*id, key_of(*flags), flags->reason}), print_outcome);
    });
  });
}

void add_show(CLI::App& payments, const Choose& choose) {
  auto* show = payments.add_subcommand("show", "One payment: why it is as it is, what comes next, what can be done, orders, timeline, postings");
  auto id = std::make_shared<std::string>();
  show->add_option("payment", *id, "A payment's or an order's id")->required();
  show->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::PaymentDetail>(daemon.template call<rpc::GetPayment>({*id}),
                                                     print_detail);
    });
  });
}

} // namespace

void add_payments(CLI::App& app, const Choose& choose) {
  auto* payments = app.add_subcommand("payments", "Payments: list, show, retry, cancel");
  payments->require_subcommand(1);
  auto* list = payments->add_subcommand("list", "Payments, the newest first");
  auto flags = add_list_flags(*list);
  list->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListPaymentsResponse>(
          fetch_pages<rpc::ListPayments>(daemon, *flags, [](views::PageRequest page) { return page; }),
          print_list);
    });
  });
  add_show(*payments, choose);
  add_act<rpc::RetryPayment>(*payments, choose, "retry",
                             "Makes waiting work due now, or revives a dead letter");
  add_act<rpc::CancelPayment>(*payments, choose, "cancel", "Cancels what is not paid yet");
}

} // namespace paydesk::ctl
