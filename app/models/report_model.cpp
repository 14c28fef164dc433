#include "app/models/report_model.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>
#include <QStringList>

#include "app/client/rpcs.h"
#include "app/models/paged_table_impl.h"

namespace paydesk::models {

template class PagedTable<ReportLine>;

namespace {

using Col = Column<ReportLine>;

template <std::size_t N>
QVariant text(const ReportLine& row) {
  return to_qt(row.cells[N].text);
}
template <std::size_t N>
QVariant amount(const ReportLine& row) {
  return to_qt(row.cells[N].amount);
}
/// "2026-11-30T12:31:04.123456Z" to the second; what is no instant as it is.
template <std::size_t N>
QVariant instant(const ReportLine& row) {
  const QString at = to_qt(row.cells[N].text);
  return at.size() > 19 && at[10] == QLatin1Char('T') ? at.left(10) + QLatin1Char(' ') + at.mid(11, 8) : at;
}

/// The whole row with tabs between its cells, as a spreadsheet takes it from the clipboard.
QVariant whole(const ReportLine& row) {
  QStringList cells;
  for (const auto& cell : row.cells)
    cells << (cell.amount.currency.code().empty()
                  ? to_qt(cell.text)
                  : QString::fromStdString(format_amount(cell.amount.minor, cell.amount.currency)));
  return cells.join(QLatin1Char('\t'));
}

constexpr Col row_column = {"row", QT_TRANSLATE_NOOP("Columns", "Row"), CellKind::Text, whole};

// The titles are the daemon's own, so that a column that it moved or renamed is noticed.
constexpr Col trial_balance[] = {
    {"account", QT_TRANSLATE_NOOP("Columns", "Account"), CellKind::Text, text<0>},
    {"currency", QT_TRANSLATE_NOOP("Columns", "Currency"), CellKind::Text, text<1>},
    {"opening", QT_TRANSLATE_NOOP("Columns", "Opening"), CellKind::Amount, amount<2>},
    {"debit", QT_TRANSLATE_NOOP("Columns", "Debit"), CellKind::Amount, amount<3>},
    {"credit", QT_TRANSLATE_NOOP("Columns", "Credit"), CellKind::Amount, amount<4>},
    {"closing", QT_TRANSLATE_NOOP("Columns", "Closing"), CellKind::Amount, amount<5>},
    row_column,
};
constexpr Col statement[] = {
    {"booked", QT_TRANSLATE_NOOP("Columns", "Booked"), CellKind::Text, instant<0>},
    {"value", QT_TRANSLATE_NOOP("Columns", "Value date"), CellKind::Text, text<1>},
    {"kind", QT_TRANSLATE_NOOP("Columns", "Kind"), CellKind::Text, text<2>},
    {"description", QT_TRANSLATE_NOOP("Columns", "Description"), CellKind::Text, text<3>},
    {"payment", QT_TRANSLATE_NOOP("Columns", "Payment"), CellKind::Id, text<4>},
    {"journal", QT_TRANSLATE_NOOP("Columns", "Journal"), CellKind::Id, text<5>},
    {"amount", QT_TRANSLATE_NOOP("Columns", "Amount"), CellKind::Amount, amount<6>},
    {"balance", QT_TRANSLATE_NOOP("Columns", "Balance"), CellKind::Amount, amount<7>},
    row_column,
};
constexpr Col seller_statement[] = {
    {"currency", QT_TRANSLATE_NOOP("Columns", "Currency"), CellKind::Text, text<0>},
    {"booked", QT_TRANSLATE_NOOP("Columns", "Booked"), CellKind::Text, instant<1>},
    {"value", QT_TRANSLATE_NOOP("Columns", "Value date"), CellKind::Text, text<2>},
    {"what", QT_TRANSLATE_NOOP("Columns", "What"), CellKind::Text, text<3>},
    {"reference", QT_TRANSLATE_NOOP("Columns", "Reference"), CellKind::Text, text<4>},
    {"description", QT_TRANSLATE_NOOP("Columns", "Description"), CellKind::Text, text<5>},
    {"payment", QT_TRANSLATE_NOOP("Columns", "Payment"), CellKind::Id, text<6>},
    {"in", QT_TRANSLATE_NOOP("Columns", "In"), CellKind::Amount, amount<7>},
    {"out", QT_TRANSLATE_NOOP("Columns", "Out"), CellKind::Amount, amount<8>},
    {"balance", QT_TRANSLATE_NOOP("Columns", "Balance"), CellKind::Amount, amount<9>},
    row_column,
};
constexpr Col revenue[] = {
    {"period", QT_TRANSLATE_NOOP("Columns", "Period"), CellKind::Text, text<0>},
    {"account", QT_TRANSLATE_NOOP("Columns", "Account"), CellKind::Text, text<1>},
    {"psp", QT_TRANSLATE_NOOP("Columns", "PSP account"), CellKind::Text, text<2>},
    {"currency", QT_TRANSLATE_NOOP("Columns", "Currency"), CellKind::Text, text<3>},
    {"income", QT_TRANSLATE_NOOP("Columns", "Income"), CellKind::Amount, amount<4>},
    {"expense", QT_TRANSLATE_NOOP("Columns", "Expense"), CellKind::Amount, amount<5>},
    {"result", QT_TRANSLATE_NOOP("Columns", "Result"), CellKind::Amount, amount<6>},
    row_column,
};
constexpr Col payouts[] = {
    {"state", QT_TRANSLATE_NOOP("Columns", "State"), CellKind::Text, text<0>},
    {"created", QT_TRANSLATE_NOOP("Columns", "Created"), CellKind::Text, text<1>},
    {"batch", QT_TRANSLATE_NOOP("Columns", "Batch"), CellKind::Id, text<2>},
    {"seller", QT_TRANSLATE_NOOP("Columns", "Seller"), CellKind::Text, text<3>},
    {"currency", QT_TRANSLATE_NOOP("Columns", "Currency"), CellKind::Text, text<4>},
    {"amount", QT_TRANSLATE_NOOP("Columns", "Amount"), CellKind::Amount, amount<5>},
    {"value", QT_TRANSLATE_NOOP("Columns", "Value date"), CellKind::Text, text<6>},
    {"bank", QT_TRANSLATE_NOOP("Columns", "Account"), CellKind::Text, text<7>},
    {"reference", QT_TRANSLATE_NOOP("Columns", "Reference"), CellKind::Id, text<8>},
    row_column,
};
constexpr Col wallets[] = {
    {"seller", QT_TRANSLATE_NOOP("Columns", "Seller"), CellKind::Text, text<0>},
    {"currency", QT_TRANSLATE_NOOP("Columns", "Currency"), CellKind::Text, text<1>},
    {"balance", QT_TRANSLATE_NOOP("Columns", "Balance"), CellKind::Amount, amount<2>},
    {"pending", QT_TRANSLATE_NOOP("Columns", "Pending"), CellKind::Amount, amount<3>},
    {"reserved", QT_TRANSLATE_NOOP("Columns", "Reserved"), CellKind::Amount, amount<4>},
    {"available", QT_TRANSLATE_NOOP("Columns", "Available"), CellKind::Amount, amount<5>},
    row_column,
};

/// Whether the daemon's table is the one that the columns were written for.
bool fits(const views::ReportTable& table, std::span<const Col> columns) {
  if (table.columns.size() + 1 != columns.size()) return false;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i] != columns[i].title) return false;
  return std::all_of(table.rows.begin(), table.rows.end(),
                     [&](const auto& row) { return row.size() == table.columns.size(); });
}

} // namespace

