#include "ui/queues/queues_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/delegates/cell_delegate.h"
#include "ui/format/words.h"
#include "ui/queues/policy_card.h"
#include "ui/queues/psp_lanes.h"
#include "ui/queues/queues_actions.h"
#include "ui/widgets/bulk_bar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/kpi_strip.h"
#include "ui/widgets/label.h"
#include "ui/widgets/list_pane.h"
#include "ui/widgets/state_pill.h"
#include "ui/widgets/tabs.h"
#include "ui/widgets/timeline_view.h"

namespace paydesk::ui {
namespace {

constexpr int side_width = 380;

std::span<const filter::Key> queue_keys() {
  static constexpr filter::Key keys[] = {{"psp", filter::KeyType::text}, {"class", filter::KeyType::text}, {"error", filter::KeyType::text},
                                         {"retries", filter::KeyType::number}, {"operation", filter::KeyType::text}, {"currency", filter::KeyType::currency},
                                         {"seller", filter::KeyType::text}, {"age", filter::KeyType::age}, {"created", filter::KeyType::time},
                                         {"order", filter::KeyType::text}};
  return keys;
}

} // namespace

QueuesPage::QueuesPage(Desk& desk, QWidget* parent)
    : Page(desk, Screen::queues, parent), retries_(desk.session.daemon()), dead_(desk.session.daemon()), stats_(desk.session.daemon()),
      payment_(desk.session.daemon()), work_(new QueuesActions(desk, this)) {
  dead_.set_dead_letter(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 0, 16, 12);
  column->setSpacing(12);
  column->addWidget(build_head());
  auto* strip = new QHBoxLayout;
  strip->setSpacing(12);
  kpis_ = new KpiStrip(desk.look);
  kpis_->setFixedHeight(74);
  lanes_ = new PspLanes(desk.look);
  strip->addWidget(kpis_, 4);
  strip->addWidget(lanes_, 7);
  column->addLayout(strip);
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  row->addWidget(build_lists(), 1);
  row->addWidget(build_side());
  column->addLayout(row, 1);
  add_actions();
  auto& events = desk.session.events();
  retries_.follow(events);
  dead_.follow(events);
  stats_.follow(events);
  payment_.follow(events);
  connect(&stats_, &models::LiveSource::changed, this, &QueuesPage::show_stats);
  connect(&payment_, &models::LiveSource::changed, this, &QueuesPage::show_item);
  connect(lanes_, &PspLanes::pauseAsked, work_, &QueuesActions::pause);
  connect(work_, &QueuesActions::done, this, [this] {
    list().table().clear_ticks();
    retries_.refresh();
    dead_.refresh();
    stats_.refresh();
  });
  connect(&desk.session.connection(), &session::ConnectionState::changed, this, [this] {
    for (auto* one : {retry_list_, dead_list_})
      one->table().set_stale(!desk_.session.connection().is_live());
    allow_actions();
  });
  setFocusProxy(stack_);
}

QWidget* QueuesPage::build_head() {
  auto* box = new QWidget;
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 8, 0, 0);
  tabs_ = new Tabs(desk_.look);
  tabs_->setObjectName(QStringLiteral("queueTabs"));
  tabs_->show_tabs({{QStringLiteral("retry"), tr("Retry queue"), {}}, {QStringLiteral("dead"), tr("Dead letter"), {}}});
  rate_ = make_label("meta");
  row->addWidget(make_label("title", tr("Queues")));
  row->addSpacing(8);
  row->addWidget(tabs_);
  row->addStretch(1);
  row->addWidget(rate_);
  connect(tabs_, &Tabs::picked, this, &QueuesPage::show_tab);
  return box;
}

ListPane* QueuesPage::build_list(models::QueueModel& model, const QString& name, std::vector<ColumnPlan> plan) {
  auto* pane = new ListPane(desk_.look, model, {name, std::move(plan), queue_keys(), true, false}, this);
  auto& cells = pane->table().cells();
  cells.shorten_ids(QStringLiteral("order"), QStringLiteral("ORD"));
  cells.translate(QStringLiteral("operation"), operation_name);
  cells.translate(QStringLiteral("policy"), strategy_name);
  cells.set_secondary({QStringLiteral("psp"), QStringLiteral("error"), QStringLiteral("policy"), QStringLiteral("operation")});
  cells.set_dots(true);
  pane->table().set_margin(12);
  connect(&pane->table(), &RowTable::cursorMoved, this, [this, &model](const QString& id) {
    if (const auto* row = model.find(id))
      payment_.show(row->payment_id);
    show_item();
  });
  connect(&pane->table(), &RowTable::opened, this, [this] { open_->trigger(); });
  connect(&pane->table(), &RowTable::ticksChanged, this, &QueuesPage::show_ticks);
  connect(pane, &ListPane::readyChanged, this, [this, pane, &model] {
    if (pane->table().current_id().isEmpty() && model.loaded_count() > 0)
      pane->table().step(0, false);
    Q_EMIT readyChanged();
  });
  auto* replay = new Button(desk_.theme(), Button::Kind::primary, tr("Replay"));
  replay->set_icon(QStringLiteral("retry"));
  replay->set_key(QStringLiteral("R"));
  pane->bulk().add(replay);
  replay_buttons_.push_back(replay);
  return pane;
}

