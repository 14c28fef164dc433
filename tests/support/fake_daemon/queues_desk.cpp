#include <algorithm>

#include "tests/support/fake_daemon/desks.h"
#include "tests/support/fake_daemon/paging.h"

namespace paydesk::fake {
namespace {

Field field_of(const views::QueueItem& item) {
  return [&item](std::string_view key) -> std::string {
    if (key.empty()) return item.job_id + " " + item.order_id + " " + item.payment_id;
    if (key == "psp") return item.psp_account;
    if (key == "class") return item.error_class;
    if (key == "order") return item.order_id;
    if (key == "retries") return std::to_string(item.attempts);
    return {};
  };
}

Result<void> check(const Login& login, const views::QueueCommand& command) {
  if (auto may = need_role(login, {"operator"}); !may) return may;
  if (command.job_ids.empty() || command.job_ids.size() > 1000)
    return invalid("job_ids", "Name 1 to 1000 items.");
  return {};
}

/// Takes the item out of a queue; nullopt when it is not there.
std::optional<views::QueueItem> take(std::vector<views::QueueItem>& queue, const std::string& id) {
  const auto at =
      std::find_if(queue.begin(), queue.end(), [&](const auto& item) { return item.job_id == id; });
  if (at == queue.end()) return std::nullopt;
  auto item = *at;
  queue.erase(at);
  return item;
}

} // namespace

Result<views::ListQueueResponse> list_queue(Books& books, const Login&,
                                            const views::ListQueueRequest& request) {
  const auto& queue = request.dead_letter ? books.dead_letters : books.retry_queue;
  auto found = slice<views::QueueItem>(
      queue, request.page, [](const auto& item) { return item.job_id; }, field_of);
  if (!found) return tl::unexpected(found.error());
  return views::ListQueueResponse{std::move(found->rows), std::move(found->next_cursor), found->total};
}

Result<views::QueueStats> queue_stats(Books& books, const Login&, const views::QueueStatsRequest&) {
  views::QueueStats stats;
  stats.waiting = static_cast<std::int64_t>(books.retry_queue.size());
  stats.dead = static_cast<std::int64_t>(books.dead_letters.size());
  for (const auto& item : books.retry_queue) {
    if (!stats.oldest_at || item.created_at < stats.oldest_at) stats.oldest_at = item.created_at;
    if (!stats.next_due_at || item.due_at < stats.next_due_at) stats.next_due_at = item.due_at;
    stats.due_within_5m += item.due_at && *item.due_at < now() + std::chrono::minutes(5) ? 1 : 0;
  }
  stats.psps = books.psps;
  for (auto& psp : stats.psps) {
    const auto mine = [&](const auto& item) { return item.psp_account == psp.psp_account; };
    psp.waiting = std::count_if(books.retry_queue.begin(), books.retry_queue.end(), mine);
    psp.dead = std::count_if(books.dead_letters.begin(), books.dead_letters.end(), mine);
  }
  stats.policy = {"exponential", 500, 60'000, 2, 8, "full"};
  return stats;
}

Result<views::QueueCommandResponse> retry_items(Books& books, const Login& login,
                                                const views::QueueCommand& command) {
  if (auto fine = check(login, command); !fine) return tl::unexpected(fine.error());
  views::QueueCommandResponse response;
  for (const auto& id : command.job_ids) {
    auto item = take(books.dead_letters, id);
    const bool was_dead = item.has_value();
    if (!was_dead) item = take(books.retry_queue, id);
    if (item) {
      item->due_at = now();
      item->dead_since.reset();
      books.retry_queue.insert(books.retry_queue.begin(), *item);
      publish(books, "queue.retry", "job", id, item->payment_id);
    }
    response.results.push_back({id, item.has_value(), item ? "Due now" : "No longer in a queue"});
  }
  return response;
}

Result<views::QueueCommandResponse> discard_items(Books& books, const Login& login,
                                                  const views::QueueCommand& command) {
  if (auto fine = check(login, command); !fine) return tl::unexpected(fine.error());
  if (command.reason.empty()) return invalid("reason", "Discarding needs a reason.");
  views::QueueCommandResponse response;
  for (const auto& id : command.job_ids) {
    const auto item = take(books.dead_letters, id);
    if (item) publish(books, "queue.discarded", "job", id, item->payment_id);
    response.results.push_back({id, item.has_value(), item ? "Discarded" : "Not a dead letter"});
  }
  return response;
}

Result<views::PspQueue> pause_psp(Books& books, const Login& login, const views::PausePspRequest& request) {
  if (auto may = need_role(login, {"operator"}); !may) return tl::unexpected(may.error());
  for (auto& psp : books.psps)
    if (psp.psp_account == request.psp_account) {
      psp.paused = request.paused;
      psp.paused_by = request.paused ? login.login : std::string();
      psp.pause_reason = request.paused ? request.reason : std::string();
      publish(books, request.paused ? "psp.paused" : "psp.resumed", "psp", psp.psp_account);
      return psp;
    }
  return fail(ErrorCode::not_found, "No PSP account is named " + request.psp_account + ".", "psp_account");
}

} // namespace paydesk::fake
