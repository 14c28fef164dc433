#include "app/ctl/output.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <nlohmann/json.hpp>

#include "app/ctl/text_width.h"

namespace paydesk::ctl {
namespace {

void write(std::FILE* to, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), to);
  std::fputc('\n', to);
  std::fflush(to);
}

void append_padded(std::string& line, const std::string& cell, std::size_t width, Align align) {
  const std::string padding(width - std::min(width, width_of(cell)), ' ');
  line += align == Align::right ? padding + cell : cell + padding;
}

Exit exit_of(ErrorCode code) { return code == ErrorCode::unavailable ? Exit::unreachable : Exit::refused; }

} // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::add(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (auto& cell : cells)
    cell = printable(cell);
  rows_.push_back(std::move(cells));
}

std::string Table::text() const {
  std::vector<std::size_t> widths;
  for (const auto& column : columns_)
    widths.push_back(width_of(column.title));
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], width_of(row[i]));
  std::string out;
  const auto add_line = [&](const auto& cell_at) {
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      line += i == 0 ? "" : "  ";
      append_padded(line, cell_at(i), widths[i], columns_[i].align);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += (out.empty() ? "" : "\n") + line;
  };
  add_line([&](std::size_t i) { return columns_[i].title; });
  for (const auto& row : rows_)
    add_line([&](std::size_t i) { return row[i]; });
  return out;
}

std::string text_of(const Money& amount) {
  if (amount.currency.code().empty()) return {};
  return format_amount(amount.minor, amount.currency) + " " + amount.currency.to_string();
}

std::string text_of(const std::vector<Money>& amounts) {
  std::string text;
  for (const auto& amount : amounts)
    text += (text.empty() ? "" : ", ") + text_of(amount);
  return text;
}

std::string text_of(const std::optional<Instant>& at) {
  if (!at) return {};
  const std::string full = format_instant(*at);
  return full.substr(0, 10) + " " + full.substr(11, 8) + "Z";
}

std::string yes_no(bool value) { return value ? "yes" : "no"; }

Exit Output::failed(const Error& error) const {
  const std::string about = error.field.empty() ? "" : error.field + ": ";
  write(stderr, "paydeskctl: " + printable(about + error.message));
  if (json_) {
    const nlohmann::ordered_json out = {
        {"error",
         {{"code", std::string(to_string(error.code))}, {"message", error.message}, {"field", error.field}}}};
    write(stdout, out.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  }
  return exit_of(error.code);
}

void Output::line(std::string_view text) const { write(stdout, text); }

void Output::table(const Table& table, std::string_view when_empty) const {
  write(stdout, table.size() == 0 ? std::string(when_empty) : table.text());
}

void Output::facts(const std::vector<std::pair<std::string, std::string>>& facts) const {
  std::size_t width = 0;
  for (const auto& [name, value] : facts)
    width = value.empty() ? width : std::max(width, width_of(name));
  for (const auto& [name, value] : facts) {
    std::string text;
    append_padded(text, name, width + 2, Align::left);
    if (!value.empty()) write(stdout, text + printable(value));
  }
}

void Output::remark(std::string_view text) const { write(stderr, "paydeskctl: " + printable(text)); }

} // namespace paydesk::ctl
