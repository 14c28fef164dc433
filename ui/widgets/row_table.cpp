#include "ui/widgets/row_table.h"

#include <algorithm>

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QUuid>

#include "ui/delegates/cell_delegate.h"
#include "ui/format/words.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/table_header.h"

namespace paydesk::ui {

using models::PagedModel;

RowTable::RowTable(Look look, QWidget* parent) : QTableView(parent), look_(look) {
  delegate_ = new CellDelegate(look, this);
  setItemDelegate(delegate_);
  header_ = new TableHeader(look, this);
  setHorizontalHeader(header_);
  connect(header_, &TableHeader::tickAllAsked, this, [this] { tick_all_loaded(ticked_.isEmpty()); });
  connect(header_, &TableHeader::sortAsked, this, &RowTable::sortAsked);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  verticalHeader()->setMinimumSectionSize(row_height);
  verticalHeader()->setDefaultSectionSize(row_height);
  setShowGrid(false);
  setFrameShape(QFrame::NoFrame);
  setSelectionMode(QAbstractItemView::NoSelection);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setWordWrap(false);
  setMouseTracking(true);
  setTabKeyNavigation(false);
  setCornerButtonEnabled(false);
  empty_ = new EmptyState(look, viewport());
  empty_->hide();
  connect(empty_, &EmptyState::actionAsked, this, [this] {
    if (paged_ && paged_->phase() == PagedModel::Phase::Failed)
      paged_->retry();
    else
      Q_EMIT emptyActionAsked();
  });
  connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex&) { Q_EMIT opened(current_id()); });
  connect(&clock_, &QTimer::timeout, this, [this] { viewport()->update(); });
  clock_.start(1000);
}

void RowTable::show_model(PagedModel& model, std::vector<ColumnPlan> plan) {
  paged_ = &model;
  plan_ = std::move(plan);
  setModel(&model);
  connect(&model, &QAbstractItemModel::rowsInserted, this, &RowTable::settle_rows);
  connect(&model, &QAbstractItemModel::rowsRemoved, this, &RowTable::settle_rows);
  connect(&model, &PagedModel::phaseChanged, this, &RowTable::show_status);
  connect(&model, &PagedModel::updated, this, &RowTable::settle_rows);
  lay_out_columns();
  settle_rows();
}

void RowTable::lay_out_columns() {
  if (!paged_)
    return;
  int fixed = 0, stretch = 0;
  for (const auto& plan : plan_) {
    fixed += plan.width;
    stretch += plan.stretch;
  }
  // Columns that stretch also give way, down to a third, where the window is narrow.
  const int spare = viewport()->width() - fixed;
  int visual = 0, given = 0;
  std::vector<bool> shown(static_cast<std::size_t>(paged_->columnCount()), false);
  for (std::size_t i = 0; i < plan_.size(); ++i) {
    for (int column = 0; column < paged_->columnCount(); ++column) {
      if (paged_->headerData(column, Qt::Horizontal, models::ColumnKeyRole).toString() != QLatin1String(plan_[i].key))
        continue;
      const bool last = i + 1 == plan_.size();
      int extra = stretch > 0 ? spare * plan_[i].stretch / stretch : 0;
      extra = std::max(extra, -plan_[i].width * 2 / 3);
      if (last && spare >= 0)
        extra = spare - given;
      given += extra;
      shown[static_cast<std::size_t>(column)] = true;
      header_->showSection(column);
      header_->resizeSection(column, plan_[i].width + extra);
      header_->moveSection(header_->visualIndex(column), visual++);
    }
  }
  for (int column = 0; column < paged_->columnCount(); ++column)
    header_->setSectionHidden(column, !shown[static_cast<std::size_t>(column)]);
}

void RowTable::settle_rows() {
  measure_ids();
  if (!wanted_id_.isEmpty() && paged_->row_of(wanted_id_) >= 0)
    select_id(std::exchange(wanted_id_, {}));
  show_status();
  tell_viewport();
}

void RowTable::show_status() {
  if (!paged_)
    return;
  const bool none = paged_->rowCount() == 0;
  const auto phase = paged_->phase();
  if (phase == PagedModel::Phase::Failed && none)
    empty_->show_words({tr("This list could not be loaded"), paged_->error() ? error_sentence(*paged_->error()) : QString(),
                        tr("Try again")});
  else if (phase == PagedModel::Phase::Ready && none && empty_words_)
    empty_->show_words(empty_words_());
  else if (phase == PagedModel::Phase::Idle && none && !waiting_words_.why.isEmpty())
    empty_->show_words(waiting_words_);
  else if (phase == PagedModel::Phase::Loading && none)
    empty_->show_waiting(tr("Loading the first page"));
  else
    empty_->leave();
  empty_->setGeometry(viewport()->rect());
}

void RowTable::set_waiting_words(EmptyWords words) {
  waiting_words_ = std::move(words);
  show_status();
}

