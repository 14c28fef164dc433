// What reports are called, and the words that the daemon writes into them, in the console's language.
#pragma once

#include <string>

#include <QString>

#include "views/reports.h"

namespace paydesk::ui {

/// "Trial balance", by the kind.
QString report_title(const std::string& kind);
/// Shorter, for choosing one.
QString report_tab(const std::string& kind);
/// What it tells, in one sentence.
QString report_purpose(const std::string& kind);

/// "Made at" of a report's facts.
QString fact_name(const std::string& name);
/// Its value: days as they are, amounts grouped, words in the language, an account by its name.
QString fact_value(const views::ReportTable& report, const std::string& name, const std::string& value);
/// One of the facts; empty when the report has none of this name.
std::string fact_of(const views::ReportTable& report, std::string_view name);
/// "Made 2026-11-30 12:31:04 UTC for ann".
QString made_words(const views::ReportTable& report);
/// What the daemon found beside the rows: "Opening: 0.00 EUR · Closing: 12.34 EUR", "Complete: no". Empty for none.
QString found_words(const views::ReportTable& report);
QString checksum_name();
QString page_words(); ///< "Page %1 of %2"

/// Words of cells: an account or a total; a period or a total; a pay-out's state or the total of one; what a seller's
/// movement is.
QString account_or_total(const std::string& text);
QString period_or_total(const std::string& text);
QString payout_state_or_total(const std::string& text);
QString movement_words(const std::string& text);

} // namespace paydesk::ui
