#include "statements/reader.h"

#include "statements/camt053/camt053.h"
#include "statements/recognise.h"
#include "statements/sandbox_csv/sandbox_csv.h"

namespace paydesk::statements {

Result<ReadStatement> FileReader::read(std::string_view content) const {
  if (content.size() > max_file_bytes) return invalid("content", "The file is larger than 64 MiB.");
  const auto format = recognise(content);
  if (!format) return tl::unexpected<Error>(format.error());
  const std::string name(to_string(*format));
  if (*format == Format::sandbox_csv)
    return parse_sandbox_csv(content).map([&](SettlementFile file) {
      return ReadStatement{name, std::move(file)};
    });
  return parse_camt053(content).map([&](BankFile file) { return ReadStatement{name, std::move(file)}; });
}

} // namespace paydesk::statements
