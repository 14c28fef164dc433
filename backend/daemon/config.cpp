#include "daemon/config.h"

#include "daemon/config_check.h"
#include "daemon/config_file.h"
#include "daemon/config_settings.h"

#include <fmt/format.h>
#include <unistd.h>

#include <set>

namespace paydesk::daemon {

namespace {

void set_from_text(std::string_view path, const std::string& text, const std::string& where, Config& config,
                   Problems& problems) {
  const Setting* setting = find_setting(path);
  if (!setting) return problems.add(where, path, "is not known");
  if (const auto set = setting->set(config, GivenValue{text, false}))
    config.origins[std::string(path)] = where;
  else
    problems.add(where, path, set.error().message);
}

/// Whether a variable means one of the groups ("PAYDESK_REST_…"): then it must be a known one. Others with
/// our prefix belong to the console and to paydeskctl.
bool is_in_a_group(std::string_view name) {
  for (const auto& setting : settings())
    if (const auto dot = setting.path.find('.'); dot != std::string_view::npos)
      if (name.starts_with(variable_name(setting.path.substr(0, dot)) + "_")) return true;
  return false;
}

void read_environment(const ConfigSources& sources, Config& config, Problems& problems) {
  std::set<std::string, std::less<>> known;
  for (const auto& setting : settings()) {
    const std::string name = variable_name(setting.path);
    known.insert(name);
    for (const auto& [key, value] : sources.environment)
      if (key == name) set_from_text(setting.path, value, "environment variable " + name, config, problems);
  }
  for (const auto& [key, value] : sources.environment)
    if (!known.contains(key) && is_in_a_group(key))
      problems.add("environment variable " + key, "",
                   "is not known" + suggestion(key, std::vector<std::string>(known.begin(), known.end())));
}

std::filesystem::path file_of(const ConfigSources& sources) {
  if (!sources.file.empty()) return sources.file;
  for (const auto& [key, value] : sources.environment)
    if (key == "PAYDESK_CONFIG" && !value.empty()) return value;
  const auto usual = default_config_file(sources);
  std::error_code ignored;
  return std::filesystem::exists(usual, ignored) ? usual : std::filesystem::path();
}

} // namespace

Result<Config> load_config(const ConfigSources& sources) {
  Config config;
  Problems problems;
  if (const auto file = file_of(sources); !file.empty())
    read_config_file(file, sources.providers, config, problems);
  read_environment(sources, config, problems);
  for (const auto& [path, text] : sources.flags)
    set_from_text(path, text, "flag " + flag_name(path), config, problems);
  fill_defaults(sources, config);
  check_config(config, problems);
  if (!problems.empty()) return tl::unexpected(problems.to_error());
  return config;
}

std::vector<std::pair<std::string, std::string>> process_environment() {
  std::vector<std::pair<std::string, std::string>> variables;
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string_view whole(*entry);
    const auto equals = whole.find('=');
    if (equals != std::string_view::npos)
      variables.emplace_back(whole.substr(0, equals), whole.substr(equals + 1));
  }
  return variables;
}

} // namespace paydesk::daemon
