#include "app/demo/headless.h"

#include "app/demo/accounts.h"
#include "app/demo/book.h"
#include "app/demo/interrupt.h"

namespace paydesk::demo {
namespace {

namespace rpc = client::rpc;

constexpr std::chrono::seconds quiet_patience{120};
constexpr double refunded_share = 0.06;
constexpr double disputed_share = 0.015;
constexpr int resolved_of_a_type = 3;
/// So many that each account and currency surely has one that is paid.
constexpr int payments_a_pair = 3;

/// The stages of one run, over one stack. Main thread.
class Run {
 public:
  Run(const Options& options, Stack& stack, Progress& progress, ShopListener& listener)
      : options_(options), stack_(stack), progress_(progress), listener_(listener) {
    summary_.options = options;
  }

  Result<Summary> play() {
    for (const auto stage : {&Run::traffic, &Run::aftermath, &Run::quiet, &Run::settle, &Run::pay_out, &Run::next_day,
                             &Run::resolve, &Run::prove})
      if (auto done = (this->*stage)(); !done)
        return tl::unexpected(done.error());
    return std::move(summary_);
  }

 private:
  TrafficOptions shop(std::int64_t payments, std::uint64_t seed) const {
    TrafficOptions traffic;
    traffic.shop_url = stack_.shop_url();
    traffic.key_file = stack_.shop_key_file();
    traffic.payments = static_cast<std::uint64_t>(payments);
    traffic.seed = seed;
    return traffic;
  }

  /// Kills are spread evenly over the checkouts.
  Result<void> kill_when_due(const Traffic& traffic) {
    const bool due = summary_.kills < options_.kills &&
                     traffic.done() * (options_.kills + 1) >= options_.payments * (summary_.kills + 1);
    if (!due)
      return {};
    progress_.tell("killing the daemon, " + std::to_string(++summary_.kills) + " of " +
                   std::to_string(options_.kills));
    return stack_.kill_and_restart_daemon();
  }

  Result<void> traffic() {
    progress_.begin("traffic");
    if (auto subscribed = subscribe(stack_.desk(), listener_); !subscribed)
      return subscribed;
    const auto played = demo::play(shop(options_.payments, options_.seed), [this](const Traffic& traffic) {
      progress_.count(traffic.latest());
      auto killed = kill_when_due(traffic);
      return killed ? stack_.check_alive() : killed;
    });
    if (!played)
      return tl::unexpected(played.error());
    summary_.traffic = *played;
    return {};
  }

  Result<void> read_book() {
    auto book = demo::read_book(stack_.desk().clerk(), [this](std::size_t read, std::size_t all) {
      progress_.count("reading " + std::to_string(read) + " of " + std::to_string(all) + " payments");
    });
    if (!book)
      return tl::unexpected(book.error());
    book_ = std::move(*book);
    return {};
  }

  Result<void> aftermath() {
    progress_.begin("aftermath");
    if (auto read = read_book(); !read)
      return read;
    const auto refunds = refund_some(stack_.desk(), book_, {options_.seed, refunded_share, true});
    if (!refunds)
      return tl::unexpected(refunds.error());
    const auto disputes = dispute_some(stack_.sandbox(), book_, options_.seed, disputed_share);
    if (!disputes)
      return tl::unexpected(disputes.error());
    summary_.refunds = *refunds;
    summary_.disputes = *disputes;
    progress_.tell(std::to_string(refunds->requested) + " refunds, " + std::to_string(disputes->opened) +
                   " disputes");
    return {};
  }

  Result<void> wait() {
    // News that come late: of refunds that fail afterwards, above all.
    if (!pause(std::chrono::milliseconds(sandbox_lateness_ms)))
      return tl::unexpected(interruption());
    auto quiet = wait_for_quiet(stack_, progress_, quiet_patience);
    if (!quiet)
      return tl::unexpected(quiet.error());
    summary_.quiet = std::move(*quiet);
    return {};
  }

  /// What ended as a dead letter gets a second chance, once.
  Result<void> wait_and_retry() {
    if (auto waited = wait(); !waited || summary_.quiet.dead_letters == 0)
      return waited;
    const auto retried = retry_dead_letters(stack_.desk());
    if (!retried)
      return tl::unexpected(retried.error());
    summary_.dead_letters_retried += *retried;
    progress_.tell(std::to_string(*retried) + " dead letters tried once more");
    return wait();
  }

  Result<void> quiet() {
    progress_.begin("quiet");
    return wait_and_retry();
  }

  Result<void> close_day(const std::string& date) {
    auto day = close_and_import(stack_, progress_, date);
    if (!day)
      return tl::unexpected(day.error());
    summary_.settlement_lines += day->lines;
    summary_.settlement_batches += static_cast<std::int64_t>(day->batches.size());
    days_.push_back(std::move(*day));
    return {};
  }

