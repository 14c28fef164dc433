// The bar across the window: brand, search, health, approvals, user.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"
#include "views/system.h"

namespace paydesk::ui {

/// Painted; 44 high. Emits what was pressed.
class TopBar : public QWidget {
  Q_OBJECT

 public:
  explicit TopBar(Look look, QWidget* parent = nullptr);
  void show_environment(const QString& tag, bool alarming);
  void show_health(const std::vector<views::PspHealth>& psps);
  void show_approvals(std::int64_t waiting);
  void show_user(const QString& name, const QString& role);

 Q_SIGNALS:
  void searchPressed();
  void approvalsPressed();
  void userPressed(const QPoint& at);
  void pspPressed(const QString& account);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  void paint_brand(QPainter& painter) const;
  void paint_search(QPainter& painter) const;
  void paint_right(QPainter& painter);
  double paint_psp(QPainter& painter, double right, const views::PspHealth& psp);

  Look look_;
  QString tag_;
  bool alarming_tag_ = false;
  std::vector<views::PspHealth> psps_;
  std::int64_t approvals_ = 0;
  QString name_, role_;
  QRect search_, approvals_place_, user_place_;
  std::vector<std::pair<QRect, QString>> psp_places_;
};

} // namespace paydesk::ui
