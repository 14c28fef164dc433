// The commands that make journals, as they are stored with their approval: canonical texts, read back strictly.
#pragma once

#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "engine/ports/ledger.h"
#include "views/journals.h"

namespace paydesk::journals {

inline constexpr int content_version = 1;
inline constexpr std::size_t fewest_lines = 2, most_lines = 200;

struct ManualCommand {
  std::string value_date; ///< YYYY-MM-DD; empty: the day it is booked
  std::vector<Posting> lines;
};

struct WriteOffCommand {
  std::string seller;
  Money amount; ///< above zero
};

/// Everything that can be said of a journal without the database: known classes that people may move, owners where
/// they belong, amounts, balance per currency without overflow, a value date within a year of `now`. The error names
/// the field: "lines[2].account".
Result<ManualCommand> check_journal(const views::ManualJournal& journal, Instant now);
/// Empty, or a day within a year of `now`.
Result<void> check_value_date(const std::string& text, const std::string& field, Instant now);
Result<WriteOffCommand> check_write_off(const std::string& seller, const std::string& amount,
                                        const std::string& currency);

std::string write(const ManualCommand& command);
std::string write(const Uuid& reversed);
std::string write(const WriteOffCommand& command);

/// data_loss when the text was not written by the above.
Result<ManualCommand> read_manual(const std::string& content);
Result<Uuid> read_reversal(const std::string& content);
Result<WriteOffCommand> read_write_off(const std::string& content);

/// "debit 36.00 EUR bad_debt".
std::string describe(const Posting& line);
/// What is debited, one amount a currency, in the order of their codes.
std::vector<Money> amounts_of(const std::vector<Posting>& lines);

} // namespace paydesk::journals
