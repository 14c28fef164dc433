#include "crash/treasurer.h"

#include <array>
#include <chrono>
#include <thread>

#include "app/client/idempotency.h"

namespace paydesk::crash {
namespace {

namespace rpc = client::rpc;
using std::chrono::milliseconds;

constexpr std::array numbers{"DE89370400440532013000", "NL91ABNA0417164300", "BE68539007547034", "AT611904300234573201",
                             "FR1420041010050500013M02606"};

} // namespace

void Treasurer::run(const std::atomic<bool>& closing) {
  while (!closing) {
    std::this_thread::sleep_for(dice_.between(milliseconds(50), milliseconds(300)));
    const auto payment = promises_.recent_payment(static_cast<std::size_t>(dice_.between(0, 59)));
    if (!payment) continue;
    const auto detail = desk_.clerk().ask<rpc::GetPayment>({*payment});
    if (!detail || detail->orders.empty()) continue;
    const Payee payee{detail->orders.front().seller, detail->total.currency};
    if (has_account(payee) && fund(payee)) pay_out(payee);
  }
}

bool Treasurer::has_account(const Payee& payee) {
  const auto name = payee.seller + "/" + payee.currency.to_string();
  if (accounts_.contains(name)) return true;
  const auto asked = desk_.clerk().ask<rpc::ProposePayoutAccount>(
      {payee.seller, payee.currency.to_string(), "iban", "", numbers.at(accounts_.size() % numbers.size()), payee.seller,
       "as they wrote", client::new_idempotency_key()});
  if (!asked) return false;
  const auto decided = desk_.approver().ask<rpc::DecidePayoutAccount>(
      {asked->account_id, true, "called back", client::new_idempotency_key()});
  return decided && accounts_.insert(name).second;
}

bool Treasurer::fund(const Payee& payee) {
  const auto amount = format_amount(500, payee.currency), code = payee.currency.to_string();
  const views::ManualJournal journal{
      {}, {{"bad_debt", "debit", amount, code}, {"seller_payable:" + payee.seller, "credit", amount, code}}};
  const auto asked =
      desk_.clerk().ask<rpc::ProposeJournal>({journal, "goodwill", {}, {}, client::new_idempotency_key()});
  if (!asked) return false;
  const auto approved =
      desk_.approver().ask<rpc::DecideApproval>({asked->approval_id, true, {}, client::new_idempotency_key()});
  if (!approved) return false;
  promises_.add(PromisedJournal{approved->approval_id, approved->transaction_id});
  return true;
}

void Treasurer::pay_out(const Payee& payee) {
  const auto made = desk_.clerk().ask<rpc::CreatePayoutBatch>(
      {payee.currency.to_string(), "", {payee.seller}, "weekly", client::new_idempotency_key(), "card"});
  if (!made) return;
  const auto& id = made->batch.batch_id;
  if (!desk_.approver().ask<rpc::DecidePayoutBatch>({id, true, "fine", client::new_idempotency_key()})) return;
  const views::PayoutBatchCommand submit{id, "weekly", client::new_idempotency_key()};
  if (!desk_.clerk().ask<rpc::SubmitPayoutBatch>(submit)) return;
  for (const auto& payout : made->payouts)
    promises_.add(PromisedPayout{payout.payout_id, format_amount(payout.amount.minor, payout.amount.currency)});
  if (dice_.chance(300)) (void)desk_.clerk().ask<rpc::SubmitPayoutBatch>(submit);
}

} // namespace paydesk::crash
