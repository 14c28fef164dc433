#include "engine/queue/starts.h"

#include <algorithm>

namespace paydesk {
namespace {

/// The fencing token of a job's first lease; those that the queue gives are positive.
constexpr std::int64_t born_token = -1;

} // namespace

void Starts::reset() {
  for (const auto& begun : begun_)
    begun.room->release(1);
  begun_.clear();
}

void Starts::begin(Turn& turn, std::vector<AttemptRow>& attempts) {
  if (rooms_ == nullptr)
    return;
  const auto at = rooms_->find(turn.a.charge.psp_account);
  if (at == rooms_->end())
    return;
  auto& room = *at->second;
  for (std::size_t i = 0; i < turn.a.jobs.size(); ++i) {
    auto& job = turn.a.jobs[i];
    if (!job.added || job.removed || job.dead || job.leased || job.due_at > turn.now || !room.reserve())
      continue;
    job.leased = true;
    job.token = born_token;
    job.due_at = turn.now + room.lease();
    const ClaimedJob claimed{job.job_id, turn.a.charge.charge_id, born_token};
    auto prepared = begin_call(turn, claimed);
    if (!prepared) {
      room.release(1);
      continue;
    }
    attempts.push_back(std::move(prepared->attempt));
    begun_.push_back({&room, {std::move(prepared->call), claimed, turn.now}});
  }
}

void Starts::keep(const std::vector<Uuid>& charges) {
  const auto gone = std::partition(begun_.begin(), begun_.end(), [&](const Begun& begun) {
    return std::binary_search(charges.begin(), charges.end(), begun.call.call.charge_id);
  });
  for (auto at = gone; at != begun_.end(); ++at)
    at->room->release(1);
  begun_.erase(gone, begun_.end());
}

void Starts::hand_over() {
  std::map<CallRoom*, std::vector<BegunCall>> calls;
  for (auto& begun : begun_)
    calls[begun.room].push_back(std::move(begun.call));
  begun_.clear();
  for (auto& [room, batch] : calls)
    room->hand_over(std::move(batch));
}

} // namespace paydesk
