#include "ui/format/money_text.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace paydesk::ui {
namespace {

/// The context of this file's words.
struct MoneyWords {
  Q_DECLARE_TR_FUNCTIONS(MoneyWords)
};

constexpr QChar minus_sign{0x2212};

/// Puts commas into the whole part of a plain decimal.
QString grouped(QString decimal) {
  const bool negative = decimal.startsWith(QLatin1Char('-'));
  if (negative)
    decimal.remove(0, 1);
  auto dot = decimal.indexOf(QLatin1Char('.'));
  if (dot < 0)
    dot = decimal.size();
  for (auto at = dot - 3; at > 0; at -= 3)
    decimal.insert(at, QLatin1Char(','));
  return negative ? minus_sign + decimal : decimal;
}

/// Three significant digits of a value from 1 to 999.
QString three_digits(double value) { return QString::number(value, 'f', value < 9.995 ? 2 : value < 99.95 ? 1 : 0); }

QString compacted(double value) {
  constexpr struct {
    double size;
    const char* suffix;
  } steps[] = {{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "k"}};
  for (const auto& step : steps)
    if (value >= step.size * 0.9995)
      return three_digits(value / step.size) + QLatin1String(step.suffix);
  return QString::number(value, 'f', 0);
}

} // namespace

bool is_set(const Money& amount) noexcept { return !amount.currency.code().empty(); }

QString amount_text(const Money& amount) {
  if (!is_set(amount))
    return QStringLiteral("\u2013");
  return grouped(QString::fromStdString(format_amount(amount.minor, amount.currency)));
}

QString signed_amount_text(const Money& amount) {
  return (amount.minor > 0 ? QStringLiteral("+") : QString()) + amount_text(amount);
}

QString side_text(const Money& balance) {
  //: Short for debit and credit, behind a balance
  return balance.minor == 0 ? QString() : balance.minor > 0 ? MoneyWords::tr("Dr") : MoneyWords::tr("Cr");
}

QString sided_amount_text(const Money& balance) {
  const Money size{balance.minor < 0 ? -balance.minor : balance.minor, balance.currency};
  const QString side = side_text(balance);
  return side.isEmpty() ? amount_text(size) : amount_text(size) + QLatin1Char(' ') + side;
}

QString currency_code(const Currency& currency) {
  const auto code = currency.code();
  return QString::fromLatin1(code.data(), static_cast<qsizetype>(code.size()));
}

QString money_text(const Money& amount) {
  return is_set(amount) ? amount_text(amount) + QLatin1Char(' ') + currency_code(amount.currency) : amount_text(amount);
}

QString currency_sign(const Currency& currency) {
  const QString code = currency_code(currency);
  if (code == QLatin1String("KRW"))
    return QStringLiteral("\u20A9");
  if (code == QLatin1String("EUR"))
    return QStringLiteral("\u20AC");
  if (code == QLatin1String("USD"))
    return QStringLiteral("$");
  if (code == QLatin1String("JPY"))
    return QStringLiteral("\u00A5");
  if (code == QLatin1String("GBP"))
    return QStringLiteral("\u00A3");
  return code + QChar(0x00A0);
}

QString compact_text(const Money& amount) {
  if (!is_set(amount))
    return amount_text(amount);
  const double value = std::abs(static_cast<double>(amount.minor)) / std::pow(10.0, amount.currency.digits());
  const QString sign = amount.minor < 0 ? QString(minus_sign) : QString();
  const QString plain = value < 999.5 && amount.currency.digits() > 0 && amount.minor != 0 ? QString::number(value, 'f', 0)
                                                                                           : compacted(value);
  return sign + currency_sign(amount.currency) + plain;
}

QString count_text(std::int64_t count) { return grouped(QString::number(count)); }

QString compact_count(std::int64_t count) {
  return count < 10'000 ? count_text(count) : compacted(static_cast<double>(count));
}

void add_to(std::vector<Money>& sums, const Money& amount) {
  const auto own = std::find_if(sums.begin(), sums.end(), [&](const Money& sum) { return sum.currency == amount.currency; });
  if (own == sums.end())
    sums.push_back(amount);
  else if (const auto sum = checked_add(own->minor, amount.minor))
    own->minor = *sum;
}

void put_first(std::vector<Money>& sums, const Currency& currency) {
  std::stable_partition(sums.begin(), sums.end(), [&](const Money& sum) { return sum.currency == currency; });
}

QString sums_text(const std::vector<Money>& sums) {
  QStringList parts;
  for (const auto& sum : sums)
    parts << money_text(sum);
  return parts.join(QStringLiteral(" \u00B7 "));
}

Result<std::int64_t> read_amount(const QString& text, const Currency& currency) {
  static const QRegularExpression groups(QStringLiteral("^[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]*)?$"));
  QString plain = text.trimmed();
  if (groups.match(plain).hasMatch())
    plain.remove(QLatin1Char(','));
  // A person may leave the decimals out, where a machine may not: "60" means "60.00".
  if (const auto dot = plain.indexOf(QLatin1Char('.')); currency.digits() > 0 && dot < 0 && !plain.isEmpty())
    plain += QLatin1Char('.') + QString(currency.digits(), QLatin1Char('0'));
  return parse_amount(plain.toUtf8().toStdString(), currency, "amount");
}

} // namespace paydesk::ui
