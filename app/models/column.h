// Columns as data: a key, a title, a kind and where the value comes from.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include <QString>
#include <QVariant>

#include "core/clock.h"
#include "core/money.h"
#include "app/models/roles.h"

namespace paydesk::models {

/// One column of a list of `Row`s. The getter answers the value of the column's kind: QString (Text, Id,
/// State, ErrorClass, Date), Money (Amount), QDateTime (Time, Age, Countdown), qint64 (Number, Flag) or
/// Attempts.
template <class Row>
struct Column {
  const char* key;   ///< stable; names the column in layouts
  const char* title; ///< English, marked with QT_TRANSLATE_NOOP("Columns", …)
  CellKind kind;
  QVariant (*value)(const Row& row);
};

/// How often something was tried, of how often it may be.
struct Attempts {
  int used = 0;
  int most = 0;

  friend bool operator==(const Attempts&, const Attempts&) = default;
};

QString to_qt(const std::string& text);
/// Null when there is none.
QVariant to_qt(const std::optional<Instant>& at);
/// Null when the amount has no currency.
QVariant to_qt(const Money& amount);

/// The value of a cell for one role; the plain text of its kind for Qt::DisplayRole.
QVariant cell_data(CellKind kind, const QVariant& value, int role);
/// The column's title in the current language.
QString column_title(const char* title);

} // namespace paydesk::models

Q_DECLARE_METATYPE(paydesk::models::Attempts)
