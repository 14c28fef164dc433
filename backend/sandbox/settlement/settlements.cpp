#include "sandbox/settlement/settlements.h"

#include <algorithm>
#include <cstdio>

namespace sandbox {

std::vector<const Settlement*> Settlements::close(const std::optional<std::string>& date, bool carry_negative) {
  std::vector<const Settlement*> closed;
  Planting planting(faults_, books_.ids);
  auto drafts = planting.apply(books_.movements.take());
  for (auto& [key, draft] : drafts) {
    for (Movement& line : draft.held_back)
      books_.movements.add(key, std::move(line));
    if (draft.lines.empty() && draft.planted.empty()) continue;
    const Account* account = accounts_.by_id(key.first);
    const std::string today = date_at(std::chrono::system_clock::now(), account->utc_offset_minutes);
    closed.push_back(&file(key, std::move(draft), date.value_or(today), carry_negative));
  }
  return closed;
}

const Settlement& Settlements::file(const BatchKey& key, Draft draft, const std::string& date, bool carry_negative) {
  Settlement settlement;
  settlement.id = books_.ids.next("set_");
  settlement.account = key.first;
  settlement.currency = key.second;
  settlement.date = date;
  settlement.lines = std::move(draft.lines);
  settlement.planted = std::move(draft.planted);
  settlement.closed_at = std::chrono::system_clock::now();
  for (const Movement& line : settlement.lines) {
    settlement.gross += line.gross;
    settlement.fee += line.fee;
  }
  // EndToEndId allows 35 characters: date, currency and the end of the id are enough to be unique.
  settlement.batch = "B" + date + "-" + key.second + "-" + settlement.id.substr(settlement.id.size() - 10);
  if (carry_negative && settlement.net() < 0) carry_over(key, settlement);
  settlement.statement_number = ++statement_number_[key.second];
  settlement.opening_balance = bank_balance_[key.second];
  bank_balance_[key.second] += settlement.net();
  settlement.csv = settlement_csv(settlement);
  all_.push_back(std::move(settlement));
  return all_.back();
}

/// What the batch lacks is its last line, and the first one of the account's next batch of the currency.
void Settlements::carry_over(const BatchKey& key, Settlement& settlement) {
  Movement line;
  line.kind = MovementKind::carried_out;
  line.psp_reference = settlement.batch;
  line.gross = -settlement.net();
  line.booked_at = settlement.closed_at;
  settlement.gross += line.gross;
  settlement.lines.push_back(line);
  line.kind = MovementKind::carried_in;
  line.gross = -line.gross;
  books_.movements.add(key, std::move(line));
}

const Settlement* Settlements::find(const std::string& id, const Account& account) const {
  const auto found = std::ranges::find(all_, id, &Settlement::id);
  return found == all_.end() || found->account != account.id ? nullptr : &*found;
}

void Settlements::clear() {
  all_.clear();
  bank_balance_.clear();
  statement_number_.clear();
}

} // namespace sandbox
