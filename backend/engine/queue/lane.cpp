#include "engine/queue/lane.h"

#include <algorithm>

#include "engine/ports/breakers.h"
#include "engine/queue/poison.h"
#include "engine/rules/judging.h"

namespace paydesk {
namespace {

std::vector<Uuid> charges_of(const std::vector<ClaimedJob>& jobs) {
  std::vector<Uuid> ids;
  for (const auto& job : jobs)
    ids.push_back(job.charge_id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

/// Aggregates are loaded in the order of their charges.
Aggregate* aggregate_of(std::vector<Aggregate>& aggregates, const Uuid& charge_id) {
  const auto at = std::lower_bound(
      aggregates.begin(), aggregates.end(), charge_id,
      [](const Aggregate& aggregate, const Uuid& id) { return aggregate.charge.charge_id < id; });
  return at == aggregates.end() || at->charge.charge_id != charge_id ? nullptr : &*at;
}

} // namespace

Lane::Lane(std::unique_ptr<PspGateway> gateway, PaymentStore& store, const Clock& clock, IdSource& ids,
           const EnginePolicy& policy, LaneOptions options, Changed changed, std::uint64_t seed)
    : gateway_(std::move(gateway)), store_(store), clock_(clock), ids_(ids), policy_(policy), options_(options),
      changed_(std::move(changed)), random_(seed), rooms_{{gateway_->account(), this}} {}

Lane::~Lane() { stop(); }

void Lane::start() {
  thread_ = std::thread([this] { run(); });
}

void Lane::stop() {
  stopping_ = true;
  gateway_->wake();
  if (thread_.joinable())
    thread_.join();
}

void Lane::wake() {
  poked_ = true;
  gateway_->wake();
}

bool Lane::looks_now() {
  const auto now = std::chrono::steady_clock::now();
  // A look that can take next to nothing costs as much as one that fills the window.
  const bool worth_it = more_waits_ && options_.window - taken_ >= options_.window / 4;
  if (!poked_.exchange(false) && !worth_it && now - looked_at_ < options_.idle_wait)
    return false;
  looked_at_ = now;
  return true;
}

// The first answer after a pause is committed at once; those that follow closely share a commit.
std::vector<PspAnswer> Lane::gather() {
  auto answers = collect(options_.idle_wait);
  const auto until = committed_at_ + options_.pace;
  for (auto now = std::chrono::steady_clock::now(); !answers.empty() && now < until && !stopping_;
       now = std::chrono::steady_clock::now()) {
    auto more = collect(std::chrono::ceil<std::chrono::milliseconds>(until - now));
    answers.insert(answers.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    take_in();
  }
  return answers;
}

bool Lane::reserve() {
  if (!open_ || stopping_)
    return false;
  for (int taken = taken_; taken < options_.window;)
    if (taken_.compare_exchange_weak(taken, taken + 1))
      return true;
  return false;
}

void Lane::release(int calls) { taken_ -= calls; }

void Lane::hand_over(std::vector<BegunCall> calls) {
  {
    const std::lock_guard lock(mutex_);
    handed_over_.insert(handed_over_.end(), std::make_move_iterator(calls.begin()),
                        std::make_move_iterator(calls.end()));
  }
  gateway_->wake();
}

void Lane::take_in() {
  std::vector<BegunCall> calls;
  {
    const std::lock_guard lock(mutex_);
    calls.swap(handed_over_);
  }
  send(std::move(calls));
}

// A lane that was held up keeps back what could not be answered within its lease any more: by then others may have
// taken the job over and been told that nothing was done. When the lease is over, the PSP is asked first.
void Lane::send(std::vector<BegunCall> calls) {
  for (auto& [call, job, begun_at] : calls) {
    if (clock_.now() > begun_at + options_.lease - options_.longest_call) {
      release(1);
      continue;
    }
    under_way_.emplace(call.attempt_id, UnderWay{job, call.kind});
    gateway_->submit(call);
    ++stats_.calls;
  }
  stats_.in_flight = static_cast<std::int64_t>(under_way_.size());
}

void Lane::run() {
  while (!stopping_) {
    take_in();
    if (looks_now())
      send_due();
    // What the store could not take is tried again, also when nothing else comes.
    if (auto answers = gather(); !answers.empty() || !unstored_.empty()) {
      commit_answers(std::move(answers));
      committed_at_ = std::chrono::steady_clock::now();
    }
  }
  const auto until = std::chrono::steady_clock::now() + options_.drain_limit;
  take_in();
  while ((!under_way_.empty() || !unstored_.empty()) && std::chrono::steady_clock::now() < until)
    commit_answers(collect(options_.idle_wait));
}

void Lane::step(std::chrono::milliseconds wait) {
  take_in();
  send_due();
  commit_answers(collect(wait));
}

std::vector<PspAnswer> Lane::collect(std::chrono::milliseconds wait) {
  auto answers = gateway_->collect(wait);
  for (auto& answer : answers)
    judge(policy_, gateway_->account(), under_way_.at(answer.attempt_id).kind, answer);
  for (const auto& answer : answers) {
    heard_.add(is_outage(answer.error, answer.http_status));
    stats_.unmapped += answer.unmapped ? 1 : 0;
  }
  return answers;
}

// While all is well the breaker hears of it once in a while; a failure is told at once.
void Lane::tell_breaker() {
  if (policy_.breakers == nullptr || heard_.empty())
    return;
  const auto now = clock_.now();
  if (heard_.failures == 0 && open_ && now - told_at_ < options_.tell_pace && now >= told_at_)
    return;
  const auto state = policy_.breakers->record(gateway_->account(), heard_, now);
  if (!state)
    return;
  heard_ = {};
  told_at_ = now;
  if (*state != BreakerState::closed)
    open_ = false;
}

// Claim, and store each attempt before its call is made: a crash in between is seen as an attempt without answer.
Result<bool> Lane::claim_calls(int room, std::vector<BegunCall>& calls, std::vector<ClaimedJob>& claimed) {
  const auto now = clock_.now();
  calls.clear();
  claimed.clear();
  const auto begin = [&](std::vector<Aggregate>& aggregates, const std::vector<ClaimedJob>& jobs) -> Result<Extra> {
    Extra extra;
    calls.clear();
    claimed = jobs;
    for (const auto& job : jobs) {
      auto* aggregate = aggregate_of(aggregates, job.charge_id);
      if (aggregate == nullptr)
        continue;
      Turn turn(*aggregate, now, ids_, policy_, "engine");
      if (auto prepared = begin_call(turn, job)) {
        extra.attempts.push_back(std::move(prepared->attempt));
        calls.push_back({std::move(prepared->call), job, now});
      }
    }
    for (auto& aggregate : aggregates)
      if (aggregate.dirty)
        Turn(aggregate, now, ids_, policy_, "engine").finish();
    return extra;
  };
  auto stored = store_.claim(gateway_->account(), room, now, now + options_.lease, begin);
  if (!stored) {
    ++stats_.store_failures; // nothing was claimed: the jobs are still due
    calls.clear();
  }
  return stored;
}

// One job that cannot be begun must not hold up the others: smaller claims leave it alone in the end.
void Lane::send_due() {
  int room = 0;
  if (unstored_.empty())
    for (int taken = taken_; room == 0 && taken < options_.window;)
      if (taken_.compare_exchange_weak(taken, options_.window))
        room = options_.window - taken;
  if (room == 0)
    return;
  std::vector<BegunCall> calls;
  std::vector<ClaimedJob> claimed;
  auto stored = claim_calls(room, calls, claimed);
  const bool poisoned = !stored && is_poison(stored.error());
  for (int smaller = room / 2; !stored && is_poison(stored.error()) && smaller >= 1; smaller /= 2)
    stored = claim_calls(smaller, calls, claimed);
  if (!stored && is_poison(stored.error()) && claimed.size() == 1)
    set_aside_unsendable(claimed.front(), stored.error());
  open_ = stored && *stored;
  more_waits_ = poisoned || static_cast<int>(calls.size()) == room;
  release(room - static_cast<int>(calls.size()));
  send(std::move(calls));
}

void Lane::set_aside_unsendable(const ClaimedJob& job, const Error& error) {
  const auto stored = store_.change({&job.charge_id, 1}, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    for (auto& aggregate : aggregates) {
      Turn turn(aggregate, clock_.now(), ids_, policy_, "engine");
      set_aside(turn, job.job_id, false, "could not be sent: " + error.message);
      turn.finish();
    }
    return Extra{};
  });
  if (!stored)
    ++stats_.store_failures; // tried again with the next look
}

void Lane::commit_answers(std::vector<PspAnswer> answers) {
  answers.insert(answers.begin(), std::make_move_iterator(unstored_.begin()),
                 std::make_move_iterator(unstored_.end()));
  unstored_.clear();
  if (!answers.empty())
    store_answers(std::move(answers));
}

// One bad answer must not hold up the others: halves leave it alone in the end, and it is set aside.
void Lane::store_answers(std::vector<PspAnswer> answers) {
  const auto stored = store_batch(answers);
  if (stored)
    return;
  ++stats_.store_failures;
  if (!is_poison(stored.error())) {
    unstored_.insert(unstored_.end(), std::make_move_iterator(answers.begin()), std::make_move_iterator(answers.end()));
    return;
  }
  if (answers.size() == 1)
    return set_aside_answer(answers.front(), stored.error());
  const auto middle = answers.begin() + static_cast<std::ptrdiff_t>(answers.size() / 2);
  std::vector<PspAnswer> rest(std::make_move_iterator(middle), std::make_move_iterator(answers.end()));
  answers.erase(middle, answers.end());
  store_answers(std::move(answers));
  store_answers(std::move(rest));
}

// What cannot be kept of the answer is left out of its attempt. When even that is refused the answer is forgotten:
// its job's lease ends, and the PSP is asked.
void Lane::set_aside_answer(const PspAnswer& answer, const Error& error) {
  const auto job = under_way_.at(answer.attempt_id).job;
  const auto why = "its answer could not be stored: " + error.message;
  std::vector<Uuid> payments;
  const auto stored = store_.change({&job.charge_id, 1}, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Extra extra;
    payments.clear();
    for (auto& aggregate : aggregates) {
      Turn turn(aggregate, clock_.now(), ids_, policy_, "engine");
      set_aside(turn, job.job_id, true, why);
      turn.finish();
      payments.push_back(aggregate.payment.payment_id);
    }
    PspAnswer bare;
    bare.attempt_id = answer.attempt_id;
    bare.error = ErrorClass::outcome_unknown;
    bare.http_status = answer.http_status;
    bare.error_code = "not_stored";
    bare.message = why;
    bare.latency_ms = answer.latency_ms;
    extra.finished.push_back(std::move(bare));
    return extra;
  });
  if (!stored)
    ++stats_.store_failures;
  release(1);
  forget(answer);
  if (stored && changed_)
    changed_(payments);
}

void Lane::forget(const PspAnswer& answer) {
  under_way_.erase(answer.attempt_id);
  stats_.errors += answer.error == ErrorClass::none ? 0 : 1;
  stats_.in_flight = static_cast<std::int64_t>(under_way_.size());
}

Result<void> Lane::store_batch(const std::vector<PspAnswer>& answers) {
  std::vector<ClaimedJob> jobs;
  std::vector<std::string_view> sources; // what an answer tells, it tells as an answer or because it was asked
  for (const auto& answer : answers) {
    const auto& call = under_way_.at(answer.attempt_id);
    jobs.push_back(call.job);
    sources.push_back(answer.news.empty() ? "engine" : call.kind == OperationKind::query ? "query" : "answer");
  }
  const auto ids = charges_of(jobs);
  const auto now = clock_.now();
  const auto seed = random_();
  std::vector<Uuid> payments;
  Starts starts(&rooms_);
  const auto stored = store_.change(ids, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Extra extra;
    starts.reset();
    payments.clear();
    std::mt19937_64 jitter(seed); // the same jitter when the transaction has to run again
    for (std::size_t i = 0; i < answers.size(); ++i) {
      auto* aggregate = aggregate_of(aggregates, jobs[i].charge_id);
      if (aggregate == nullptr)
        continue;
      Turn turn(*aggregate, now, ids_, policy_, sources[i]);
      apply_answer(turn, jobs[i], answers[i], jitter(), gateway_->capabilities().key_ttl);
    }
    for (auto& aggregate : aggregates) {
      Turn turn(aggregate, now, ids_, policy_, "engine");
      starts.begin(turn, extra.attempts);
      turn.finish();
      payments.push_back(aggregate.payment.payment_id);
    }
    for (const auto& answer : answers)
      if (answer.error == ErrorClass::configuration)
        extra.pauses.push_back({gateway_->account(), error_text(answer)});
    extra.finished = answers;
    return extra;
  });
  if (!stored)
    return stored;
  release(static_cast<int>(answers.size()));
  starts.hand_over();
  tell_breaker();
  for (const auto& answer : answers)
    forget(answer);
  if (changed_)
    changed_(payments);
  return {};
}

} // namespace paydesk
