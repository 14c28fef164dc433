#include "sandbox/traffic/traffic_command.h"

#include "sandbox/text/money.h"
#include "sandbox/traffic/buyer.h"
#include "sandbox/traffic/shop.h"
#include "sandbox/traffic/tally.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <fstream>
#include <iostream>

namespace sandbox {

namespace asio = boost::asio;
using Steady = std::chrono::steady_clock;

namespace {

/// One run: as many lanes as the concurrency, each a shop client and a buyer that take the next payment.
/// Single-threaded.
class Run {
 public:
  Run(const TrafficOptions& options, Url shop, std::string api_key)
      : options_(options), shop_(std::move(shop)), api_key_(std::move(api_key)), began_(Steady::now()) {}

  int execute() {
    asio::signal_set signals(io_, SIGINT, SIGTERM);
    signals.async_wait([this](const boost::system::error_code&, int) { io_.stop(); });
    for (int i = 0; i < options_.concurrency; ++i) {
      ++lanes_;
      asio::co_spawn(io_, lane(), asio::detached);
    }
    asio::co_spawn(io_, report(), asio::detached);
    io_.run();
    std::cout << summary(tally_, seconds(), options_.json) << std::flush;
    return tally_.failed == 0 && (options_.forever || tally_.done() == tally_.requested) ? 0 : 1;
  }

 private:
  bool more() const { return options_.forever || next_ < options_.payments; }

  double seconds() const { return std::chrono::duration<double>(Steady::now() - began_).count(); }

  asio::awaitable<void> lane() {
    Shop shop(io_.get_executor(), shop_, api_key_);
    Buyer buyer(io_.get_executor());
    while (more()) {
      const std::uint64_t number = next_++;
      ++tally_.requested;
      co_await wait_for_turn(number);
      const PaymentPlan plan = plan_payment(options_.plan, number);
      const Visit visit = co_await checkout(shop, buyer, plan);
      tally_.add(plan.checkout_reference, visit);
    }
    if (--lanes_ == 0) io_.stop();
  }

  asio::awaitable<void> wait_for_turn(std::uint64_t number) {
    if (options_.rate_per_second <= 0) co_return;
    const double due = static_cast<double>(number) / options_.rate_per_second - seconds();
    if (due > 0) {
      co_await sleep_for(io_.get_executor(),
                         std::chrono::milliseconds(static_cast<std::int64_t>(due * 1000)));
    }
  }

  asio::awaitable<Visit> checkout(Shop& shop, Buyer& buyer, const PaymentPlan& plan) {
    const Registration registration = co_await shop.register_payment(plan);
    if (registration.created) ++tally_.created;
    if (!registration.failure.empty()) co_return Visit{BuyerOutcome::failed, registration.failure};
    const auto page = parse_url(registration.hosted_page_url);
    if (!page) co_return Visit{BuyerOutcome::failed, "not an address: " + registration.hosted_page_url};
    Visit visit = co_await buyer.visit(*page, plan);
    co_return visit;
  }

  asio::awaitable<void> report() {
    for (;;) {
      co_await sleep_for(io_.get_executor(), std::chrono::milliseconds(1000));
      const std::string total = options_.forever ? "∞" : std::to_string(options_.payments);
      std::cerr << tally_.done() << '/' << total << " done, " << tally_.paid << " paid, " << tally_.failed
                << " failed\n";
    }
  }

  TrafficOptions options_;
  Url shop_;
  std::string api_key_;
  Steady::time_point began_;
  Tally tally_;
  std::uint64_t next_ = 0;
  int lanes_ = 0;
  asio::io_context io_{1};
};

int complain(const std::string& what) {
  std::cerr << "paydesk-sandbox: " << what << '\n';
  return 2;
}

} // namespace

int run_traffic(const TrafficOptions& options) {
  const auto shop = parse_url(options.shop_url);
  if (!shop) return complain("--shop must be an http:// address: " + options.shop_url);
  std::ifstream file(options.api_key_file);
  std::string api_key;
  if (!(file >> api_key)) return complain("--api-key-file: no key in " + options.api_key_file);
  if (options.payments == 0 && !options.forever) return complain("--payments or --forever is required");
  if (options.plan.accounts.empty() || options.plan.currencies.empty()) {
    return complain("--accounts and --currencies must not be empty");
  }
  for (const std::string& currency : options.plan.currencies) {
    if (!currency_digits(currency)) return complain("--currencies: unknown currency " + currency);
  }
  return Run(options, *shop, std::move(api_key)).execute();
}

} // namespace sandbox
