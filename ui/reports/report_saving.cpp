#include "ui/reports/report_saving.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPainter>
#include <QStandardPaths>

#include "app/models/report_model.h"
#include "ui/format/words.h"
#include "ui/reports/report_pdf.h"
#include "ui/reports/report_words.h"
#include "ui/theme/draw.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

namespace paydesk::ui {
namespace {

const char* suffix(ReportSaving::Format format) {
  switch (format) {
  case ReportSaving::Format::csv: return "csv";
  case ReportSaving::Format::xlsx: return "xlsx";
  case ReportSaving::Format::pdf: return "pdf";
  }
  return "";
}

/// Something that every file system takes.
QString file_part(const std::string& text) {
  QString part = qt(text);
  for (auto& letter : part)
    if (!letter.isLetterOrNumber() && letter != QLatin1Char('-') && letter != QLatin1Char('.'))
      letter = QLatin1Char('-');
  return part;
}

} // namespace

ReportSaving::ReportSaving(Desk& desk, QWidget* parent) : QWidget(parent), desk_(desk), work_(this) {
  setObjectName(QStringLiteral("reportSaving"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 0, 8, 0);
  row->setSpacing(8);
  setFixedHeight(40);
  words_ = new ElidedLabel("meta", Qt::ElideMiddle);
  words_->setObjectName(QStringLiteral("savingWords"));
  stop_ = new Button(desk.theme(), Button::Kind::secondary, tr("Stop"));
  stop_->setObjectName(QStringLiteral("savingStop"));
  stop_->set_small(true);
  hide_ = new Button(desk.theme(), Button::Kind::ghost, {});
  hide_->set_icon(QStringLiteral("close"));
  hide_->set_small(true);
  hide_->setAccessibleName(tr("Hide"));
  row->addWidget(words_, 1);
  row->addWidget(stop_);
  row->addWidget(hide_);
  hide();
  connect(stop_, &QAbstractButton::clicked, this, &ReportSaving::stop);
  connect(hide_, &QAbstractButton::clicked, this, &QWidget::hide);
  connect(&work_, &FileWork::ended, this, &ReportSaving::finish);
  connect(&work_, &FileWork::progressed, this, [this](int done, int of) {
    if (is_busy())
      words_->setText(tr("Writing %1: page %2 of %3").arg(QFileInfo(path_).fileName()).arg(done).arg(of));
  });
}

QString ReportSaving::proposed_name(const models::ReportModel& model, Format format) {
  const auto& asked = model.request();
  QStringList parts = {file_part(model.kind()).replace(QLatin1Char('_'), QLatin1Char('-'))};
  for (const auto& part : {asked.account, asked.seller, asked.currency, asked.from, asked.to})
    if (!part.empty())
      parts << file_part(part);
  return parts.join(QLatin1Char('-')) + QLatin1Char('.') + QLatin1String(suffix(format));
}

void ReportSaving::ask(Format format, const models::ReportModel& model) {
  if (folder_.isEmpty())
    folder_ = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
  if (!QFileInfo(folder_).isDir())
    folder_ = QDir::homePath();
  auto* dialog = new QFileDialog(this, tr("Save %1").arg(report_title(model.kind())), folder_);
  dialog->setObjectName(QStringLiteral("saveReport"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QLatin1String(suffix(format)));
  dialog->setNameFilter(QStringLiteral("%1 (*.%2)").arg(QString::fromLatin1(suffix(format)).toUpper(), QLatin1String(suffix(format))));
  dialog->selectFile(proposed_name(model, format));
  connect(dialog, &QFileDialog::fileSelected, this,
          [this, format, &model](const QString& path) { save(format, model, path); });
  dialog->open();
}

void ReportSaving::save(Format format, const models::ReportModel& model, const QString& path) {
  if (is_busy() || (format == Format::pdf && !model.report()))
    return;
  path_ = path;
  folder_ = QFileInfo(path).absolutePath();
  if (format != Format::pdf)
    return save_file_of_daemon(format, model, path);
  done_ = tr("Saved %1: %n row(s), the figures that the screen shows.", nullptr, model.loaded_count()).arg(QDir::toNativeSeparators(path));
  work_.start([kind = model.kind(), report = model.report(), colors = desk_.theme().light(), path](const FileWork::Progress& progress) {
    return save_pdf(sheet_of(kind, *report), colors, path, progress);
  });
  show_busy(tr("Laying out %1").arg(QFileInfo(path).fileName()));
}

void ReportSaving::save_file_of_daemon(Format format, const models::ReportModel& model, const QString& path) {
  auto request = model.request();
  request.format = suffix(format);
  const QString shown = model.report() ? qt(model.report()->rows_sha256) : QString(); // too long for the screen
  call_ = desk_.commands.make_report(std::move(request), this, [this, path, shown](Result<views::Report> reply) {
    if (!reply) {
      tell("bad", tr("Nothing was saved. %1").arg(error_sentence(reply.error())));
      Q_EMIT busyChanged();
      return;
    }
    done_ = tr("Saved %1: %n row(s).", nullptr, static_cast<int>(reply->rows)).arg(QDir::toNativeSeparators(path));
    if (!shown.isEmpty())
      done_ += QLatin1Char(' ') + (qt(reply->rows_sha256) == shown ? tr("They are those of the screen.")
                                                                   : tr("They are newer than those of the screen: make it again to see them."));
    work_.start([content = std::make_shared<const std::string>(std::move(reply->content)), path](const FileWork::Progress& progress) {
      return save_bytes(*content, path, progress);
    });
  });
  show_busy(tr("The daemon makes %1").arg(QFileInfo(path).fileName()));
}

void ReportSaving::show_busy(const QString& words) {
  stop_->show();
  hide_->hide();
  tell("meta", words);
  Q_EMIT busyChanged();
}

void ReportSaving::tell(const char* look, const QString& words) {
  set_look(*words_, look);
  words_->setText(words);
  words_->setToolTip(words);
  const bool busy = is_busy();
  stop_->setVisible(busy);
  hide_->setVisible(!busy);
  show();
}

void ReportSaving::stop() {
  if (work_.is_running())
    return work_.stop();
  if (!call_.running())
    return;
  call_.cancel();
  tell("meta", tr("Stopped. Nothing was saved."));
  Q_EMIT busyChanged();
}

void ReportSaving::finish(FileWork::End end, const QString& why) {
  tell(end == FileWork::End::failed ? "bad" : end == FileWork::End::done ? "ok" : "meta", end == FileWork::End::done ? done_ : why);
  Q_EMIT busyChanged();
}

void ReportSaving::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  draw_box(painter, QRectF(rect()), desk_.theme()[Token::surface], desk_.theme()[Token::line], 6);
}

} // namespace paydesk::ui
