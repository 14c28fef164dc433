#include "ui/flow/flow_page.h"

#include <algorithm>
#include <map>

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/flow/psp_rates.h"
#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/lifecycle/flow_map.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/charts.h"
#include "ui/widgets/kpi_strip.h"
#include "ui/widgets/label.h"
#include "ui/widgets/segmented.h"

namespace paydesk::ui {

FlowPage::FlowPage(Desk& desk, QWidget* parent) : Page(desk, Screen::flow, parent), source_(desk.session.daemon()) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 0, 16, 12);
  column->setSpacing(12);
  build_head();
  kpis_ = new KpiStrip(desk.look);
  kpis_->setObjectName(QStringLiteral("flowFigures"));
  column->addWidget(kpis_);
  build_map();
  build_cards();
  add_action("fit", tr("Fit the map"), QKeySequence(Qt::Key_0), [this] { map_->fit(); });
  connect(kpis_, &KpiStrip::clicked, this, [this](const QString& filter) {
    if (filter == QLatin1String("dead"))
      desk_.shell.go({Screen::queues, QString(), QStringLiteral("dead")});
    else
      desk_.shell.go({Screen::payments, filter, {}});
  });
  source_.follow(desk.session.events());
  connect(&source_, &models::LiveSource::changed, this, &FlowPage::show_flow);
  connect(&source_, &models::LiveSource::failed, this, &Page::readyChanged);
  connect(&desk.lifecycle, &models::LiveSource::changed, this, &FlowPage::show_flow);
  connect(&desk.status, &models::LiveSource::changed, this, &FlowPage::show_flow);
  setFocusProxy(map_);
}

void FlowPage::build_head() {
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 10, 0, 0);
  row->setSpacing(8);
  range_ = new Segmented(desk_.theme());
  range_->setObjectName(QStringLiteral("flowRange"));
  range_->set_segments({{QStringLiteral("5m"), tr("5 min")}, {QStringLiteral("1h"), tr("1 h")}, {QStringLiteral("today"), tr("Today")},
                        {QStringLiteral("yesterday"), tr("Yesterday")}});
  range_->choose(QStringLiteral("today"));
  psp_ = new Segmented(desk_.theme());
  psp_->set_segments({{QString(), tr("All PSPs")}});
  open_ = new Button(desk_.theme(), Button::Kind::primary, tr("Open in Payments"));
  open_->set_key(tr("Enter"));
  row->addWidget(make_label("title", tr("Flow")));
  row->addSpacing(8);
  row->addWidget(range_);
  row->addWidget(psp_);
  row->addStretch(1);
  row->addWidget(open_);
  static_cast<QVBoxLayout*>(layout())->addLayout(row);
  connect(range_, &Segmented::picked, this, [this](const QString& range) { source_.set_range(range.toStdString()); });
  connect(psp_, &Segmented::picked, this, [this](const QString& psp) { source_.set_psp_account(psp.toStdString()); });
  connect(open_, &QAbstractButton::clicked, this, [this] { open_state(QString::fromStdString(map_->chosen())); });
}

void FlowPage::build_map() {
  map_card_ = new Card(desk_.look);
  auto* head = map_card_->add_head(tr("Payment states, live"));
  auto* note = make_label("meta", tr("count now, or in the chosen time for final states"));
  head->insertWidget(1, note);
  incident_ = make_label("bad");
  head->addWidget(incident_);
  auto* fit = new Button(desk_.theme(), Button::Kind::ghost, tr("Fit"));
  fit->set_key(QStringLiteral("0"));
  fit->set_small(true);
  head->addWidget(fit);
  map_ = new lifecycle::FlowMap(desk_.look);
  map_->setObjectName(QStringLiteral("flowMap"));
  map_->set_sla([this](std::string_view status) { return sla_of(status); });
  map_card_->body()->addWidget(make_line(desk_.look));
  map_card_->body()->addWidget(map_, 1);
  static_cast<QVBoxLayout*>(layout())->addWidget(map_card_, 1);
  connect(fit, &QAbstractButton::clicked, map_, &lifecycle::FlowMap::fit);
  connect(map_, &lifecycle::FlowMap::opened, this, &FlowPage::open_state);
  connect(map_, &lifecycle::FlowMap::chosenChanged, this, [this](const QString&, qint64 count) {
    open_->set_words(tr("Open %1 in Payments").arg(compact_count(count)));
  });
}

