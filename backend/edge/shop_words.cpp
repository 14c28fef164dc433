#include "edge/shop_words.h"

#include <algorithm>

namespace paydesk::edge {
namespace {

Explanation page_sentence(const views::PaymentDetail& payment, Instant now) {
  const auto until = payment.expires_at.value_or(Instant{});
  return until > now ? say<"shop.awaiting_customer">(with<"until">(until)) : say<"shop.page_over">(with<"until">(until));
}

Explanation state_sentence(const views::PaymentDetail& payment, Instant now) {
  const auto& state = payment.charge_state;
  // Of several direct charges one may have failed while others have taken their money.
  const bool paid = payment.captured.minor > 0;
  if (state == "created")
    return say<"shop.accepted">();
  if (state == "registered" || state == "awaiting_customer")
    return page_sentence(payment, now);
  if (state == "processing")
    return say<"shop.processing">();
  if (state == "authorized")
    return say<"shop.authorized">();
  if (state == "unknown")
    return say<"shop.checking">();
  if (state == "retry_scheduled")
    return say<"shop.delayed">();
  if (state == "dead_letter")
    return say<"shop.stopped">();
  if (state == "void_requested")
    return say<"shop.releasing">();
  if (state == "reversed")
    return say<"shop.reversed">();
  if (state == "capture_requested" || state == "partially_captured" || (paid && state != "captured"))
    return say<"shop.partly_paid">(with<"captured">(payment.captured), with<"total">(payment.total));
  if (state == "captured")
    return say<"shop.paid">(with<"amount">(payment.captured));
  if (state == "failed")
    return say<"shop.failed">();
  if (state == "expired")
    return say<"shop.expired">();
  return state == "cancelled" || state == "voided" ? say<"shop.cancelled">() : Explanation{};
}

/// The shop's word for a step, by its code; nothing for what a shop need not know of.
Explanation step_sentence(const views::NextStep& step) {
  const auto& code = step.what.code;
  if (code == "next.page_closes")
    return say<"shop.next_page_closes">();
  if (code == "next.attempt")
    return say<"shop.next_try">();
  if (code == "next.question" || code == "next.status_query" || code == "next.sweep")
    return say<"shop.next_check">();
  if (code == "next.answer" || code == "next.answer_to_question")
    return say<"shop.next_answer">();
  if (code.starts_with("next.dispute_"))
    return say<"shop.next_dispute">();
  return code.starts_with("next.operator") || code.ends_with("_decision") ? say<"shop.next_operator">() : Explanation{};
}

} // namespace

std::vector<Explanation> shop_why(const views::PaymentDetail& payment, Instant now) {
  std::vector<Explanation> list;
  if (auto sentence = state_sentence(payment, now); !sentence.empty())
    list.push_back(std::move(sentence));
  std::int64_t pending = 0;
  std::int64_t disputed = 0;
  std::int64_t lost = 0;
  std::int64_t reversed = 0;
  for (const auto& order : payment.orders) {
    pending += order.refund_pending.minor;
    disputed += order.disputed.minor;
    lost += order.lost.minor;
    reversed += order.reversed.minor;
  }
  const auto amount = [&](std::int64_t minor) { return with<"amount">(Money{minor, payment.total.currency}); };
  if (reversed > 0)
    list.push_back(say<"shop.taken_back">(amount(reversed)));
  if (payment.refunded.minor > 0)
    list.push_back(say<"shop.refunded">(amount(payment.refunded.minor)));
  if (pending > 0)
    list.push_back(say<"shop.refund_pending">(amount(pending)));
  if (disputed > 0)
    list.push_back(say<"shop.disputed">(amount(disputed)));
  if (lost > 0)
    list.push_back(say<"shop.lost">(amount(lost)));
  return list;
}

std::vector<ShopStep> shop_next(const views::PaymentDetail& payment) {
  std::vector<ShopStep> steps;
  for (const auto& step : payment.next) {
    auto what = step_sentence(step);
    const bool told = std::any_of(steps.begin(), steps.end(),
                                  [&](const ShopStep& other) { return other.what.code == what.code; });
    if (!what.empty() && !told)
      steps.push_back({std::move(what), step.due_at});
  }
  return steps;
}

} // namespace paydesk::edge
