// The shop's side: registers payments with Paydesk's REST API and does not give up early.
#pragma once

#include "sandbox/http/client.h"
#include "sandbox/traffic/plan.h"

#include <utility>

#include <boost/asio/awaitable.hpp>

#include <string>

namespace sandbox {

/// Where the buyer may pay, or why there is no such place.
struct Registration {
  bool created = false;        ///< the shop's payment exists
  std::string hosted_page_url; ///< empty when there is none
  std::string failure;         ///< why not, in words
};

/// One shop client; keeps a connection. Not for concurrent use.
class Shop {
 public:
  Shop(boost::asio::any_io_executor executor, Url base, std::string api_key);

  /// Creates the payment and waits for its page; retries what may be retried for up to 120 seconds.
  boost::asio::awaitable<Registration> register_payment(const PaymentPlan& plan);

 private:
  boost::asio::awaitable<ClientAnswer> ask_until_answered(ClientRequest request);
  boost::asio::awaitable<Registration> wait_for_page(std::string payment_id);
  ClientRequest request(std::string method, const std::string& path) const;

  boost::asio::any_io_executor executor_;
  ClientConnection connection_;
  Url base_;
  std::string api_key_;
};

/// Suspends the calling coroutine.
boost::asio::awaitable<void> sleep_for(boost::asio::any_io_executor executor,
                                       std::chrono::milliseconds duration);

} // namespace sandbox
