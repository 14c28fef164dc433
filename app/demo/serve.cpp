#include "app/demo/serve.h"

#include <cstdio>

#include <QFile>

#include "app/demo/accounts.h"
#include "app/demo/book.h"
#include "app/demo/breaks.h"
#include "app/demo/disputes.h"
#include "app/demo/errands.h"
#include "app/demo/interrupt.h"
#include "app/demo/payouts.h"
#include "app/demo/refunds.h"
#include "app/demo/settlement.h"
#include "app/demo/stack.h"
#include "app/demo/traffic.h"
#include "app/client/endpoints.h"

namespace paydesk::demo {
namespace {

constexpr const char* instance = "demo";
constexpr double refunded_share = 0.12;
constexpr double disputed_share = 0.05;
constexpr double steady_rate = 2; // payments a second
constexpr double incident_rate = 0.85;
constexpr int incident_payments = 24;
constexpr int held_up_payments = 36;
constexpr int held_up_seconds = 600; ///< that the PSP asks to wait in the end: the retry queue stays filled
constexpr int later_payments = 40; ///< after the settlement: so that not everything is settled
constexpr int resolved_of_a_type = 1;
/// So slow that people see the queue, so few that an incident leaves dead letters soon.
constexpr RetryPace pace{800, 60'000, 5};

/// One serving demo, over one stack. Main thread.
class Serving {
 public:
  Serving(const Options& options, Stack& stack, Progress& progress)
      : options_(options), stack_(stack), progress_(progress) {}

  Result<void> play() {
    announce("up");
    for (const auto step : {&Serving::fill, &Serving::incident, &Serving::people, &Serving::settle,
                            &Serving::hold_up})
      if (auto done = (this->*step)(); !done)
        return done;
    progress_.begin("serving");
    progress_.tell("filled; endpoints are in " + stack_.endpoints_file());
    announce("filled");
    return options_.still ? stay() : go_on();
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

  /// Written beside and renamed, so that nobody reads half a word.
  void announce(const char* word) const {
    std::printf("{\"%s\":\"%s\"}\n", word, stack_.endpoints_file().c_str());
    std::fflush(stdout);
    if (options_.ready_file.empty())
      return;
    const auto path = QString::fromStdString(options_.ready_file);
    QFile file(path + QStringLiteral(".partial"));
    if (!file.open(QIODevice::WriteOnly) || file.write(word) < 0)
      return progress_.tell("cannot write " + options_.ready_file);
    file.close();
    QFile::remove(path);
    file.rename(path);
  }

  Result<void> play_batch(const TrafficOptions& batch) {
    const auto played = demo::play(batch, [this](const Traffic& traffic) {
      progress_.count(traffic.latest());
      return stack_.check_alive();
    });
    return played ? Result<void>{} : tl::unexpected(played.error());
  }

  Result<void> fill() {
    progress_.begin("traffic");
    return play_batch(shop(options_.payments, options_.seed));
  }

  Result<void> people() {
    progress_.begin("people");
    const auto book = read_book(stack_.desk().clerk(), [](std::size_t, std::size_t) {});
    if (!book)
      return tl::unexpected(book.error());
    const auto refunds = refund_some(stack_.desk(), *book, {options_.seed, refunded_share, false});
    if (!refunds)
      return tl::unexpected(refunds.error());
    const auto disputes = dispute_some(stack_.sandbox(), *book, options_.seed, disputed_share);
    if (!disputes)
      return tl::unexpected(disputes.error());
    progress_.tell(std::to_string(refunds->requested) + " refunds, " + std::to_string(disputes->opened) +
                   " disputes");
    return pause(std::chrono::milliseconds(sandbox_lateness_ms)) ? Result<void>{} : tl::unexpected(interruption());
  }

  Result<void> settle() {
    progress_.begin("settlement");
    const auto day = close_and_import(stack_, progress_, day_from_today(0));
    if (!day)
      return tl::unexpected(day.error());
    auto more = shop(later_payments, options_.seed + 1);
    if (auto played = play_batch(more); !played)
      return played;
    const auto breaks = all_breaks(stack_.desk().clerk());
    if (!breaks)
      return tl::unexpected(breaks.error());
    if (const auto paid = pay_out(stack_, progress_); !paid)
      return tl::unexpected(paid.error());
    BreaksResult result;
    return resolve_some(stack_.desk(), *breaks, resolved_of_a_type, result);
  }

  /// A bad quarter of a minute at the PSP: it leaves dead letters behind.
  Result<void> incident() {
    progress_.begin("incident");
    if (auto begun = stack_.sandbox().set_faults({{"probability", {{"error_before", incident_rate}}}}); !begun)
      return begun;
    if (auto played = play_for(std::chrono::seconds(15), incident_payments, "the PSP has an incident"); !played)
      return played;
    return stack_.sandbox().set_faults({{"probability", {{"error_before", options_.fault_rate}}}});
  }

  /// The PSP limits the rate and asks for patience: it leaves a retry queue behind.
  Result<void> hold_up() {
    progress_.begin("held up");
    if (auto begun = stack_.sandbox().set_faults(
            {{"retry_after_s", held_up_seconds}, {"probability", {{"rate_limited", 0.5}}}});
        !begun)
      return begun;
    if (auto played = play_for(std::chrono::seconds(8), held_up_payments, "the PSP limits the rate"); !played)
      return played;
    return stack_.sandbox().set_faults(
        {{"retry_after_s", 1}, {"probability", {{"rate_limited", options_.fault_rate}}}});
  }

  /// Checkouts that may well not come to an end.
  Result<void> play_for(std::chrono::seconds time, std::int64_t payments, const char* what) {
    Traffic traffic(shop(payments, options_.seed + 100 + static_cast<std::uint64_t>(payments)));
    if (auto started = traffic.start(); !started)
      return started;
    const auto until = std::chrono::steady_clock::now() + time;
    while (traffic.going_on() && std::chrono::steady_clock::now() < until) {
      if (interrupted())
        return tl::unexpected(interruption());
      progress_.count(what);
    }
    traffic.stop();
    return {};
  }

  Result<void> stay() {
    while (pause(std::chrono::milliseconds(500)))
      if (auto alive = stack_.check_alive(); !alive)
        return alive;
    return {};
  }

  Result<void> go_on() {
    auto steady = shop(0, options_.seed + 3);
    steady.rate = steady_rate;
    Traffic traffic(steady);
    if (auto started = traffic.start(); !started)
      return started;
    Errands errands(stack_, progress_, options_.seed);
    while (!interrupted() && traffic.going_on()) {
      errands.step();
      if (auto alive = stack_.check_alive(); !alive)
        return interrupted() ? Result<void>{} : alive;
    }
    if (interrupted())
      return {};
    return fail(ErrorCode::unavailable, "the traffic has ended by itself: " + traffic.latest());
  }

  const Options& options_;
  Stack& stack_;
  Progress& progress_;
};

} // namespace

Result<void> serve(const Options& options, Progress& progress) {
  auto folder = StateFolder::at(client::state_folders(instance).front());
  if (!folder)
    return tl::unexpected(folder.error());
  auto stack = Stack::start(std::move(*folder), {options.seed, options.fault_rate, pace, instance}, progress);
  if (!stack)
    return tl::unexpected(stack.error());
  auto served = Serving(options, **stack, progress).play();
  if (interrupted()) // which is how it ends
    served = {};
  progress.begin("stop");
  for (const auto& problem : (*stack)->stop())
    served = fail(ErrorCode::internal, problem);
  if (served)
    progress.tell("everything has stopped");
  return served;
}

} // namespace paydesk::demo
