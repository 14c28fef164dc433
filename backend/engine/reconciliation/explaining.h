// Turns verdicts into breaks: what is at stake, and why, in words.
#pragma once

#include <string>
#include <string_view>

#include "engine/reconciliation/settling.h"

namespace paydesk::recon {

/// "12.34 EUR".
std::string worded(std::int64_t minor, Currency currency);
/// "1 line", "2 lines": the number with the word that goes with it.
std::string counted(std::size_t number, std::string_view one, std::string_view many);

/// A line whose verdict is a break type.
NewBreak break_of_line(Work& work, const LineRow& line);
/// A fact that the run should have settled and did not.
NewBreak break_of_absent(Work& work, const RunRow& run, const FactRow& fact);
/// The bank told `amount` (with `fee`) of the batch in all, and that is not its net.
NewBreak break_of_total(Work& work, const RunRow& run, const EntryRow& entry, bool first_entry);
/// No statement has told of the batch.
NewBreak break_of_unbanked(Work& work, const RunRow& run, const StatementRow& statement);
/// An entry that names no batch.
NewBreak break_of_entry(Work& work, const EntryRow& entry);
/// A statement that does not foot.
NewBreak break_of_statement(Work& work, const StatementRow& statement, std::int64_t difference);

} // namespace paydesk::recon
