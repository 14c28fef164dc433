// Ctrl+K: go somewhere, find an id, run an action.
#pragma once

#include <functional>

#include <QAbstractListModel>
#include <QTimer>
#include <QWidget>

#include "ui/shell/page.h"

class QLineEdit;
class QListView;

namespace paydesk::ui {

/// One thing the palette can do.
struct PaletteItem {
  QString icon;
  QString title;
  QString detail; ///< quieter, behind the title
  QString key;
  QString why_not; ///< greyed with this reason
  std::function<void()> run;
};

/// The items that match what was typed.
class PaletteModel : public QAbstractListModel {
  Q_OBJECT

 public:
  using QAbstractListModel::QAbstractListModel;
  void show_items(std::vector<PaletteItem> items);
  const PaletteItem* item(int row) const;
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(items_.size()); }
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  std::vector<PaletteItem> items_;
};

/// Every word of `typed` begins a word of the title or is part of it; the better match first.
std::vector<PaletteItem> matching(const std::vector<PaletteItem>& all, const QString& typed);

/// A panel for an Overlay. Asks the daemon for payments while something like an id is typed; closes before it runs.
class CommandPalette : public QWidget {
  Q_OBJECT

 public:
  CommandPalette(Desk& desk, std::vector<PaletteItem> items, QWidget* parent = nullptr);
  QSize sizeHint() const override { return {620, QWidget::sizeHint().height()}; }

 Q_SIGNALS:
  void closeAsked();

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void typed(const QString& text);
  void find_payments();
  void run(int row);

  Desk& desk_;
  std::vector<PaletteItem> items_;
  QLineEdit* edit_;
  QListView* list_;
  PaletteModel* model_;
  QTimer pause_;
  models::Call search_;
};

} // namespace paydesk::ui
