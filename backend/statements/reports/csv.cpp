#include <openssl/evp.h>

#include <array>

#include "statements/reports/report_files.h"

namespace paydesk::statements {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF"; // spreadsheets take it for UTF-8 then

/// A text that a spreadsheet would take for a formula is told as text.
std::string cell_text(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
    text.insert(0, 1, '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos)
    return text;
  std::string quoted = "\"";
  for (const char c : text)
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string cell_text(const ReportCell& cell) {
  return cell.amount.currency.code().empty() ? cell_text(cell.text)
                                             : format_amount(cell.amount.minor, cell.amount.currency);
}

template <class Cells> void add_line(std::string& csv, const Cells& cells) {
  bool first = true;
  for (const auto& cell : cells) {
    csv += (first ? "" : ",") + cell_text(cell);
    first = false;
  }
  csv += "\r\n";
}

} // namespace

std::string csv_rows(const ReportTable& table) {
  std::string csv;
  for (const auto& row : table.rows)
    add_line(csv, row);
  return csv;
}

std::string TableFiles::sha256(std::string_view bytes) const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    constexpr char digits[] = "0123456789abcdef";
    hex += digits[digest[i] >> 4];
    hex += digits[digest[i] & 15];
  }
  return hex;
}

std::string TableFiles::rows_sha256(const ReportTable& table) const { return sha256(csv_rows(table)); }

Result<std::string> TableFiles::write(const ReportTable& table, std::string_view format) const {
  const auto rows = csv_rows(table);
  const auto digest = sha256(rows);
  if (format == "xlsx")
    return write_xlsx(table, digest);
  std::string csv(byte_order_mark);
  add_line(csv, std::vector<std::string>{"Paydesk", table.title});
  for (const auto& [name, value] : table.facts)
    add_line(csv, std::vector<std::string>{name, value});
  add_line(csv, std::vector<std::string>{"SHA-256 of the rows", digest});
  csv += "\r\n";
  add_line(csv, table.columns);
  return csv + rows;
}

} // namespace paydesk::statements
