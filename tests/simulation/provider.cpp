#include "simulation/provider.h"

#include <algorithm>

namespace paydesk::simulation {
namespace {

template <class Items, class Wanted> std::int64_t sum(const Items& items, Wanted wanted) {
  std::int64_t total = 0;
  for (const auto& item : items)
    total += wanted(item) ? item.amount : 0;
  return total;
}

PspAnswer answer_to(const PspCall& call, int status) {
  PspAnswer answer;
  answer.attempt_id = call.attempt_id;
  answer.http_status = status;
  return answer;
}

PspAnswer error(const PspCall& call, int status, ErrorClass error_class, std::string code) {
  auto answer = answer_to(call, status);
  answer.error = error_class;
  answer.error_code = std::move(code);
  return answer;
}

PspAnswer wrong_state(const PspCall& call) { return error(call, 409, ErrorClass::outcome_unknown, "invalid_state"); }

PspAnswer received(const PspCall& call) {
  auto answer = answer_to(call, 201);
  answer.pending = true;
  return answer;
}

News plain(News::Kind kind) {
  News news;
  news.kind = kind;
  return news;
}

News registered(const Checkout& checkout) {
  auto news = plain(News::Kind::registered);
  news.token = checkout.token;
  news.url = "http://psp/pay/" + checkout.token;
  return news;
}

News moved(News::Kind kind, const Movement& movement, Currency currency) {
  auto news = plain(kind);
  news.reference = movement.id;
  news.merchant_reference = movement.key;
  news.amount = movement.amount;
  news.currency = currency.to_string();
  return news;
}

/// What makes one request differ from another: a key stands for one of them for ever.
std::string fingerprint(const PspCall& call) {
  return std::string(to_string(call.kind)) + " " + call.charge_id.to_string() + " " + call.token + " " +
         std::to_string(call.amount) + (call.authorized ? " authorized" : "") + " " + call.payment_method +
         " " + call.dispute + " " + call.evidence;
}

void tell_captures(const Checkout& checkout, PspAnswer& answer) {
  for (const auto& capture : checkout.captures)
    if (capture.state == Movement::State::pending)
      answer.pending_references.push_back(capture.key);
    else {
      answer.news.push_back(moved(capture.state == Movement::State::failed ? News::Kind::capture_failed
                                                                           : News::Kind::captured,
                                  capture, checkout.currency));
      if (capture.state == Movement::State::reversed)
        answer.news.push_back(moved(News::Kind::capture_reversed, capture, checkout.currency));
    }
}

void tell_refunds(const Checkout& checkout, PspAnswer& answer) {
  for (const auto& refund : checkout.refunds) {
    if (refund.state == Movement::State::pending)
      answer.pending_references.push_back(refund.key);
    if (refund.state == Movement::State::succeeded || refund.state == Movement::State::returned)
      answer.news.push_back(moved(News::Kind::refunded, refund, checkout.currency));
    if (refund.state == Movement::State::failed || refund.state == Movement::State::returned)
      answer.news.push_back(moved(News::Kind::refund_failed, refund, checkout.currency));
  }
}

/// Everything that a checkout is, as a question is answered.
void tell(const Checkout& checkout, PspAnswer& answer) {
  answer.news.push_back(registered(checkout));
  if (checkout.phase == Checkout::Phase::opened)
    answer.news.push_back(plain(News::Kind::page_opened));
  if (checkout.phase == Checkout::Phase::processing)
    answer.news.push_back(plain(News::Kind::submitted));
  if (checkout.authorized > 0) {
    auto news = plain(News::Kind::authorized);
    news.amount = checkout.authorized;
    news.currency = checkout.currency.to_string();
    news.reference = checkout.payment_id;
    answer.news.push_back(std::move(news));
  }
  tell_captures(checkout, answer);
  tell_refunds(checkout, answer);
  tell_disputes(checkout, answer);
  const bool rest_released = checkout.captured() + checkout.taken_back() > 0 && checkout.released > 0 && checkout.held() == 0 &&
                             checkout.capture_under_way() == 0;
  if (checkout.phase == Checkout::Phase::voided || rest_released)
    answer.news.push_back(plain(News::Kind::voided));
  if (checkout.phase == Checkout::Phase::expired)
    answer.news.push_back(plain(checkout.ran_out ? News::Kind::authorization_expired : News::Kind::expired));
  if (checkout.phase == Checkout::Phase::declined) {
    auto news = plain(News::Kind::declined);
    news.code = "lost_card";
    news.final_ = true;
    answer.news.push_back(std::move(news));
  }
}

} // namespace

std::int64_t Checkout::captured() const {
  return sum(captures, [](const Movement& m) { return m.state == Movement::State::succeeded; });
}
std::int64_t Checkout::capture_under_way() const {
  return sum(captures, [](const Movement& m) { return m.state == Movement::State::pending; });
}
std::int64_t Checkout::taken_back() const {
  return sum(captures, [](const Movement& m) { return m.state == Movement::State::reversed; });
}
std::int64_t Checkout::refunded() const {
  return sum(refunds, [](const Movement& m) {
    return m.state == Movement::State::succeeded || m.state == Movement::State::returned;
  });
}
std::int64_t Checkout::refunded_or_pending() const {
  return sum(refunds, [](const Movement& m) {
    return m.state == Movement::State::succeeded || m.state == Movement::State::pending;
  });
}
std::int64_t Checkout::held() const {
  return authorized - released - captured() - taken_back() - capture_under_way();
}

const Checkout* Provider::find(std::string_view reference) const {
  const auto at = std::find_if(checkouts_.rbegin(), checkouts_.rend(),
                               [&](const Checkout& checkout) { return checkout.reference == reference; });
  return at == checkouts_.rend() ? nullptr : &*at;
}

Checkout* Provider::find_token(std::string_view token) {
  const auto at = std::find_if(checkouts_.begin(), checkouts_.end(),
                               [&](const Checkout& checkout) { return checkout.token == token; });
  return at == checkouts_.end() ? nullptr : &*at;
}

std::string Provider::next_id(const char* prefix) { return prefix + std::to_string(++ids_); }

PspAnswer Provider::carry_out(const PspCall& call, bool unheard) {
  if (call.kind == OperationKind::query)
    return tell_all(call);
  const auto request = fingerprint(call);
  const auto known = keys_.find(call.key);
  if (known != keys_.end() && clock_.now() - known->second.at < key_lifetime) {
    if (known->second.request != request) {
      complaints_.push_back("a key was used for '" + known->second.request + "' and for '" + request + "'");
      return error(call, 422, ErrorClass::invalid_request, "idempotency_mismatch");
    }
    auto answer = known->second.answer;
    answer.attempt_id = call.attempt_id;
    return answer;
  }
  auto answer = act(call, unheard);
  if (answer.http_status < 300 || answer.http_status == 402)
    keys_.insert_or_assign(call.key, Kept{clock_.now(), request, answer});
  return answer;
}

PspAnswer Provider::act(const PspCall& call, bool unheard) {
  if (call.kind == OperationKind::register_charge)
    return register_checkout(call);
  if (call.kind == OperationKind::direct_charge)
    return direct_charge(call);
  auto* checkout = find_token(call.token);
  if (checkout == nullptr) {
    complaints_.push_back("a " + std::string(to_string(call.kind)) + " for a checkout that does not exist");
    return error(call, 404, ErrorClass::invalid_request, "not_found");
  }
  if (answers_dispute(call.kind))
    return answer_dispute(*checkout, call, unheard);
  if (call.kind == OperationKind::capture)
    return capture(*checkout, call, unheard);
  if (call.kind == OperationKind::refund)
    return refund(*checkout, call, unheard);
  return call.authorized ? release(*checkout, call, unheard) : close_page(*checkout, call);
}

Checkout& Provider::open_checkout(const PspCall& call) {
  Checkout made;
  made.token = next_id("chk_");
  made.reference = call.charge_id.to_string();
  made.amount = call.amount;
  made.currency = call.currency;
  made.expires_at = call.expires_at;
  checkouts_.push_back(std::move(made));
  return checkouts_.back();
}

PspAnswer Provider::register_checkout(const PspCall& call) {
  if (find(call.charge_id.to_string()) != nullptr)
    complaints_.push_back("one charge was registered twice: the buyer could pay both");
  auto& checkout = open_checkout(call);
  timeline_.at(call.expires_at, [this, &checkout] { expire(checkout); });
  auto answer = answer_to(call, 201);
  answer.news.push_back(registered(checkout));
  return answer;
}

// A declined one leaves a checkout too, which can be asked for. Another try has a key of its own.
PspAnswer Provider::direct_charge(const PspCall& call) {
  if (const auto* earlier = find(call.charge_id.to_string());
      earlier != nullptr && earlier->phase != Checkout::Phase::declined)
    complaints_.push_back("one charge was charged twice");
  auto& checkout = open_checkout(call);
  checkout.phase = Checkout::Phase::processing;
  if (dice_.chance(weather_.method_declined)) {
    decline(checkout, true);
    return dice_.chance(weather_.declined_for_now)
               ? error(call, 402, ErrorClass::declined_retryable, "insufficient_funds")
               : error(call, 402, ErrorClass::declined_final, "lost_card");
  }
  authorize(checkout);
  auto answer = answer_to(call, 201);
  tell(checkout, answer);
  return answer;
}

PspAnswer Provider::capture(Checkout& checkout, const PspCall& call, bool unheard) {
  if (mode_ == CaptureMode::automatic || checkout.phase != Checkout::Phase::authorized)
    return wrong_state(call);
  if (call.amount > checkout.authorized - checkout.captured() - checkout.taken_back() - checkout.capture_under_way()) {
    complaints_.push_back("asked to capture more than was authorised");
    return wrong_state(call);
  }
  const bool closing = checkout.releasing || std::any_of(checkout.captures.begin(), checkout.captures.end(),
                                                         [](const Movement& m) { return m.final_; });
  if (call.amount > checkout.held() || closing)
    return wrong_state(call);
  const bool declined = dice_.chance(weather_.capture_declined);
  const bool pending = dice_.chance(weather_.pending);
  if (declined && !pending)
    return error(call, 402, ErrorClass::declined_final, "do_not_honor");
  auto& movement = checkout.captures.emplace_back();
  movement.id = next_id("cap_");
  movement.key = call.key.to_string();
  movement.amount = call.amount;
  movement.final_ = call.final_capture;
  if (pending) {
    timeline_.after(bank_time(), [=, this, &checkout, &movement] { finish_capture(checkout, movement, !declined, unheard); });
    return received(call);
  }
  finish_capture(checkout, movement, true, unheard);
  auto answer = answer_to(call, 201);
  answer.news.push_back(moved(News::Kind::captured, movement, {}));
  return answer;
}

PspAnswer Provider::refund(Checkout& checkout, const PspCall& call, bool unheard) {
  if (call.amount > checkout.captured() - checkout.refunded_or_pending()) {
    // What was taken back while the call was under way is no fault of the caller's.
    if (call.amount > checkout.captured() + checkout.taken_back() - checkout.refunded_or_pending())
      complaints_.push_back("asked to refund more than was captured");
    return error(call, 409, ErrorClass::declined_final, "refund_exceeds_captured");
  }
  const bool refused = dice_.chance(weather_.refund_refused);
  const bool pending = dice_.chance(weather_.pending);
  if (refused && !pending)
    return error(call, 402, ErrorClass::declined_final, "processing_error");
  auto& movement = checkout.refunds.emplace_back();
  movement.id = next_id("ref_");
  movement.key = call.key.to_string();
  movement.amount = call.amount;
  if (pending) {
    timeline_.after(bank_time(), [=, this, &checkout, &movement] { finish_refund(checkout, movement, !refused, unheard); });
    return received(call);
  }
  finish_refund(checkout, movement, true, unheard);
  auto answer = answer_to(call, 201);
  answer.news.push_back(moved(News::Kind::refunded, movement, {}));
  return answer;
}

PspAnswer Provider::release(Checkout& checkout, const PspCall& call, bool unheard) {
  if (mode_ == CaptureMode::automatic || checkout.authorized == 0)
    return wrong_state(call);
  auto answer = answer_to(call, 200);
  answer.news.push_back(plain(News::Kind::voided));
  if (checkout.held() == 0)
    return checkout.released > 0 && !checkout.ran_out ? answer : wrong_state(call);
  if (checkout.releasing || dice_.chance(weather_.pending)) {
    if (!checkout.releasing)
      timeline_.after(bank_time(), [=, this, &checkout] { finish_release(checkout, unheard); });
    checkout.releasing = true;
    return received(call);
  }
  finish_release(checkout, unheard);
  return answer;
}

PspAnswer Provider::close_page(Checkout& checkout, const PspCall& call) {
  auto answer = answer_to(call, 200);
  switch (checkout.phase) {
  case Checkout::Phase::open:
  case Checkout::Phase::opened:
    checkout.phase = Checkout::Phase::voided;
    story_.tell("PSP", "closes the page of " + story_.name_of(checkout.reference));
    emit(checkout, plain(News::Kind::voided));
    [[fallthrough]];
  case Checkout::Phase::voided:
    answer.news.push_back(plain(News::Kind::voided));
    return answer;
  case Checkout::Phase::expired:
    answer.news.push_back(plain(News::Kind::expired));
    return answer;
  default:
    return wrong_state(call);
  }
}

PspAnswer Provider::tell_all(const PspCall& call) {
  auto answer = answer_to(call, 200);
  const auto* checkout = call.token.empty() ? find(call.charge_id.to_string()) : find_token(call.token);
  answer.found = checkout != nullptr;
  if (checkout != nullptr)
    tell(*checkout, answer);
  return answer;
}

} // namespace paydesk::simulation
