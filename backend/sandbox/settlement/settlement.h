// One closed batch: what its file says, and which lies were planted in it.
#pragma once

#include "sandbox/books/movement.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sandbox {

/// A planted error, for whoever checks that reconciliation finds it.
struct Planted {
  std::string fault;
  std::string psp_reference;
  std::string detail;
};

/// The lines of one account, currency and close, as the file tells them. Amounts in minor units.
struct Settlement {
  std::string id;
  std::string batch;
  std::string account;
  std::string date;
  std::string currency;
  std::vector<Movement> lines;
  std::int64_t gross = 0;
  std::int64_t fee = 0;
  std::vector<Planted> planted;
  Instant closed_at;
  std::int64_t statement_number = 0;
  std::int64_t opening_balance = 0; ///< of the bank account the payout arrives on
  std::string csv;

  std::int64_t net() const { return gross - fee; }
};

/// What `GET /v1/settlements` shows of it.
nlohmann::json settlement_json(const Settlement& settlement);

/// The same with the planted errors, for the control API.
nlohmann::json closed_settlement_json(const Settlement& settlement);

/// The settlement file (RFC 4180, CRLF, header, trailer, major units).
std::string settlement_csv(const Settlement& settlement);

/// The bank statement (camt.053.001.02) with the payout of the batch.
std::string bank_statement(const Settlement& settlement);

} // namespace sandbox
