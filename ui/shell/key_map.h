// The map of all keys, opened with "?".
#pragma once

#include <QWidget>

#include "ui/shell/page.h"

namespace paydesk::ui {

/// A panel for an Overlay: the keys that work everywhere and those of the present screen.
class KeyMap : public QWidget {
  Q_OBJECT

 public:
  KeyMap(Look look, const QString& screen, std::vector<KeyHint> here, QWidget* parent = nullptr);
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Look look_;
  QString screen_;
  std::vector<KeyHint> everywhere_;
  std::vector<KeyHint> go_;
  std::vector<KeyHint> here_;
};

} // namespace paydesk::ui
