// Banking: bank statements against batches. The bank's account moves by statement entries only.
#pragma once

#include "engine/ports/statements.h"
#include "engine/reconciliation/settling.h"

namespace paydesk::recon {

/// Stores the file's statements and books what can be booked. A statement that does not foot is held until a
/// person accepts it. Answers a sentence about what came of it.
std::string take_statements(Work& work, const Uuid& file_id, const BankFile& file);

/// Books every entry that waits: to its batch, its pay-outs or the invoice it pays, or to suspense when it
/// names none. Also run when a settlement file has come, and as time goes by, because the bank may have been first.
void book_entries(Work& work);

} // namespace paydesk::recon
