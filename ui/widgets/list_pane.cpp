#include "ui/widgets/list_pane.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/widgets/bulk_bar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/label.h"

namespace paydesk::ui {

using models::PagedModel;

ListPane::ListPane(Look look, PagedModel& model, Setup setup, QWidget* scope) : look_(look), model_(model) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  tools_ = new QHBoxLayout;
  facts_ = new QHBoxLayout;
  const int side = setup.flat ? 16 : 0;
  tools_->setContentsMargins(side, 0, side, 0);
  tools_->setSpacing(8);
  facts_->setContentsMargins(side, 6, side, 6);
  facts_->setSpacing(16);
  count_ = make_label("strong");
  mistake_ = make_label("warn");
  fresh_ = new Button(look.theme, Button::Kind::primary, {});
  fresh_->set_icon(QStringLiteral("chevron-up"));
  fresh_->set_pill(true);
  fresh_->setObjectName(QStringLiteral("fresh"));
  if (!setup.keys.empty()) {
    filter_ = new FilterBar(look, setup.keys);
    tools_->addWidget(filter_, 1);
    connect(filter_, &FilterBar::filterChanged, this, [this](const QString& filter) {
      model_.set_filter(filter.toStdString());
      Q_EMIT filterChanged(filter);
    });
    connect(filter_, &FilterBar::mistakeChanged, mistake_, &QLabel::setText);
  }
  facts_->addWidget(count_);
  facts_->addWidget(mistake_);
  facts_->addStretch(1);
  facts_->addWidget(fresh_);
  table_ = new RowTable(look);
  table_->setObjectName(setup.name);
  table_->set_tickable(setup.tickable);
  bulk_ = new BulkBar(look);
  card_ = new Card(look);
  card_->set_flat(setup.flat);
  table_->set_top_line(setup.flat);
  if (setup.flat)
    card_->body()->setContentsMargins(0, 0, 0, 0);
  card_->body()->addWidget(table_, 1);
  card_->body()->addWidget(bulk_);
  column->addLayout(tools_);
  column->addLayout(facts_);
  column->addWidget(card_, 1);
  table_->show_model(model, std::move(setup.plan));
  table_->set_empty_words([this] { return empty_words(); });
  connect(fresh_, &QAbstractButton::clicked, &model_, &PagedModel::mergeNew);
  connect(&model_, &PagedModel::pendingNewCountChanged, this, &ListPane::show_fresh);
  connect(&model_, &PagedModel::phaseChanged, this, &ListPane::readyChanged);
  connect(bulk_, &BulkBar::clearAsked, table_, &RowTable::clear_ticks);
  connect(table_, &RowTable::sortAsked, this, [this] { model_.set_oldest_first(!model_.oldest_first()); });
  connect(table_, &RowTable::emptyActionAsked, this, [this] {
    if (filter_)
      filter_->clear();
  });
  show_fresh(model_.pending_new_count());
  setFocusProxy(table_);
  add_keys(scope);
}

void ListPane::add_keys(QWidget* scope) {
  const auto key = [scope, this](const QKeySequence& keys, auto run) {
    auto* shortcut = new QShortcut(keys, scope);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, run);
  };
  key(QKeySequence(Qt::Key_J), [this] { table_->step(1, false); });
  key(QKeySequence(Qt::Key_K), [this] { table_->step(-1, false); });
  key(QKeySequence(Qt::SHIFT | Qt::Key_J), [this] { table_->step(1, true); });
  key(QKeySequence(Qt::SHIFT | Qt::Key_K), [this] { table_->step(-1, true); });
  if (table_->is_tickable())
    key(QKeySequence(Qt::Key_X), [this] { table_->toggle_tick(table_->currentIndex().row()); });
  if (filter_)
    key(QKeySequence(Qt::Key_Slash), [this] { filter_->start_typing(); });
}

void ListPane::set_filter(const QString& filter) {
  if (filter_)
    filter_->set_text(filter);
  model_.set_filter(filter.toStdString());
}

void ListPane::show_count(const QString& text) { count_->setText(text); }

void ListPane::set_words(const QString& none, const QString& noun) {
  none_ = none;
  noun_ = noun;
}

EmptyWords ListPane::empty_words() const {
  const auto filters = filter_ ? chip_texts(filter_->text(), filter::payment_keys()).size() : 0;
  if (filters == 0)
    return {none_, noun_, {}};
  return {tr("Nothing matches"), tr("%n filter(s) on.", nullptr, static_cast<int>(filters)), tr("Clear filters")};
}

void ListPane::show_fresh(int count) {
  fresh_->set_words(model_.pending_more() ? tr("More than %n new", nullptr, count) : tr("%n new", nullptr, count));
  fresh_->setVisible(count > 0);
}

bool ListPane::is_ready() const { return model_.phase() == PagedModel::Phase::Ready || model_.phase() == PagedModel::Phase::Failed; }

QString ListPane::failure() const {
  return model_.phase() == PagedModel::Phase::Failed && model_.error() ? error_sentence(*model_.error()) : QString();
}

bool ListPane::step_back() {
  if (table_->ticked().isEmpty())
    return false;
  table_->clear_ticks();
  return true;
}

} // namespace paydesk::ui
