// Where sellers are paid out to, as CLI and service read it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"

namespace paydesk::views {

struct PayoutAccount {
  std::string account_id;
  std::string seller;
  std::string currency;
  std::string scheme; ///< iban, kr, us
  std::string bank;   ///< BIC, bank code or routing number
  std::string number; ///< masked: "DE****3000"
  std::string holder;
  std::string state;  ///< proposed, active, rejected, replaced, blocked
  std::string reason;
  std::string proposed_by;
  std::optional<Instant> proposed_at;
  std::string decided_by;
  std::optional<Instant> decided_at;
  std::string note;
  std::optional<Instant> payable_from; ///< the end of the cool-down
  std::string ended_by;                ///< who replaced or blocked it
  std::optional<Instant> ended_at;
  std::string ended_why;
};

struct ProposePayoutAccountRequest {
  std::string seller;
  std::string currency;
  std::string scheme;
  std::string bank;   ///< iban: the BIC, or nothing
  std::string number; ///< whole
  std::string holder;
  std::string reason;
  std::string idempotency_key;
};

struct DecidePayoutAccountRequest {
  std::string account_id;
  bool approve = false;
  std::string note;
  std::string idempotency_key;
};

struct BlockPayoutAccountRequest {
  std::string account_id;
  std::string reason;
  std::string idempotency_key;
};

struct ListPayoutAccountsResponse {
  std::vector<PayoutAccount> rows;
  std::string next_cursor;
};

} // namespace paydesk::views
