// The buyer's side: opens the hosted page and pays, or does not.
#pragma once

#include "sandbox/http/client.h"
#include "sandbox/traffic/plan.h"

#include <utility>

#include <boost/asio/awaitable.hpp>

#include <string>

namespace sandbox {

enum class BuyerOutcome { paid, abandoned, declined, failed };

struct Visit {
  BuyerOutcome outcome = BuyerOutcome::failed;
  std::string failure; ///< with `failed`, why
};

/// One buyer at a time, with a browser's kept-alive connection. Not for concurrent use.
class Buyer {
 public:
  explicit Buyer(boost::asio::any_io_executor executor);

  /// Does what the plan says. A payment that a fault declines is tried again a few times with the same card.
  boost::asio::awaitable<Visit> visit(Url page, const PaymentPlan& plan);

 private:
  boost::asio::awaitable<std::string> use_card(Url page, std::string card);
  boost::asio::awaitable<Visit> pay(Url page);
  boost::asio::awaitable<ClientAnswer> ask_patiently(ClientRequest request);
  boost::asio::awaitable<void> follow(std::string location);

  boost::asio::any_io_executor executor_;
  ClientConnection browser_;
};

} // namespace sandbox
