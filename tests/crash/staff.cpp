#include "crash/staff.h"

#include <chrono>
#include <thread>

#include "app/client/idempotency.h"

namespace paydesk::crash {
namespace {

namespace rpc = client::rpc;
using std::chrono::milliseconds;

/// A third of an order, at least one minor unit.
std::string third_of(const Money& amount) {
  return format_amount(std::max<std::int64_t>(1, amount.minor / 3), amount.currency);
}

} // namespace

void Operator::run(const std::atomic<bool>& closing, const std::atomic<bool>& disputes) {
  while (!closing) {
    std::this_thread::sleep_for(dice_.between(milliseconds(50), milliseconds(250)));
    const auto payment = promises_.recent_payment(static_cast<std::size_t>(dice_.between(0, 59)));
    if (!payment) continue;
    if (dice_.chance(200))
      book(*payment);
    else if (dice_.chance(650))
      refund(*payment);
    else if (dice_.chance(700))
      cancel(*payment);
    else if (disputes)
      dispute(*payment);
  }
}

void Operator::refund(const std::string& payment_id) {
  const auto detail = desk_.clerk().ask<rpc::GetPayment>({payment_id});
  if (!detail || detail->refundable.minor <= 0) return;
  views::RefundRequest request{payment_id, {}, "returned", "", client::new_idempotency_key()};
  if (dice_.chance(700))
    for (const auto& order : detail->orders)
      if (order.refundable.minor > 0 && request.lines.empty())
        request.lines.push_back(
            {order.order_id, dice_.chance(600) ? third_of(order.refundable) : std::string()});
  const auto made = desk_.clerk().ask<rpc::CreateRefund>(request);
  if (!made) return;
  for (const auto& refund : made->refunds)
    promises_.add(PromisedRefund{refund.refund_id, payment_id,
                                 format_amount(refund.amount.minor, refund.amount.currency)});
  tally_.refunds += static_cast<int>(made->refunds.size());
  if (dice_.chance(300)) {
    const auto again = desk_.clerk().ask<rpc::CreateRefund>(request);
    const bool same = !again || (again->refunds.size() == made->refunds.size() && !made->refunds.empty() &&
                                 again->refunds[0].refund_id == made->refunds[0].refund_id);
    if (!same) promises_.complain("the refund command " + request.idempotency_key + " was carried out twice");
  }
  for (const auto& refund : made->refunds)
    if (refund.state == "awaiting_approval" && dice_.chance(800)) decide(refund);
}

void Operator::decide(const views::RefundRow& refund) {
  const bool approve = dice_.chance(800);
  if (desk_.approver().ask<rpc::DecideRefund>({refund.refund_id, approve,
                                               approve ? "fine" : "the buyer kept the goods",
                                               client::new_idempotency_key()}))
    ++tally_.decisions;
}

void Operator::book(const std::string& payment_id) {
  const auto detail = desk_.clerk().ask<rpc::GetPayment>({payment_id});
  if (!detail || detail->orders.empty() || detail->captured.minor <= 0) return;
  const auto currency = detail->captured.currency;
  const auto amount = format_amount(1, currency), code = currency.to_string();
  const views::ManualJournal journal{
      {}, {{"bad_debt", "debit", amount, code}, {"seller_payable:" + detail->orders[0].seller, "credit", amount, code}}};
  const auto asked =
      desk_.clerk().ask<rpc::ProposeJournal>({journal, "goodwill", {}, {}, client::new_idempotency_key()});
  if (!asked) return;
  const views::DecideApprovalRequest approve{asked->approval_id, true, {}, client::new_idempotency_key()};
  const auto approved = desk_.approver().ask<rpc::DecideApproval>(approve);
  if (!approved) return;
  promises_.add(PromisedJournal{approved->approval_id, approved->transaction_id});
  if (!dice_.chance(300)) return;
  const auto again = desk_.approver().ask<rpc::DecideApproval>(approve);
  if (again && again->transaction_id != approved->transaction_id)
    promises_.complain("the approval " + approved->approval_id + " was carried out twice");
}

void Operator::cancel(const std::string& payment_id) {
  const views::PaymentCommand command{payment_id, client::new_idempotency_key(), "the buyer asked for it"};
  if (desk_.clerk().ask<rpc::CancelPayment>(command)) ++tally_.cancels;
}

void Operator::dispute(const std::string& payment_id) {
  const auto detail = desk_.clerk().ask<rpc::GetPayment>({payment_id});
  if (!detail || detail->captured.minor <= 0) return;
  const auto opened = sandbox_.open_dispute(detail->charge_id);
  if (!opened) return;
  ++tally_.disputes;
  std::this_thread::sleep_for(dice_.between(milliseconds(0), milliseconds(200)));
  (void)sandbox_.resolve_dispute(*opened, dice_.chance(500));
}

} // namespace paydesk::crash
