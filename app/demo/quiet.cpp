#include "app/demo/quiet.h"

#include <algorithm>
#include <array>
#include <set>

#include "app/demo/book.h"
#include "app/demo/interrupt.h"
#include "app/client/idempotency.h"
#include "core/lifecycle.h"

namespace paydesk::demo {
namespace {

namespace rpc = client::rpc;

using Steady = std::chrono::steady_clock;

/// Shown statuses of orders whose payment the daemon is at work on.
constexpr const char* busy_filter =
    "state:created,processing,authorized,capture_requested,partially_captured,void_requested,retry_scheduled,unknown";
constexpr const char* busy_refunds_filter = "state:requested,processing,retry_scheduled,unknown";

/// How much is going on, as cheap questions tell.
struct Load {
  std::int64_t webhooks = 0;
  std::int64_t waiting = 0;
  std::int64_t dead = 0;
  std::int64_t orders = 0;
  bool refunds = false;
  std::int64_t unpublished = 0;

  bool is_none() const { return webhooks + waiting + orders + unpublished == 0 && !refunds; }
  std::string to_text() const {
    return std::to_string(orders) + " orders under way, " + std::to_string(waiting) + " jobs waiting, " +
           std::to_string(webhooks) + " webhooks pending" + (refunds ? ", refunds under way" : "") + ", " +
           std::to_string(dead) + " dead letters";
  }
};

Result<Load> load_of(const Stack& stack) {
  const auto& clerk = stack.desk().clerk();
  const auto webhooks = stack.sandbox().webhooks_pending();
  const auto queue = clerk.ask<rpc::GetQueueStats>({});
  const auto orders = clerk.ask<rpc::SummarizePayments>({busy_filter});
  const auto refunds = clerk.ask<rpc::ListRefunds>({busy_refunds_filter, {}, 1, false});
  const auto status = clerk.ask<rpc::GetStatus>({});
  if (!webhooks)
    return tl::unexpected(webhooks.error());
  for (const auto* error : {queue ? nullptr : &queue.error(), orders ? nullptr : &orders.error(),
                            refunds ? nullptr : &refunds.error(), status ? nullptr : &status.error()})
    if (error != nullptr)
      return tl::unexpected(*error);
  return Load{*webhooks, queue->waiting, queue->dead, orders->count, !refunds->rows.empty(), status->outbox_lag};
}

bool is_left_by_buyer(const std::string& psp_status) { return psp_status == "open" || psp_status == "opened"; }

/// The payments whose charge has not ended, with their details.
Result<std::vector<views::PaymentDetail>> open_payments(const Person& person) {
  const auto rows = all_rows<rpc::ListPayments>(person, &views::ListPaymentsResponse::rows,
                                                [](views::PageRequest page) { return page; });
  if (!rows)
    return tl::unexpected(rows.error());
  std::set<std::string> ids;
  for (const auto& row : *rows) {
    const auto* state = lifecycle::find_state(lifecycle::Machine::charge, row.charge_state);
    if (state == nullptr || !state->final)
      ids.insert(row.payment_id);
  }
  return read_payments(person, {ids.begin(), ids.end()}, [](std::size_t, std::size_t) {});
}

Result<Unfinished> unfinished_of(const Stack& stack) {
  const auto payments = open_payments(stack.desk().clerk());
  const auto truth = payments ? stack.sandbox().truth() : tl::unexpected(payments.error());
  if (!truth)
    return tl::unexpected(truth.error());
  Unfinished unfinished;
  for (const auto& payment : *payments) {
    const auto checkout = truth->find(payment.charge_id);
    const auto at_psp = checkout == truth->end() ? std::string("unknown there") : checkout->second.status;
    const bool page_is_open = payment.charge_state == "registered" || payment.charge_state == "awaiting_customer";
    if (page_is_open && is_left_by_buyer(at_psp))
      ++unfinished.by_reason["the buyer has left the page, which is still open"];
    else
      unfinished.unexplained.push_back(payment.checkout_reference + " (" + payment.payment_id + ", " +
                                       payment.psp_account + ") is " + payment.charge_state +
                                       "; at the PSP it is " + at_psp);
  }
  return unfinished;
}

} // namespace

Result<Quiet> wait_for_quiet(const Stack& stack, Progress& progress, std::chrono::seconds patience) {
  const auto until = Steady::now() + patience;
  for (;;) {
    const auto load = load_of(stack);
    if (!load)
      return tl::unexpected(load.error());
    progress.count(load->to_text());
    const bool late = Steady::now() > until;
    if (load->is_none() || late) {
      // What the cheap questions cannot tell: news that were lost, about payments that only seem to wait for the buyer.
      auto unfinished = unfinished_of(stack);
      if (!unfinished)
        return tl::unexpected(unfinished.error());
      const auto unexplained = static_cast<std::int64_t>(unfinished->unexplained.size());
      if (late || unexplained <= load->dead)
        return Quiet{std::move(*unfinished), load->dead};
    }
    if (!pause(std::chrono::milliseconds(300)))
      return tl::unexpected(interruption());
  }
}

Result<std::int64_t> retry_dead_letters(const Desk& desk) {
  const auto dead = all_rows<rpc::ListQueue>(desk.clerk(), &views::ListQueueResponse::rows, [](views::PageRequest page) {
    return views::ListQueueRequest{true, std::move(page)};
  });
  if (!dead)
    return tl::unexpected(dead.error());
  constexpr std::size_t most_at_once = 1000;
  for (std::size_t from = 0; from < dead->size(); from += most_at_once) {
    views::QueueCommand command;
    command.reason = "the demo's operator tries once more";
    command.idempotency_key = client::new_idempotency_key();
    for (auto at = from; at < std::min(dead->size(), from + most_at_once); ++at)
      command.job_ids.push_back((*dead)[at].job_id);
    if (const auto retried = desk.clerk().ask<rpc::RetryItems>(command); !retried)
      return tl::unexpected(retried.error());
  }
  return static_cast<std::int64_t>(dead->size());
}

} // namespace paydesk::demo