  Result<void> settle() {
    progress_.begin("settlement");
    return close_day(day_from_today(0));
  }

  /// Sellers, of what the settlement made available.
  Result<void> pay_out() {
    progress_.begin("pay-outs");
    auto paid = demo::pay_out(stack_, progress_);
    if (!paid)
      return tl::unexpected(paid.error());
    summary_.payouts = std::move(*paid);
    return {};
  }

  /// What a file lacks is only certain once a later one of that account and currency has come, so each gets a few
  /// more payments. The second day's files tell the truth.
  Result<void> next_day() {
    progress_.begin("next day");
    if (auto honest = stack_.sandbox().set_faults(settlement_faults(0)); !honest)
      return honest;
    std::uint64_t seed = options_.seed + 1'000'000;
    for (const auto& [account, currency] : batches_that_lack_lines(days_.front())) {
      auto shop_there = shop(payments_a_pair, ++seed);
      shop_there.account = account;
      shop_there.currency = currency;
      const auto played = demo::play(shop_there, [this](const Traffic&) { return stack_.check_alive(); });
      if (!played)
        return tl::unexpected(played.error());
      progress_.count("more payments through " + account + " in " + currency);
    }
    if (auto waited = wait_and_retry(); !waited)
      return waited;
    return close_day(day_from_today(1));
  }

  Result<void> resolve() {
    progress_.begin("breaks");
    const auto breaks = all_breaks(stack_.desk().clerk());
    if (!breaks)
      return tl::unexpected(breaks.error());
    judge_breaks(*breaks, days_, summary_.breaks);
    if (auto done = resolve_some(stack_.desk(), *breaks, resolved_of_a_type, summary_.breaks); !done)
      return done;
    const auto after = all_breaks(stack_.desk().clerk());
    if (!after)
      return tl::unexpected(after.error());
    for (const auto& one : *after)
      ++summary_.breaks.by_state[one.state];
    progress_.tell(std::to_string(after->size()) + " breaks seen");
    return {};
  }

  Result<void> prove() {
    progress_.begin("proof");
    const auto& clerk = stack_.desk().clerk();
    const auto verified = clerk.ask<rpc::Verify>({});
    if (!verified)
      return tl::unexpected(verified.error());
    summary_.verify = *verified;
    if (auto read = read_book(); !read)
      return read;
    for (const auto& payment : book_) {
      ++summary_.payments_by_state[payment.charge_state];
      for (const auto& order : payment.orders)
        ++summary_.orders_by_status[order.status];
    }
    auto webhooks = judge_webhooks(stack_, progress_, listener_, book_);
    if (!webhooks)
      return tl::unexpected(webhooks.error());
    summary_.webhooks = std::move(*webhooks);
    return compare();
  }

  Result<void> compare() {
    const auto& clerk = stack_.desk().clerk();
    const auto truth = stack_.sandbox().truth();
    auto comparison = truth ? compare_with_truth(clerk, book_, *truth) : tl::unexpected(truth.error());
    if (!comparison)
      return tl::unexpected(comparison.error());
    auto contradictions = check_own_books(clerk);
    if (!contradictions)
      return tl::unexpected(contradictions.error());
    const auto fired = stack_.sandbox().fired();
    const auto status = clerk.ask<rpc::GetStatus>({});
    if (!fired || !status)
      return tl::unexpected(fired ? status.error() : fired.error());
    summary_.comparison = std::move(*comparison);
    if (auto payouts = compare_payouts(stack_, summary_.payouts); !payouts)
      return payouts;
    summary_.contradictions = std::move(*contradictions);
    summary_.faults_fired = *fired;
    summary_.version = status->version;
    return {};
  }

  const Options& options_;
  Stack& stack_;
  Progress& progress_;
  ShopListener& listener_;
  Summary summary_;
  std::vector<views::PaymentDetail> book_;
  std::vector<SettlementDay> days_;
};

} // namespace

Result<Summary> run_headless(const Options& options, Progress& progress) {
  auto folder = options.keep.empty() ? StateFolder::temporary() : StateFolder::at(QString::fromStdString(options.keep));
  if (!folder)
    return tl::unexpected(folder.error());
  auto stack = Stack::start(std::move(*folder), {options.seed, options.fault_rate}, progress);
  if (!stack)
    return tl::unexpected(stack.error());
  auto listener = ShopListener::start();
  auto summary = listener ? Run(options, **stack, progress, **listener).play() : tl::unexpected(listener.error());
  progress.begin("stop");
  const auto left = (*stack)->stop();
  progress.end();
  if (!summary)
    return summary;
  summary->left_running = left;
  summary->seconds = progress.seconds();
  summary->total_seconds = progress.total_seconds();
  return summary;
}

} // namespace paydesk::demo
