// What reports need from the database beyond what the screens ask for.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "core/result.h"

namespace paydesk {

struct RevenueQuery {
  Instant before; ///< the last instant before the period
  Instant until;  ///< its last instant
  bool by_day = false;
  std::string currency;                  ///< empty: all
  std::vector<std::string> classes;      ///< whose accounts are summed
  std::vector<std::string> psp_accounts; ///< classes whose owners are PSP accounts, with or without a batch
  std::size_t limit = 0;                 ///< rows, at most
};

/// What was booked on a class within a day or month, and about which PSP account.
struct RevenueRow {
  std::string period; ///< YYYY-MM-DD or YYYY-MM, in UTC
  std::string account_class;
  std::string psp_account; ///< empty where the journal moves none or several
  Money debit;
  Money credit;
};

struct RevenueFigures {
  std::vector<RevenueRow> rows; ///< by period, class, PSP account, currency
  std::optional<Instant> sealed_through;
};

struct PayoutsQuery {
  Instant before, until; ///< when its batch was created
  std::string filter;    ///< seller, currency, state, batch, value
  std::size_t limit = 0;
};

struct PayoutLine {
  std::string state;
  std::string created; ///< YYYY-MM-DD, of its batch
  std::string batch_id;
  std::string seller;
  Money amount;
  std::string value_date; ///< YYYY-MM-DD; empty before it is submitted
  std::string account;    ///< masked
  std::string reference;  ///< EndToEndId
};

/// Reads one state of the database. Thread-safe.
class ReportFigures {
 public:
  virtual ~ReportFigures() = default;
  /// One row more than the limit tells that there are more.
  virtual Result<RevenueFigures> revenue(const RevenueQuery& query) = 0;
  /// The same; invalid_argument on "filter".
  virtual Result<std::vector<PayoutLine>> payouts(const PayoutsQuery& query) = 0;
  /// The shops' references of payments by their ids; what is not found is left out.
  virtual Result<std::map<std::string, std::string>> references(std::span<const std::string> payment_ids) = 0;
};

} // namespace paydesk
