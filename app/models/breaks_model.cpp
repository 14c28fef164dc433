#include "app/models/breaks_model.h"

#include <array>
#include <utility>

#include <QCoreApplication>

#include "app/client/page_bytes.h"
#include "app/client/rpcs.h"
#include "app/models/event_kinds.h"
#include "app/models/paged_table_impl.h"

namespace paydesk::models {

template class PagedTable<views::ReconBreak>;

namespace {

constexpr std::array<Column<views::ReconBreak>, 13> all_columns = {
    {{"type", QT_TRANSLATE_NOOP("Columns", "Type"), CellKind::Text,
      [](const views::ReconBreak& row) -> QVariant { return to_qt(row.type); }},
     {"state", QT_TRANSLATE_NOOP("Columns", "State"), CellKind::State,
      [](const views::ReconBreak& row) -> QVariant { return to_qt(row.state); }},
     {"at_stake", QT_TRANSLATE_NOOP("Columns", "At stake"), CellKind::Amount,
      [](const views::ReconBreak& row) -> QVariant { return to_qt(row.at_stake); }},
     {"ledger", QT_TRANSLATE_NOOP("Columns", "Ledger"), CellKind::Amount,
      [](const views::ReconBreak& row) -> QVariant { return to_qt(row.ledger_amount); }},
     {"file", QT_TRANSLATE_NOOP("Columns", "File"), CellKind::Amount,
      [](const views::ReconBreak& row) -> QVariant { return to_qt(row.file_amount); }},
     {"reference", QT_TRANSLATE_NOOP("Columns", "PSP reference"), CellKind::Id,
      [](const views::ReconBreak& row) -> QVariant { return to_qt(row.psp_reference); }},
     {"merchant", QT_TRANSLATE_NOOP("Columns", "Merchant reference"), CellKind::Id,
      [](const views::ReconBreak& row) -> QVariant { return to_qt(row.merchant_reference); }},
     {"seller", QT_TRANSLATE_NOOP("Columns", "Seller"), CellKind::Text,
      [](const views::ReconBreak& row) -> QVariant { return to_qt(row.seller); }},
     {"age", QT_TRANSLATE_NOOP("Columns", "Open since"), CellKind::Age,
      [](const views::ReconBreak& row) -> QVariant { return to_qt(row.opened_at); }},
     {"line", QT_TRANSLATE_NOOP("Columns", "Line"), CellKind::Number,
      [](const views::ReconBreak& row) -> QVariant { return QVariant::fromValue<qint64>(row.line_no); }},
     {"proposed", QT_TRANSLATE_NOOP("Columns", "Proposed"), CellKind::Text,
      [](const views::ReconBreak& row) -> QVariant { return to_qt(row.proposed_resolution); }},
     {"proposer", QT_TRANSLATE_NOOP("Columns", "Proposed by"), CellKind::Text,
      [](const views::ReconBreak& row) -> QVariant { return to_qt(row.proposed_by); }},
     {"explanation", QT_TRANSLATE_NOOP("Columns", "Explanation"), CellKind::Text,
      [](const views::ReconBreak& row) -> QVariant { return to_qt(row.explanation); }}}};

} // namespace

void BreaksModel::set_run(std::string run_id) {
  if (run_id == run_id_) return;
  run_id_ = std::move(run_id);
  by_type_.clear();
  restart();
}

void BreaksModel::set_open_only(bool open_only) {
  if (std::exchange(open_only_, open_only) != open_only) restart();
}

std::span<const Column<views::ReconBreak>> BreaksModel::columns() const { return all_columns; }

std::string BreaksModel::id_of(const views::ReconBreak& row) const { return row.break_id; }

QVariant BreaksModel::row_data(const views::ReconBreak& row, int role) const {
  switch (role) {
  case PaymentIdRole:
    return to_qt(row.payment_id);
  case RowStateRole:
    return to_qt(row.state);
  case AgeRole:
    return to_qt(row.opened_at);
  default:
    return {};
  }
}

client::Call BreaksModel::fetch(views::PageRequest page, client::Reply<Page<views::ReconBreak>> reply_to) {
  using List = client::rpc::ListBreaks;
  return daemon_.call<List>({run_id_, open_only_, std::move(page)}, this,
                            [this, reply_to = std::move(reply_to)](Result<List::Response> reply) {
                              if (!reply) return reply_to(tl::unexpected(std::move(reply.error())));
                              by_type_ = std::move(reply->by_type);
                              reply_to(Page<views::ReconBreak>{std::move(reply->rows),
                                                               std::move(reply->next_cursor), std::nullopt});
                            });
}

bool BreaksModel::concerns(const views::Event& event) const { return is_kind(event, {"recon.", "break."}); }

QByteArray BreaksModel::encode(std::span<const views::ReconBreak> rows) const {
  return client::to_bytes(views::ListBreaksResponse{.rows = {rows.begin(), rows.end()}});
}

std::vector<views::ReconBreak> BreaksModel::decode(const QByteArray& bytes) const {
  auto response = client::from_bytes<views::ListBreaksResponse>(bytes);
  return response ? std::move(response->rows) : std::vector<views::ReconBreak>();
}

} // namespace paydesk::models