std::span<const Column<ReportLine>> report_columns(std::string_view kind) {
  if (kind == "trial_balance") return trial_balance;
  if (kind == "statement") return statement;
  if (kind == "seller_statement") return seller_statement;
  if (kind == "revenue") return revenue;
  if (kind == "payouts") return payouts;
  return wallets;
}

void ReportModel::make(views::ReportRequest request, bool complete) {
  request_ = std::move(request);
  request_.kind = kind_;
  complete_ = complete;
  report_.reset();
  restart();
  load();
}

void ReportModel::stop() {
  complete_ = false;
  report_.reset();
  restart();
}

std::span<const Column<ReportLine>> ReportModel::columns() const { return report_columns(kind_); }

QVariant ReportModel::row_data(const ReportLine& row, int role) const {
  return role == SumRole ? QVariant(row.sum) : QVariant();
}

client::Call ReportModel::fetch(views::PageRequest, client::Reply<Page<ReportLine>> reply_to) {
  using Read = client::rpc::ReadReport;
  return daemon_.call<Read>(request_, this, [this, reply_to = std::move(reply_to)](Result<views::ReportTable> reply) {
    if (!reply) return reply_to(tl::unexpected(std::move(reply.error())));
    if (!fits(*reply, columns()))
      return reply_to(paydesk::fail(ErrorCode::failed_precondition,
                                    "daemon and console are of different versions: this report has other columns here"));
    Page<ReportLine> page{{}, {}, static_cast<std::int64_t>(reply->rows.size())};
    const auto sums = reply->rows.size() - std::min(reply->totals, reply->rows.size());
    for (std::size_t i = 0; i < reply->rows.size(); ++i)
      page.rows.push_back({reply->rows[i], static_cast<int>(i), i >= sums});
    report_ = std::make_shared<const views::ReportTable>(std::move(*reply));
    reply_to(std::move(page));
  });
}

} // namespace paydesk::models
