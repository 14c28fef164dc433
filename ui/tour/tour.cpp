#include "ui/tour/tour.h"

#include <QCompleter>
#include <QDir>
#include <QLineEdit>
#include <QPixmap>

#include "ui/payments/payments_page.h"
#include "ui/refunds/refund_dialog.h"
#include "ui/reports/report_form.h"
#include "ui/reports/reports_page.h"
#include "ui/widgets/list_pane.h"

namespace paydesk::ui {
namespace {

constexpr int patience_ms = 30'000;
/// Between two looks at a window that told of no change: ages and animations are no signals.
constexpr int look_again_ms = 100;

bool page_ready(MainWindow& window) { return window.is_ready() && window.page()->failure().isEmpty(); }

std::function<void(MainWindow&)> go_to(Screen screen, const QString& filter = {}, const QString& id = {}) {
  return [=](MainWindow& window) {
    if (window.overlay())
      window.overlay()->dismiss();
    window.go({screen, filter, id});
  };
}

/// Payments with the first loaded row that has a story to tell; asked again until its detail has come.
bool show_a_story(MainWindow& window) {
  auto* page = qobject_cast<PaymentsPage*>(window.page());
  if (!page || !page_ready(window) || !page->chosen())
    return false;
  for (const char* status : {"refund_pending", "partially_refunded", "retry_scheduled", "captured"})
    for (int row = 0; row < page->model().loaded_count(); ++row) {
      const auto* one = page->model().row_at(row);
      if (one->status != status)
        continue;
      if (page->chosen()->payment_id == one->payment_id)
        return true;
      window.go({Screen::payments, QString(), QString::fromStdString(one->order_id)});
      return false;
    }
  return true;
}

/// The refund dialog of the first captured payment; asked again until the payment's detail has come.
bool open_refund(MainWindow& window) {
  if (window.overlay()) {
    const auto* dialog = window.overlay()->findChild<RefundDialog*>();
    return dialog && dialog->is_previewed();
  }
  auto* page = qobject_cast<PaymentsPage*>(window.page());
  if (!page || !page_ready(window) || !page->chosen())
    return false;
  for (auto* action : page->page_actions())
    if (action->objectName() == QLatin1String("refund") && action->isEnabled())
      action->trigger();
  return false;
}

/// The first row of the trial balance that is some seller's, opened as a statement.
bool open_statement(MainWindow& window) {
  auto* page = qobject_cast<ReportsPage*>(window.page());
  if (!page || !page_ready(window))
    return false;
  if (page->model().kind() == "statement")
    return true;
  for (int row = 0; row < page->model().loaded_count(); ++row)
    if (page->model().row_at(row)->cells[0].text.starts_with("psp_receivable:")) {
      page->list().table().step(row + 1, false);
      Q_EMIT page->list().table().opened(page->list().table().current_id());
      return false;
    }
  return true; // nothing was sold
}

/// The statement of a seller that the trial balance knows.
bool open_seller(MainWindow& window) {
  auto* page = qobject_cast<ReportsPage*>(window.page());
  if (!page || !page_ready(window))
    return false;
  if (page->model().report())
    return true;
  auto* seller = page->findChild<QLineEdit*>(QStringLiteral("reportSeller"));
  auto* words = seller ? seller->completer()->model() : nullptr;
  if (!words || words->rowCount() == 0)
    return false;
  seller->setText(words->index(0, 0).data().toString());
  Q_EMIT page->form().changed();
  return false;
}

/// What is asked before a day is closed.
bool ask_to_close(MainWindow& window) {
  if (window.overlay())
    return true;
  auto* page = qobject_cast<ReportsPage*>(window.page());
  if (!page || !page_ready(window))
    return false;
  page->ask_to_close();
  return false;
}

} // namespace

QStringList tour_screens() {
  return {QStringLiteral("1-flow"), QStringLiteral("2-payments"), QStringLiteral("3-refund"), QStringLiteral("4-reconciliation"), QStringLiteral("5-queues"),
          QStringLiteral("5b-dead-letters"), QStringLiteral("6-refunds"), QStringLiteral("7-ledger"), QStringLiteral("8-sellers"), QStringLiteral("9-audit"),
          QStringLiteral("10-palette"), QStringLiteral("11-keys"), QStringLiteral("12-trial-balance"), QStringLiteral("12b-statement"),
          QStringLiteral("12c-seller"), QStringLiteral("12d-revenue"), QStringLiteral("12e-payouts"), QStringLiteral("12f-close-a-day"), QStringLiteral("13-payouts")};
}

Tour::Tour(TourStage stage, QString folder, QStringList screens, std::vector<TourLook> looks, QObject* parent)
    : QObject(parent), stage_(std::move(stage)), folder_(std::move(folder)), looks_(std::move(looks)) {
  for (auto& step : all_steps()) {
    const QString plain = step.name.mid(step.name.indexOf(QLatin1Char('-')) + 1);
    if (screens.isEmpty() || screens.contains(step.name) || screens.contains(plain))
      steps_.push_back(std::move(step));
  }
  patience_.setSingleShot(true);
  connect(&patience_, &QTimer::timeout, this, &Tour::give_up);
  connect(&again_, &QTimer::timeout, this, &Tour::look_again);
}

std::vector<Tour::Step> Tour::all_steps() const {
  const auto names = tour_screens();
  return {{names[0], go_to(Screen::flow), page_ready},
          {names[1], go_to(Screen::payments, QString(QLatin1String(""))), show_a_story},
          {names[2], go_to(Screen::payments, QStringLiteral("state:captured")), open_refund},
          {names[3], go_to(Screen::reconciliation), page_ready},
          {names[4], go_to(Screen::queues, {}, QStringLiteral("retry")), page_ready},
          {names[5], go_to(Screen::queues, {}, QStringLiteral("dead")), page_ready},
          {names[6], go_to(Screen::refunds), page_ready},
          {names[7], go_to(Screen::ledger), page_ready},
          {names[8], go_to(Screen::sellers), page_ready},
          {names[9], go_to(Screen::audit), page_ready},
          {names[10],
           [](MainWindow& window) {
             go_to(Screen::payments, QString(QLatin1String("")))(window);
             window.open_palette();
           },
           [](MainWindow& window) { return page_ready(window) && window.overlay(); }},
          {names[11], [](MainWindow& window) { window.open_key_map(); }, [](MainWindow& window) { return window.overlay() != nullptr; }},
          {names[12], go_to(Screen::reports, {}, QStringLiteral("trial_balance")), page_ready},
          {names[13], go_to(Screen::reports, {}, QStringLiteral("trial_balance")), open_statement},
          {names[14], go_to(Screen::reports, {}, QStringLiteral("seller_statement")), open_seller},
          {names[15], go_to(Screen::reports, {}, QStringLiteral("revenue")), page_ready},
          {names[16], go_to(Screen::reports, {}, QStringLiteral("payouts")), page_ready},
          {names[17], go_to(Screen::reports, {}, QStringLiteral("trial_balance")), ask_to_close},
          {names[18], go_to(Screen::payouts), page_ready}};
}

void Tour::start() {
  QDir().mkpath(folder_);
  look_ = 0;
  next_look();
}

void Tour::next_look() {
  if (look_ >= looks_.size() || steps_.empty()) {
    Q_EMIT finished(failures_);
    return;
  }
  stage_.put_on(looks_[look_]);
  connect(stage_.window(), &MainWindow::readyChanged, this, &Tour::look_again, Qt::UniqueConnection);
  step_ = 0;
  enter_step();
}

void Tour::enter_step() {
  settling_ = false;
  steps_[step_].enter(*stage_.window());
  patience_.start(patience_ms);
  again_.start(look_again_ms);
}

void Tour::look_again() {
  if (!patience_.isActive())
    return;
  if (!steps_[step_].ready(*stage_.window())) {
    settling_ = false;
    return;
  }
  // Layouts settle and late signals arrive in the turns of the event loop after the last one.
  if (!settling_) {
    settling_ = true;
    again_.start(look_again_ms * 3);
    return;
  }
  if (sender() != &again_)
    return;
  shoot();
}

void Tour::shoot() {
  patience_.stop();
  again_.stop();
  const QString path = QDir(folder_).filePath(looks_[look_].name + QLatin1Char('-') + steps_[step_].name + QStringLiteral(".png"));
  if (!stage_.window()->grab().save(path))
    failures_ << QStringLiteral("%1 could not be written").arg(path);
  if (++step_ < steps_.size())
    return enter_step();
  ++look_;
  next_look();
}

void Tour::give_up() {
  auto* window = stage_.window();
  const QString failure = window->page() ? window->page()->failure() : QString();
  failures_ << QStringLiteral("%1 (%2) did not come within %3 s: %4")
                   .arg(steps_[step_].name, looks_[look_].name).arg(patience_ms / 1000)
                   .arg(!failure.isEmpty() ? failure : window->desk().session.connection().is_live() ? QStringLiteral("not ready") : QStringLiteral("no connection"));
  shoot();
}

} // namespace paydesk::ui
