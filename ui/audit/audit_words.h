// An audit row as a person reads it.
#pragma once

#include <QString>

#include "views/system.h"

namespace paydesk::ui {

/// "Break 8A69C1", "Payment 81015F", or the subject itself where it is a name ("slow"). What kind of thing a bare id
/// is, is told by the action that was done to it.
QString audit_subject(const views::AuditRow& row);
/// "reason: seen and explained · type: Missing in ledger"; what tells most first, empty parts left out. A detail that is no
/// JSON object is shown as it is.
QString audit_detail(const views::AuditRow& row);

} // namespace paydesk::ui
