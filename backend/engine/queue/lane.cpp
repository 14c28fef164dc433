#include "engine/queue/lane.h"

#include <algorithm>

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

Aggregate* aggregate_of(std::vector<Aggregate>& aggregates, const Uuid& charge_id) {
  for (auto& aggregate : aggregates)
    if (aggregate.charge.charge_id == charge_id)
      return &aggregate;
  return nullptr;
}

} // namespace

Lane::Lane(std::unique_ptr<PspGateway> gateway, PaymentStore& store, const Clock& clock, IdSource& ids,
           const EnginePolicy& policy, LaneOptions options, Changed changed, std::uint64_t seed)
    : gateway_(std::move(gateway)), store_(store), clock_(clock), ids_(ids), policy_(policy), options_(options),
      changed_(std::move(changed)), random_(seed) {}

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

void Lane::wake() { gateway_->wake(); }

void Lane::run() {
  while (!stopping_)
    step(options_.idle_wait);
  const auto until = std::chrono::steady_clock::now() + options_.drain_limit;
  while ((!under_way_.empty() || !unstored_.empty()) && std::chrono::steady_clock::now() < until)
    commit_answers(gateway_->collect(options_.idle_wait));
}

void Lane::step(std::chrono::milliseconds wait) {
  send_due();
  commit_answers(gateway_->collect(wait));
}

// Claim, and store each attempt before its call is made: a crash in between is seen as an attempt without answer.
void Lane::send_due() {
  const int room = options_.window - static_cast<int>(under_way_.size());
  if (room <= 0 || !unstored_.empty())
    return;
  const auto now = clock_.now();
  const auto claimed = store_.claim(gateway_->account(), room, now, now + options_.lease);
  if (!claimed || claimed->empty()) {
    stats_.store_failures += claimed ? 0 : 1;
    return;
  }
  std::vector<std::pair<PspCall, ClaimedJob>> calls;
  const auto stored = store_.change(charges_of(*claimed), [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Extra extra;
    calls.clear();
    std::vector<Turn> turns;
    for (auto& aggregate : aggregates)
      turns.emplace_back(aggregate, now, ids_, policy_, "engine");
    for (const auto& job : *claimed)
      for (auto& turn : turns) {
        if (turn.a.charge.charge_id != job.charge_id)
          continue;
        if (auto prepared = begin_call(turn, job)) {
          extra.attempts.push_back(std::move(prepared->attempt));
          calls.emplace_back(std::move(prepared->call), job);
        }
      }
    for (auto& turn : turns)
      if (turn.a.dirty)
        turn.finish();
    return extra;
  });
  if (!stored) {
    ++stats_.store_failures; // the leases run out and the jobs come back
    return;
  }
  for (const auto& [call, job] : calls) {
    under_way_.emplace(call.attempt_id, job);
    gateway_->submit(call);
  }
  stats_.calls += static_cast<std::int64_t>(calls.size());
  stats_.in_flight = static_cast<std::int64_t>(under_way_.size());
}

void Lane::commit_answers(std::vector<PspAnswer> answers) {
  answers.insert(answers.begin(), std::make_move_iterator(unstored_.begin()),
                 std::make_move_iterator(unstored_.end()));
  unstored_.clear();
  if (answers.empty())
    return;
  std::vector<ClaimedJob> jobs;
  for (const auto& answer : answers)
    jobs.push_back(under_way_.at(answer.attempt_id));
  const auto ids = charges_of(jobs);
  const auto now = clock_.now();
  const auto seed = random_();
  const auto stored = store_.change(ids, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Extra extra;
    std::mt19937_64 jitter(seed); // the same jitter when the transaction has to run again
    for (std::size_t i = 0; i < answers.size(); ++i) {
      auto* aggregate = aggregate_of(aggregates, jobs[i].charge_id);
      if (aggregate == nullptr)
        continue;
      Turn turn(*aggregate, now, ids_, policy_, answers[i].news.empty() ? "engine" : "answer");
      apply_answer(turn, jobs[i], answers[i], jitter());
    }
    for (auto& aggregate : aggregates)
      Turn(aggregate, now, ids_, policy_, "engine").finish();
    extra.finished = answers;
    return extra;
  });
  if (!stored) {
    ++stats_.store_failures;
    unstored_ = std::move(answers);
    return;
  }
  for (const auto& answer : answers) {
    under_way_.erase(answer.attempt_id);
    stats_.errors += answer.error == ErrorClass::none ? 0 : 1;
  }
  stats_.in_flight = static_cast<std::int64_t>(under_way_.size());
  if (changed_)
    changed_(ids);
}

} // namespace paydesk
