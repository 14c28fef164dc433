// Small charts without frames: bars by hour, a filled line, shares by name, a policy's curve.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"

namespace paydesk::ui {

struct ChartPoint {
  QString label;
  double value = 0;
};

/// Bars over time with three grid lines, the largest value printed and the last bar unfinished.
class HourBars : public QWidget {
 public:
  explicit HourBars(Look look, QWidget* parent = nullptr);
  void show_points(std::vector<ChartPoint> points);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Look look_;
  std::vector<ChartPoint> points_;
};

/// A line with its area at 14 %, the first and last label inside the plot and the last value printed.
class AreaLine : public QWidget {
 public:
  AreaLine(Look look, Tone tone, QWidget* parent = nullptr);
  void show_points(std::vector<ChartPoint> points);
  void set_axis(bool on) { axis_ = on; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Look look_;
  Tone tone_;
  std::vector<ChartPoint> points_;
  bool axis_ = true;
};

/// One bar a name, coloured by heat from the first to the last.
class HeatBars : public QWidget {
 public:
  explicit HeatBars(Look look, QWidget* parent = nullptr);
  void show_points(std::vector<ChartPoint> points);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Look look_;
  std::vector<ChartPoint> points_;
};

/// Delays before each retry of a policy: the longest a full jitter can give, its band at 14 %, the cap dashed.
class BackoffCurve : public QWidget {
 public:
  explicit BackoffCurve(Look look, QWidget* parent = nullptr);
  /// In seconds; `now` marks one retry (1 is the first), 0 for none.
  void show_policy(std::vector<double> longest_s, double cap_s, int now);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Look look_;
  std::vector<double> longest_;
  double cap_ = 0;
  int now_ = 0;
};

} // namespace paydesk::ui
