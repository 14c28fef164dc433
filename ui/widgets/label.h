// Labels whose look the style sheet decides.
#pragma once

#include <QLabel>

namespace paydesk::ui {

/// A plain-text label with a look of the style sheet: title, strong, medium, body, meta, hint, mono, kpi, ok, warn, bad.
QLabel* make_label(const char* look, const QString& text = {}, QWidget* parent = nullptr);
/// Changes a label's look.
void set_look(QLabel& label, const char* look);

/// A label that elides what does not fit, and has the whole text as its tool tip then.
class ElidedLabel : public QLabel {
  Q_OBJECT

 public:
  explicit ElidedLabel(const char* look, Qt::TextElideMode mode = Qt::ElideRight, QWidget* parent = nullptr);
  QSize minimumSizeHint() const override { return {20, QLabel::minimumSizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Qt::TextElideMode mode_;
};

} // namespace paydesk::ui
