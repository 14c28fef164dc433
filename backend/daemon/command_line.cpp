#include "daemon/command_line.h"

#include "daemon/config_settings.h"

#include <CLI/CLI.hpp>

#include <map>

namespace paydesk::daemon {

Result<CommandLine> parse_command_line(int count, const char* const* arguments, const std::string& version) {
  CommandLine line;
  bool check = false;
  bool print = false;
  std::string file;
  std::map<std::string_view, std::string> values;
  CLI::App app("paydeskd, the Paydesk daemon. Flags win over PAYDESK_… variables, those over the file.",
               "paydeskd");
  app.set_version_flag("--version", version);
  app.add_option("--config", file, "configuration file (default: /etc/paydesk/paydeskd.toml)")
      ->type_name("FILE");
  auto* check_flag = app.add_flag("--check-config", check, "check the configuration and end");
  app.add_flag("--print-config", print, "print the configuration in effect, secrets masked, and end")
      ->excludes(check_flag);
  for (const auto& setting : settings()) {
    // "--demo" alone means true.
    const bool is_switch = setting.show(Config{}) == "true" || setting.show(Config{}) == "false";
    auto* option = app.add_option(flag_name(setting.path), values[setting.path], std::string(setting.help));
    option->type_name("")->multi_option_policy(CLI::MultiOptionPolicy::Throw);
    if (is_switch) option->expected(0, 1)->default_str("true");
  }
  try { // CLI11 reports by exception only, help and version too
    app.parse(count, arguments);
  } catch (const CLI::CallForHelp&) {
    return CommandLine{Task::show, app.help(), {}, {}};
  } catch (const CLI::CallForVersion&) {
    return CommandLine{Task::show, version + "\n", {}, {}};
  } catch (const CLI::ParseError& error) {
    return invalid("command line", std::string(error.what()) + "; see paydeskd --help");
  }
  line.task = check ? Task::check_config : print ? Task::print_config : Task::run;
  line.config_file = file;
  for (const auto& setting : settings())
    if (const auto* option = app.get_option(flag_name(setting.path)); option->count() > 0)
      line.flags.emplace_back(setting.path, values[setting.path].empty() && option->results().empty()
                                                ? "true"
                                                : values[setting.path]);
  return line;
}

} // namespace paydesk::daemon
