// What a report is asked with: days, account, seller, currency, filter.
#pragma once

#include <functional>

#include <QTimer>
#include <QWidget>

#include "ui/reports/report_kinds.h"
#include "ui/theme/look.h"
#include "views/reports.h"

class QLabel;
class QLineEdit;
class QStringListModel;

namespace paydesk::ui {

class ChoiceBox;
class Segmented;

/// The fields of one kind at a time; what was typed stays when another kind is shown. Days are days in UTC, as the
/// books'. Tells of a change half a second after typing, and at once of a choice.
class ReportForm : public QWidget {
  Q_OBJECT

 public:
  /// `today` in UTC; asked again each time, so that a console that stays open goes with the days.
  ReportForm(Look look, std::function<QDate()> today, QWidget* parent = nullptr);

  void show_kind(const ReportKind& kind);
  views::ReportRequest request() const;
  /// What is missing or wrong, for a person; empty when the report can be asked for.
  QString missing() const;
  /// Accounts ("class:owner") and sellers to choose from.
  void offer(const QStringList& accounts, const QStringList& sellers);
  /// What the statement is asked with when it is shown next.
  void ask_statement(const QString& account, const QString& currency);
  void choose_period(const QString& key);

 Q_SIGNALS:
  void changed();
  /// Return was pressed in a field.
  void left();

 private:
  QLineEdit* add_field(const char* name, const QString& title, const QString& hint, int width);
  ChoiceBox* add_choice(const char* name, const QString& title, int width);
  void add_completion(QLineEdit& field, QStringListModel& words);
  void period_picked();
  void day_typed();
  void change_soon();
  void mark_mistakes();

  struct Part {
    QWidget* box;
    bool ReportKind::*shown;
  };
  Look look_;
  std::function<QDate()> today_;
  const ReportKind* kind_ = nullptr;
  std::vector<Part> parts_;
  ChoiceBox* period_ = nullptr;
  QLineEdit* from_ = nullptr;
  QLineEdit* to_ = nullptr;
  QLineEdit* account_ = nullptr;
  QLineEdit* seller_ = nullptr;
  QLineEdit* filter_ = nullptr;
  ChoiceBox* currency_ = nullptr;
  QString narrowed_to_;  ///< the currency chosen where all can be; empty: all
  QString asked_in_;     ///< the currency of reports that are asked of one
  ChoiceBox* by_ = nullptr;
  QStringListModel* accounts_;
  QStringListModel* sellers_;
  QTimer soon_;
};

} // namespace paydesk::ui
