#include "app/models/pairs_model.h"

#include <array>
#include <utility>

#include <QCoreApplication>

#include "app/client/page_bytes.h"
#include "app/client/rpcs.h"
#include "app/models/event_kinds.h"
#include "app/models/paged_table_impl.h"

namespace paydesk::models {

template class PagedTable<views::ReconPair>;

namespace {

constexpr std::array<Column<views::ReconPair>, 14> all_columns = {
    {{"ledger_date", QT_TRANSLATE_NOOP("Columns", "Booked"), CellKind::Date,
      [](const views::ReconPair& row) -> QVariant { return to_qt(row.ledger_booked); }},
     {"ledger_kind", QT_TRANSLATE_NOOP("Columns", "Kind"), CellKind::Text,
      [](const views::ReconPair& row) -> QVariant { return to_qt(row.ledger_kind); }},
     {"ledger_seller", QT_TRANSLATE_NOOP("Columns", "Seller"), CellKind::Text,
      [](const views::ReconPair& row) -> QVariant { return to_qt(row.ledger_seller); }},
     {"ledger_reference", QT_TRANSLATE_NOOP("Columns", "Ledger reference"), CellKind::Id,
      [](const views::ReconPair& row) -> QVariant { return to_qt(row.ledger_reference); }},
     {"ledger_amount", QT_TRANSLATE_NOOP("Columns", "Ledger"), CellKind::Amount,
      [](const views::ReconPair& row) -> QVariant { return to_qt(row.ledger_amount); }},
     {"link", QT_TRANSLATE_NOOP("Columns", "Link"), CellKind::State,
      [](const views::ReconPair& row) -> QVariant { return to_qt(row.link); }},
     {"file_amount", QT_TRANSLATE_NOOP("Columns", "File"), CellKind::Amount,
      [](const views::ReconPair& row) -> QVariant { return to_qt(row.file_amount); }},
     {"fee", QT_TRANSLATE_NOOP("Columns", "Fee"), CellKind::Amount,
      [](const views::ReconPair& row) -> QVariant { return to_qt(row.file_fee); }},
     {"file_reference", QT_TRANSLATE_NOOP("Columns", "File reference"), CellKind::Id,
      [](const views::ReconPair& row) -> QVariant { return to_qt(row.file_reference); }},
     {"file_kind", QT_TRANSLATE_NOOP("Columns", "Kind in file"), CellKind::Text,
      [](const views::ReconPair& row) -> QVariant { return to_qt(row.file_kind); }},
     {"file_date", QT_TRANSLATE_NOOP("Columns", "Date in file"), CellKind::Date,
      [](const views::ReconPair& row) -> QVariant { return to_qt(row.file_date); }},
     {"line", QT_TRANSLATE_NOOP("Columns", "Line"), CellKind::Number,
      [](const views::ReconPair& row) -> QVariant { return QVariant::fromValue<qint64>(row.line_no); }},
     {"score", QT_TRANSLATE_NOOP("Columns", "Score"), CellKind::Text,
      [](const views::ReconPair& row) -> QVariant { return to_qt(row.score); }},
     {"explanation", QT_TRANSLATE_NOOP("Columns", "Explanation"), CellKind::Text,
      [](const views::ReconPair& row) -> QVariant { return to_qt(row.explanation); }}}};

} // namespace

void PairsModel::set_run(std::string run_id) {
  if (run_id == run_id_) return;
  run_id_ = std::move(run_id);
  restart();
}

void PairsModel::set_breaks_only(bool breaks_only) {
  if (std::exchange(breaks_only_, breaks_only) != breaks_only) restart();
}

std::span<const Column<views::ReconPair>> PairsModel::columns() const { return all_columns; }

std::string PairsModel::id_of(const views::ReconPair& row) const {
  return std::to_string(row.line_no) + "/" + row.ledger_psp_reference + "/" + row.ledger_kind + "/" +
         row.break_id;
}

QVariant PairsModel::row_data(const views::ReconPair& row, int role) const {
  switch (role) {
  case PaymentIdRole:
    return to_qt(row.payment_id);
  case RowStateRole:
    return to_qt(row.link);
  default:
    return {};
  }
}

client::Call PairsModel::fetch(views::PageRequest page, client::Reply<Page<views::ReconPair>> reply_to) {
  using List = client::rpc::ListPairs;
  return daemon_.call<List>(
      {run_id_, breaks_only_, std::move(page)}, this,
      [reply_to = std::move(reply_to)](Result<List::Response> reply) {
        if (!reply) return reply_to(tl::unexpected(std::move(reply.error())));
        reply_to(Page<views::ReconPair>{std::move(reply->rows), std::move(reply->next_cursor), reply->total});
      });
}

bool PairsModel::concerns(const views::Event& event) const { return is_kind(event, {"recon.", "break."}); }

QByteArray PairsModel::encode(std::span<const views::ReconPair> rows) const {
  return client::to_bytes(views::ListPairsResponse{.rows = {rows.begin(), rows.end()}});
}

std::vector<views::ReconPair> PairsModel::decode(const QByteArray& bytes) const {
  auto response = client::from_bytes<views::ListPairsResponse>(bytes);
  return response ? std::move(response->rows) : std::vector<views::ReconPair>();
}

} // namespace paydesk::models
