// What a cell of a list tells a delegate beside its text.
#pragma once

#include <QMetaType>
#include <Qt>

#include "core/money.h"

Q_DECLARE_METATYPE(paydesk::Money)

namespace paydesk::models {

/// What a column holds, and so how its cells are drawn.
enum class CellKind {
  Text,
  Id,         ///< CopyRole holds the whole id; elide in the middle
  Amount,     ///< AmountRole
  State,      ///< StateRole: a key of the domain's states
  Time,       ///< TimeRole: an instant
  Age,        ///< TimeRole: since when; drawn as an age
  Countdown,  ///< TimeRole: when it is due; drawn as the time left
  Attempts,   ///< AttemptsRole of MaxAttemptsRole, drawn as dots
  Number,     ///< NumberRole
  ErrorClass, ///< StateRole: an error class
  Date,       ///< DisplayRole: YYYY-MM-DD
  Flag,       ///< NumberRole 0 or 1
};

/// Roles of every list model. Roles of one cell are valid in the columns of their kind; the row's own roles
/// (marked "row") in every column.
enum Role {
  CellKindRole = Qt::UserRole + 1, ///< int(CellKind)
  ColumnKeyRole,                   ///< QString; in header data too
  CopyRole,                        ///< QString: what Ctrl+C copies
  AmountRole,                      ///< paydesk::Money; invalid when absent
  StateRole,                       ///< QString
  TimeRole,                        ///< QDateTime in UTC; invalid when absent
  NumberRole,                      ///< qint64
  AttemptsRole,                    ///< int
  MaxAttemptsRole,                 ///< int
  IdRole,                          ///< row: QString, the row's own id
  PaymentIdRole,                   ///< row: QString, or empty
  RowStateRole,                    ///< row: QString, the state that tells the row's tone
  AgeRole,                         ///< row: QDateTime since when it is in its state
  LateRole,                        ///< row: bool, beyond the SLA
  PlaceholderRole,                 ///< row: bool, still being fetched
  GoneRole,                        ///< row: bool, no longer in the list; stays until mergeNew()
  StaleRole,                       ///< row: bool, shown from an earlier session, not yet confirmed
  SumRole,                         ///< row: bool, the sum of rows before it
};

} // namespace paydesk::models
