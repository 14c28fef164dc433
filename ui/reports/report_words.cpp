#include "ui/reports/report_words.h"

#include <algorithm>
#include <span>

#include <QCoreApplication>

#include "core/money.h"
#include "ui/format/money_text.h"
#include "ui/format/words.h"

namespace paydesk::ui {
namespace {

struct Word {
  const char* code;
  const char* text;
};

constexpr Word titles[] = {
    {"trial_balance", QT_TRANSLATE_NOOP("Reports", "Trial balance")},
    {"statement", QT_TRANSLATE_NOOP("Reports", "Account statement")},
    {"seller_statement", QT_TRANSLATE_NOOP("Reports", "Seller statement")},
    {"revenue", QT_TRANSLATE_NOOP("Reports", "Revenue and fees")},
    {"payouts", QT_TRANSLATE_NOOP("Reports", "Pay-outs")},
    {"wallets", QT_TRANSLATE_NOOP("Reports", "Wallets")},
};
constexpr Word tabs[] = {
    {"statement", QT_TRANSLATE_NOOP("Reports", "Account")},
    {"seller_statement", QT_TRANSLATE_NOOP("Reports", "Seller")},
};
constexpr Word purposes[] = {
    {"trial_balance", QT_TRANSLATE_NOOP("Reports", "Every account: before the days, what was booked in them, and after. Enter opens its statement.")},
    {"statement", QT_TRANSLATE_NOOP("Reports", "What was booked on one account, oldest first, with the balance after it.")},
    {"seller_statement", QT_TRANSLATE_NOOP("Reports", "What is owed to one seller, and what every movement is for.")},
    {"revenue", QT_TRANSLATE_NOOP("Reports", "What was earned and what it cost, by month or day and PSP account.")},
    {"payouts", QT_TRANSLATE_NOOP("Reports", "Pay-outs of the batches that were made in these days, and where they stand now.")},
    {"wallets", QT_TRANSLATE_NOOP("Reports", "What every seller has now.")},
};
constexpr Word facts[] = {
    {"From", QT_TRANSLATE_NOOP("Reports", "From")},
    {"To", QT_TRANSLATE_NOOP("Reports", "To")},
    {"Closed", QT_TRANSLATE_NOOP("Reports", "Days closed")},
    {"As of event", QT_TRANSLATE_NOOP("Reports", "As of event")},
    {"Account", QT_TRANSLATE_NOOP("Reports", "Account")},
    {"Currency", QT_TRANSLATE_NOOP("Reports", "Currency")},
    {"Opening", QT_TRANSLATE_NOOP("Reports", "Opening")},
    {"Closing", QT_TRANSLATE_NOOP("Reports", "Closing")},
    {"Seller", QT_TRANSLATE_NOOP("Reports", "Seller")},
    {"By", QT_TRANSLATE_NOOP("Reports", "By")},
    {"Complete", QT_TRANSLATE_NOOP("Reports", "Complete")},
    {"Created from", QT_TRANSLATE_NOOP("Reports", "Created from")},
    {"Created to", QT_TRANSLATE_NOOP("Reports", "Created to")},
    {"Filter", QT_TRANSLATE_NOOP("Reports", "Filter")},
    {"Made at", QT_TRANSLATE_NOOP("Reports", "Made at")},
    {"Made for", QT_TRANSLATE_NOOP("Reports", "Made for")},
};
constexpr Word values[] = {
    {"the beginning", QT_TRANSLATE_NOOP("Reports", "the beginning")},
    {"yes", QT_TRANSLATE_NOOP("Reports", "yes")},
    {"no", QT_TRANSLATE_NOOP("Reports", "no")},
    {"none", QT_TRANSLATE_NOOP("Reports", "none")},
    {"all", QT_TRANSLATE_NOOP("Reports", "all")},
    {"day", QT_TRANSLATE_NOOP("Reports", "day")},
    {"month", QT_TRANSLATE_NOOP("Reports", "month")},
};
constexpr Word payout_states[] = {
    {"awaiting_approval", QT_TRANSLATE_NOOP("Reports", "Awaiting approval")},
    {"approved", QT_TRANSLATE_NOOP("Reports", "Approved")},
    {"submitted", QT_TRANSLATE_NOOP("Reports", "Submitted")},
    {"in_transit", QT_TRANSLATE_NOOP("Reports", "In transit")},
    {"paid", QT_TRANSLATE_NOOP("Reports", "Paid")},
    {"failed", QT_TRANSLATE_NOOP("Reports", "Failed")},
    {"returned", QT_TRANSLATE_NOOP("Reports", "Returned")},
    {"cancelled", QT_TRANSLATE_NOOP("Reports", "Cancelled")},
    {"retry_scheduled", QT_TRANSLATE_NOOP("Reports", "Retry scheduled")},
    {"unknown", QT_TRANSLATE_NOOP("Reports", "Unknown, checking")},
    {"dead_letter", QT_TRANSLATE_NOOP("Reports", "Dead letter")},
};

QString tr(const char* text) { return QCoreApplication::translate("Reports", text); }

/// The word of a code; null when the table has none.
QString word(std::span<const Word> table, std::string_view code) {
  const auto at = std::find_if(table.begin(), table.end(), [&](const Word& each) { return code == each.code; });
  return at == table.end() ? QString() : tr(at->text);
}

QString total() { return tr(QT_TRANSLATE_NOOP("Reports", "Total")); }

} // namespace

QString report_title(const std::string& kind) { return word(titles, kind); }

QString report_tab(const std::string& kind) {
  const QString own = word(tabs, kind);
  return own.isNull() ? report_title(kind) : own;
}

QString report_purpose(const std::string& kind) { return word(purposes, kind); }

QString fact_name(const std::string& name) {
  const QString own = word(facts, name);
  return own.isNull() ? qt(name) : own;
}

QString fact_value(const views::ReportTable& report, const std::string& name, const std::string& value) {
  if (name == "Opening" || name == "Closing")
    if (const auto currency = Currency::find(fact_of(report, "Currency")))
      if (const auto minor = parse_signed_amount(value, *currency, name))
        return money_text({*minor, *currency});
  // What a person typed is never taken for one of the daemon's words.
  if (name == "Account")
    return account_name(value);
  if (name == "Seller" || name == "Made for" || (name == "Filter" && value != "none"))
    return qt(value);
  if (name == "Made at")
    return qt(value).left(19).replace(QLatin1Char('T'), QLatin1Char(' ')) + QStringLiteral(" UTC");
  const QString own = word(values, value);
  return own.isNull() ? qt(value) : own;
}

std::string fact_of(const views::ReportTable& report, std::string_view name) {
  for (const auto& fact : report.facts)
    if (fact.first == name)
      return fact.second;
  return {};
}

QString made_words(const views::ReportTable& report) {
  return QCoreApplication::translate("Reports", "Made %1 for %2")
      .arg(fact_value(report, "Made at", fact_of(report, "Made at")), qt(fact_of(report, "Made for")));
}

QString found_words(const views::ReportTable& report) {
  QStringList found;
  for (const char* name : {"Opening", "Closing", "Closed", "Complete"})
    if (const auto value = fact_of(report, name); !value.empty())
      found << fact_name(name) + QStringLiteral(": ") + fact_value(report, name, value);
  return found.join(QStringLiteral(" \u00B7 "));
}

QString checksum_name() { return QCoreApplication::translate("Reports", "SHA-256 of the rows"); }

QString page_words() { return QCoreApplication::translate("Reports", "Page %1 of %2"); }

QString account_or_total(const std::string& text) { return text == "TOTAL" ? total() : account_name(text); }

QString period_or_total(const std::string& text) { return text == "TOTAL" ? total() : qt(text); }

QString payout_state_or_total(const std::string& text) {
  constexpr std::string_view of_state = "TOTAL ";
  if (text == "TOTAL")
    return total();
  if (text.starts_with(of_state))
    return QCoreApplication::translate("Reports", "Total, %1").arg(payout_state_or_total(text.substr(of_state.size())));
  const QString own = word(payout_states, text);
  return own.isNull() ? qt(text) : own;
}

QString movement_words(const std::string& text) {
  if (text == "Opening balance")
    return QCoreApplication::translate("Reports", "Opening balance");
  if (text == "Closing balance")
    return QCoreApplication::translate("Reports", "Closing balance");
  std::string code = text;
  std::transform(code.begin(), code.end(), code.begin(),
                 [](unsigned char c) { return c == ' ' ? '_' : static_cast<char>(std::tolower(c)); });
  return entry_kind_name(code);
}

} // namespace paydesk::ui
