// The chosen break: its difference, the journal that a resolution would make, and the resolution itself.
#pragma once

#include "ui/shell/desk.h"
#include "ui/widgets/card.h"

class QGridLayout;
class QLabel;
class QLineEdit;

namespace paydesk::ui {

class Button;
class PostingsView;

/// Shows one break; previews every chosen resolution before it can be sent. Emits what the person decided.
class ResolvePanel : public Card {
  Q_OBJECT

 public:
  explicit ResolvePanel(Desk& desk, QWidget* parent = nullptr);
  void show_break(const views::ReconBreak* one);
  void allow(const QString& resolve_why_not, const QString& decide_why_not);
  /// Chooses a resolution by its name, if the break's type has it.
  void choose(const std::string& resolution);
  bool is_previewed() const noexcept { return previewed_; }

 Q_SIGNALS:
  void resolved(const paydesk::views::ReconBreak& one);
  void previewShown();

 private:
  QWidget* build_difference();
  QWidget* build_journal();
  QWidget* build_resolve();
  void show_difference();
  void show_choices();
  void preview();
  void show_preview(const Result<views::ResolutionPreview>& reply);
  void settle();
  void send();
  void decide(bool approve);
  void finish(const Result<views::ReconBreak>& reply, const QString& done);

  Desk& desk_;
  views::ReconBreak break_;
  bool has_break_ = false;
  std::string resolution_;
  std::string key_;
  bool previewed_ = false;
  bool sending_ = false;
  QString resolve_why_not_;
  QString decide_why_not_;
  QLabel* settled_;
  QLabel* booked_;
  std::vector<QWidget*> sum_; ///< the rows above the difference
  QLabel* difference_;
  QLabel* explanation_;
  QLabel* journal_title_;
  QLabel* journal_aside_;
  PostingsView* postings_;
  QLabel* effect_;
  QGridLayout* choices_;
  std::vector<Button*> buttons_;
  QLineEdit* reason_;
  QLabel* error_;
  Button* send_;
  Button* approve_;
  Button* reject_;
  models::Call preview_call_;
};

} // namespace paydesk::ui
