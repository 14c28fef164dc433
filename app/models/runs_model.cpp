#include "app/models/runs_model.h"

#include <array>
#include <utility>

#include <QCoreApplication>

#include "app/client/page_bytes.h"
#include "app/client/rpcs.h"
#include "app/models/event_kinds.h"
#include "app/models/paged_table_impl.h"

namespace paydesk::models {

template class PagedTable<views::ReconRun>;

namespace {

constexpr std::array<Column<views::ReconRun>, 14> all_columns = {
    {{"settled", QT_TRANSLATE_NOOP("Columns", "Settled"), CellKind::Date,
      [](const views::ReconRun& row) -> QVariant { return to_qt(row.settlement_date); }},
     {"psp", QT_TRANSLATE_NOOP("Columns", "PSP"), CellKind::Text,
      [](const views::ReconRun& row) -> QVariant { return to_qt(row.psp_account); }},
     {"file", QT_TRANSLATE_NOOP("Columns", "File"), CellKind::Text,
      [](const views::ReconRun& row) -> QVariant { return to_qt(row.file_name); }},
     {"lines", QT_TRANSLATE_NOOP("Columns", "Lines"), CellKind::Number,
      [](const views::ReconRun& row) -> QVariant { return QVariant::fromValue<qint64>(row.lines); }},
     {"matched", QT_TRANSLATE_NOOP("Columns", "Matched"), CellKind::Number,
      [](const views::ReconRun& row) -> QVariant { return QVariant::fromValue<qint64>(row.matched); }},
     {"suggested", QT_TRANSLATE_NOOP("Columns", "Suggested"), CellKind::Number,
      [](const views::ReconRun& row) -> QVariant { return QVariant::fromValue<qint64>(row.suggested); }},
     {"open", QT_TRANSLATE_NOOP("Columns", "Open breaks"), CellKind::Number,
      [](const views::ReconRun& row) -> QVariant { return QVariant::fromValue<qint64>(row.breaks_open); }},
     {"ledger", QT_TRANSLATE_NOOP("Columns", "Ledger"), CellKind::Amount,
      [](const views::ReconRun& row) -> QVariant { return to_qt(row.ledger_total); }},
     {"gross", QT_TRANSLATE_NOOP("Columns", "Gross"), CellKind::Amount,
      [](const views::ReconRun& row) -> QVariant { return to_qt(row.report_gross); }},
     {"fee", QT_TRANSLATE_NOOP("Columns", "Fee"), CellKind::Amount,
      [](const views::ReconRun& row) -> QVariant { return to_qt(row.report_fee); }},
     {"net", QT_TRANSLATE_NOOP("Columns", "Net"), CellKind::Amount,
      [](const views::ReconRun& row) -> QVariant { return to_qt(row.report_net); }},
     {"bank", QT_TRANSLATE_NOOP("Columns", "Bank"), CellKind::Amount,
      [](const views::ReconRun& row) -> QVariant { return to_qt(row.bank_amount); }},
     {"state", QT_TRANSLATE_NOOP("Columns", "State"), CellKind::State,
      [](const views::ReconRun& row) -> QVariant { return to_qt(row.state); }},
     {"imported", QT_TRANSLATE_NOOP("Columns", "Imported"), CellKind::Time,
      [](const views::ReconRun& row) -> QVariant { return to_qt(row.imported_at); }}}};

} // namespace

std::span<const Column<views::ReconRun>> RunsModel::columns() const { return all_columns; }

std::string RunsModel::id_of(const views::ReconRun& row) const { return row.run_id; }

QVariant RunsModel::row_data(const views::ReconRun& row, int role) const {
  switch (role) {
  case RowStateRole:
    return to_qt(row.state);
  case AgeRole:
    return to_qt(row.imported_at);
  default:
    return {};
  }
}

client::Call RunsModel::fetch(views::PageRequest page, client::Reply<Page<views::ReconRun>> reply_to) {
  using List = client::rpc::ListRuns;
  return daemon_.call<List>(
      std::move(page), this, [reply_to = std::move(reply_to)](Result<List::Response> reply) {
        if (!reply) return reply_to(tl::unexpected(std::move(reply.error())));
        reply_to(Page<views::ReconRun>{std::move(reply->rows), std::move(reply->next_cursor), std::nullopt});
      });
}

bool RunsModel::concerns(const views::Event& event) const { return is_kind(event, {"recon."}); }

QByteArray RunsModel::encode(std::span<const views::ReconRun> rows) const {
  return client::to_bytes(views::ListRunsResponse{.rows = {rows.begin(), rows.end()}});
}

std::vector<views::ReconRun> RunsModel::decode(const QByteArray& bytes) const {
  auto response = client::from_bytes<views::ListRunsResponse>(bytes);
  return response ? std::move(response->rows) : std::vector<views::ReconRun>();
}

} // namespace paydesk::models
