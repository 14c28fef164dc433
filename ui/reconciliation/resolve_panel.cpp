#include "ui/reconciliation/resolve_panel.h"

#include <algorithm>

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

#include "ui/format/money_text.h"
#include "ui/format/sentences.h"
#include "ui/format/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/postings_view.h"

namespace paydesk::ui {

ResolvePanel::ResolvePanel(Desk& desk, QWidget* parent) : Card(desk.look, parent), desk_(desk) {
  setFixedHeight(226);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(build_difference(), 9);
  row->addWidget(make_line(desk.look, Qt::Vertical));
  row->addWidget(build_journal(), 12);
  row->addWidget(make_line(desk.look, Qt::Vertical));
  row->addWidget(build_resolve(), 12);
  body()->addLayout(row, 1);
  show_break(nullptr);
}

QWidget* ResolvePanel::build_difference() {
  auto* box = new QWidget;
  auto* grid = new QGridLayout(box);
  grid->setContentsMargins(14, 10, 14, 10);
  grid->setVerticalSpacing(5);
  settled_ = make_label("strong");
  booked_ = make_label("strong");
  difference_ = make_label("badkpi");
  explanation_ = make_label("meta");
  explanation_->setWordWrap(true);
  explanation_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  grid->addWidget(make_label("heading", tr("Difference")), 0, 0, 1, 2);
  sum_ = {make_label("body", tr("Settlement")), settled_, make_label("body", tr("\u2212 Ledger")), booked_,
          make_line(desk_.look)};
  grid->addWidget(sum_[0], 1, 0);
  grid->addWidget(sum_[1], 1, 1, Qt::AlignRight);
  grid->addWidget(sum_[2], 2, 0);
  grid->addWidget(sum_[3], 2, 1, Qt::AlignRight);
  grid->addWidget(sum_[4], 3, 0, 1, 2);
  grid->addWidget(difference_, 4, 0, 1, 2, Qt::AlignRight);
  grid->addWidget(explanation_, 5, 0, 1, 2);
  grid->setRowStretch(5, 1);
  grid->setColumnStretch(0, 1);
  return box;
}

QWidget* ResolvePanel::build_journal() {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 10, 0, 10);
  column->setSpacing(6);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(14, 0, 14, 0);
  journal_title_ = make_label("heading", tr("Journal preview"));
  journal_aside_ = make_label("meta");
  head->addWidget(journal_title_);
  head->addStretch(1);
  head->addWidget(journal_aside_);
  postings_ = new PostingsView(desk_.look);
  postings_->set_margin(14);
  effect_ = make_label("meta");
  effect_->setWordWrap(true);
  effect_->setContentsMargins(14, 0, 14, 0);
  column->addLayout(head);
  column->addWidget(postings_);
  column->addWidget(effect_);
  column->addStretch(1);
  return box;
}

QWidget* ResolvePanel::build_resolve() {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(14, 10, 14, 10);
  column->setSpacing(7);
  column->addWidget(make_label("heading", tr("Resolve")));
  choices_ = new QGridLayout;
  choices_->setSpacing(6);
  column->addLayout(choices_);
  column->addStretch(1);
  reason_ = new QLineEdit;
  reason_->setObjectName(QStringLiteral("resolveReason"));
  reason_->setPlaceholderText(tr("Reason, kept in the audit log"));
  reason_->setMaxLength(200);
  error_ = make_label("bad");
  error_->setWordWrap(true);
  send_ = new Button(desk_.theme(), Button::Kind::primary, tr("Resolve"));
  send_->setObjectName(QStringLiteral("resolveSend"));
  approve_ = new Button(desk_.theme(), Button::Kind::primary, tr("Approve"));
  reject_ = new Button(desk_.theme(), Button::Kind::secondary, tr("Refuse"));
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(error_, 1);
  row->addWidget(reject_);
  row->addWidget(approve_);
  row->addWidget(send_);
  column->addWidget(reason_);
  column->addLayout(row);
  connect(reason_, &QLineEdit::textChanged, this, &ResolvePanel::settle);
  connect(send_, &QAbstractButton::clicked, this, &ResolvePanel::send);
  connect(approve_, &QAbstractButton::clicked, this, [this] { decide(true); });
  connect(reject_, &QAbstractButton::clicked, this, [this] { decide(false); });
  return box;
}

void ResolvePanel::show_break(const views::ReconBreak* one) {
  has_break_ = one != nullptr;
  const bool same = one && one->break_id == break_.break_id && one->state == break_.state;
  if (one)
    break_ = *one;
  if (same)
    return settle();
  resolution_.clear();
  key_.clear();
  previewed_ = false;
  reason_->clear();
  error_->clear();
  postings_->show_lines({});
  journal_aside_->clear();
  show_difference();
  show_choices();
  if (has_break_ && break_.state == "proposed")
    choose(break_.proposed_resolution);
  else if (has_break_ && !break_.resolutions.empty())
    choose(break_.resolutions.front());
  settle();
}

void ResolvePanel::show_difference() {
  // A fee or a line told twice differs in something else than these two amounts; the explanation says in what.
  const bool is_sum = checked_sub(break_.file_amount.minor, break_.ledger_amount.minor) == break_.at_stake.minor;
  for (auto* part : sum_)
    part->setVisible(has_break_ && is_sum);
  settled_->setText(has_break_ ? amount_text(break_.file_amount) : QString());
  booked_->setText(has_break_ ? amount_text(break_.ledger_amount) : QString());
  difference_->setText(has_break_ ? signed_amount_text(break_.at_stake) + QLatin1Char(' ') + currency_code(break_.at_stake.currency) : QString());
  QStringList facts;
  if (has_break_) {
    facts << daemon_sentence(break_.explanation);
    if (break_.line_no > 0)
      facts << tr("File line %1 \u00B7 %2").arg(break_.line_no).arg(qt(break_.psp_reference));
    if (break_.state == "proposed")
      facts << tr("%1 proposed by %2: %3").arg(resolution_name(break_.proposed_resolution), qt(break_.proposed_by), qt(break_.reason));
  } else {
    facts << tr("Choose a break at the left or in the drawing.");
  }
  explanation_->setText(facts.join(QLatin1Char('\n')));
  effect_->clear();
}

void ResolvePanel::show_choices() {
  for (auto* button : buttons_) {
    button->hide();
    button->deleteLater();
  }
  buttons_.clear();
  if (!has_break_)
    return;
  for (const auto& name : break_.resolutions) {
    auto* button = new Button(desk_.theme(), Button::Kind::secondary, resolution_name(name));
    button->set_icon(resolution_icon(name));
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setProperty("resolution", qt(name));
    const auto at = static_cast<int>(buttons_.size());
    choices_->addWidget(button, at / 2, at % 2);
    connect(button, &QAbstractButton::clicked, this, [this, name] { choose(name); });
    buttons_.push_back(button);
  }
}

void ResolvePanel::choose(const std::string& resolution) {
  if (!has_break_ || (std::find(break_.resolutions.begin(), break_.resolutions.end(), resolution) == break_.resolutions.end() && break_.state != "proposed"))
    return;
  resolution_ = resolution;
  key_ = models::new_idempotency_key();
  for (auto* button : buttons_)
    button->set_chosen(button->property("resolution").toString() == qt(resolution));
  preview();
}

} // namespace paydesk::ui
