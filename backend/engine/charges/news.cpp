#include "engine/charges/news.h"

#include <algorithm>

#include "engine/charges/capture_reversal.h"
#include "engine/charges/disputes.h"
#include "engine/charges/money_news.h"

namespace paydesk {
namespace {

bool without_money(std::string_view state) {
  return state == "expired" || state == "cancelled" || state == "failed" || state == "voided";
}

/// The hosted page is behind a charge whose money is authorised, also while a call about that money is uncertain or
/// waits to be repeated.
bool is_past_page(const Charge& charge) { return charge.authorized > 0; }

/// Its outcome ends the call that charges a stored payment method.
void end_direct_charge(Turn& turn, std::string_view reference) {
  for (auto& operation : turn.a.operations)
    if (operation.kind == OperationKind::direct_charge && operation.state == Operation::State::live)
      turn.end_operation(operation, Operation::State::succeeded, reference);
}

void on_registered(Turn& turn, const News& news) {
  auto& charge = turn.a.charge;
  if (charge.token.empty()) {
    charge.token = news.token;
    charge.hosted_page_url = news.url;
    turn.a.dirty = true;
  }
  for (auto& operation : turn.a.operations)
    if (operation.kind == OperationKind::register_charge && operation.state == Operation::State::live)
      turn.end_operation(operation, Operation::State::succeeded, news.token);
  if (charge.is_direct())
    return; // there is no page to be registered
  if (is_past_page(charge) || charge.state == "awaiting_customer" || charge.state == "registered" ||
      !turn.move_charge("register_ok"))
    turn.superseded(news);
}

void on_authorized(Turn& turn, const News& news) {
  auto& charge = turn.a.charge;
  const bool late = without_money(charge.state);
  if (charge.authorized >= news.amount || !turn.move_charge("authorize_ok", news.reference))
    return turn.superseded(news);
  end_direct_charge(turn, news.reference);
  charge.authorized = news.amount;
  charge.psp_payment_id = news.reference;
  charge.error_class.clear();
  charge.last_error.clear();
  if (news.amount != charge.amount)
    turn.alert("authorized_amount_differs", news.reference);
  if (late)
    turn.alert("late_authorization", "authorised after the charge had ended; it is voided");
}

/// The PSP's page is over and holds no money: of what was cancelled here nothing is left to be closed there.
void end_closing(Turn& turn) {
  if (turn.a.charge.state != "cancelled" || is_past_page(turn.a.charge))
    return;
  for (auto& operation : turn.a.operations)
    if (operation.kind == OperationKind::void_charge && operation.state == Operation::State::live)
      turn.end_operation(operation, Operation::State::succeeded);
}

void on_declined(Turn& turn, const News& news) {
  auto& charge = turn.a.charge;
  // The buyer paid after all: a card that was declined on the way there is told late.
  if (is_past_page(charge))
    return turn.superseded(news);
  // Our own call's answer, or a question, says which of its tries was declined and whether another may follow.
  if (charge.is_direct() && turn.source == "webhook")
    return turn.superseded(news);
  if (news.final_ || charge.is_direct())
    end_closing(turn);
  charge.error_class = to_string(ErrorClass::declined_final);
  charge.last_error = news.code;
  if (news.final_) {
    if (!turn.move_charge("fail_final", news.code))
      turn.superseded(news);
    return;
  }
  turn.note("charge", charge.charge_id, "declined", news.code + ", the buyer can try again");
  if (charge.state == "processing")
    turn.move_charge("page_opened", "after a decline");
}

void on_voided(Turn& turn, const News& news) {
  for (auto& operation : turn.a.operations)
    if (operation.kind == OperationKind::void_charge && operation.state == Operation::State::live)
      turn.end_operation(operation, Operation::State::succeeded);
  // What was captured before the rest was released stays captured.
  const auto trigger = turn.a.charge.captured > 0 ? "capture_ok" : "void_ok";
  if (turn.a.charge.state == "captured" || !turn.move_charge(trigger, "rest released"))
    turn.superseded(news);
}

void on_capture_failed(Turn& turn, const News& news) {
  if (turn.knows_fact("capture", news.reference))
    return on_capture_reversed(turn, news);
  auto* operation = [&]() -> Operation* {
    const auto id = Uuid::parse(news.merchant_reference);
    return id ? turn.a.operation(*id) : nullptr;
  }();
  if (operation == nullptr || operation->state != Operation::State::live)
    return turn.superseded(news);
  turn.end_operation(*operation, Operation::State::failed);
  for (auto& order : turn.a.orders)
    if (operation->subject_id == order.order_id || operation->subject_id == turn.a.charge.charge_id)
      order.cancelled = order.amounts.captured == 0 && order.amounts.reversed == 0;
  turn.a.charge.error_class = to_string(ErrorClass::declined_final);
  turn.a.charge.last_error = news.code;
  turn.move_charge("capture_failed", news.code);
}

void on_page_news(Turn& turn, const News& news, std::string_view trigger) {
  if (news.kind == News::Kind::expired)
    end_closing(turn);
  if (is_past_page(turn.a.charge) || !turn.move_charge(trigger))
    turn.superseded(news);
}

void on_authorization_expired(Turn& turn, const News& news) {
  if (!turn.move_charge("auth_expired") && !turn.move_charge("expire"))
    turn.superseded(news);
}

void start_captures(Turn& turn) {
  auto& a = turn.a;
  if (a.charge.capture_mode == CaptureMode::automatic)
    return;
  std::int64_t total = 0;
  for (const auto& order : a.orders) {
    if (order.cancelled || order.amounts.captured + order.amounts.reversed > 0)
      continue;
    total += order.amounts.amount;
    if (a.charge.capture_mode == CaptureMode::multiple)
      turn.start_operation(OperationKind::capture, order.order_id, order.amounts.amount);
  }
  if (a.charge.capture_mode == CaptureMode::single && total > 0)
    turn.start_operation(OperationKind::capture, a.charge.charge_id, total);
}

} // namespace

void advance(Turn& turn) {
  auto& a = turn.a;
  const auto live = [&](OperationKind kind) {
    return std::any_of(a.operations.begin(), a.operations.end(), [&](const Operation& operation) {
      return operation.kind == kind && operation.state == Operation::State::live;
    });
  };
  const auto begun = [&](OperationKind kind) {
    return std::any_of(a.operations.begin(), a.operations.end(),
                       [&](const Operation& operation) { return operation.kind == kind; });
  };
  // What was cancelled here is closed at the PSP too, also when its page becomes known only now.
  if (a.charge.state == "cancelled" && !a.charge.token.empty() && !begun(OperationKind::void_charge))
    turn.start_operation(OperationKind::void_charge, a.charge.charge_id, 0);
  if (a.charge.state == "authorized" && live(OperationKind::void_charge))
    turn.move_charge("void_requested", "cancelled before it was captured");
  if (a.charge.state == "authorized" && !live(OperationKind::capture)) {
    start_captures(turn);
    // Nothing is left to capture: every order was cancelled or declined, so the authorisation is released.
    if (!live(OperationKind::capture) && a.charge.capture_mode != CaptureMode::automatic)
      turn.move_charge("void_requested", "nothing left to capture");
  }
  if (a.charge.state == "partially_captured" && !live(OperationKind::capture))
    turn.move_charge("void_requested", "the rest was declined");
  if (a.charge.state == "void_requested" && !live(OperationKind::capture))
    turn.start_operation(OperationKind::void_charge, a.charge.charge_id, 0);
}

void apply_news(Turn& turn, const News& news) {
  if (!news.currency.empty() && news.currency != turn.a.payment.currency.code())
    return turn.alert("foreign_currency", std::string(to_string(news.kind)) + " in " + news.currency);
  switch (news.kind) {
  case News::Kind::registered:
    on_registered(turn, news);
    break;
  case News::Kind::page_opened:
    on_page_news(turn, news, "page_opened");
    break;
  case News::Kind::submitted:
    on_page_news(turn, news, "submitted");
    break;
  case News::Kind::authorized:
    on_authorized(turn, news);
    break;
  case News::Kind::captured:
    on_captured(turn, news);
    break;
  case News::Kind::capture_failed:
    on_capture_failed(turn, news);
    break;
  case News::Kind::capture_reversed:
    on_capture_reversed(turn, news);
    break;
  case News::Kind::voided:
    on_voided(turn, news);
    break;
  case News::Kind::declined:
    on_declined(turn, news);
    break;
  case News::Kind::expired:
    on_page_news(turn, news, "expire");
    break;
  case News::Kind::authorization_expired:
    on_authorization_expired(turn, news);
    break;
  case News::Kind::refunded:
    on_refunded(turn, news);
    break;
  case News::Kind::refund_failed:
    on_refund_failed(turn, news);
    break;
  default:
    on_dispute_news(turn, news);
  }
  advance(turn);
}

} // namespace paydesk