QWidget* QueuesPage::build_lists() {
  retry_list_ = build_list(retries_, QStringLiteral("retryTable"), {{"order", 116}, {"psp", 60}, {"amount", 106}, {"class", 130}, {"error", 158, 3},
                                                                     {"attempts", 84}, {"due", 62}, {"policy", 96}});
  retry_list_->set_words(tr("Nothing waits to be retried"), tr("Failed calls that can help themselves appear here until they are due."));
  dead_list_ = build_list(dead_, QStringLiteral("deadTable"), {{"order", 116}, {"psp", 60}, {"operation", 90}, {"amount", 106}, {"class", 148}, {"error", 160, 3},
                                                               {"dead", 80}});
  dead_list_->set_words(tr("No dead letters"), tr("What failed too often appears here and waits for a person."));
  discard_button_ = new Button(desk_.theme(), Button::Kind::secondary, tr("Discard\u2026"));
  discard_button_->set_icon(QStringLiteral("trash"));
  dead_list_->bulk().add(discard_button_);
  stack_ = new QStackedWidget;
  stack_->addWidget(retry_list_);
  stack_->addWidget(dead_list_);
  return stack_;
}

QWidget* QueuesPage::build_side() {
  auto* side = new QWidget;
  side->setFixedWidth(side_width);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(12);
  auto* card = new Card(desk_.look);
  auto* inner = new QVBoxLayout;
  inner->setContentsMargins(12, 10, 12, 10);
  inner->setSpacing(8);
  auto* first = new QHBoxLayout;
  order_ = make_label("mono");
  amount_ = make_label("title");
  first->addWidget(order_);
  first->addStretch(1);
  first->addWidget(amount_);
  auto* second = new QHBoxLayout;
  second->setSpacing(8);
  pill_ = new StatePill(desk_.look);
  where_ = new ElidedLabel("meta");
  open_button_ = new Button(desk_.theme(), Button::Kind::secondary, tr("Open"));
  open_button_->set_icon_behind(QStringLiteral("arrow"));
  open_button_->setObjectName(QStringLiteral("openPayment"));
  pill_->setObjectName(QStringLiteral("itemState"));
  second->addWidget(pill_);
  second->addWidget(where_, 1);
  second->addWidget(open_button_);
  inner->addLayout(first);
  inner->addLayout(second);
  card->body()->addLayout(inner);
  policy_ = new PolicyCard(desk_.look);
  policy_->setFixedHeight(330);
  auto* tries = new Card(desk_.look);
  auto* head = tries->add_head(tr("Attempts"));
  attempts_aside_ = make_label("meta");
  head->addWidget(attempts_aside_);
  attempts_ = new TimelineView(desk_.look);
  auto* scroll = new QScrollArea;
  scroll->setWidget(attempts_);
  scroll->setWidgetResizable(true);
  scroll->viewport()->setAutoFillBackground(false);
  attempts_->setAutoFillBackground(false);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  no_attempts_ = make_label("meta");
  no_attempts_->setObjectName(QStringLiteral("noAttempts"));
  no_attempts_->setWordWrap(true);
  no_attempts_->setContentsMargins(12, 2, 12, 8);
  tries->body()->addWidget(no_attempts_);
  tries->body()->addWidget(scroll, 1);
  column->addWidget(card);
  column->addWidget(policy_);
  column->addWidget(tries, 1);
  return side;
}

void QueuesPage::add_actions() {
  replay_ = add_action("replay", tr("Replay"), QKeySequence(Qt::Key_R), [this] { work_->replay(targets()); });
  replay_->setProperty("icon", QStringLiteral("retry"));
  discard_ = add_action("discard", tr("Discard\u2026"), QKeySequence(Qt::Key_D), [this] { work_->discard(targets(), sums_of(targets())); });
  discard_->setProperty("icon", QStringLiteral("trash"));
  open_ = add_action("open", tr("Open the payment"), QKeySequence(Qt::Key_O), [this] {
    if (item())
      desk_.shell.go({Screen::payments, QString(), qt(item()->order_id)});
  });
  for (auto* button : replay_buttons_)
    bind(button, replay_);
  bind(discard_button_, discard_);
  bind(open_button_, open_);
  allow_actions();
}

bool QueuesPage::is_dead() const { return tabs_->chosen() == QLatin1String("dead"); }
ListPane& QueuesPage::list() const { return is_dead() ? *dead_list_ : *retry_list_; }
models::QueueModel& QueuesPage::model() { return is_dead() ? dead_ : retries_; }
const views::QueueItem* QueuesPage::item() { return model().find(list().table().current_id()); }

} // namespace paydesk::ui
