#include "app/models/sources.h"

#include <algorithm>
#include <utility>

#include "app/models/event_kinds.h"

namespace paydesk::models {

namespace rpc = client::rpc;

void FlowSource::set_range(std::string range) {
  if (std::exchange(query_.range, std::move(range)) != query_.range) refresh();
}

void FlowSource::set_psp_account(std::string psp_account) {
  if (std::exchange(query_.psp_account, std::move(psp_account)) != query_.psp_account) refresh();
}

void FlowSource::set_currency(std::string currency) {
  if (std::exchange(query_.currency, std::move(currency)) != query_.currency) refresh();
}

client::Call FlowSource::request() {
  return daemon_.call<rpc::GetFlow>(query_, this,
                                    [this](Result<views::Flow> reply) { settle(std::move(reply)); });
}

bool FlowSource::concerns(const views::Event&) const { return true; }

void PaymentDetailSource::show(std::string id) {
  if (id == id_) return;
  id_ = std::move(id);
  forget();
  drop_value();
  Q_EMIT changed();
  refresh();
}

client::Call PaymentDetailSource::request() {
  return daemon_.call<rpc::GetPayment>(
      {id_}, this, [this](Result<views::PaymentDetail> reply) { settle(std::move(reply)); });
}

bool PaymentDetailSource::concerns(const views::Event& event) const {
  return moves_payment(event) &&
         (event.payment_id == id_ || (payment() && payment()->payment_id == event.payment_id));
}

void PaymentTotalsSource::set_filter(std::string filter) {
  if (filter == filter_ && totals()) return;
  filter_ = std::move(filter);
  forget();
  drop_value();
  Q_EMIT changed();
  refresh();
}

client::Call PaymentTotalsSource::request() {
  return daemon_.call<rpc::SummarizePayments>(
      {filter_}, this, [this](Result<views::Totals> reply) { settle(std::move(reply)); });
}

bool PaymentTotalsSource::concerns(const views::Event& event) const { return moves_payment(event); }

client::Call QueueStatsSource::request() {
  return daemon_.call<rpc::GetQueueStats>(
      {}, this, [this](Result<views::QueueStats> reply) { settle(std::move(reply)); });
}

bool QueueStatsSource::concerns(const views::Event& event) const {
  return moves_payment(event) || is_kind(event, {"queue.", "psp."});
}

const views::LifecycleMachine* LifecycleSource::machine(std::string_view name) const noexcept {
  if (!lifecycle()) return nullptr;
  const auto& machines = lifecycle()->machines;
  const auto at =
      std::find_if(machines.begin(), machines.end(), [&](const auto& one) { return one.name == name; });
  return at == machines.end() ? nullptr : &*at;
}

client::Call LifecycleSource::request() {
  return daemon_.call<rpc::DescribeLifecycle>(
      {}, this, [this](Result<views::DescribeLifecycleResponse> reply) { settle(std::move(reply)); });
}

client::Call StatusSource::request() {
  return daemon_.call<rpc::GetStatus>(
      {}, this, [this](Result<views::SystemStatus> reply) { settle(std::move(reply)); });
}

client::Call BooksSource::request() {
  return daemon_.call<rpc::GetBooks>({}, this, [this](Result<views::BooksStatus> reply) { settle(std::move(reply)); });
}

bool BooksSource::concerns(const views::Event& event) const { return is_kind(event, {"ledger."}); }

void RunSource::show(std::string run_id) {
  if (run_id == run_id_) return;
  run_id_ = std::move(run_id);
  forget();
  drop_value();
  Q_EMIT changed();
  refresh();
}

client::Call RunSource::request() {
  return daemon_.call<rpc::GetRun>({run_id_}, this,
                                   [this](Result<views::ReconRun> reply) { settle(std::move(reply)); });
}

bool RunSource::concerns(const views::Event& event) const { return is_kind(event, {"recon.", "break."}); }

} // namespace paydesk::models
