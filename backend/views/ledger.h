// Ledger and wallets as screens, CLI and service read them: plain values, filled by the store or from the wire.
// Absent amounts have no currency.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "views/common.h"

namespace paydesk::views {

struct ListBalancesRequest {
  std::string account;
};

struct AccountBalance {
  std::string account;
  Money debit;
  Money credit;
  Money balance; ///< debit − credit
};

struct ListBalancesResponse {
  std::vector<AccountBalance> rows;
};

struct ListEntriesRequest {
  std::string account;
  std::string payment_id;
  PageRequest page;
};

struct ListEntriesResponse {
  std::vector<Journal> journals;
  std::string next_cursor;
};

struct Wallet {
  std::string seller;
  Money balance;
  Money pending;
  Money reserved;
  Money available;
};

struct ListWalletsResponse {
  std::vector<Wallet> rows;
  std::string next_cursor;
};

struct VerifyRequest {
  std::string as_of; ///< RFC 3339, or a date: its end in UTC; empty: now
};

struct VerifyFinding {
  std::string invariant;
  std::int64_t checked = 0;
  std::int64_t violations = 0;
  std::vector<std::string> examples; ///< at most 10
};

struct VerifyResponse {
  bool ok = false;
  std::vector<VerifyFinding> findings;
  std::optional<Instant> at;
  std::int64_t position = 0;
  std::optional<Instant> as_of;      ///< of the past: everything booked up to here
  bool final = false;                ///< of the past: nothing can join it any more
  std::vector<std::string> not_kept; ///< of the past: invariants of what is only kept as it is now
};

} // namespace paydesk::views
