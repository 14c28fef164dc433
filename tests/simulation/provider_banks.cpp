// What the PSP, its buyers and their banks do by themselves.
#include "simulation/provider.h"

namespace paydesk::simulation {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

News plain(News::Kind kind) {
  News news;
  news.kind = kind;
  return news;
}

News about(News::Kind kind, const std::string& reference, std::int64_t amount, Currency currency) {
  auto news = plain(kind);
  news.reference = reference;
  news.amount = amount;
  news.currency = currency.to_string();
  return news;
}

News about(News::Kind kind, const Movement& movement, Currency currency) {
  auto news = about(kind, movement.id, movement.amount, currency);
  news.merchant_reference = movement.key;
  return news;
}

} // namespace

milliseconds Provider::bank_time() { return dice_.between(milliseconds(200), milliseconds(8'000)); }

void Provider::emit(const Checkout& checkout, News news, bool only_source) {
  WebhookContent content;
  content.event_id = next_id("evt_");
  content.event_type = std::string(to_string(news.kind));
  content.charge_reference = checkout.reference;
  content.news = std::move(news);
  emit_(std::move(content), only_source);
}

void Provider::open_page(const std::string& token) {
  auto& checkout = *find_token(token);
  if (checkout.phase != Checkout::Phase::open)
    return;
  checkout.phase = Checkout::Phase::opened;
  story_.tell("buyer", "opens the page of " + story_.name_of(checkout.reference));
  emit(checkout, plain(News::Kind::page_opened));
}

void Provider::submit_card(const std::string& token, Choice choice, milliseconds bank_delay) {
  auto& checkout = *find_token(token);
  if (checkout.phase != Checkout::Phase::open && checkout.phase != Checkout::Phase::opened)
    return;
  checkout.phase = Checkout::Phase::processing;
  const char* card = choice == Choice::good_card ? "a good card" : "a bad card";
  story_.tell("buyer", "pays " + story_.name_of(checkout.reference) + " with " + card);
  emit(checkout, plain(News::Kind::submitted));
  timeline_.after(bank_delay, [=, this, &checkout] {
    if (choice == Choice::good_card)
      authorize(checkout);
    else
      decline(checkout, choice == Choice::last_bad_card);
  });
}

void Provider::decline(Checkout& checkout, bool for_good) {
  if (checkout.phase != Checkout::Phase::processing)
    return;
  checkout.phase = for_good ? Checkout::Phase::declined : Checkout::Phase::opened;
  story_.tell("bank", "declines " + story_.name_of(checkout.reference) + (for_good ? " for good" : ""));
  auto news = plain(News::Kind::declined);
  news.code = "lost_card";
  news.final_ = for_good;
  emit(checkout, std::move(news));
  // The page is open again; it may have outlived its time meanwhile.
  if (!for_good && clock_.now() >= checkout.expires_at)
    expire(checkout);
}

void Provider::authorize(Checkout& checkout) {
  const bool late = checkout.phase == Checkout::Phase::expired;
  checkout.phase = Checkout::Phase::authorized;
  checkout.authorized = checkout.amount;
  checkout.payment_id = next_id("pay_");
  story_.tell("bank", "authorises " + story_.name_of(checkout.reference) + " " +
                          money_text(checkout.amount, checkout.currency) + (late ? ", after it had expired" : ""));
  if (mode_ == CaptureMode::automatic) {
    auto& movement = checkout.captures.emplace_back();
    movement.id = next_id("cap_");
    movement.key = checkout.reference;
    movement.amount = checkout.amount;
    movement.final_ = true;
    finish_capture(checkout, movement, true, late);
    return;
  }
  emit(checkout, about(News::Kind::authorized, checkout.payment_id, checkout.amount, checkout.currency), late);
  if (dice_.chance(weather_.short_authorization))
    timeline_.after(dice_.between(seconds(20), seconds(300)), [this, &checkout] { run_out(checkout); });
}

void Provider::expire(Checkout& checkout) {
  if (checkout.phase == Checkout::Phase::processing && dice_.chance(500))
    return; // the bank is waited for
  if (checkout.phase != Checkout::Phase::open && checkout.phase != Checkout::Phase::opened &&
      checkout.phase != Checkout::Phase::processing)
    return;
  checkout.phase = Checkout::Phase::expired;
  story_.tell("PSP", "lets " + story_.name_of(checkout.reference) + " expire");
  emit(checkout, plain(News::Kind::expired));
}

void Provider::run_out(Checkout& checkout) {
  const auto rest = checkout.held();
  checkout.ran_out = true;
  if (rest <= 0)
    return;
  checkout.released += rest;
  story_.tell("PSP", "lets the authorisation of " + story_.name_of(checkout.reference) + " run out");
  if (checkout.captured() + checkout.taken_back() + checkout.capture_under_way() == 0) {
    checkout.phase = Checkout::Phase::expired;
    emit(checkout, plain(News::Kind::authorization_expired));
  } else {
    emit(checkout, plain(News::Kind::voided));
  }
}

void Provider::finish_capture(Checkout& checkout, Movement& movement, bool succeeds, bool only_source) {
  movement.state = succeeds ? Movement::State::succeeded : Movement::State::failed;
  story_.tell("PSP", (succeeds ? "captures " : "fails to capture ") + money_text(movement.amount, checkout.currency) +
                         " of " + story_.name_of(checkout.reference));
  if (succeeds && movement.final_)
    checkout.released += checkout.held();
  movement.final_ = movement.final_ && succeeds;
  emit(checkout, about(succeeds ? News::Kind::captured : News::Kind::capture_failed, movement, checkout.currency),
       only_source);
  if (!succeeds && checkout.ran_out)
    run_out(checkout);
  if (succeeds && dice_.chance(weather_.disputed))
    timeline_.after(dice_.between(seconds(5), seconds(90)), [this, token = checkout.token] { open_dispute(token); });
  if (succeeds && dice_.chance(weather_.capture_reversed))
    timeline_.after(dice_.between(milliseconds(1), seconds(90)),
                    [this, &checkout, &movement] { take_back(checkout, movement); });
}

void Provider::take_back(Checkout& checkout, Movement& capture) {
  capture.state = Movement::State::reversed;
  story_.tell("bank", "takes a capture of " + money_text(capture.amount, checkout.currency) + " of " +
                          story_.name_of(checkout.reference) + " back");
  emit(checkout, about(News::Kind::capture_reversed, capture, checkout.currency), true);
}

void Provider::finish_refund(Checkout& checkout, Movement& movement, bool succeeds, bool only_source) {
  movement.state = succeeds ? Movement::State::succeeded : Movement::State::failed;
  story_.tell("PSP", (succeeds ? "refunds " : "fails to refund ") + money_text(movement.amount, checkout.currency) +
                         " of " + story_.name_of(checkout.reference));
  emit(checkout, about(succeeds ? News::Kind::refunded : News::Kind::refund_failed, movement, checkout.currency),
       only_source);
  if (!succeeds || !dice_.chance(weather_.refund_returned))
    return;
  timeline_.after(dice_.between(seconds(1), seconds(60)), [this, &checkout, &movement] {
    movement.state = Movement::State::returned;
    story_.tell("bank", "sends a refund of " + money_text(movement.amount, checkout.currency) + " back");
    emit(checkout, about(News::Kind::refund_failed, movement, checkout.currency), true);
  });
}

void Provider::finish_release(Checkout& checkout, bool only_source) {
  checkout.releasing = false;
  const auto rest = checkout.held();
  if (rest <= 0)
    return;
  checkout.released += rest;
  if (checkout.captured() + checkout.taken_back() + checkout.capture_under_way() == 0)
    checkout.phase = Checkout::Phase::voided;
  story_.tell("PSP", "releases " + money_text(rest, checkout.currency) + " of " + story_.name_of(checkout.reference));
  emit(checkout, plain(News::Kind::voided), only_source);
}

} // namespace paydesk::simulation
