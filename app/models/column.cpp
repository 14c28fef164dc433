#include "app/models/column.h"

#include <chrono>

#include <QCoreApplication>
#include <QDateTime>

namespace paydesk::models {
namespace {

QString amount_text(const QVariant& value) {
  const auto amount = value.value<Money>();
  return QString::fromStdString(format_amount(amount.minor, amount.currency) + " " +
                                amount.currency.to_string());
}

QString display_text(CellKind kind, const QVariant& value) {
  if (value.isNull()) return {};
  switch (kind) {
  case CellKind::Amount:
    return amount_text(value);
  case CellKind::Time:
  case CellKind::Age:
  case CellKind::Countdown:
    return value.toDateTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QLatin1Char('Z');
  case CellKind::Attempts: {
    const auto attempts = value.value<Attempts>();
    return QString::number(attempts.used) + QLatin1Char('/') + QString::number(attempts.most);
  }
  case CellKind::Flag:
    return value.toLongLong() != 0 ? QStringLiteral("\u2713") : QString();
  default:
    return value.toString();
  }
}

bool is_right_aligned(CellKind kind) { return kind == CellKind::Amount || kind == CellKind::Number; }

/// The role that a kind's value itself is given by.
int own_role(CellKind kind) {
  switch (kind) {
  case CellKind::Amount:
    return AmountRole;
  case CellKind::State:
  case CellKind::ErrorClass:
    return StateRole;
  case CellKind::Time:
  case CellKind::Age:
  case CellKind::Countdown:
    return TimeRole;
  case CellKind::Number:
  case CellKind::Flag:
    return NumberRole;
  default:
    return CopyRole;
  }
}

} // namespace

QString to_qt(const std::string& text) { return QString::fromStdString(text); }

QVariant to_qt(const std::optional<Instant>& at) {
  if (!at) return {};
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(at->time_since_epoch()).count();
  return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

QVariant to_qt(const Money& amount) {
  return amount.currency.code().empty() ? QVariant() : QVariant::fromValue(amount);
}

QVariant cell_data(CellKind kind, const QVariant& value, int role) {
  switch (role) {
  case Qt::DisplayRole:
  case CopyRole:
    return display_text(kind, value);
  case Qt::ToolTipRole:
    return kind == CellKind::Id ? display_text(kind, value) : QVariant();
  case Qt::TextAlignmentRole:
    return QVariant(Qt::AlignVCenter | (is_right_aligned(kind) ? Qt::AlignRight : Qt::AlignLeft));
  case CellKindRole:
    return static_cast<int>(kind);
  case AttemptsRole:
    return kind == CellKind::Attempts ? QVariant(value.value<Attempts>().used) : QVariant();
  case MaxAttemptsRole:
    return kind == CellKind::Attempts ? QVariant(value.value<Attempts>().most) : QVariant();
  default:
    return role == own_role(kind) ? value : QVariant();
  }
}

QString column_title(const char* title) { return QCoreApplication::translate("Columns", title); }

} // namespace paydesk::models
