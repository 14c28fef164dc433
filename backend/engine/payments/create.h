// A checkout's payment event, checked and made ready to be stored.
#pragma once

#include <string>
#include <vector>

#include "engine/charges/turn.h"
#include "engine/ports/caller.h"
#include "engine/queue/starts.h"
#include "engine/routing/accounts.h"

namespace paydesk {

struct CreateOrder {
  std::string seller;
  std::string amount; ///< decimal with exactly the currency's digits
  std::string reference;
  std::string description;
};

struct CreatePayment {
  std::string buyer;
  std::string checkout_reference;
  std::string currency;
  std::string psp_account;
  std::string success_url; ///< of hosted pages
  std::string cancel_url;
  std::int64_t expires_in_s = 3600; ///< 60 to 7 days
  std::vector<CreateOrder> orders;  ///< 1 to 100
  std::string payment_method;       ///< the PSP's token of a stored one: charged directly, one charge an order
};

/// Checks every field (the error names it) and builds the aggregates with their first operations, all for one
/// insert. `accounts` are those that may be used; for an empty psp_account routing chooses among those that have the
/// currency, and the timeline tells why.
Result<NewPayment> make_payment(const Caller& caller, const Uuid& key, const CreatePayment& request,
                                const std::vector<AccountTerms>& accounts, Instant now, IdSource& ids,
                                const EnginePolicy& policy);

/// Stores payments, one commit for all; where there is room, their registrations go out right after it.
Result<std::vector<CreateOutcome>> store_payments(PaymentStore& store, std::vector<NewPayment>& payments,
                                                  const CallRooms* rooms, IdSource& ids, const EnginePolicy& policy);

} // namespace paydesk
