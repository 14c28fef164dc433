// The workspace file's tables and how they came to be.
#pragma once

#include <QSqlDatabase>

#include "core/result.h"

namespace paydesk::workspace {

/// Brings a file to the newest schema, one transaction a version. data_loss: the file is damaged;
/// failed_precondition: it was written by a newer program; unavailable: it cannot be written.
Result<void> migrate(QSqlDatabase& database);

} // namespace paydesk::workspace
