#include "engine/payouts/payout_lane.h"

#include <algorithm>

#include "engine/ports/breakers.h"
#include "engine/queue/poison.h"
#include "engine/rules/board.h"
#include "engine/rules/judging.h"

namespace paydesk {

PayoutLane::PayoutLane(std::unique_ptr<PayoutGateway> gateway, PayoutSendingStore& store, const Clock& clock,
                       IdSource& ids, const EnginePolicy& policy, PayoutLaneOptions options,
                       std::function<void()> changed, std::uint64_t seed)
    : gateway_(std::move(gateway)), store_(store), clock_(clock), ids_(ids), policy_(policy), options_(options),
      changed_(std::move(changed)), random_(seed) {}

PayoutLane::~PayoutLane() { stop(); }

void PayoutLane::start() {
  thread_ = std::thread([this] { run(); });
}

void PayoutLane::stop() {
  stopping_ = true;
  gateway_->wake();
  if (thread_.joinable())
    thread_.join();
}

void PayoutLane::run() {
  while (!stopping_)
    step(options_.idle_wait);
  const auto until = std::chrono::steady_clock::now() + options_.drain_limit;
  while ((!under_way_.empty() || !unstored_.empty()) && std::chrono::steady_clock::now() < until)
    commit(gateway_->collect(options_.idle_wait));
}

void PayoutLane::step(std::chrono::milliseconds wait) {
  send_due();
  commit(gateway_->collect(wait));
}

// Each attempt is stored before its call is made: a crash in between is seen as an attempt without answer.
void PayoutLane::send_due() {
  const int room = options_.window - static_cast<int>(under_way_.size());
  if (room <= 0 || !unstored_.empty())
    return;
  const auto now = clock_.now();
  std::vector<PayoutCall> calls;
  std::vector<UnderWay> claims;
  const auto claimed = store_.claim(
      gateway_->account(), room, now, now + options_.lease,
      [&](std::vector<SentPayout>& payouts) -> Result<PayoutsDecided> {
        PayoutsDecided decided;
        calls.clear();
        claims.clear();
        for (auto& payout : payouts) {
          SentTurn turn(payout, now, ids_);
          auto call = begin_payout_call(turn);
          if (!call)
            continue;
          decided.attempts.push_back({call->attempt_id, payout.payout_id, call->key, call->ask, payout.token});
          claims.push_back({payout.payout_id, payout.token, call->ask});
          calls.push_back(std::move(*call));
        }
        return decided;
      });
  if (!claimed) {
    ++store_failures_; // nothing was claimed: they are still due
    return;
  }
  // A lane that was held up keeps back what could not be answered within its lease: others ask first.
  if (clock_.now() > now + options_.lease - options_.longest_call)
    return;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    under_way_.emplace(calls[i].attempt_id, claims[i]);
    gateway_->submit(calls[i]);
    ++calls_;
  }
}

void PayoutLane::commit(std::vector<PayoutAnswer> answers) {
  if (policy_.rules != nullptr)
    for (auto& answer : answers)
      if (answer.error != ErrorClass::none)
        if (const auto judged = judge(*policy_.rules->now(), gateway_->account(),
                                      {"payout", answer.http_status, answer.error_code}))
          answer.error = judged->error_class;
  tell_breaker(answers);
  answers.insert(answers.begin(), std::make_move_iterator(unstored_.begin()), std::make_move_iterator(unstored_.end()));
  unstored_.clear();
  if (!answers.empty())
    store(std::move(answers));
}

void PayoutLane::tell_breaker(const std::vector<PayoutAnswer>& answers) {
  CallResults heard;
  for (const auto& answer : answers)
    heard.add(is_outage(answer.error, answer.http_status));
  if (policy_.breakers != nullptr && !heard.empty())
    (void)policy_.breakers->record(gateway_->account(), heard, clock_.now());
}

// What cannot be kept of the answer is left out of its attempt. When even that is refused it is forgotten: its lease
// ends, and the PSP is asked.
void PayoutLane::set_aside(const PayoutAnswer& answer, const Error& error) {
  const auto id = under_way_.at(answer.attempt_id).payout_id;
  const auto now = clock_.now();
  const auto why = "its answer could not be stored: " + error.message;
  const auto stored = store_.change({&id, 1}, now, "psp", [&](std::vector<SentPayout>& payouts) -> Result<PayoutsDecided> {
    PayoutsDecided decided;
    for (auto& payout : payouts) {
      SentTurn turn(payout, now, ids_);
      set_payout_aside(turn, why);
    }
    PayoutAnswer bare;
    bare.attempt_id = answer.attempt_id;
    bare.error = ErrorClass::outcome_unknown;
    bare.error_code = "not_stored";
    bare.message = why;
    bare.http_status = answer.http_status;
    decided.answers.push_back(std::move(bare));
    return decided;
  });
  if (!stored)
    ++store_failures_;
}

// One bad answer must not hold up the others: alone it is set aside.
void PayoutLane::store(std::vector<PayoutAnswer> answers) {
  const auto stored = store_batch(answers);
  if (!stored)
    ++store_failures_;
  if (!stored && !is_poison(stored.error())) {
    unstored_.insert(unstored_.end(), std::make_move_iterator(answers.begin()), std::make_move_iterator(answers.end()));
    return;
  }
  if (!stored && answers.size() > 1) {
    for (auto& answer : answers)
      store({std::move(answer)});
    return;
  }
  if (!stored)
    set_aside(answers.front(), stored.error());
  for (const auto& answer : answers)
    under_way_.erase(answer.attempt_id);
  if (changed_)
    changed_();
}

Result<void> PayoutLane::store_batch(const std::vector<PayoutAnswer>& answers) {
  std::vector<Uuid> ids;
  for (const auto& answer : answers)
    ids.push_back(under_way_.at(answer.attempt_id).payout_id);
  const auto now = clock_.now();
  const auto seed = random_();
  const auto plan = retry_plan_of(policy_, gateway_->account());
  return store_.change(ids, now, "psp", [&](std::vector<SentPayout>& payouts) -> Result<PayoutsDecided> {
    PayoutsDecided decided;
    std::mt19937_64 jitter(seed); // the same jitter when the transaction has to run again
    for (const auto& answer : answers) {
      const auto& call = under_way_.at(answer.attempt_id);
      const auto at = std::find_if(payouts.begin(), payouts.end(),
                                   [&](const SentPayout& payout) { return payout.payout_id == call.payout_id; });
      if (at == payouts.end())
        continue;
      SentTurn turn(*at, now, ids_);
      apply_payout_answer(turn, call.token, call.ask, answer, *plan, options_.watch,
                          gateway_->capabilities().key_ttl, jitter());
      if (answer.error == ErrorClass::configuration)
        decided.pause = at->last_error;
    }
    decided.answers = answers;
    return decided;
  });
}

} // namespace paydesk
