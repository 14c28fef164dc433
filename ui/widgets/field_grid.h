// Names and values in two columns; ids can be copied.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"

namespace paydesk::ui {

struct Field {
  QString name;
  QString value;
  bool mono = false;
  QString copy; ///< the whole id; empty: nothing to copy
};

/// Paints fields two a row, 20 px each. A click on the copy glyph copies and tells so.
class FieldGrid : public QWidget {
  Q_OBJECT

 public:
  explicit FieldGrid(Look look, QWidget* parent = nullptr);
  void show_fields(std::vector<Field> fields);

 Q_SIGNALS:
  void copied(const QString& text);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  QRectF place(std::size_t field) const;
  int name_width(std::size_t column) const;

  Look look_;
  std::vector<Field> fields_;
};

} // namespace paydesk::ui
