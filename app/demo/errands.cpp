#include "app/demo/errands.h"

#include "app/demo/book.h"
#include "app/demo/refunds.h"

namespace paydesk::demo {
namespace {

namespace rpc = client::rpc;

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds refund_every{12};
constexpr std::chrono::seconds dispute_every{60};
constexpr std::size_t most_open_disputes = 5;

} // namespace

Errands::Errands(const Stack& stack, Progress& progress, std::uint64_t seed)
    : stack_(stack), progress_(progress), seed_(seed), next_refund_(Steady::now() + refund_every),
      next_dispute_(Steady::now() + dispute_every) {}

void Errands::step() {
  if (Steady::now() >= next_refund_) {
    next_refund_ = Steady::now() + refund_every;
    told("refund", refund());
  }
  if (Steady::now() >= next_dispute_) {
    next_dispute_ = Steady::now() + dispute_every;
    told("dispute", dispute());
  }
}

Result<views::PaymentDetail> Errands::find_payment(const char* purpose) {
  const auto& clerk = stack_.desk().clerk();
  const auto recent = clerk.ask<rpc::ListPayments>({"state:captured,settled", {}, 100, false});
  if (!recent)
    return tl::unexpected(recent.error());
  if (recent->rows.empty())
    return fail(ErrorCode::not_found, "nothing is captured yet");
  const auto draw = drawn(seed_, purpose, std::to_string(++round_));
  const auto at = static_cast<std::size_t>(draw * static_cast<double>(recent->rows.size()));
  auto payment = clerk.ask<rpc::GetPayment>({recent->rows[at].payment_id});
  if (payment && !is_untouched(*payment))
    return fail(ErrorCode::failed_precondition, "somebody was faster");
  return payment;
}

Result<void> Errands::refund() {
  const auto payment = find_payment("errand refund");
  if (!payment)
    return tl::unexpected(payment.error());
  const auto done = refund_some(stack_.desk(), {*payment}, {seed_ + round_, 1.0, false});
  return done ? Result<void>{} : tl::unexpected(done.error());
}

Result<void> Errands::dispute() {
  if (disputes_.size() >= most_open_disputes) {
    const auto oldest = disputes_.front();
    disputes_.erase(disputes_.begin());
    return stack_.sandbox().resolve_dispute(oldest, round_ % 2 == 0);
  }
  const auto payment = find_payment("errand dispute");
  if (!payment)
    return tl::unexpected(payment.error());
  const auto opened = stack_.sandbox().open_dispute(payment->charge_id);
  if (!opened)
    return tl::unexpected(opened.error());
  disputes_.push_back(*opened);
  return {};
}

void Errands::told(const char* what, const Result<void>& done) {
  if (!done && done.error().code != ErrorCode::conflict && done.error().code != ErrorCode::failed_precondition)
    progress_.tell(std::string("no ") + what + " this time: " + done.error().message);
}

} // namespace paydesk::demo
