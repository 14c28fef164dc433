// The table of single-valued settings: one entry serves the file, the environment, the flags and printing.
#pragma once

#include "daemon/config.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace paydesk::daemon {

/// A value as a source has it. Environment and flags have only text; the file has types.
struct GivenValue {
  std::variant<bool, std::int64_t, std::string> value;
  bool is_typed = false; ///< from the file: "80" is not 80 there
};

struct Setting {
  std::string_view path; ///< "rest.port"; flag --rest-port, variable PAYDESK_REST_PORT
  std::string_view help;
  /// Puts the value in place; the Error says what would be right.
  std::function<Result<void>(Config&, const GivenValue&)> set;
  /// As a TOML value, secrets masked.
  std::function<std::string(const Config&)> show;
};

/// All of them, in the order they are printed.
std::span<const Setting> settings();
const Setting* find_setting(std::string_view path);

std::string flag_name(std::string_view path);     ///< "rest.port" is "--rest-port"
std::string variable_name(std::string_view path); ///< "rest.port" is "PAYDESK_REST_PORT"

/// A TOML string.
std::string toml_text(std::string_view text);

/// "HH:MM" as minutes after midnight.
std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text);

/// A connection string with its password masked.
std::string masked_database_url(std::string_view url);

} // namespace paydesk::daemon