void RowTable::tell_viewport() {
  if (paged_ && paged_->rowCount() > 0)
    paged_->viewAt(rowAt(0), std::max(rowAt(viewport()->height() - 1), 0));
}

void RowTable::measure_ids() {
  // The shortest tail that tells the loaded rows apart, looked for in the first page only: it may grow, not flicker.
  const int rows = std::min(paged_->loaded_count(), 500);
  for (int length = short_id_length_; length < 12; ++length) {
    QSet<QString> seen;
    for (int row = 0; row < rows; ++row)
      seen.insert(paged_->id_at(row).right(length));
    if (seen.size() == rows) {
      short_id_length_ = length;
      return;
    }
  }
  short_id_length_ = 12;
}

bool RowTable::is_first_column(int logical) const { return header_->visualIndex(logical) == 0; }

bool RowTable::is_last_column(int logical) const {
  return header_->visualIndex(logical) == static_cast<int>(plan_.size()) - 1;
}

QRect RowTable::tick_rect(const QRect& first_cell) const {
  return QRect(first_cell.left() + margin_ - 2, first_cell.center().y() - 8, 18, 18);
}

void RowTable::set_tickable(bool on) {
  tickable_ = on;
  header_->set_tickable(on);
}

bool RowTable::is_ticked(int row) const { return paged_ && ticked_.contains(paged_->id_at(row)); }

void RowTable::toggle_tick(int row) {
  const QString id = paged_ ? paged_->id_at(row) : QString();
  if (id.isEmpty() || !tickable_)
    return;
  if (!ticked_.remove(id))
    ticked_.insert(id);
  header_->set_tick(ticked_.isEmpty() ? Tick::off : Tick::partly);
  viewport()->update();
  Q_EMIT ticksChanged();
}

void RowTable::clear_ticks() { tick_all_loaded(false); }

void RowTable::tick_all_loaded(bool on) {
  ticked_.clear();
  for (int row = 0; on && row < paged_->loaded_count(); ++row)
    ticked_.insert(paged_->id_at(row));
  header_->set_tick(on ? Tick::on : Tick::off);
  viewport()->update();
  Q_EMIT ticksChanged();
}

QString RowTable::current_id() const { return paged_ ? paged_->id_at(currentIndex().row()) : QString(); }

void RowTable::select_id(const QString& id) {
  const int row = paged_ ? paged_->row_of(id) : -1;
  if (row < 0) {
    wanted_id_ = id;
    return;
  }
  setCurrentIndex(paged_->index(row, header_->logicalIndex(0)));
}

void RowTable::step(int by, bool tick) {
  if (!paged_ || paged_->loaded_count() == 0)
    return;
  const int from = currentIndex().row();
  if (tick && from >= 0 && !is_ticked(from))
    toggle_tick(from);
  const int to = std::clamp(from < 0 ? 0 : from + by, 0, paged_->loaded_count() - 1);
  setCurrentIndex(paged_->index(to, header_->logicalIndex(0)));
  if (tick && !is_ticked(to))
    toggle_tick(to);
}

void RowTable::set_stale(bool stale) {
  stale_ = stale;
  viewport()->update();
}

void RowTable::resizeEvent(QResizeEvent* event) {
  QTableView::resizeEvent(event);
  lay_out_columns();
  empty_->setGeometry(viewport()->rect());
  tell_viewport();
}

void RowTable::mousePressEvent(QMouseEvent* event) {
  const QModelIndex index = indexAt(event->position().toPoint());
  if (tickable_ && index.isValid() && event->position().x() < first_margin() - 4) {
    toggle_tick(index.row());
    return;
  }
  QTableView::mousePressEvent(event);
}

void RowTable::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy))
    return copy_current();
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    if (!current_id().isEmpty())
      Q_EMIT opened(current_id());
    return;
  }
  if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)
    return step(event->key() == Qt::Key_Down ? 1 : -1, event->modifiers() & Qt::ShiftModifier);
  QTableView::keyPressEvent(event);
}

void RowTable::copy_current() {
  QModelIndex from = currentIndex();
  if (from.data(models::CellKindRole).toInt() != static_cast<int>(models::CellKind::Id)) {
    int column = from.isValid() && !copied_column_.isEmpty() ? paged_->columnCount() - 1 : -1;
    while (column >= 0 && paged_->headerData(column, Qt::Horizontal, models::ColumnKeyRole).toString() != copied_column_)
      --column;
    from = column < 0 ? QModelIndex() : from.siblingAtColumn(column);
  }
  QGuiApplication::clipboard()->setText(from.isValid() ? from.data(models::CopyRole).toString() : current_id());
}

void RowTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QTableView::currentChanged(current, previous);
  viewport()->update();
  if (current.row() != previous.row())
    Q_EMIT cursorMoved(current_id());
}

void RowTable::scrollContentsBy(int dx, int dy) {
  QTableView::scrollContentsBy(dx, dy);
  empty_->setGeometry(viewport()->rect());
  tell_viewport();
}

} // namespace paydesk::ui
