// Postings as a T account: account, debit, credit, and the proof that they balance.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"
#include "views/common.h"

namespace paydesk::ui {

/// Paints journals or bare posting lines with their totals. All of one currency; others get their own total.
class PostingsView : public QWidget {
  Q_OBJECT

 public:
  static constexpr int line_height = 20;

  explicit PostingsView(Look look, QWidget* parent = nullptr);
  void show_journals(const std::vector<views::Journal>& journals);
  void show_lines(const std::vector<views::PostingLine>& lines);
  /// Room at both sides.
  void set_margin(int margin) { margin_ = margin; }

  bool is_balanced() const noexcept { return balanced_; }
  bool is_empty() const noexcept { return rows_.empty(); }
  QString currencies() const { return currencies_; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  /// The whole name of an account under the pointer.
  bool event(QEvent* event) override;

 private:
  struct Row {
    QString journal;
    QString account;
    QString debit;
    QString credit;
    bool total = false;
    bool first = false; ///< of its journal
  };
  void add(const QString& journal, const std::vector<views::PostingLine>& lines);
  void finish(const std::vector<views::PostingLine>& all);

  Look look_;
  std::vector<Row> rows_;
  QString currencies_;
  bool balanced_ = true;
  bool with_journals_ = false;
  int margin_ = 16;
};

} // namespace paydesk::ui
