// A buyer's bank disputes, the merchant answers, and the bank decides.
#include <algorithm>

#include "simulation/provider.h"

namespace paydesk::simulation {
namespace {

using std::chrono::seconds;

News about(News::Kind kind, const DisputeCase& dispute, Currency currency) {
  News news;
  news.kind = kind;
  news.reference = dispute.id;
  news.amount = dispute.amount;
  news.currency = currency.to_string();
  return news;
}

News said_of(const DisputeCase& dispute, Currency currency) {
  const bool accepted = dispute.said == DisputeCase::Said::accepted;
  return about(accepted ? News::Kind::dispute_accepted : News::Kind::dispute_reviewed, dispute, currency);
}

PspAnswer answer_to(const PspCall& call, int status) {
  PspAnswer answer;
  answer.attempt_id = call.attempt_id;
  answer.http_status = status;
  return answer;
}

PspAnswer too_late(const PspCall& call) {
  auto answer = answer_to(call, 409);
  answer.error = ErrorClass::declined_final;
  answer.error_code = "dispute_decided";
  return answer;
}

} // namespace

void tell_disputes(const Checkout& checkout, PspAnswer& answer) {
  for (const auto& dispute : checkout.disputes) {
    const auto tell = [&](News::Kind kind) { answer.news.push_back(about(kind, dispute, checkout.currency)); };
    tell(News::Kind::dispute_opened);
    tell(News::Kind::dispute_withdrawn);
    if (dispute.said != DisputeCase::Said::nothing)
      answer.news.push_back(said_of(dispute, checkout.currency));
    if (dispute.state == DisputeCase::State::won) {
      tell(News::Kind::dispute_won);
      tell(News::Kind::dispute_reinstated);
    } else if (dispute.state == DisputeCase::State::lost) {
      tell(News::Kind::dispute_lost);
    }
  }
}

void Provider::open_dispute(const std::string& token) {
  auto& checkout = *find_token(token);
  std::int64_t open = checkout.captured() - checkout.refunded_or_pending();
  for (const auto& dispute : checkout.disputes)
    open -= dispute.state == DisputeCase::State::won ? 0 : dispute.amount;
  if (open <= 0)
    return;
  auto& dispute = checkout.disputes.emplace_back();
  dispute.id = next_id("dsp_");
  dispute.amount = dice_.chance(weather_.dispute_whole) ? open : dice_.between(1, open);
  story_.tell("bank", "disputes " + money_text(dispute.amount, checkout.currency) + " of " +
                          story_.name_of(checkout.reference));
  emit(checkout, about(News::Kind::dispute_opened, dispute, checkout.currency), true);
  emit(checkout, about(News::Kind::dispute_withdrawn, dispute, checkout.currency), true);
  timeline_.after(dice_.between(seconds(5), seconds(dice_.chance(500) ? 60 : 600)), [this, &checkout, &dispute] {
    decide(checkout, dispute, dispute.said != DisputeCase::Said::accepted && dice_.chance(weather_.dispute_won));
  });
}

// What comes when the bank has decided, or is about to, is no fault of the merchant's; two answers are.
PspAnswer Provider::answer_dispute(Checkout& checkout, const PspCall& call, bool unheard) {
  const auto at = std::find_if(checkout.disputes.begin(), checkout.disputes.end(),
                               [&](const DisputeCase& dispute) { return dispute.id == call.dispute; });
  if (at == checkout.disputes.end()) {
    complaints_.push_back("a dispute that does not exist was answered");
    return too_late(call);
  }
  const auto said = call.kind == OperationKind::dispute_accept ? DisputeCase::Said::accepted
                                                               : DisputeCase::Said::evidence;
  if (said == DisputeCase::Said::evidence && call.evidence.empty())
    complaints_.push_back("the evidence that was sent is empty");
  if (at->said != DisputeCase::Said::nothing && at->key != call.key.to_string())
    complaints_.push_back("one dispute was answered twice");
  if (at->state != DisputeCase::State::open)
    return too_late(call);
  if (dice_.chance(weather_.pending)) {
    timeline_.after(bank_time(), [=, this, &checkout, &dispute = *at, key = call.key.to_string()] {
      if (dispute.state == DisputeCase::State::open)
        take_in(checkout, dispute, said, key, unheard);
    });
    auto received = answer_to(call, 201);
    received.pending = true;
    return received;
  }
  take_in(checkout, *at, said, call.key.to_string(), unheard);
  auto answer = answer_to(call, 200);
  answer.news.push_back(said_of(*at, checkout.currency));
  return answer;
}

void Provider::take_in(Checkout& checkout, DisputeCase& dispute, DisputeCase::Said said, const std::string& key,
                       bool only_source) {
  dispute.said = said;
  dispute.key = key;
  story_.tell("bank", std::string(said == DisputeCase::Said::accepted ? "hears that nobody defends " : "has evidence about ") +
                          story_.name_of(checkout.reference));
  emit(checkout, said_of(dispute, checkout.currency), only_source);
}

void Provider::decide(Checkout& checkout, DisputeCase& dispute, bool won) {
  dispute.state = won ? DisputeCase::State::won : DisputeCase::State::lost;
  story_.tell("bank", "decides the dispute over " + story_.name_of(checkout.reference) + ": " +
                          (won ? "won" : "lost"));
  emit(checkout, about(won ? News::Kind::dispute_won : News::Kind::dispute_lost, dispute, checkout.currency), true);
  if (won)
    emit(checkout, about(News::Kind::dispute_reinstated, dispute, checkout.currency), true);
  else if (dice_.chance(weather_.dispute_turned))
    timeline_.after(dice_.between(seconds(5), seconds(60)),
                    [this, &checkout, &dispute] { decide(checkout, dispute, true); });
}

} // namespace paydesk::simulation
