// What a person finds out who looks into the PSP's own books.
#pragma once

#include <optional>
#include <string>

#include "simulation/accounts.h"

namespace paydesk::simulation {

/// What really became of an operation.
struct Truth {
  bool done = false;
  std::string reference; ///< the PSP's, of money that moved
};
/// By the PSP's books; nothing while more can come of it, or where only the PSP's own answer is enough.
std::optional<Truth> truth_of(const Snapshot::ItemRow& item, const Accounts& accounts);

} // namespace paydesk::simulation
