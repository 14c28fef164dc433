#include "wire/queues.h"

#include "wire/values.h"
#include "wire/common.h"

namespace paydesk::wire {

void to_wire(const views::ListQueueRequest& view, v1::ListQueueRequest* out) {
  out->set_dead_letter(view.dead_letter);
  to_wire(view.page, out->mutable_page());
}

views::ListQueueRequest from_wire(const v1::ListQueueRequest& in) {
  views::ListQueueRequest view;
  view.dead_letter = in.dead_letter();
  view.page = from_wire(in.page());
  return view;
}

void to_wire(const views::QueueItem& view, v1::QueueItem* out) {
  out->set_job_id(view.job_id);
  out->set_payment_id(view.payment_id);
  out->set_order_id(view.order_id);
  out->set_psp_account(view.psp_account);
  out->set_operation(view.operation);
  if (has_value(view.amount))
    to_wire(view.amount, out->mutable_amount());
  out->set_error_class(view.error_class);
  out->set_last_error(view.last_error);
  out->set_attempts(view.attempts);
  out->set_max_attempts(view.max_attempts);
  out->set_due_at(to_text(view.due_at));
  out->set_policy(view.policy);
  out->set_dead_since(to_text(view.dead_since));
  out->set_owner(view.owner);
  out->set_created_at(to_text(view.created_at));
  out->set_charge_state(view.charge_state);
  out->set_seller(view.seller);
}

views::QueueItem from_wire(const v1::QueueItem& in) {
  views::QueueItem view;
  view.job_id = in.job_id();
  view.payment_id = in.payment_id();
  view.order_id = in.order_id();
  view.psp_account = in.psp_account();
  view.operation = in.operation();
  view.amount = from_wire(in.amount());
  view.error_class = in.error_class();
  view.last_error = in.last_error();
  view.attempts = in.attempts();
  view.max_attempts = in.max_attempts();
  view.due_at = parse_instant(in.due_at());
  view.policy = in.policy();
  view.dead_since = parse_instant(in.dead_since());
  view.owner = in.owner();
  view.created_at = parse_instant(in.created_at());
  view.charge_state = in.charge_state();
  view.seller = in.seller();
  return view;
}

void to_wire(const views::ListQueueResponse& view, v1::ListQueueResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_next_cursor(view.next_cursor);
  out->set_total(view.total);
}

views::ListQueueResponse from_wire(const v1::ListQueueResponse& in) {
  views::ListQueueResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  view.total = in.total();
  return view;
}

void to_wire([[maybe_unused]] const views::QueueStatsRequest& view, v1::QueueStatsRequest* /*out*/) {
}

views::QueueStatsRequest from_wire(const v1::QueueStatsRequest& /*in*/) {
  views::QueueStatsRequest view;
  return view;
}

void to_wire(const views::PspQueue& view, v1::PspQueue* out) {
  out->set_psp_account(view.psp_account);
  out->set_waiting(view.waiting);
  out->set_dead(view.dead);
  out->set_paused(view.paused);
  out->set_paused_by(view.paused_by);
  out->set_pause_reason(view.pause_reason);
  out->set_calls_15m(view.calls_15m);
  out->set_ok_15m(view.ok_15m);
  out->set_breaker(view.breaker);
  out->set_breaker_since(to_text(view.breaker_since));
  out->set_breaker_why(view.breaker_why);
  out->set_breaker_forced_by(view.breaker_forced_by);
  out->set_next_probe_at(to_text(view.next_probe_at));
  out->set_intake(view.intake);
}

views::PspQueue from_wire(const v1::PspQueue& in) {
  views::PspQueue view;
  view.psp_account = in.psp_account();
  view.waiting = in.waiting();
  view.dead = in.dead();
  view.paused = in.paused();
  view.paused_by = in.paused_by();
  view.pause_reason = in.pause_reason();
  view.calls_15m = in.calls_15m();
  view.ok_15m = in.ok_15m();
  view.breaker = in.breaker();
  view.breaker_since = parse_instant(in.breaker_since());
  view.breaker_why = in.breaker_why();
  view.breaker_forced_by = in.breaker_forced_by();
  view.next_probe_at = parse_instant(in.next_probe_at());
  view.intake = in.intake();
  return view;
}

void to_wire(const views::DepthPoint& view, v1::DepthPoint* out) {
  out->set_at(to_text(view.at));
  out->set_depth(view.depth);
}

views::DepthPoint from_wire(const v1::DepthPoint& in) {
  views::DepthPoint view;
  view.at = parse_instant(in.at());
  view.depth = in.depth();
  return view;
}

void to_wire(const views::RetryPolicyView& view, v1::RetryPolicyView* out) {
  out->set_strategy(view.strategy);
  out->set_base_ms(view.base_ms);
  out->set_cap_ms(view.cap_ms);
  out->set_factor(view.factor);
  out->set_max_attempts(view.max_attempts);
  out->set_jitter(view.jitter);
  out->set_psp_account(view.psp_account);
  out->set_error_class(view.error_class);
}

views::RetryPolicyView from_wire(const v1::RetryPolicyView& in) {
  views::RetryPolicyView view;
  view.strategy = in.strategy();
  view.base_ms = in.base_ms();
  view.cap_ms = in.cap_ms();
  view.factor = in.factor();
  view.max_attempts = in.max_attempts();
  view.jitter = in.jitter();
  view.psp_account = in.psp_account();
  view.error_class = in.error_class();
  return view;
}

void to_wire(const views::QueueStats& view, v1::QueueStats* out) {
  out->set_waiting(view.waiting);
  out->set_dead(view.dead);
  out->set_oldest_at(to_text(view.oldest_at));
  out->set_next_due_at(to_text(view.next_due_at));
  out->set_due_within_5m(view.due_within_5m);
  for (const auto& item : view.psps)
    to_wire(item, out->add_psps());
  to_wire(view.policy, out->mutable_policy());
  for (const auto& item : view.policies)
    to_wire(item, out->add_policies());
}

views::QueueStats from_wire(const v1::QueueStats& in) {
  views::QueueStats view;
  view.waiting = in.waiting();
  view.dead = in.dead();
  view.oldest_at = parse_instant(in.oldest_at());
  view.next_due_at = parse_instant(in.next_due_at());
  view.due_within_5m = in.due_within_5m();
  view.psps.reserve(static_cast<std::size_t>(in.psps_size()));
  for (const auto& item : in.psps())
    view.psps.push_back(from_wire(item));
  view.policy = from_wire(in.policy());
  for (const auto& item : in.policies())
    view.policies.push_back(from_wire(item));
  return view;
}

void to_wire(const views::QueueCommand& view, v1::QueueCommand* out) {
  for (const auto& item : view.job_ids)
    out->add_job_ids(item);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::QueueCommand from_wire(const v1::QueueCommand& in) {
  views::QueueCommand view;
  view.job_ids.assign(in.job_ids().begin(), in.job_ids().end());
  view.reason = in.reason();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::QueueItemResult& view, v1::QueueItemResult* out) {
  out->set_job_id(view.job_id);
  out->set_done(view.done);
  out->set_message(view.message);
}

views::QueueItemResult from_wire(const v1::QueueItemResult& in) {
  views::QueueItemResult view;
  view.job_id = in.job_id();
  view.done = in.done();
  view.message = in.message();
  return view;
}

void to_wire(const views::QueueCommandResponse& view, v1::QueueCommandResponse* out) {
  for (const auto& item : view.results)
    to_wire(item, out->add_results());
}

views::QueueCommandResponse from_wire(const v1::QueueCommandResponse& in) {
  views::QueueCommandResponse view;
  view.results.reserve(static_cast<std::size_t>(in.results_size()));
  for (const auto& item : in.results())
    view.results.push_back(from_wire(item));
  return view;
}

void to_wire(const views::PausePspRequest& view, v1::PausePspRequest* out) {
  out->set_psp_account(view.psp_account);
  out->set_paused(view.paused);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::PausePspRequest from_wire(const v1::PausePspRequest& in) {
  views::PausePspRequest view;
  view.psp_account = in.psp_account();
  view.paused = in.paused();
  view.reason = in.reason();
  view.idempotency_key = in.idempotency_key();
  return view;
}

} // namespace paydesk::wire
