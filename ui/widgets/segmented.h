// One of a few choices, side by side.
#pragma once

#include <QWidget>

#include "ui/theme/theme.h"

namespace paydesk::ui {

/// A row of segments with one chosen. Keyboard: left and right while focused.
class Segmented : public QWidget {
  Q_OBJECT

 public:
  struct Segment {
    QString key;
    QString text;
    Tone tone = Tone::accent;
    QString icon; ///< shown only while chosen
  };

  explicit Segmented(const Theme& theme, QWidget* parent = nullptr);

  void set_segments(std::vector<Segment> segments);
  void choose(const QString& key); ///< without a signal
  QString chosen() const;
  void set_small(bool small) { height_ = small ? 24 : 28; }
  /// Shows the choice without letting it be changed.
  void set_read_only(bool on) { read_only_ = on; }

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 Q_SIGNALS:
  void picked(const QString& key);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  int segment_width(const Segment& segment, bool chosen) const;
  void pick(int index);

  const Theme& theme_;
  std::vector<Segment> segments_;
  int current_ = 0;
  int height_ = 28;
  bool read_only_ = false;
};

} // namespace paydesk::ui
