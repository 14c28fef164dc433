// What a bank does about pay-outs, by hand.
#pragma once

#include "sandbox/accounts/account.h"
#include "sandbox/books/payouts.h"
#include "sandbox/http/router.h"

namespace sandbox {

/// `/control/payouts`. Used on the io thread only.
class PayoutControl {
 public:
  PayoutControl(Accounts& accounts, Payouts& payouts) : accounts_(accounts), payouts_(payouts) {}
  void add_routes(Router& router);

 private:
  using Step = Result<Payout> (Payouts::*)(const std::string& id, const std::string& code);
  Reply list(const Request& request);
  Reply step(const Request& request, const std::string& id, Step step);

  Accounts& accounts_;
  Payouts& payouts_;
};

} // namespace sandbox
