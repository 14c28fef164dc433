// Importing a file inside one transaction.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/ports/caller.h"
#include "engine/ports/statements.h"
#include "engine/reconciliation/settling.h"

namespace paydesk::recon {

/// A file that has been read.
struct Incoming {
  const Caller& caller;
  std::string name;
  std::string psp_account; ///< that it must be of; empty: any
  std::string_view content;
  const ReadStatement& read;
};

/// What came of it.
struct Imported {
  std::optional<KnownFile> known; ///< it was here before, and nothing was done
  std::optional<Uuid> run_id;
  std::string message;
};

Result<Imported> import(Work& work, const Incoming& file);

} // namespace paydesk::recon
