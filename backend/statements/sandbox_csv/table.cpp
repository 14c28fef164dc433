#include "statements/sandbox_csv/table.h"

#include <memory>

#include <csv.h>

#include "statements/text_checks.h"

namespace paydesk::statements {
namespace {

constexpr std::size_t max_field_bytes = 4096;

std::string line_field(std::size_t line) { return "line " + std::to_string(line); }

/// Collects what libcsv calls back with.
struct Collector {
  std::vector<CsvRow> rows;
  CsvRow row;
  std::size_t line = 1; ///< being fed
  std::size_t too_long_at = 0;

  void add_field(const char* text, std::size_t size) {
    if (row.fields.empty() && row.line == 0) row.line = line;
    if (size > max_field_bytes && too_long_at == 0) too_long_at = row.line;
    row.fields.emplace_back(text, too_long_at == 0 ? size : 0);
  }
  void end_row() {
    rows.push_back(std::move(row));
    row = {};
  }
};

void on_field(void* text, std::size_t size, void* collector) {
  static_cast<Collector*>(collector)->add_field(static_cast<const char*>(text), size);
}

void on_row(int, void* collector) { static_cast<Collector*>(collector)->end_row(); }

int no_space(unsigned char) { return 0; }

struct ParserCloser {
  void operator()(csv_parser* parser) const { csv_free(parser); }
};

/// Feeds the text line by line, so that a row knows the line it begins on.
Result<void> feed(csv_parser& parser, std::string_view content, Collector& collector) {
  bool row_open = false;
  for (std::size_t begin = 0; begin < content.size();) {
    const auto newline = content.find('\n', begin);
    const auto end = newline == std::string_view::npos ? content.size() : newline + 1;
    if (!row_open) collector.row.line = collector.line;
    const auto before = collector.rows.size();
    if (csv_parse(&parser, content.data() + begin, end - begin, on_field, on_row, &collector) != end - begin)
      return invalid(line_field(collector.line), "The quotation marks of this line are wrong.");
    if (collector.too_long_at != 0)
      return invalid(line_field(collector.too_long_at), "A field of this line is longer than 4,096 bytes.");
    row_open = collector.rows.size() == before && (row_open || end - begin > 2);
    begin = end;
    ++collector.line;
  }
  if (csv_fini(&parser, on_field, on_row, &collector) != 0)
    return invalid(line_field(collector.row.line), "A quotation mark is opened here and never closed.");
  return {};
}

} // namespace

Result<std::vector<CsvRow>> parse_csv(std::string_view content) {
  content = without_bom(content);
  if (const auto bad = first_bad_byte(content))
    return invalid(line_field(line_of(content, *bad)), "The file is not UTF-8 text here.");
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
    return fail(ErrorCode::exhausted, "There is no memory to read the file.");
  const std::unique_ptr<csv_parser, ParserCloser> closer(&parser);
  csv_set_space_func(&parser, no_space);
  Collector collector;
  if (auto fed = feed(parser, content, collector); !fed) return tl::unexpected<Error>(fed.error());
  return std::move(collector.rows);
}

} // namespace paydesk::statements
