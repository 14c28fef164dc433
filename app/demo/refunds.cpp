#include "app/demo/refunds.h"

#include <array>

#include "app/demo/book.h"
#include "app/demo/interrupt.h"
#include "app/client/idempotency.h"
#include "core/money.h"

namespace paydesk::demo {
namespace {

namespace rpc = client::rpc;

constexpr std::array<const char*, 6> reasons{"returned", "not_delivered", "damaged", "duplicate", "fraud", "other"};

/// A third of an order, at least one minor unit.
std::string third_of(const Money& amount) {
  return format_amount(std::max<std::int64_t>(1, amount.minor / 3), amount.currency);
}

/// 0 to 0.4 the first order in part, to 0.8 in whole, above that the whole payment.
views::RefundRequest request_for(const views::PaymentDetail& payment, const RefundPlan& plan, std::size_t number) {
  views::RefundRequest request;
  request.payment_id = payment.payment_id;
  request.reason = reasons[number % reasons.size()];
  request.note = "asked for by the demo";
  request.idempotency_key = client::new_idempotency_key();
  const auto kind = drawn(plan.seed, "refund kind", payment.checkout_reference);
  for (const auto& order : payment.orders)
    if (kind < 0.8 && request.lines.empty() && order.refundable.minor > 0)
      request.lines.push_back({order.order_id, kind < 0.4 ? third_of(order.refundable) : std::string()});
  return request;
}

bool same_refunds(const views::CreateRefundResponse& a, const views::CreateRefundResponse& b) {
  if (a.refunds.size() != b.refunds.size())
    return false;
  for (std::size_t i = 0; i < a.refunds.size(); ++i)
    if (a.refunds[i].refund_id != b.refunds[i].refund_id)
      return false;
  return true;
}

/// One refund session: sends commands and keeps the score.
class Session {
 public:
  Session(const Desk& desk, const RefundPlan& plan) : desk_(desk), plan_(plan) {}

  Result<void> refund(const views::PaymentDetail& payment) {
    const auto request = request_for(payment, plan_, commands_);
    const auto made = desk_.clerk().ask<rpc::CreateRefund>(request);
    if (!made)
      return tl::unexpected(made.error());
    if (++commands_ % 3 == 0)
      if (auto same = repeat(request, *made); !same)
        return same;
    for (const auto& refund : made->refunds) {
      ++result_.requested;
      ++(request.lines.empty() || request.lines.front().amount.empty() ? result_.whole : result_.partial);
      if (refund.state == "awaiting_approval")
        if (auto done = decide(refund); !done)
          return done;
    }
    return {};
  }

  const RefundsResult& result() const { return result_; }

 private:
  /// The same command again must find what the first one made.
  Result<void> repeat(const views::RefundRequest& request, const views::CreateRefundResponse& made) {
    const auto again = desk_.clerk().ask<rpc::CreateRefund>(request);
    if (!again)
      return tl::unexpected(again.error());
    if (!same_refunds(made, *again))
      return fail(ErrorCode::internal, "a repeated refund command of payment " + request.payment_id +
                                           " was not answered as the first one");
    ++result_.repeated;
    return {};
  }

  Result<void> decide(const views::RefundRow& refund) {
    const bool leave = !plan_.decide_all && waiting_++ % 2 == 0;
    if (leave)
      return {};
    const bool approve = ++decisions_ % 5 != 0;
    const auto decided = desk_.approver().ask<rpc::DecideRefund>(
        {refund.refund_id, approve, approve ? "fine" : "the buyer kept the goods", client::new_idempotency_key()});
    if (!decided)
      return tl::unexpected(decided.error());
    ++(approve ? result_.approved : result_.rejected);
    return {};
  }

  const Desk& desk_;
  const RefundPlan& plan_;
  RefundsResult result_;
  std::size_t commands_ = 0;
  int decisions_ = 0;
  int waiting_ = 0;
};

} // namespace

bool is_untouched(const views::PaymentDetail& payment) {
  if (payment.captured.minor <= 0 || !payment.refunds.empty())
    return false;
  for (const auto& order : payment.orders)
    if (order.disputed.minor != 0 || order.lost.minor != 0 || order.status.starts_with("dispute"))
      return false;
  return true;
}

Result<RefundsResult> refund_some(const Desk& desk, const std::vector<views::PaymentDetail>& payments,
                                  const RefundPlan& plan) {
  Session session(desk, plan);
  for (const auto& payment : payments) {
    if (!is_untouched(payment) || drawn(plan.seed, aftermath, payment.checkout_reference) >= plan.share)
      continue;
    if (interrupted())
      return tl::unexpected(interruption());
    if (auto done = session.refund(payment); !done)
      return tl::unexpected(done.error());
  }
  return session.result();
}

} // namespace paydesk::demo
