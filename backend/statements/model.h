// The one internal model every format is read into. The types stand with the port, because the engine and the
// store know them too.
#pragma once

#include "engine/ports/statements.h"

namespace paydesk::statements {

using paydesk::BankEntry;
using paydesk::BankFile;
using paydesk::BankStatement;
using paydesk::ReadStatement;
using paydesk::SettlementFile;
using paydesk::SettlementLine;

} // namespace paydesk::statements
