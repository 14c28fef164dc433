// Journals out of rows of (transaction, entry), ordered by transaction.
#pragma once

#include <vector>

#include "store/row_values.h"
#include "views/common.h"

namespace paydesk::store {

/// Columns transaction_id, kind, booked_at, book_date, value_date, description, payment_id, class, owner, currency,
/// amount; the entries of a transaction are neighbours.
inline std::vector<views::Journal> journals_of(const pqxx::result& rows) {
  std::vector<views::Journal> journals;
  for (const auto& row : rows) {
    auto id = text_of(row["transaction_id"]);
    if (journals.empty() || journals.back().id != id) {
      views::Journal journal;
      journal.id = std::move(id);
      journal.kind = text_of(row["kind"]);
      journal.booked_at = optional_instant_of(row["booked_at"]);
      journal.book_date = text_of(row["book_date"]);
      journal.value_date = text_of(row["value_date"]);
      journal.description = text_of(row["description"]);
      journal.payment_id = text_of(row["payment_id"]);
      journals.push_back(std::move(journal));
    }
    views::PostingLine line;
    line.account = text_of(row["class"]);
    if (row["owner"].size() > 0)
      line.account += ":" + text_of(row["owner"]);
    auto money = money_of(row["amount"], row["currency"]);
    auto& side = money.minor > 0 ? line.debit : line.credit;
    side = {money.minor > 0 ? money.minor : -money.minor, money.currency};
    journals.back().lines.push_back(std::move(line));
  }
  return journals;
}

} // namespace paydesk::store
