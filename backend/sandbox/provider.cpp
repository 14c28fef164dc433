#include "sandbox/provider.h"

#include "sandbox/timers.h"

#include <nlohmann/json.hpp>

namespace sandbox {

namespace {

Later timers_of(boost::asio::io_context& io) {
  return [&io](std::chrono::milliseconds delay, std::function<void()> action) {
    run_later(io, delay, std::move(action));
  };
}

} // namespace

Provider::Provider(boost::asio::io_context& io, Accounts accounts, Faults faults,
                   std::chrono::milliseconds bank_delay, std::chrono::milliseconds key_lifetime,
                   const std::string& base)
    : accounts_(std::move(accounts)), faults_(std::move(faults)), dispatcher_(io, faults_, timers_of(io)),
      reversals_(books_, faults_), payments_(books_, faults_, reversals_),
      modifications_(books_, faults_, reversals_), disputes_(books_), payouts_(books_, faults_),
      settlements_(books_, faults_, accounts_), operations_(books_, payments_, modifications_, disputes_, payouts_, base),
      merchant_api_(accounts_, books_, operations_, settlements_, payouts_, faults_, key_lifetime, base),
      control_api_(accounts_, books_, disputes_, reversals_, settlements_, faults_, dispatcher_, [this] { reset(); }),
      payout_control_(accounts_, payouts_),
      pages_(books_, payments_) {
  books_.later = timers_of(io);
  books_.bank_delay = bank_delay;
  books_.announce = [this](const std::string& type, const Checkout& checkout, std::int64_t amount,
                           const nlohmann::json& more) {
    dispatcher_.send(make_event(books_.ids.next("evt_"), type, checkout, amount, more));
  };
  payouts_.announce = [this](const std::string& type, const Payout& payout) {
    dispatcher_.send(make_payout_event(books_.ids.next("evt_"), type, payout));
  };
  merchant_api_.add_routes(router_);
  control_api_.add_routes(router_);
  payout_control_.add_routes(router_);
  pages_.add_routes(router_);
}

void Provider::reset() {
  books_.shelf.clear();
  books_.movements.clear();
  payouts_.clear();
  settlements_.clear();
  merchant_api_.reset();
  dispatcher_.reset();
  faults_.rewind();
}

} // namespace sandbox
