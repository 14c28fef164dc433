#include "statements/recognise.h"

#include "statements/text_checks.h"

namespace paydesk::statements {
namespace {

constexpr std::size_t head_size = 4096;

Result<Format> recognise_xml(std::string_view head) {
  if (head.find("camt.053") != std::string_view::npos) return Format::camt053;
  for (const std::string_view other : {"camt.052", "camt.054", "pain.001", "pain.002"})
    if (head.find(other) != std::string_view::npos)
      return invalid("content", "This is an ISO 20022 " + std::string(other) +
                                    " message; import the bank statement (camt.053).");
  return invalid("content", "This XML file is not a bank statement (camt.053).");
}

} // namespace

std::string_view to_string(Format format) noexcept {
  return format == Format::sandbox_csv ? "sandbox_csv" : "camt053";
}

Result<Format> recognise(std::string_view content) {
  content = without_bom(content);
  const auto start = content.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return invalid("content", "The file is empty.");
  const auto head = content.substr(start, head_size);
  if (head.front() == '<') return recognise_xml(head);
  const auto first_line = head.substr(0, head.find_first_of("\r\n"));
  if (first_line.find("batch_id") != std::string_view::npos &&
      first_line.find("psp_reference") != std::string_view::npos)
    return Format::sandbox_csv;
  return invalid("content", "This is neither a settlement report nor a bank statement that Paydesk reads.");
}

} // namespace paydesk::statements
