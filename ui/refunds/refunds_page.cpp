#include "ui/refunds/refunds_page.h"

#include <QHBoxLayout>

#include "ui/delegates/cell_delegate.h"
#include "ui/format/words.h"
#include "ui/refunds/refund_decisions.h"
#include "ui/widgets/button.h"
#include "ui/widgets/filter_bar.h"

namespace paydesk::ui {
namespace {

std::span<const filter::Key> refund_keys() {
  static constexpr filter::Key keys[] = {{"created", filter::KeyType::time}, {"state", filter::KeyType::text}, {"psp", filter::KeyType::text},
                                         {"currency", filter::KeyType::currency}, {"amount", filter::KeyType::amount}, {"age", filter::KeyType::age},
                                         {"seller", filter::KeyType::text}, {"order", filter::KeyType::text}, {"reason", filter::KeyType::text},
                                         {"by", filter::KeyType::text}};
  return keys;
}

} // namespace

RefundsPage::RefundsPage(Desk& desk, QWidget* parent)
    : ListPage(desk, Screen::refunds, parent), model_(desk.session.daemon()), decisions_(new RefundDecisions(desk, this)) {
  build(model_, {QStringLiteral("refundsTable"),
                 {{"created", 120}, {"order", 100}, {"amount", 140, 1}, {"state", 150}, {"reason", 150, 1}, {"seller", 130, 1}, {"note", 140, 3},
                  {"requested_by", 120, 1}, {"decided_by", 120, 1}}, refund_keys(), false, false});
  list().set_words(tr("No refunds yet"), tr("Refunds are asked from a payment: choose it and press F."));
  auto& cells = list().table().cells();
  cells.shorten_ids(QStringLiteral("order"), QStringLiteral("ORD"));
  cells.translate(QStringLiteral("reason"), refund_reason_name);
  cells.set_secondary({QStringLiteral("note"), QStringLiteral("requested_by"), QStringLiteral("decided_by")});
  list().filter()->offer(QStringLiteral("state"), {QStringLiteral("awaiting_approval"), QStringLiteral("processing"), QStringLiteral("succeeded"),
                                                    QStringLiteral("failed"), QStringLiteral("retry_scheduled"), QStringLiteral("unknown"),
                                                    QStringLiteral("dead_letter"), QStringLiteral("rejected")});
  auto* approve = new Button(desk.theme(), Button::Kind::primary, tr("Approve\u2026"));
  approve->set_key(QStringLiteral("A"));
  auto* reject = new Button(desk.theme(), Button::Kind::secondary, tr("Reject\u2026"));
  reject->set_key(QStringLiteral("D"));
  head().addWidget(approve);
  head().addWidget(reject);
  const auto current = [this] { return model_.find(list().table().current_id()); };
  approve_ = add_action("approve", tr("Approve refund\u2026"), QKeySequence(Qt::Key_A), [this, current] { if (current()) decisions_->decide(*current(), true); });
  reject_ = add_action("reject", tr("Reject refund\u2026"), QKeySequence(Qt::Key_D), [this, current] { if (current()) decisions_->decide(*current(), false); });
  bind(approve, approve_);
  bind(reject, reject_);
  connect(&list(), &ListPane::readyChanged, this, [this] {
    if (list().table().current_id().isEmpty() && model_.loaded_count() > 0)
      list().table().step(0, false);
  });
  connect(&list().table(), &RowTable::cursorMoved, this, [this] { allow_actions(); });
  connect(&list().table(), &RowTable::opened, this, [this](const QString& id) {
    if (const auto* row = model_.find(id))
      desk_.shell.go({Screen::payments, QString(), qt(row->order_id)});
  });
  connect(decisions_, &RefundDecisions::decided, this, [this](const views::RefundRow& row) { model_.put(row); });
  connect(&desk.session.connection(), &session::ConnectionState::changed, this, &RefundsPage::allow_actions);
  connect(&desk.today, &models::LiveSource::changed, this, [this] {
    if (const auto* flow = desk_.today.flow())
      list().show_count(tr("%n refund(s)", nullptr, static_cast<int>(flow->refund_count)));
    Q_EMIT sideChanged();
  });
  if (const auto* flow = desk.today.flow())
    list().show_count(tr("%n refund(s)", nullptr, static_cast<int>(flow->refund_count)));
  allow_actions();
}

void RefundsPage::allow_actions() {
  const QString reason = decisions_->why_not(model_.find(list().table().current_id()));
  allow(approve_, reason);
  allow(reject_, reason);
}

std::vector<KeyHint> RefundsPage::key_hints() const {
  auto hints = ListPage::key_hints();
  hints.push_back({QStringLiteral("A"), tr("approve")});
  hints.push_back({QStringLiteral("D"), tr("reject")});
  return hints;
}

std::vector<SideSection> RefundsPage::side_sections() const {
  const QString waiting = desk_.today.flow() && desk_.today.flow()->awaiting_decision > 0 ? QString::number(desk_.today.flow()->awaiting_decision) : QString();
  return {{tr("Refund views"),
           {{QString(QLatin1String("")), QStringLiteral("refund"), tr("All refunds")},
            {QStringLiteral("state:awaiting_approval"), QStringLiteral("user"), tr("To decide"), waiting},
            {QStringLiteral("state:processing,retry_scheduled,unknown"), QStringLiteral("pending"), tr("On the way")},
            {QStringLiteral("state:failed,dead_letter,rejected"), QStringLiteral("failed"), tr("Not refunded")}}}};
}

void RefundsPage::side_picked(const QString& key) {
  list().set_filter(key);
  model_.load();
}

} // namespace paydesk::ui
