// Batches of pay-outs: read, decided, submitted, cancelled.
#include <algorithm>

#include "tests/support/fake_daemon/desks.h"
#include "tests/support/fake_daemon/paging.h"

namespace paydesk::fake {
namespace {

Result<views::PayoutBatchDetail*> find(Books& books, const std::string& id) {
  const auto at = std::find_if(books.payout_batches.begin(), books.payout_batches.end(),
                               [&](const auto& one) { return one.batch.batch_id == id; });
  if (at == books.payout_batches.end())
    return fail(ErrorCode::not_found, "there is no pay-out batch with this id", "batch_id");
  return &*at;
}

/// Moves a batch with its pay-outs from one state to the next.
Result<views::PayoutBatch> move(Books& books, const std::string& id, const std::string& from, const std::string& to) {
  const auto found = find(books, id);
  if (!found) return tl::unexpected(found.error());
  auto& [batch, payouts, left_out] = **found;
  if (batch.state != from)
    return fail(ErrorCode::failed_precondition, "this batch is " + batch.state + ". Nothing was changed", "batch_id");
  batch.state = to;
  for (auto& payout : payouts)
    payout.state = to;
  publish(books, "payout_batch." + to, "payout_batch", id);
  return batch;
}

} // namespace

Result<views::ListPayoutBatchesResponse> list_payout_batches(Books& books, const Login&, const views::PageRequest& page) {
  std::vector<views::PayoutBatch> rows;
  for (const auto& one : books.payout_batches)
    rows.push_back(one.batch);
  auto found = slice<views::PayoutBatch>(
      rows, page, [](const auto& batch) { return batch.batch_id; },
      [](const views::PayoutBatch& batch) -> Field {
        return [&batch](std::string_view key) { return key == "state" ? batch.state : key == "currency" ? batch.currency : batch.created_by; };
      });
  if (!found) return tl::unexpected(found.error());
  return views::ListPayoutBatchesResponse{std::move(found->rows), std::move(found->next_cursor)};
}

Result<views::PayoutBatchDetail> get_payout_batch(Books& books, const Login&, const views::GetPayoutBatchRequest& request) {
  const auto found = find(books, request.batch_id);
  if (!found) return tl::unexpected(found.error());
  return **found;
}

Result<views::PayoutBatch> decide_payout_batch(Books& books, const Login& login, const views::DecidePayoutBatchRequest& request) {
  if (const auto may = need_role(login, {"approver"}); !may) return tl::unexpected(may.error());
  const auto found = find(books, request.batch_id);
  if (!found) return tl::unexpected(found.error());
  auto& batch = (*found)->batch;
  if (batch.created_by == login.login)
    return fail(ErrorCode::permission_denied, "you created this batch; another person has to decide");
  const auto moved = move(books, request.batch_id, "awaiting_approval", request.approve ? "approved" : "cancelled");
  if (!moved) return moved;
  batch.decided_by = login.login;
  batch.decided_at = now();
  batch.note = request.note;
  return batch;
}

Result<views::PayoutBatch> submit_payout_batch(Books& books, const Login& login, const views::PayoutBatchCommand& request) {
  if (const auto may = need_role(login, {"operator"}); !may) return tl::unexpected(may.error());
  auto moved = move(books, request.batch_id, "approved", "submitted");
  if (moved) {
    auto& batch = (*find(books, request.batch_id))->batch;
    batch.ended_by = login.login;
    batch.ended_at = now();
    moved = batch;
  }
  return moved;
}

Result<views::PayoutBatch> cancel_payout_batch(Books& books, const Login& login, const views::PayoutBatchCommand& request) {
  if (const auto may = need_role(login, {"operator"}); !may) return tl::unexpected(may.error());
  return move(books, request.batch_id, "approved", "cancelled");
}

} // namespace paydesk::fake
