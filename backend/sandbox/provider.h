// The whole PSP, put together.
#pragma once

#include "sandbox/api/control_api.h"
#include "sandbox/api/merchant_api.h"
#include "sandbox/api/operations.h"
#include "sandbox/api/payout_control.h"
#include "sandbox/books/disputes.h"
#include "sandbox/books/modifications.h"
#include "sandbox/books/payments.h"
#include "sandbox/books/reversals.h"
#include "sandbox/faults/faults.h"
#include "sandbox/http/router.h"
#include "sandbox/pages/hosted_pages.h"
#include "sandbox/settlement/settlements.h"
#include "sandbox/webhooks/dispatcher.h"

#include <string>

namespace sandbox {

/// Owns every part of the sandbox and its routes. Lives on the io thread and must outlive the io_context's
/// work.
class Provider {
 public:
  /// `base` is the server's address, "http://127.0.0.1:PORT".
  Provider(boost::asio::io_context& io, Accounts accounts, Faults faults,
           std::chrono::milliseconds bank_delay, std::chrono::milliseconds key_lifetime, const std::string& base);

  boost::asio::awaitable<Reply> answer(Request request) { return router_.route(std::move(request)); }

 private:
  void reset();

  Accounts accounts_;
  Faults faults_;
  Books books_;
  Dispatcher dispatcher_;
  Reversals reversals_;
  Payments payments_;
  Modifications modifications_;
  Disputes disputes_;
  Payouts payouts_;
  Settlements settlements_;
  Operations operations_;
  MerchantApi merchant_api_;
  ControlApi control_api_;
  PayoutControl payout_control_;
  HostedPages pages_;
  Router router_;
};

} // namespace sandbox
