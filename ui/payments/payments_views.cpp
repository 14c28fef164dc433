// The Payments screen's saved views and export.
#include <QFileDialog>
#include <QSaveFile>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/payments/payment_views.h"
#include "ui/payments/payments_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/confirm_panel.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/list_pane.h"

namespace paydesk::ui {
namespace {

/// A field of a CSV file. A leading sign that a spreadsheet would take for a formula is put behind an apostrophe.
QString csv_field(QString text) {
  if (!text.isEmpty() && QStringLiteral("=+-@\t").contains(text.at(0)))
    text.prepend(QLatin1Char('\''));
  return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QByteArray csv_of(const models::PaymentsModel& model) {
  QByteArray csv = "order,payment,created,seller,psp,psp_reference,amount,currency,state,tries,error\r\n";
  for (int row = 0; row < model.loaded_count(); ++row) {
    const auto* one = model.row_at(row);
    const QString fields[] = {qt(one->order_id), qt(one->payment_id), to_date_time(one->created_at).toString(Qt::ISODate), qt(one->seller),
                              qt(one->psp_account), qt(one->psp_reference), QString::fromStdString(format_amount(one->amount.minor, one->amount.currency)),
                              currency_code(one->amount.currency), qt(one->status), QString::number(one->attempts), qt(one->last_error)};
    QStringList line;
    for (const auto& field : fields)
      line << csv_field(field);
    csv += line.join(QLatin1Char(',')).toUtf8() + "\r\n";
  }
  return csv;
}

} // namespace

std::vector<SideSection> PaymentsPage::side_sections() const {
  const auto* flow = desk_.today.flow();
  const auto count_of = [&](const QString& status) -> std::int64_t {
    if (flow && !status.isEmpty())
      for (const auto& node : flow->nodes)
        if (qt(node.status) == status)
          return node.count;
    return 0;
  };
  SideSection built_in{tr("Views"), {}};
  for (const auto& view : built_in_payment_views()) {
    const auto count = count_of(view.status);
    built_in.entries.push_back({view.filter, view.icon, view.name, count > 0 ? compact_count(count) : QString(),
                                view.status == QLatin1String("dead_letter") && count > 0, view.filter == filter_});
  }
  std::vector<SideSection> sections = {std::move(built_in)};
  SideSection saved{tr("Saved views"), {}};
  for (const auto& view : desk_.workspace.saved_views(QStringLiteral("payments")))
    saved.entries.push_back({view.filter, QStringLiteral("star"), view.name, {}, false, view.filter == filter_});
  if (!saved.entries.empty())
    sections.push_back(std::move(saved));
  return sections;
}

void PaymentsPage::side_picked(const QString& key) {
  list_->set_filter(key);
  use_filter(key);
  model_.load();
}

void PaymentsPage::save_view() {
  ConfirmPanel::Words words;
  words.title = tr("Save this view");
  words.effect = filter_;
  words.verb = tr("Save view");
  words.needs_reason = true;
  words.reason_label = tr("Name");
  auto* panel = new ConfirmPanel(desk_.look, words);
  auto* over = desk_.shell.cover(panel);
  connect(panel, &ConfirmPanel::cancelled, over, &Overlay::dismiss);
  connect(panel, &ConfirmPanel::confirmed, this, [this, panel, over](const QString& name) {
    const auto saved = desk_.workspace.save_view({{}, QStringLiteral("payments"), name, filter_, {}, 0});
    if (!saved)
      return panel->show_error(error_sentence(saved.error()));
    over->dismiss();
    show_view_name();
    Q_EMIT sideChanged();
  });
}

void PaymentsPage::export_rows() {
  auto* dialog = new QFileDialog(this, tr("Export the loaded rows"), QStringLiteral("payments.csv"), QStringLiteral("CSV (*.csv)"));
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(csv_of(model_)) >= 0 && file.commit();
    if (written)
      desk_.shell.say(Tone::ok, QStringLiteral("export"), tr("%n row(s) written", nullptr, model_.loaded_count()));
    else
      desk_.shell.say(Tone::bad, QStringLiteral("failed"), tr("%1 could not be written: %2").arg(path, file.errorString()));
  });
  dialog->open();
}

std::vector<KeyHint> PaymentsPage::key_hints() const {
  return {{QStringLiteral("J K"), tr("move")}, {QStringLiteral("X"), tr("select")}, {QStringLiteral("/"), tr("filter")},
          {QStringLiteral("R"), tr("retry")}, {QStringLiteral("F"), tr("refund")}};
}

} // namespace paydesk::ui
