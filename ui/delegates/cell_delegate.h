// The delegate of every list: draws a cell by what its model says it is.
#pragma once

#include <functional>
#include <string>

#include <QHash>
#include <QStyledItemDelegate>

#include "app/models/roles.h"
#include "ui/delegates/cells.h"
#include "ui/theme/look.h"

namespace paydesk::ui {

class RowTable;

/// Paints rows and cells of a RowTable; owns nothing but settings by column key.
class CellDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using Words = QString (*)(const std::string& code);
  using RowWords = std::function<QString(int row)>;

  CellDelegate(Look look, RowTable* table);

  /// Ids in this column are shown by their last characters behind a kind: "ORD-8F3K21".
  void shorten_ids(const QString& column, const QString& kind) { kinds_.insert(column, kind); }
  /// Codes in this column are translated.
  void translate(const QString& column, Words words) { words_.insert(column, words); }
  /// What this column shows is made from the whole row.
  void describe(const QString& column, RowWords words) { row_words_.insert(column, std::move(words)); }
  /// Amounts in this column are balances of accounts: without a sign, their side behind them ("236.60 EUR Cr").
  void show_sides(const QString& column) { sides_ << column; }
  /// Columns of lesser weight.
  void set_secondary(const QStringList& columns) { secondary_ = columns; }
  /// Tries as dots instead of numbers.
  void set_dots(bool on) { dots_ = on; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  /// The whole of what a cell had to cut, or the whole id or time behind what it shows.
  bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) override;
  QString tip_of(const QModelIndex& index, int width) const;
  /// Amounts in these columns stand without their currency: another column of the row tells it.
  void leave_out_currency(const QStringList& columns) { bare_ = columns; }
  bool shows_currency(const QString& column) const { return !bare_.contains(column); }
  bool shows_side(const QString& column) const { return sides_.contains(column); }
  /// What a cell shows as text: for sizing, tool tips and tests.
  QString shown_text(const QModelIndex& index) const;

 private:
  void paint_row(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
  void paint_content(const Cell& cell, const QModelIndex& index, bool hovered) const;

  Look look_;
  RowTable* table_;
  QHash<QString, QString> kinds_;
  QHash<QString, Words> words_;
  QHash<QString, RowWords> row_words_;
  QStringList sides_;
  QStringList bare_;
  QStringList secondary_;
  bool dots_ = false;
};

} // namespace paydesk::ui
