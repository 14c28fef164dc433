#include <xlsxwriter.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "statements/reports/report_files.h"

namespace paydesk::statements {
namespace {

constexpr std::int64_t exact = std::int64_t{1} << 53; // what a spreadsheet's numbers hold exactly
constexpr double widest = 48;

/// libxlsxwriter writes files only; this one goes away again.
class ScratchFile {
 public:
  ScratchFile() {
    auto name = (std::filesystem::temp_directory_path() / "paydesk-report-XXXXXX").string();
    if (const int file = mkstemp(name.data()); file >= 0) {
      close(file);
      path_ = name;
    }
  }
  ~ScratchFile() {
    std::error_code gone;
    if (!path_.empty())
      std::filesystem::remove(path_, gone);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  const std::string& path() const { return path_; }
  std::string content() const {
    std::ifstream in(path_, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return std::move(bytes).str();
  }

 private:
  std::string path_;
};

class Sheet {
 public:
  Sheet(lxw_workbook* book, const std::string& title) : book_(book), sheet_(workbook_add_worksheet(book, title.c_str())) {
    bold_ = workbook_add_format(book);
    format_set_bold(bold_);
  }

  void add(const ReportTable& table, const std::string& digest) {
    text(0, 0, "Paydesk", bold_);
    text(0, 1, table.title, bold_);
    lxw_row_t row = 1;
    for (const auto& [name, value] : table.facts) {
      text(row, 0, name, nullptr);
      text(row++, 1, value, nullptr);
    }
    text(row, 0, "SHA-256 of the rows", nullptr);
    text(row++, 1, digest, nullptr);
    const auto header = ++row;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      text(header, static_cast<lxw_col_t>(i), table.columns[i], bold_);
    for (const auto& cells : table.rows) {
      ++row;
      for (std::size_t i = 0; i < cells.size(); ++i)
        cell(row, static_cast<lxw_col_t>(i), cells[i]);
    }
    worksheet_freeze_panes(sheet_, header + 1, 0);
    if (!table.columns.empty())
      worksheet_autofilter(sheet_, header, 0, row, static_cast<lxw_col_t>(table.columns.size() - 1));
    for (const auto& [column, width] : widths_)
      worksheet_set_column(sheet_, column, column, std::min(width + 2, widest), nullptr);
  }

 private:
  void text(lxw_row_t row, lxw_col_t column, const std::string& value, lxw_format* format) {
    worksheet_write_string(sheet_, row, column, value.c_str(), format);
    widths_[column] = std::max(widths_[column], static_cast<double>(value.size()));
  }

  void cell(lxw_row_t row, lxw_col_t column, const ReportCell& cell) {
    if (cell.amount.currency.code().empty())
      return text(row, column, cell.text, nullptr);
    const auto written = format_amount(cell.amount.minor, cell.amount.currency);
    if (cell.amount.minor > exact || cell.amount.minor < -exact)
      return text(row, column, written, nullptr);
    worksheet_write_number(sheet_, row, column, std::stod(written), amount_format(cell.amount.currency.digits()));
    widths_[column] = std::max(widths_[column], static_cast<double>(written.size()) * 1.3);
  }

  lxw_format* amount_format(int digits) {
    auto*& format = amounts_[digits];
    if (format == nullptr) {
      format = workbook_add_format(book_);
      const auto pattern = "#,##0" + (digits > 0 ? "." + std::string(static_cast<std::size_t>(digits), '0') : std::string());
      format_set_num_format(format, pattern.c_str());
    }
    return format;
  }

  lxw_workbook* book_;
  lxw_worksheet* sheet_;
  lxw_format* bold_ = nullptr;
  std::map<int, lxw_format*> amounts_;
  std::map<lxw_col_t, double> widths_;
};

} // namespace

Result<std::string> write_xlsx(const ReportTable& table, const std::string& digest) {
  const ScratchFile file;
  auto* book = file.path().empty() ? nullptr : workbook_new(file.path().c_str());
  if (book == nullptr)
    return fail(ErrorCode::unavailable, "no room for a temporary file. Nothing was made; try again later");
  Sheet(book, table.title).add(table, digest);
  if (const auto error = workbook_close(book); error != LXW_NO_ERROR)
    return fail(ErrorCode::unavailable, std::string("the workbook could not be written: ") + lxw_strerror(error));
  return file.content();
}

} // namespace paydesk::statements
