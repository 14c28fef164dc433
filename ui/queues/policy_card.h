// The retry policy in force, as figures and as a curve.
#pragma once

#include "ui/widgets/card.h"
#include "views/queues.h"

namespace paydesk::ui {

class BackoffCurve;

/// Read-only: which strategy, its measures, and the delays that follow from them.
class PolicyCard : public Card {
  Q_OBJECT

 public:
  explicit PolicyCard(Look look, QWidget* parent = nullptr);
  /// `attempt`: the retry that the chosen item waits for; 0 for none.
  void show_policy(const views::RetryPolicyView& policy, int attempt);

 private:
  class Strategies;
  class Measures;
  Strategies* strategies_;
  Measures* measures_;
  BackoffCurve* curve_;
};

/// The longest delay before each retry, in seconds: min(cap, base × factor^n).
std::vector<double> longest_delays(const views::RetryPolicyView& policy);

} // namespace paydesk::ui
