#include "ui/reports/report_form.h"

#include <QCompleter>
#include <QDate>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QStringListModel>
#include <QStyle>
#include <QVBoxLayout>

#include "core/money.h"
#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/label.h"

namespace paydesk::ui {
namespace {

constexpr int typing_ms = 500;

QString iso(const QDate& day) { return day.toString(Qt::ISODate); }

bool is_day(const QString& text) { return text.size() == 10 && QDate::fromString(text, Qt::ISODate).isValid(); }

/// First and last day of a choice; invalid for the beginning and for days of one's own.
std::pair<QDate, QDate> days_of(const QString& period, const QDate& today) {
  const QDate month = today.addDays(1 - today.day());
  if (period == QLatin1String("today"))
    return {today, today};
  if (period == QLatin1String("yesterday"))
    return {today.addDays(-1), today.addDays(-1)};
  if (period == QLatin1String("last_month"))
    return {month.addMonths(-1), month.addDays(-1)};
  if (period == QLatin1String("year"))
    return {QDate(today.year(), 1, 1), today};
  if (period == QLatin1String("all"))
    return {QDate(), today};
  return {month, today};
}

void mark(QLineEdit& field, bool bad) {
  if (field.property("bad").toBool() == bad)
    return;
  field.setProperty("bad", bad);
  field.style()->unpolish(&field);
  field.style()->polish(&field);
}

} // namespace

ReportForm::ReportForm(Look look, std::function<QDate()> today, QWidget* parent)
    : QWidget(parent), look_(look), today_(std::move(today)), accounts_(new QStringListModel(this)), sellers_(new QStringListModel(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(12);
  period_ = add_choice("reportPeriod", tr("Period"), 150);
  for (const auto& [key, text] : {std::pair<const char*, QString>{"month", tr("This month")}, {"last_month", tr("Last month")}, {"today", tr("Today")},
                                  {"yesterday", tr("Yesterday")}, {"year", tr("This year")}, {"all", tr("From the beginning")}, {"own", tr("Days of your own")}})
    period_->addItem(text, QLatin1String(key));
  parts_.back().shown = &ReportKind::period;
  from_ = add_field("reportFrom", tr("From, UTC"), tr("beginning"), 100);
  parts_.back().shown = &ReportKind::period;
  to_ = add_field("reportTo", tr("To"), QStringLiteral("YYYY-MM-DD"), 100);
  parts_.back().shown = &ReportKind::period;
  account_ = add_field("reportAccount", tr("Account"), tr("class, or class:owner"), 220);
  parts_.back().shown = &ReportKind::account;
  seller_ = add_field("reportSeller", tr("Seller"), tr("seller"), 180);
  parts_.back().shown = &ReportKind::seller;
  currency_ = add_choice("reportCurrency", tr("Currency"), 90);
  parts_.back().shown = &ReportKind::currency;
  by_ = add_choice("reportBy", tr("By"), 100);
  by_->addItem(tr("Month"), QStringLiteral("month"));
  by_->addItem(tr("Day"), QStringLiteral("day"));
  parts_.back().shown = &ReportKind::by;
  filter_ = add_field("reportFilter", tr("Filter"), tr("such as seller:rice currency:EUR"), 240);
  parts_.back().shown = &ReportKind::filter;
  row->addStretch(1);
  add_completion(*account_, *accounts_);
  add_completion(*seller_, *sellers_);
  soon_.setSingleShot(true);
  connect(&soon_, &QTimer::timeout, this, &ReportForm::changed);
  connect(period_, &QComboBox::activated, this, [this] { period_picked(); });
  connect(by_, &QComboBox::activated, this, &ReportForm::changed);
  connect(currency_, &QComboBox::activated, this, [this] {
    (kind_->needs_currency ? asked_in_ : narrowed_to_) = currency_->currentData().toString();
    Q_EMIT changed();
  });
  for (auto* day : {from_, to_})
    connect(day, &QLineEdit::textEdited, this, &ReportForm::day_typed);
  for (auto* field : {account_, seller_, filter_})
    connect(field, &QLineEdit::textEdited, this, &ReportForm::change_soon);
  for (auto* field : {from_, to_, account_, seller_, filter_})
    connect(field, &QLineEdit::returnPressed, this, [this] {
      soon_.stop();
      Q_EMIT changed();
      Q_EMIT left();
    });
  choose_period(QStringLiteral("month"));
}

QLineEdit* ReportForm::add_field(const char* name, const QString& title, const QString& hint, int width) {
  auto* field = new QLineEdit;
  field->setObjectName(QLatin1String(name));
  field->setAccessibleName(title);
  field->setPlaceholderText(hint);
  field->setMaxLength(255);
  field->setFixedWidth(width);
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(3);
  column->addWidget(make_label("metastrong", title));
  column->addWidget(field);
  static_cast<QHBoxLayout*>(layout())->addWidget(box);
  parts_.push_back({box, nullptr});
  return field;
}

ChoiceBox* ReportForm::add_choice(const char* name, const QString& title, int width) {
  auto* choice = new ChoiceBox(look_.theme);
  choice->setObjectName(QLatin1String(name));
  choice->setAccessibleName(title);
  choice->setFixedWidth(width);
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(3);
  column->addWidget(make_label("metastrong", title));
  column->addWidget(choice);
  static_cast<QHBoxLayout*>(layout())->addWidget(box);
  parts_.push_back({box, nullptr});
  return choice;
}

void ReportForm::add_completion(QLineEdit& field, QStringListModel& words) {
  auto* completer = new QCompleter(&words, &field);
  completer->setCaseSensitivity(Qt::CaseInsensitive);
  completer->setFilterMode(Qt::MatchContains);
  auto* list = new QListView;
  list->setObjectName(QStringLiteral("completion"));
  completer->setPopup(list);
  field.setCompleter(completer);
  connect(completer, qOverload<const QString&>(&QCompleter::activated), this, [this] {
    soon_.stop();
    QMetaObject::invokeMethod(this, &ReportForm::changed, Qt::QueuedConnection); // the field has the text by then
  });
}

void ReportForm::show_kind(const ReportKind& kind) {
  kind_ = &kind;
  for (const auto& part : parts_)
    part.box->setVisible(kind.*part.shown);
  currency_->clear();
  if (!kind.needs_currency)
    currency_->addItem(tr("All"), QString());
  QStringList first = {QStringLiteral("EUR"), QStringLiteral("KRW"), QStringLiteral("USD"), QStringLiteral("JPY"), QStringLiteral("GBP"), QStringLiteral("KWD")};
  for (const auto& code : std::as_const(first))
    currency_->addItem(code, code);
  for (const auto& known : Currency::all())
    if (const QString code = currency_code(known); !first.contains(code))
      currency_->addItem(code, code);
  currency_->setCurrentIndex(std::max(0, currency_->findData(kind.needs_currency ? asked_in_ : narrowed_to_)));
  mark_mistakes();
}

views::ReportRequest ReportForm::request() const {
  views::ReportRequest request;
  if (!kind_)
    return request;
  request.kind = kind_->name;
  if (kind_->period) {
    request.from = from_->text().trimmed().toStdString();
    request.to = to_->text().trimmed().toStdString();
  }
  if (kind_->account)
    request.account = account_->text().trimmed().toStdString();
  if (kind_->seller)
    request.seller = seller_->text().trimmed().toStdString();
  if (kind_->currency)
    request.currency = currency_->currentData().toString().toStdString();
  if (kind_->by)
    request.by = by_->currentData().toString().toStdString();
  if (kind_->filter)
    request.filter = filter_->text().trimmed().toStdString();
  return request;
}

QString ReportForm::missing() const {
  const auto asked = request();
  if (kind_ && kind_->period) {
    if (!asked.from.empty() && !is_day(qt(asked.from)))
      return tr("The first day is not a date like 2027-01-31.");
    if (!is_day(qt(asked.to)))
      return tr("The last day is not a date like 2027-01-31.");
    if (!asked.from.empty() && asked.from > asked.to)
      return tr("The last day is before the first.");
  }
  if (kind_ && kind_->account && asked.account.empty())
    return tr("Choose an account: type a part of its name.");
  if (kind_ && kind_->seller && asked.seller.empty())
    return tr("Choose a seller: type a part of the name.");
  return {};
}

void ReportForm::offer(const QStringList& accounts, const QStringList& sellers) {
  accounts_->setStringList(accounts);
  sellers_->setStringList(sellers);
}

void ReportForm::ask_statement(const QString& account, const QString& currency) {
  account_->setText(account);
  asked_in_ = currency;
}

void ReportForm::choose_period(const QString& key) {
  period_->setCurrentIndex(std::max(0, period_->findData(key)));
  const auto [first, last] = days_of(key, today_());
  if (key == QLatin1String("own"))
    return;
  from_->setText(first.isValid() ? iso(first) : QString());
  to_->setText(iso(last));
  mark_mistakes();
}

void ReportForm::period_picked() {
  const QString key = period_->currentData().toString();
  choose_period(key);
  if (key == QLatin1String("own"))
    return from_->setFocus(Qt::OtherFocusReason);
  Q_EMIT changed();
}

void ReportForm::day_typed() {
  period_->setCurrentIndex(period_->findData(QStringLiteral("own")));
  change_soon();
}

void ReportForm::change_soon() {
  mark_mistakes();
  soon_.start(typing_ms);
}

void ReportForm::mark_mistakes() {
  const QString from = from_->text().trimmed(), to = to_->text().trimmed();
  mark(*from_, !from.isEmpty() && !is_day(from));
  mark(*to_, !is_day(to) || (is_day(from) && from > to));
}

} // namespace paydesk::ui
