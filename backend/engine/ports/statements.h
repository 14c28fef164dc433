// What a settlement file or a bank statement says, whatever its format, and the port that reads one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "core/result.h"

namespace paydesk {

/// One fact as the PSP settles it. Amounts in minor units of the file's currency.
struct SettlementLine {
  std::int64_t line_no = 0;
  std::string
      kind; ///< capture, capture_reversed, refund, refund_reversed, dispute_withdrawn, dispute_reinstated, dispute_fee …
  std::string psp_reference;
  std::string checkout_id;
  std::string merchant_reference;
  std::int64_t gross = 0; ///< negative when money leaves us
  std::int64_t fee = 0;   ///< positive is a cost
  std::int64_t net = 0;   ///< gross − fee
  Instant booked_at;
};

/// One batch of one PSP account and currency. The totals are proven to be the lines' sums.
struct SettlementFile {
  std::string account;
  std::string batch;
  std::string date; ///< YYYY-MM-DD, the settlement date
  Currency currency;
  std::vector<SettlementLine> lines;
  std::int64_t gross = 0;
  std::int64_t fee = 0;
  std::int64_t net = 0;
};

/// One booked movement on a bank account, in minor units of the account's currency.
struct BankEntry {
  std::int64_t amount = 0;  ///< credits positive, debits negative
  std::int64_t charges = 0; ///< what the bank says it kept for itself; positive
  bool reversal = false;
  std::string booking_date; ///< YYYY-MM-DD
  std::string value_date;   ///< YYYY-MM-DD; the booking date when the bank states none
  std::string bank_reference;
  std::string end_to_end_id;
  std::string remittance;
  /// Why a payment came back: the external return reason code (ISO 20022), or empty; and that in words.
  std::string return_code, return_reason;
  std::vector<std::string> references; ///< every reference the bank gives, in document order
};

/// One account's statement. `opening` and `closing` are balances of one kind (booked, else available).
struct BankStatement {
  std::string id;
  std::string account; ///< IBAN, else the bank's own number
  Currency currency;
  std::optional<std::int64_t> opening;
  std::optional<std::int64_t> closing;
  std::string last_date; ///< the closing balance's date, else the latest booking date
  std::vector<BankEntry> entries;
  std::vector<std::string> warnings; ///< what was odd but clear, in words

  /// What the bank's closing balance has beyond opening + entries; 0 when it foots or cannot be checked.
  std::int64_t difference = 0;
};

struct BankFile {
  std::vector<BankStatement> statements;
};

struct ReadStatement {
  std::string format; ///< "sandbox_csv", "camt053"
  std::variant<SettlementFile, BankFile> content;
};

/// Reads a file of any known format. Thread-safe, without side effects.
class StatementReader {
 public:
  virtual ~StatementReader() = default;
  /// Errors: invalid_argument whose field is the place ("line 12, column gross").
  virtual Result<ReadStatement> read(std::string_view content) const = 0;
};

} // namespace paydesk
