#include "daemon/toml_reader.h"

#include "core/money.h"

#include <fmt/format.h>

namespace paydesk::daemon {

std::string place(const std::string& file, const toml::node& node) {
  return fmt::format("{}:{}", file, node.source().begin.line);
}

TomlReader::TomlReader(const toml::table& table, std::string file, std::string prefix, Problems& problems)
    : table_(table), file_(std::move(file)), prefix_(std::move(prefix)), problems_(problems) {}

std::string TomlReader::name_of(std::string_view key) const {
  return prefix_.empty() ? std::string(key) : fmt::format("{}.{}", prefix_, key);
}

void TomlReader::complain(std::string_view key, std::string_view what) {
  const toml::node* node = table_.get(key);
  problems_.add(place(file_, node ? *node : table_), name_of(key), what);
}

const toml::node* TomlReader::take(std::string_view key) {
  asked_.emplace(key);
  return table_.get(key);
}

std::optional<std::string> TomlReader::text(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  if (auto value = node->value_exact<std::string>()) return value;
  complain(key, "must be a text in quotation marks");
  return std::nullopt;
}

std::string TomlReader::required_text(std::string_view key) {
  auto value = text(key);
  if (!has(key)) complain(key, "is missing");
  if (value && value->empty()) complain(key, "must not be empty");
  return value.value_or("");
}

std::optional<std::int64_t> TomlReader::integer(std::string_view key, std::int64_t least, std::int64_t most) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  const auto value = node->value_exact<std::int64_t>();
  if (value && *value >= least && *value <= most) return value;
  complain(key, fmt::format("must be a whole number from {} to {}", least, most));
  return std::nullopt;
}

std::optional<bool> TomlReader::truth(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  const auto value = node->value_exact<bool>();
  if (!value) complain(key, "must be true or false");
  return value;
}

std::vector<std::string> TomlReader::texts(std::string_view key) {
  std::vector<std::string> values;
  const toml::node* node = take(key);
  if (!node) return values;
  const toml::array* array = node->as_array();
  for (std::size_t i = 0; array && i < array->size(); ++i)
    if (auto value = array->get(i)->value_exact<std::string>()) values.push_back(std::move(*value));
  if (!array || values.size() != array->size()) complain(key, "must be a list of texts in quotation marks");
  return values;
}

std::map<std::string, std::int64_t, std::less<>> TomlReader::amounts(std::string_view key) {
  std::map<std::string, std::int64_t, std::less<>> by_currency;
  const toml::table* amounts = table(key);
  if (!amounts) return by_currency;
  for (const auto& [name, node] : *amounts) {
    const std::string code(name.str());
    const auto currency = Currency::find(code);
    const auto text = node.value_exact<std::string>();
    const std::string full_name = name_of(key) + "." + code;
    if (!currency) {
      problems_.add(place(file_, node), full_name, "is not a currency; use ISO 4217 codes such as \"EUR\"");
      continue;
    }
    if (!text) {
      problems_.add(place(file_, node), full_name,
                    "must be a decimal amount in quotation marks, never a number");
      continue;
    }
    if (const auto amount = parse_amount(*text, *currency, full_name))
      by_currency.emplace(code, *amount);
    else
      problems_.add(place(file_, node), full_name, amount.error().message);
  }
  return by_currency;
}

const toml::table* TomlReader::table(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return nullptr;
  const toml::table* inner = node->as_table();
  if (!inner) complain(key, "must be a table");
  return inner;
}

void TomlReader::finish() {
  const std::vector<std::string> known(asked_.begin(), asked_.end());
  for (const auto& [key, node] : table_)
    if (!asked_.contains(key.str())) complain(key.str(), "is not known" + suggestion(key.str(), known));
}

} // namespace paydesk::daemon
