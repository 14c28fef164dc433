// Settlement reports and bank statements made to order, written as a PSP and a bank write them.
#pragma once

#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"

namespace paydesk::test {

/// A settlement report. Minor units; totals follow from the lines.
struct Report {
  struct Line {
    std::string kind, psp_reference;
    std::int64_t gross = 0, fee = 0;
    std::string merchant_reference, checkout_id;
    std::string booked_at = "2026-11-16T12:00:00Z";
  };

  std::string batch = "B1";
  std::string account = "card";
  std::string date = "2026-11-16";
  std::string currency = "EUR";
  std::vector<Line> lines;

  Report& add(std::string kind, std::string psp_reference, std::int64_t gross, std::int64_t fee = 0);
  std::int64_t net() const;
  std::string csv() const;
};

/// A bank statement (camt.053.001.02). Minor units; the closing balance follows from the entries unless set.
struct Statement {
  struct Entry {
    std::int64_t amount = 0;
    std::string text; ///< remittance
    std::int64_t charges = 0;
    std::string returned{}; ///< RtrInf, or nothing
  };

  std::string id = "S1";
  std::string account = "SANDBOX-BANK-EUR";
  std::string date = "2026-11-17";
  std::string currency = "EUR";
  std::vector<Entry> entries;
  std::int64_t opening = 0;
  std::int64_t closing_too_much = 0;

  std::string xml() const;
};

} // namespace paydesk::test
