// Reading settlement files and bank statements, independently of how the sandbox writes them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sandbox_test {

struct SettlementLine {
  std::string type;
  std::string psp_reference;
  std::string checkout_id;
  std::string merchant_reference;
  std::int64_t gross = 0; ///< minor units
  std::int64_t fee = 0;
  std::int64_t net = 0;
  std::string currency;
};

struct SettlementFile {
  std::vector<std::string> header;
  std::vector<SettlementLine> lines; ///< without the trailer
  SettlementLine trailer;
  std::int64_t trailer_count = -1;
  std::string batch;

  std::vector<std::string> references_of(const std::string& type) const;
};

/// Parses RFC 4180 strictly: CRLF, quoting. Throws std::runtime_error for anything else.
SettlementFile parse_settlement(const std::string& csv);

/// "12.34" with the point dropped: 1234. The number of decimals must be `digits`, or std::runtime_error.
std::int64_t minor_units(const std::string& text, int digits);
int digits_of(const std::string& currency);

struct BankStatement {
  std::string opening;
  std::string closing;
  std::string entry;
  std::string opening_sign;
  std::string closing_sign;
  std::string entry_sign;
  std::string end_to_end_id;
  std::string servicer_reference;
  std::string remittance;
  int entries = 0;
};

/// Reads a camt.053 with libxml2. Throws std::runtime_error when it is not well-formed.
BankStatement parse_statement(const std::string& xml);

} // namespace sandbox_test
