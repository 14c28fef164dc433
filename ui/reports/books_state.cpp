#include "ui/reports/books_state.h"

#include <QHBoxLayout>

#include "ui/format/words.h"
#include "ui/widgets/confirm_panel.h"
#include "ui/widgets/label.h"

namespace paydesk::ui {
namespace {

QString utc(const Instant& at) { return qt(format_instant(at)).left(16).replace(QLatin1Char('T'), QLatin1Char(' ')); }

} // namespace

BooksState::BooksState(Desk& desk, std::function<QDate()> today, QWidget* parent)
    : QWidget(parent), desk_(desk), today_(std::move(today)), source_(desk.session.daemon()), words_(new ElidedLabel("meta")) {
  words_->setObjectName(QStringLiteral("booksState"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(words_);
  source_.follow(desk.session.events());
  connect(&source_, &models::LiveSource::changed, this, &BooksState::show_state);
  connect(&source_, &models::LiveSource::failed, this, &BooksState::show_state);
}

void BooksState::show_state() {
  const auto* books = source_.books();
  QStringList parts;
  if (!books) {
    parts << (source_.error() ? error_sentence(*source_.error()) : QString());
  } else {
    parts << (books->closed_through.empty() ? tr("No day is closed")
                                            : tr("Closed through %1 by %2").arg(qt(books->closed_through), qt(books->closed_by)));
    if (books->sealed_through)
      parts << tr("sealed through %1 UTC").arg(utc(*books->sealed_through));
  }
  words_->setText(parts.join(QStringLiteral(" \u00B7 ")));
  words_->setToolTip(books && !books->reason.empty() ? tr("Reason: %1").arg(qt(books->reason)) : QString());
  Q_EMIT readyChanged();
}

void BooksState::ask(const QDate& proposed) {
  const QDate yesterday = today_().addDays(-1);
  const QDate day = proposed.isValid() && proposed < today_() ? proposed : yesterday;
  const QString text = day.toString(Qt::ISODate);
  ConfirmPanel::Words words;
  words.title = tr("Close %1?").arg(text);
  words.facts = {words_->text()};
  words.effect = tr("This day and all before it take no more postings, for good: nobody can open them again. What comes late, and every correction, is booked in the open day. Another day is proposed by the last day of the report.");
  words.verb = tr("Close %1").arg(text);
  words.needs_reason = true;
  words.reason_label = tr("Reason, kept in the audit log");
  auto* panel = new ConfirmPanel(desk_.look, words);
  auto* over = desk_.shell.cover(panel);
  connect(panel, &ConfirmPanel::cancelled, over, &Overlay::dismiss);
  const std::string key = models::new_idempotency_key();
  connect(panel, &ConfirmPanel::confirmed, this,
          [this, panel, over, text, key](const QString& reason) { send(text, reason, panel, over, key); });
}

void BooksState::send(const QString& day, const QString& reason, ConfirmPanel* panel, Overlay* over, const std::string& key) {
  panel->show_waiting(tr("Sent, checking"));
  auto call = desk_.commands.close_day({day.toStdString(), reason.toStdString(), key}, panel,
                                       [this, panel, over, day](Result<views::BooksStatus> reply) {
                                         if (!reply)
                                           return panel->show_error(error_sentence(reply.error()));
                                         over->dismiss();
                                         desk_.shell.say(Tone::ok, QStringLiteral("check"), tr("%1 is closed").arg(day));
                                         source_.refresh();
                                         Q_EMIT closed();
                                       });
  call.detach();
}

} // namespace paydesk::ui
