// The Reports screen: figures of the books through time, and files of them.
#pragma once

#include <map>

#include "app/models/report_model.h"
#include "ui/reports/report_saving.h"
#include "ui/shell/page.h"

class QLabel;
class QStackedWidget;

namespace paydesk::ui {

class BooksState;
class Button;
class ElidedLabel;
class ListPane;
class ReportForm;
class Segmented;
struct ReportKind;

/// Owns a model and a table for each kind of report, made when it is first chosen. A visit's id names the kind.
class ReportsPage : public Page {
  Q_OBJECT

 public:
  ReportsPage(Desk& desk, QWidget* parent);
  ~ReportsPage() override;
  void visit(const Visit& visit) override;
  bool is_ready() const override;
  QString failure() const override;
  std::vector<KeyHint> key_hints() const override;
  bool step_back() override;

  void choose(const QString& kind);
  /// Asks whether the report's last day, or yesterday, shall be closed.
  void ask_to_close();
  models::ReportModel& model() const noexcept { return *current_->model; }
  ListPane& list() const noexcept { return *current_->list; }
  ReportForm& form() const noexcept { return *form_; }
  ReportSaving& saving() const noexcept { return *saving_; }

 private:
  struct View {
    const ReportKind* kind;
    std::unique_ptr<models::ReportModel> model;
    ListPane* list;
  };
  QWidget* build_head();
  QWidget* build_books();
  QWidget* build_told();
  void add_actions();
  View& view_of(const QString& kind);
  void make();
  void show_report();
  void settle_actions();
  void open_row();
  void save(ReportSaving::Format format);
  void ask_accounts();

  std::map<QString, View> views_;
  View* current_ = nullptr;
  QString back_to_; ///< the kind that a statement was opened from
  Segmented* kinds_;
  ReportForm* form_;
  BooksState* books_;
  ReportSaving* saving_;
  QStackedWidget* stack_;
  QLabel* rows_;
  QWidget* told_; ///< above the table of whichever report is shown
  ElidedLabel* purpose_;
  QLabel* made_;
  QLabel* close_why_;
  Button* close_;
  Button* again_;
  std::vector<Button*> savers_;
  std::vector<QAction*> save_actions_;
  QAction* close_action_ = nullptr;
  models::Call accounts_call_;
};

} // namespace paydesk::ui
