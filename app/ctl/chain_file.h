// The sealed ledger in a file: a line that says what it is, then a line of JSON for each seal, in order. What can be
// proven from it needs neither daemon nor database.
#pragma once

#include <functional>
#include <string>

#include "core/ledger_chain.h"
#include "core/result.h"

namespace paydesk::ctl {

/// How far a file could be read and proven.
struct ChainFile {
  ledger_chain::Proof proof;
  std::uintmax_t bytes = 0; ///< of whole lines; what stands behind them was cut off while it was written
  bool cut_off = false;
};

/// Sees each seal's number and hash, once it is proven.
using SawSeal = std::function<void(std::int64_t seal_no, const std::string& hash)>;

/// Reads and proves a whole file, a line in memory at a time. Errors name file and line: invalid_argument (no such
/// file, not this format), failed_precondition (something is not what was sealed).
Result<ChainFile> read_chain(const std::string& path, const SawSeal& saw = {});

/// The first line of a file.
std::string chain_file_begin();

} // namespace paydesk::ctl
