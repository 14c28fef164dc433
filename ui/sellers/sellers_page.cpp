#include "ui/sellers/sellers_page.h"

#include <QHBoxLayout>

#include "ui/format/words.h"
#include "ui/widgets/label.h"

namespace paydesk::ui {
namespace {

std::span<const filter::Key> seller_keys() {
  static constexpr filter::Key keys[] = {{"seller", filter::KeyType::text}, {"currency", filter::KeyType::currency}, {"amount", filter::KeyType::amount}};
  return keys;
}

} // namespace

SellersPage::SellersPage(Desk& desk, QWidget* parent) : ListPage(desk, Screen::sellers, parent), model_(desk.session.daemon()) {
  build(model_, {QStringLiteral("sellersTable"),
                 {{"seller", 220, 3}, {"balance", 160, 1}, {"pending", 160, 1}, {"reserved", 160, 1}, {"available", 160, 1}}, seller_keys(), false, false});
  model_.set_auto_merge(true);
  list().set_words(tr("No wallets yet"), tr("A seller's wallet is made with the first capture."));
  head().addWidget(make_label("meta", tr("Available = balance \u2212 pending \u2212 reserved; one wallet a seller and currency")));
  connect(&model_, &QAbstractItemModel::rowsInserted, this, [this] { list().show_count(tr("%n wallet(s)", nullptr, model_.loaded_count())); });
  connect(&list().table(), &RowTable::opened, this, [this](const QString& id) {
    if (const auto* row = model_.find(id))
      desk_.shell.go({Screen::payments, QStringLiteral("seller:\"%1\"").arg(qt(row->seller)), {}});
  });
}

} // namespace paydesk::ui
