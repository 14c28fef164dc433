// The words of a bank entry, by which it can name a batch.
#pragma once

#include <string>
#include <vector>

#include "engine/ports/statements.h"

namespace paydesk::recon {

/// Every reference as it is, and every word of references and remittance text (cut at white space and at , ;
/// : / |), each once, in order. At most 200.
std::vector<std::string> tokens_of(const BankEntry& entry);

} // namespace paydesk::recon
