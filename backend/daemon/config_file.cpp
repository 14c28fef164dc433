#include "daemon/config_file.h"

#include "daemon/config_settings.h"
#include "daemon/toml_reader.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <numeric>
#include <optional>

namespace paydesk::daemon {

namespace {

constexpr std::size_t most_lines = 20;

/// Levenshtein distance: how many keys were mistyped.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

std::optional<GivenValue> given(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return GivenValue{*text, true};
  if (const auto number = node.value_exact<std::int64_t>()) return GivenValue{*number, true};
  if (const auto truth = node.value_exact<bool>()) return GivenValue{*truth, true};
  return std::nullopt;
}

bool is_group(std::string_view path) {
  const std::string prefix = std::string(path) + ".";
  return std::any_of(settings().begin(), settings().end(),
                     [&](const Setting& s) { return s.path.starts_with(prefix); });
}

std::vector<std::string> known_names() {
  std::vector<std::string> names{"approval_threshold", "psp_accounts"};
  for (const auto& setting : settings())
    names.emplace_back(setting.path);
  return names;
}

/// Puts one leaf in place.
void apply(const std::string& path, const toml::node& node, const std::string& file, Config& config,
           Problems& problems) {
  const Setting* setting = find_setting(path);
  if (!setting)
    return problems.add(place(file, node), path, "is not known" + suggestion(path, known_names()));
  const auto value = given(node);
  if (!value) return problems.add(place(file, node), path, "has a value of the wrong type");
  if (const auto set = setting->set(config, *value))
    config.origins[path] = place(file, node);
  else
    problems.add(place(file, node), path, set.error().message);
}

void read_table(const toml::table& table, const std::string& prefix, const std::string& file, Config& config,
                Problems& problems) {
  for (const auto& [key, node] : table) {
    const std::string path = prefix + std::string(key.str());
    if (prefix.empty() && (path == "psp_accounts" || path == "approval_threshold")) continue;
    if (!is_group(path))
      apply(path, node, file, config, problems);
    else if (const auto* inner = node.as_table())
      read_table(*inner, path + ".", file, config, problems);
    else
      problems.add(place(file, node), path, "must be a table");
  }
}

std::optional<std::string> contents(const std::filesystem::path& file, Problems& problems) {
  struct stat info {};
  if (stat(file.c_str(), &info) != 0) {
    problems.add(file.string(), "", std::string("cannot be opened: ") + std::strerror(errno));
    return std::nullopt;
  }
  std::ifstream stream(file, std::ios::binary);
  if (!S_ISREG(info.st_mode) || !stream) {
    problems.add(file.string(), "", "is not a file that can be read");
    return std::nullopt;
  }
  return std::string{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::optional<toml::table> parse(const std::string& text, const std::string& file, Problems& problems) {
  try { // toml++ as Debian builds it reports by exception only
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    problems.add(fmt::format("{}:{}", file, error.source().begin.line), "", error.description());
    return std::nullopt;
  }
}

} // namespace

void Problems::add(std::string_view where, std::string_view key, std::string_view what) {
  if (lines_.empty()) first_key_ = key;
  lines_.push_back(key.empty() ? fmt::format("{}: {}", where, what)
                               : fmt::format("{}: {} {}", where, key, what));
}

Error Problems::to_error() const {
  std::string message = lines_.front();
  for (std::size_t i = 1; i < std::min(lines_.size(), most_lines); ++i)
    message += "\n" + lines_[i];
  if (lines_.size() > most_lines) message += fmt::format("\n… and {} more", lines_.size() - most_lines);
  return Error{ErrorCode::invalid_argument, message, first_key_};
}

std::string suggestion(std::string_view unknown, const std::vector<std::string>& known) {
  const std::string* best = nullptr;
  std::size_t least = std::max<std::size_t>(2, unknown.size() / 4) + 1;
  for (const auto& name : known)
    if (const auto away = distance(unknown, name); away < least) {
      least = away;
      best = &name;
    }
  return best ? "; did you mean \"" + *best + "\"?" : std::string();
}

void read_config_file(const std::filesystem::path& file, const std::vector<std::string>& providers,
                      Config& config, Problems& problems) {
  const auto text = contents(file, problems);
  if (!text) return;
  const auto table = parse(*text, file.string(), problems);
  if (!table) return;
  read_table(*table, "", file.string(), config, problems);
  TomlReader reader(*table, file.string(), "", problems);
  config.approval_threshold = reader.amounts("approval_threshold");
  const toml::node* accounts = table->get("psp_accounts");
  if (!accounts) return;
  if (const auto* array = accounts->as_array())
    read_psp_accounts(*array, file.string(), providers, config, problems);
  else
    problems.add(place(file.string(), *accounts), "psp_accounts", "must be written as [[psp_accounts]]");
}

} // namespace paydesk::daemon
