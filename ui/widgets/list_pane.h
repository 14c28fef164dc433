// A list as every screen has it: filter, count, what is new, rows, bulk bar.
#pragma once

#include <span>

#include <QWidget>

#include "core/filter.h"
#include "ui/theme/look.h"
#include "ui/widgets/row_table.h"

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace paydesk::ui {

class BulkBar;
class Button;
class Card;
class FilterBar;

/// Puts a model into a card and owns the widgets around it. `scope` is where j, k, x, /, Enter and Esc work.
class ListPane : public QWidget {
  Q_OBJECT

 public:
  struct Setup {
    QString name; ///< object name of the table
    std::vector<ColumnPlan> plan;
    std::span<const filter::Key> keys; ///< empty: no filter bar
    bool tickable = false;
    bool flat = false; ///< rows run to the edges of the page
  };

  ListPane(Look look, models::PagedModel& model, Setup setup, QWidget* scope);

  RowTable& table() noexcept { return *table_; }
  FilterBar* filter() noexcept { return filter_; }
  BulkBar& bulk() noexcept { return *bulk_; }
  Card& card() noexcept { return *card_; }
  /// The row of the filter bar; more may be added behind it.
  QHBoxLayout& tools() noexcept { return *tools_; }
  /// The row of the count.
  QHBoxLayout& facts() noexcept { return *facts_; }

  /// Sets model and bar; tells nobody.
  void set_filter(const QString& filter);
  void show_count(const QString& text);
  bool is_ready() const;
  QString failure() const;
  /// Clears ticks, else the filter's mistake; tells whether there was anything.
  bool step_back();
  void set_words(const QString& none, const QString& noun);

 Q_SIGNALS:
  void filterChanged(const QString& filter);
  void readyChanged();

 private:
  void add_keys(QWidget* scope);
  void show_fresh(int count);
  EmptyWords empty_words() const;

  Look look_;
  models::PagedModel& model_;
  FilterBar* filter_ = nullptr;
  RowTable* table_;
  BulkBar* bulk_;
  Card* card_;
  Button* fresh_;
  QLabel* count_;
  QLabel* mistake_;
  QHBoxLayout* tools_;
  QHBoxLayout* facts_;
  QString none_;
  QString noun_;
};

} // namespace paydesk::ui
