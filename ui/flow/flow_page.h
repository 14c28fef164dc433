// The Flow screen: figures, the map of states, what needs looking at.
#pragma once

#include "ui/shell/page.h"

class QLabel;

namespace paydesk::ui {

class AreaLine;
class Button;
class Card;
class HeatBars;
class HourBars;
class KpiStrip;
class PspRates;
class Segmented;
namespace lifecycle {
class FlowMap;
}

/// Owns its own FlowSource, as its range and PSP are the screen's. Lives on the GUI thread.
class FlowPage : public Page {
  Q_OBJECT

 public:
  FlowPage(Desk& desk, QWidget* parent);

  void visit(const Visit& visit) override;
  bool is_ready() const override { return source_.flow() != nullptr; }
  QString failure() const override;
  std::vector<KeyHint> key_hints() const override;
  std::vector<SideSection> side_sections() const override;
  void side_picked(const QString& key) override;

 private:
  void build_head();
  void build_map();
  void build_cards();
  void show_flow();
  views::Flow in_one_currency(views::Flow flow) const;
  void show_figures(const views::Flow& flow);
  void show_cards(const views::Flow& flow);
  void open_state(const QString& status);
  std::int64_t sla_of(std::string_view status) const;

  models::FlowSource source_;
  Segmented* range_;
  Segmented* psp_;
  Button* open_;
  KpiStrip* kpis_;
  Card* map_card_;
  QLabel* incident_;
  lifecycle::FlowMap* map_;
  HourBars* captured_;
  PspRates* rates_;
  AreaLine* depth_;
  HeatBars* breaks_;
  Card* captured_card_;
  Card* depth_card_;
  Card* breaks_card_;
};

} // namespace paydesk::ui
