// Files that go with what a person asks for, as evidence.
#pragma once

#include <string>

#include "core/result.h"

namespace paydesk::ctl {

struct EvidenceFile {
  std::string name; ///< without its folder
  std::string content;
};

/// At most 2 MiB and not empty; nothing for an empty path. invalid_argument on "evidence".
Result<EvidenceFile> read_evidence_file(const std::string& path);

/// Writes evidence that was fetched into a file that is not there yet; invalid_argument on "to".
Result<void> write_evidence_file(const std::string& path, const std::string& content);

} // namespace paydesk::ctl
