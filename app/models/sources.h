// The single values that screens show: the flow, one payment, totals, queue statistics, the lifecycle, the
// status.
#pragma once

#include <string>

#include "app/client/rpcs.h"
#include "app/models/live_source.h"

namespace paydesk::models {

/// Everything on the Flow screen for one range, PSP account and currency.
class FlowSource final : public SourceOf<views::Flow> {

 public:
  using SourceOf::SourceOf;
  const views::Flow* flow() const noexcept { return value(); }
  /// "5m", "1h", "today", "yesterday".
  const std::string& range() const noexcept { return query_.range; }
  void set_range(std::string range);
  void set_psp_account(std::string psp_account); ///< empty for all
  void set_currency(std::string currency);       ///< empty for all

 protected:
  client::Call request() override;
  bool concerns(const views::Event& event) const override;

 private:
  views::GetFlowRequest query_{.range = "today"};
};

/// The whole of the payment that is selected; empty while none is.
class PaymentDetailSource final : public SourceOf<views::PaymentDetail> {

 public:
  using SourceOf::SourceOf;
  const views::PaymentDetail* payment() const noexcept { return value(); }
  /// A payment's or an order's id; empty for none. Drops the old value and asks.
  void show(std::string id);
  const std::string& id() const noexcept { return id_; }

 protected:
  client::Call request() override;
  bool concerns(const views::Event& event) const override;
  bool is_set() const override { return !id_.empty(); }

 private:
  std::string id_;
};

/// Count and sums of a payments filter.
class PaymentTotalsSource final : public SourceOf<views::Totals> {

 public:
  using SourceOf::SourceOf;
  const views::Totals* totals() const noexcept { return value(); }
  void set_filter(std::string filter);

 protected:
  client::Call request() override;
  bool concerns(const views::Event& event) const override;

 private:
  std::string filter_;
};

/// Depth, age and policy of the queues.
class QueueStatsSource final : public SourceOf<views::QueueStats> {

 public:
  using SourceOf::SourceOf;
  const views::QueueStats* stats() const noexcept { return value(); }

 protected:
  client::Call request() override;
  bool concerns(const views::Event& event) const override;
};

/// The state machines, which change only with the daemon's version.
class LifecycleSource final : public SourceOf<views::DescribeLifecycleResponse> {

 public:
  using SourceOf::SourceOf;
  const views::DescribeLifecycleResponse* lifecycle() const noexcept { return value(); }
  /// The machine with this name ("charge"), or nullptr.
  const views::LifecycleMachine* machine(std::string_view name) const noexcept;

 protected:
  client::Call request() override;
  bool concerns(const views::Event&) const override { return false; }
};

/// Health, version and position of the daemon.
class StatusSource final : public SourceOf<views::SystemStatus> {

 public:
  using SourceOf::SourceOf;
  const views::SystemStatus* status() const noexcept { return value(); }

 protected:
  client::Call request() override;
  bool concerns(const views::Event&) const override { return false; }
};

/// How far the books are closed and sealed.
class BooksSource final : public SourceOf<views::BooksStatus> {

 public:
  using SourceOf::SourceOf;
  const views::BooksStatus* books() const noexcept { return value(); }

 protected:
  client::Call request() override;
  bool concerns(const views::Event& event) const override;
};

/// One reconciliation run's header.
class RunSource final : public SourceOf<views::ReconRun> {

 public:
  using SourceOf::SourceOf;
  const views::ReconRun* run() const noexcept { return value(); }
  void show(std::string run_id);
  const std::string& run_id() const noexcept { return run_id_; }

 protected:
  client::Call request() override;
  bool concerns(const views::Event& event) const override;
  bool is_set() const override { return !run_id_.empty(); }

 private:
  std::string run_id_;
};

} // namespace paydesk::models
