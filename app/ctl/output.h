// What paydeskctl prints, and what it exits with.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/client/json.h"
#include "core/clock.h"
#include "core/money.h"
#include "core/result.h"

namespace paydesk::ctl {

/// Exit codes; scripts depend on them.
enum class Exit : int {
  ok = 0,
  refused = 1,     ///< the daemon said no, or verify found a violation
  usage = 2,       ///< the command line is wrong; nothing was sent
  unreachable = 3, ///< no daemon answers
};

enum class Align { left, right };

/// A table for a terminal: columns as wide as their widest cell, two spaces between, text free of control
/// characters.
class Table {
 public:
  struct Column {
    std::string title;
    Align align = Align::left;
  };
  explicit Table(std::vector<Column> columns);

  /// As many cells as columns.
  void add(std::vector<std::string> cells);
  std::size_t size() const noexcept { return rows_.size(); }
  std::string text() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

/// "12.34 EUR", or "" when absent.
std::string text_of(const Money& amount);
/// Amounts of several currencies: "12.34 EUR, 1,000 KRW" without grouping.
std::string text_of(const std::vector<Money>& amounts);
/// "2026-11-16 14:31:54Z", or "".
std::string text_of(const std::optional<Instant>& at);
std::string yes_no(bool value);

/// Prints results to standard output and errors to standard error, as tables or as one JSON document.
class Output {
 public:
  explicit Output(bool json) noexcept : json_(json) {}

  bool json() const noexcept { return json_; }

  /// The value as JSON or through `print`, or its error.
  template <class View>
  Exit show(const Result<View>& result, const std::function<void(const Output&, const View&)>& print) const {
    if (!result) return failed(result.error());
    if (json_)
      line(client::to_json(*result));
    else
      print(*this, *result);
    return Exit::ok;
  }
  /// Says what went wrong and answers the exit code for it.
  Exit failed(const Error& error) const;
  /// A line to standard output.
  void line(std::string_view text) const;
  void table(const Table& table, std::string_view when_empty) const;
  /// "name   value" lines, the names padded to one width; empty values are left out.
  void facts(const std::vector<std::pair<std::string, std::string>>& facts) const;
  /// A remark that is no result: to standard error.
  void remark(std::string_view text) const;

 private:
  bool json_;
};

} // namespace paydesk::ctl
