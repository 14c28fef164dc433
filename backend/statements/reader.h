// Reads any known file: recognises it, then hands it to its format.
#pragma once

#include "engine/ports/statements.h"

namespace paydesk::statements {

/// Stateless.
class FileReader final : public StatementReader {
 public:
  /// At most `max_file_bytes`; everything else is as the format's parser says.
  Result<ReadStatement> read(std::string_view content) const override;

  static constexpr std::size_t max_file_bytes = std::size_t{64} * 1024 * 1024;
};

} // namespace paydesk::statements