void FlowPage::build_cards() {
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  const auto card = [&](const QString& title, QWidget* content) {
    auto* one = new Card(desk_.look);
    one->add_head(title);
    one->body()->addWidget(content, 1);
    one->setFixedHeight(162);
    row->addWidget(one, 1);
    return one;
  };
  captured_ = new HourBars(desk_.look);
  rates_ = new PspRates(desk_.look);
  depth_ = new AreaLine(desk_.look, Tone::warn);
  breaks_ = new HeatBars(desk_.look);
  captured_card_ = card(tr("Captured by hour"), captured_);
  card(tr("PSP success rate"), rates_)->set_aside(tr("15 min \u00B7 \u0394 1 h"));
  depth_card_ = card(tr("Retry queue depth"), depth_);
  breaks_card_ = card(tr("Open breaks by age"), breaks_);
  static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void FlowPage::visit(const Visit&) { source_.refresh(); }

QString FlowPage::failure() const {
  return !source_.flow() && source_.error() ? error_sentence(*source_.error()) : QString();
}

std::vector<KeyHint> FlowPage::key_hints() const {
  return {{QStringLiteral("\u2190\u2191\u2193\u2192"), tr("walk states")}, {tr("Enter"), tr("open in Payments")},
          {QStringLiteral("+ \u2212"), tr("zoom")}, {QStringLiteral("0"), tr("fit")}};
}

std::vector<SideSection> FlowPage::side_sections() const {
  const auto* flow = source_.flow();
  const auto count_of = [&](const char* status) {
    std::int64_t count = 0;
    if (flow)
      for (const auto& node : flow->nodes)
        count += node.status == status ? node.count : 0;
    return count > 0 ? compact_count(count) : QString();
  };
  const QString late = flow && flow->late > 0 ? compact_count(flow->late) : QString();
  return {{tr("Flow views"),
           {{QStringLiteral("retry_scheduled"), QStringLiteral("retry"), tr("Retries"), count_of("retry_scheduled")},
            {QStringLiteral("late"), QStringLiteral("clock"), tr("Stuck beyond SLA"), late, !late.isEmpty()},
            {QStringLiteral("refund_pending"), QStringLiteral("refund"), tr("Refund desk"), count_of("refund_pending")},
            {QStringLiteral("disputed"), QStringLiteral("dispute"), tr("Disputes"), count_of("disputed")}}}};
}

void FlowPage::side_picked(const QString& key) {
  if (key != QLatin1String("late"))
    return map_->choose(key.toStdString());
  // The state with the most late payments is where somebody must act first.
  if (const auto* flow = source_.flow()) {
    const auto worst = std::max_element(flow->nodes.begin(), flow->nodes.end(), [](const auto& a, const auto& b) { return a.late < b.late; });
    if (worst != flow->nodes.end())
      map_->choose(worst->status);
  }
}

void FlowPage::open_state(const QString& status) {
  const QString psp = psp_->chosen();
  desk_.shell.go({Screen::payments, QStringLiteral("state:") + status + (psp.isEmpty() ? QString() : QStringLiteral(" psp:") + psp), {}});
}

std::int64_t FlowPage::sla_of(std::string_view status) const {
  const auto* machine = desk_.lifecycle.machine("charge");
  if (!machine)
    return 0;
  for (const auto& state : machine->states)
    if (state.name == status)
      return state.sla_seconds;
  return 0;
}

void FlowPage::show_flow() {
  if (!source_.flow())
    return;
  const auto ordered = in_one_currency(*source_.flow());
  const auto* flow = &ordered;
  std::vector<Segmented::Segment> psps = {{QString(), tr("All PSPs")}};
  for (const auto& psp : flow->psps)
    psps.push_back({qt(psp.psp_account), qt(psp.psp_account)});
  const QString chosen = psp_->chosen();
  psp_->set_segments(std::move(psps));
  psp_->choose(chosen);
  incident_->setText(qt(flow->incident));
  show_figures(*flow);
  map_->show_flow(*flow);
  show_cards(*flow);
  Q_EMIT sideChanged();
  Q_EMIT readyChanged();
}

views::Flow FlowPage::in_one_currency(views::Flow flow) const {
  // Without reference rates nothing can be added up: the currency that most states have stands in front everywhere.
  std::map<Currency, int> seen;
  for (const auto& node : flow.nodes)
    for (const auto& sum : node.sums)
      ++seen[sum.currency];
  const auto main = std::max_element(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (main == seen.end())
    return flow;
  for (auto& node : flow.nodes)
    put_first(node.sums, main->first);
  put_first(flow.captured, main->first);
  put_first(flow.refunded, main->first);
  return flow;
}

void FlowPage::show_figures(const views::Flow& flow) {
  const auto rest = [](const std::vector<Money>& sums) {
    QStringList parts;
    for (std::size_t i = 1; i < sums.size() && i < 3; ++i)
      parts << compact_text(sums[i]);
    return parts.join(QStringLiteral(" \u00B7 "));
  };
  const auto value = [](const std::vector<Money>& sums) { return sums.empty() ? QStringLiteral("0") : compact_text(sums.front()); };
  const bool today = range_->chosen() == QLatin1String("today");
  std::int64_t late_states = 0;
  for (const auto& node : flow.nodes)
    late_states += node.late > 0 ? 1 : 0;
  kpis_->show_figures({
      {today ? tr("Captured today") : tr("Captured"), value(flow.captured), rest(flow.captured), sums_text(flow.captured)},
      {today ? tr("Payments today") : tr("Payments"), count_text(flow.payments), {}, {}},
      {tr("In flight now"), count_text(flow.in_flight), {}, {}},
      {tr("Beyond SLA"), count_text(flow.late), late_states > 0 ? tr("%n state(s)", nullptr, static_cast<int>(late_states)) : QString(), {},
       flow.late > 0 ? Token::bad : Token::text},
      {tr("Dead letter"), count_text(flow.dead_letter), {}, tr("Open the dead letters"), flow.dead_letter > 0 ? Token::bad : Token::text, Token::text2, {}, false,
       QStringLiteral("dead")},
      {today ? tr("Refunded today") : tr("Refunded"), value(flow.refunded), rest(flow.refunded), sums_text(flow.refunded)},
      {tr("Ledger"), flow.ledger_balanced ? tr("Balanced") : tr("Not balanced"), {}, {}, flow.ledger_balanced ? Token::ok : Token::bad, Token::text2,
       flow.ledger_balanced ? QStringLiteral("check") : QStringLiteral("warning"), true}});
}

void FlowPage::show_cards(const views::Flow& flow) {
  const auto points = [this](const std::vector<views::SeriesPoint>& series) {
    std::vector<ChartPoint> all;
    for (const auto& point : series)
      all.push_back({point.label.empty() ? desk_.look.formats.clock(to_date_time(point.at)) : qt(point.label), point.value});
    return all;
  };
  captured_->show_points(points(flow.captured_by_hour));
  depth_->show_points(points(flow.queue_depth));
  auto ages = points(flow.breaks_by_age);
  const QString names[] = {tr("< 1 day"), tr("1–3 days"), tr("3–7 days"), tr("> 7 days")};
  for (std::size_t i = 0; i < std::min<std::size_t>(ages.size(), 4); ++i)
    ages[i].label = names[i];
  breaks_->show_points(std::move(ages));
  double captures = 0, peak = 0;
  for (const auto& point : flow.captured_by_hour)
    captures += point.value;
  for (const auto& point : flow.queue_depth)
    peak = std::max(peak, point.value);
  captured_card_->set_aside(tr("%n capture(s)", nullptr, static_cast<int>(captures)));
  depth_card_->set_aside(tr("peak %1").arg(compact_count(static_cast<std::int64_t>(peak))));
  breaks_card_->set_aside(tr("%n open", nullptr, static_cast<int>(flow.open_breaks)));
  rates_->show_psps(flow.psps);
}

} // namespace paydesk::ui
