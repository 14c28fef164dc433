// The navigation at the left, and below it what the current screen offers.
#pragma once

#include <QWidget>

#include "ui/shell/page.h"

namespace paydesk::ui {

/// Paints navigation and sections; 196 wide. Knows nothing of screens but their entries.
class SideBar : public QWidget {
  Q_OBJECT

 public:
  static constexpr int bar_width = 196;

  explicit SideBar(Look look, QWidget* parent = nullptr);
  void show_navigation(std::vector<SideEntry> entries);
  void show_sections(std::vector<SideSection> sections);

 Q_SIGNALS:
  void navigated(const QString& key);
  void picked(const QString& key);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  struct Place {
    QRect rect;
    const SideEntry* entry; ///< null: a section's title
    QString title;
    bool navigation = false;
  };
  std::vector<Place> places() const;
  void paint_entry(QPainter& painter, const Place& place) const;

  Look look_;
  std::vector<SideEntry> navigation_;
  std::vector<SideSection> sections_;
  QPoint hover_{-1, -1};
};

} // namespace paydesk::ui
