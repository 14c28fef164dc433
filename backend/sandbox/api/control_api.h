// The API of whoever runs a test or a demo. No authentication: the server listens on loopback only.
#pragma once

#include "sandbox/books/disputes.h"
#include "sandbox/books/reversals.h"
#include "sandbox/faults/faults.h"
#include "sandbox/http/router.h"
#include "sandbox/settlement/settlements.h"
#include "sandbox/webhooks/dispatcher.h"

#include <functional>

namespace sandbox {

/// `/control`, `/truth` and `/healthz`. Used on the io thread only.
class ControlApi {
 public:
  /// `reset` makes the whole sandbox forget.
  ControlApi(Accounts& accounts, Books& books, Disputes& disputes, Reversals& reversals, Settlements& settlements,
             Faults& faults, Dispatcher& dispatcher, std::function<void()> reset);

  void add_routes(Router& router);

 private:
  using DisputeStep = Result<Dispute> (Disputes::*)(Checkout& checkout, const std::string& dispute_id);

  void add_account_routes(Router& router);
  void add_dispute_routes(Router& router);
  Reply put_faults(const Request& request);
  Reply put_webhook(const Request& request, const std::string& account_id);
  Reply get_webhook(const std::string& account_id);
  Reply open_dispute(const Request& request);
  Reply resolve_dispute(const Request& request, const std::string& dispute_id);
  Reply reverse_capture(const Request& request);
  Reply step_dispute(const std::string& dispute_id, DisputeStep step);
  Reply add_movement(const Request& request);
  Reply close_settlements(const Request& request);
  Reply webhook_counts() const;
  Reply truth(const Request& request);

  Accounts& accounts_;
  Books& books_;
  Disputes& disputes_;
  Reversals& reversals_;
  Settlements& settlements_;
  Faults& faults_;
  Dispatcher& dispatcher_;
  std::function<void()> reset_;
};

} // namespace sandbox
