// Reads one TOML table with types and ranges; complains about what nobody asked for.
#pragma once

#include "daemon/config_file.h"

#include <toml++/toml.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace paydesk::daemon {

/// Borrows a table of the parsed file; one use, one thread.
class TomlReader {
 public:
  /// `prefix` is how the table is named in complaints: "psp_accounts[0]".
  TomlReader(const toml::table& table, std::string file, std::string prefix, Problems& problems);

  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
  std::optional<std::string> text(std::string_view key);
  std::string required_text(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most);
  std::optional<bool> truth(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  /// A table of decimal amounts by currency, { KRW = "50000" }, as minor units.
  std::map<std::string, std::int64_t, std::less<>> amounts(std::string_view key);
  const toml::table* table(std::string_view key);

  /// A complaint about a key, with its line.
  void complain(std::string_view key, std::string_view what);
  /// Complains about every key that was not asked for. To be called last.
  void finish();

  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  [[nodiscard]] Problems& problems() const noexcept { return problems_; }
  [[nodiscard]] std::string name_of(std::string_view key) const;

 private:
  const toml::node* take(std::string_view key);

  const toml::table& table_;
  std::string file_;
  std::string prefix_;
  Problems& problems_;
  std::set<std::string, std::less<>> asked_;
};

/// "paydeskd.toml:12".
std::string place(const std::string& file, const toml::node& node);

/// Reads the [[psp_accounts]] of a file; ids must differ.
void read_psp_accounts(const toml::array& accounts, const std::string& file,
                       const std::vector<std::string>& providers, Config& config, Problems& problems);

} // namespace paydesk::daemon
