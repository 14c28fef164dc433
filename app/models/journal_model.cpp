#include "app/models/journal_model.h"

#include <array>
#include <utility>

#include <QCoreApplication>

#include "app/client/page_bytes.h"
#include "app/client/rpcs.h"
#include "app/models/event_kinds.h"
#include "app/models/paged_table_impl.h"

namespace paydesk::models {

template class PagedTable<JournalLine>;

namespace {

constexpr std::array<Column<JournalLine>, 9> all_columns = {
    {{"booked", QT_TRANSLATE_NOOP("Columns", "Booked"), CellKind::Time,
      [](const JournalLine& row) -> QVariant { return to_qt(row.head.booked_at); }},
     {"kind", QT_TRANSLATE_NOOP("Columns", "Kind"), CellKind::Text,
      [](const JournalLine& row) -> QVariant { return to_qt(row.head.kind); }},
     {"account", QT_TRANSLATE_NOOP("Columns", "Account"), CellKind::Text,
      [](const JournalLine& row) -> QVariant { return to_qt(row.line.account); }},
     {"debit", QT_TRANSLATE_NOOP("Columns", "Debit"), CellKind::Amount,
      [](const JournalLine& row) -> QVariant { return to_qt(row.line.debit); }},
     {"credit", QT_TRANSLATE_NOOP("Columns", "Credit"), CellKind::Amount,
      [](const JournalLine& row) -> QVariant { return to_qt(row.line.credit); }},
     {"value_date", QT_TRANSLATE_NOOP("Columns", "Value date"), CellKind::Date,
      [](const JournalLine& row) -> QVariant { return to_qt(row.head.value_date); }},
     {"description", QT_TRANSLATE_NOOP("Columns", "Description"), CellKind::Text,
      [](const JournalLine& row) -> QVariant { return to_qt(row.head.description); }},
     {"payment", QT_TRANSLATE_NOOP("Columns", "Payment"), CellKind::Id,
      [](const JournalLine& row) -> QVariant { return to_qt(row.head.payment_id); }},
     {"journal", QT_TRANSLATE_NOOP("Columns", "Journal"), CellKind::Id,
      [](const JournalLine& row) -> QVariant { return to_qt(row.head.id); }}}};

std::vector<JournalLine> lines_of(std::vector<views::Journal> journals) {
  std::vector<JournalLine> rows;
  for (auto& journal : journals) {
    auto lines = std::exchange(journal.lines, {});
    for (std::size_t i = 0; i < lines.size(); ++i)
      rows.push_back({journal, std::move(lines[i]), static_cast<int>(i)});
  }
  return rows;
}

} // namespace

void JournalModel::set_account(std::string account) {
  if (account == account_) return;
  account_ = std::move(account);
  restart();
}

void JournalModel::set_payment(std::string payment_id) {
  if (payment_id == payment_id_) return;
  payment_id_ = std::move(payment_id);
  restart();
}

std::span<const Column<JournalLine>> JournalModel::columns() const { return all_columns; }

std::string JournalModel::id_of(const JournalLine& row) const {
  return row.head.id + "/" + std::to_string(row.number);
}

QVariant JournalModel::row_data(const JournalLine& row, int role) const {
  switch (role) {
  case PaymentIdRole:
    return to_qt(row.head.payment_id);
  case RowStateRole:
    return to_qt(row.head.kind);
  case AgeRole:
    return to_qt(row.head.booked_at);
  default:
    return {};
  }
}

client::Call JournalModel::fetch(views::PageRequest page, client::Reply<Page<JournalLine>> reply_to) {
  using List = client::rpc::ListEntries;
  return daemon_.call<List>({account_, payment_id_, std::move(page)}, this,
                            [reply_to = std::move(reply_to)](Result<List::Response> reply) {
                              if (!reply) return reply_to(tl::unexpected(std::move(reply.error())));
                              reply_to(Page<JournalLine>{lines_of(std::move(reply->journals)),
                                                         std::move(reply->next_cursor), std::nullopt});
                            });
}

bool JournalModel::concerns(const views::Event& event) const { return posts(event); }

QByteArray JournalModel::encode(std::span<const JournalLine> rows) const {
  views::ListEntriesResponse response;
  for (const auto& row : rows) {
    if (row.number == 0 || response.journals.empty()) response.journals.push_back(row.head);
    response.journals.back().lines.push_back(row.line);
  }
  return client::to_bytes(response);
}

std::vector<JournalLine> JournalModel::decode(const QByteArray& bytes) const {
  auto response = client::from_bytes<views::ListEntriesResponse>(bytes);
  return response ? lines_of(std::move(response->journals)) : std::vector<JournalLine>();
}

} // namespace paydesk::models
