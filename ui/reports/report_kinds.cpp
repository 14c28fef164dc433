#include "ui/reports/report_kinds.h"

#include <algorithm>

#include "ui/delegates/cell_delegate.h"
#include "ui/format/words.h"
#include "ui/reports/report_words.h"

namespace paydesk::ui {
namespace {

constexpr ColumnPlan trial_plan[] = {{"account", 240, 3}, {"currency", 70}, {"opening", 130, 1},
                                     {"debit", 130, 1},   {"credit", 130, 1}, {"closing", 140, 1}};
constexpr const char* trial_bare[] = {"opening", "debit", "credit", "closing"};

constexpr ColumnPlan statement_plan[] = {{"booked", 164}, {"value", 88}, {"kind", 124, 1}, {"description", 220, 4},
                                         {"payment", 130, 1}, {"journal", 130, 1}, {"amount", 130, 1}, {"balance", 140, 1}};

constexpr ColumnPlan seller_plan[] = {{"currency", 76}, {"booked", 146}, {"value", 88}, {"what", 130, 1}, {"reference", 140, 2},
                                      {"description", 150, 3}, {"payment", 110, 1}, {"in", 110, 1}, {"out", 110, 1}, {"balance", 124, 1}};
constexpr const char* seller_bare[] = {"in", "out", "balance"};

constexpr ColumnPlan revenue_plan[] = {{"period", 110, 1}, {"account", 200, 2}, {"psp", 130, 1}, {"currency", 76},
                                       {"income", 130, 1}, {"expense", 130, 1}, {"result", 140, 1}};
constexpr const char* revenue_bare[] = {"income", "expense", "result"};

constexpr ColumnPlan payouts_plan[] = {{"state", 170, 1}, {"created", 92}, {"batch", 120, 1}, {"seller", 140, 2}, {"bank", 120, 1},
                                       {"reference", 130, 1}, {"value", 92}, {"currency", 76}, {"amount", 120, 1}};
constexpr const char* payouts_bare[] = {"amount"};

constexpr ColumnPlan wallets_plan[] = {{"seller", 240, 3}, {"currency", 76}, {"balance", 130, 1},
                                       {"pending", 130, 1}, {"reserved", 130, 1}, {"available", 140, 1}};
constexpr const char* wallets_bare[] = {"balance", "pending", "reserved", "available"};

constexpr ReportKind kinds[] = {
    {.name = "trial_balance", .period = true, .plan = trial_plan, .bare = trial_bare},
    {.name = "statement", .period = true, .account = true, .currency = true, .needs_currency = true, .plan = statement_plan, .bare = {}},
    {.name = "seller_statement", .period = true, .currency = true, .seller = true, .plan = seller_plan, .bare = seller_bare},
    {.name = "revenue", .period = true, .currency = true, .by = true, .plan = revenue_plan, .bare = revenue_bare},
    {.name = "payouts", .period = true, .filter = true, .plan = payouts_plan, .bare = payouts_bare},
    {.name = "wallets", .filter = true, .plan = wallets_plan, .bare = wallets_bare},
};

constexpr std::pair<const char*, QString (*)(const std::string&)> words_of[] = {{"account", account_or_total},
                                                                                 {"period", period_or_total},
                                                                                 {"state", payout_state_or_total},
                                                                                 {"kind", entry_kind_name},
                                                                                 {"what", movement_words}};

} // namespace

QString (*cell_words(std::string_view column))(const std::string&) {
  const auto* at = std::find_if(std::begin(words_of), std::end(words_of), [&](const auto& each) { return column == each.first; });
  return at == std::end(words_of) ? nullptr : at->second;
}

std::span<const ReportKind> report_kinds() { return kinds; }

const ReportKind& report_kind(std::string_view name) {
  const auto* at = std::find_if(std::begin(kinds), std::end(kinds), [&](const ReportKind& kind) { return name == kind.name; });
  return at == std::end(kinds) ? kinds[0] : *at;
}

void dress_cells(const ReportKind& kind, RowTable& table) {
  auto& cells = table.cells();
  QStringList bare;
  for (const char* column : kind.bare)
    bare << QLatin1String(column);
  cells.leave_out_currency(bare);
  for (const auto& [column, words] : words_of)
    cells.translate(QLatin1String(column), words);
  table.set_copied_column(QStringLiteral("row"));
}

} // namespace paydesk::ui
