// Tabs with counts, underlined.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"

namespace paydesk::ui {

/// A row of tabs without pages: the owner shows what was picked.
class Tabs : public QWidget {
  Q_OBJECT

 public:
  struct Tab {
    QString key;
    QString text;
    QString count;
    bool alarming = false;
  };

  explicit Tabs(Look look, QWidget* parent = nullptr);
  void show_tabs(std::vector<Tab> tabs);
  void choose(const QString& key); ///< without a signal
  QString chosen() const { return chosen_; }
  QSize sizeHint() const override;

 Q_SIGNALS:
  void picked(const QString& key);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  int tab_width(const Tab& tab) const;

  Look look_;
  std::vector<Tab> tabs_;
  QString chosen_;
};

} // namespace paydesk::ui
