// The console's table: rows of a paged model with cursor, ticks and an empty state.
#pragma once

#include <functional>
#include <vector>

#include <QSet>
#include <QTableView>
#include <QTimer>

#include "app/models/paged_model.h"
#include "ui/theme/look.h"

namespace paydesk::ui {

class CellDelegate;
class EmptyState;
class TableHeader;

/// One column that a screen shows, in its order. A column with `stretch` shares what is left.
struct ColumnPlan {
  const char* key;
  int width;
  int stretch = 0;
};

/// Words for a list without rows.
struct EmptyWords {
  QString title;
  QString why;
  QString action; ///< empty for none
};

/// Shows one PagedModel. Owns ticks by id, so they survive refreshes; rows never move under the cursor. Lives on
/// the GUI thread; the model must outlive it.
class RowTable : public QTableView {
  Q_OBJECT

 public:
  explicit RowTable(Look look, QWidget* parent = nullptr);

  void show_model(models::PagedModel& model, std::vector<ColumnPlan> plan);
  models::PagedModel* paged() const noexcept { return paged_; }
  CellDelegate& cells() noexcept { return *delegate_; }

  void set_tickable(bool on);
  bool is_tickable() const noexcept { return tickable_; }
  bool is_ticked(int row) const;
  const QSet<QString>& ticked() const noexcept { return ticked_; }
  void clear_ticks();
  void tick_all_loaded(bool on);
  void toggle_tick(int row);

  QString current_id() const;
  void select_id(const QString& id);
  /// Moves the cursor by rows; ticks on the way when asked.
  void step(int by, bool tick);

  /// Words for no rows; asked again each time.
  void set_empty_words(std::function<EmptyWords()> words) { empty_words_ = std::move(words); }
  /// Words for a list that nobody has asked for yet: what it waits for. None: it stays blank.
  void set_waiting_words(EmptyWords words);
  /// Everything muted: the values are old.
  void set_stale(bool stale);
  bool is_stale() const noexcept { return stale_; }
  int short_id_length() const noexcept { return short_id_length_; }

  bool is_first_column(int logical) const;
  bool is_last_column(int logical) const;
  int first_margin() const noexcept { return tickable_ ? 40 : margin_; }
  int last_margin() const noexcept { return margin_; }
  void set_margin(int margin) { margin_ = margin; }
  /// The column that Ctrl+C copies where the cursor stands in none of ids; without one it is the row's own id.
  void set_copied_column(const QString& key) { copied_column_ = key; }
  /// A hairline above the header: for lists without a card around them.
  void set_top_line(bool on) { top_line_ = on; }
  bool has_top_line() const noexcept { return top_line_; }
  QRect tick_rect(const QRect& first_cell) const;

 Q_SIGNALS:
  void cursorMoved(const QString& id);
  void opened(const QString& id);
  void ticksChanged();
  void emptyActionAsked();
  void sortAsked();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
  void scrollContentsBy(int dx, int dy) override;

 private:
  void lay_out_columns();
  void settle_rows();
  void show_status();
  void tell_viewport();
  void measure_ids();
  void copy_current();

  Look look_;
  models::PagedModel* paged_ = nullptr;
  CellDelegate* delegate_ = nullptr;
  TableHeader* header_ = nullptr;
  EmptyState* empty_ = nullptr;
  std::vector<ColumnPlan> plan_;
  std::function<EmptyWords()> empty_words_;
  EmptyWords waiting_words_;
  QSet<QString> ticked_;
  QString wanted_id_;
  QString copied_column_;
  QTimer clock_; // ages and countdowns
  bool tickable_ = false;
  bool stale_ = false;
  bool top_line_ = false;
  int margin_ = 16;
  int short_id_length_ = 6;
};

} // namespace paydesk::ui
