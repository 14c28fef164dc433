// The [[psp_accounts]] part of the configuration file.
#include "daemon/toml_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace paydesk::daemon {

namespace {

bool is_identifier(std::string_view text) {
  const auto letter_or_digit = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && text.size() <= 64 && letter_or_digit(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return letter_or_digit(c) || c == '-' || c == '_'; });
}

bool is_time_zone(const std::string& name) {
  const bool plausible = !name.empty() && name.front() != '/' && name.find("..") == std::string::npos;
  return plausible && std::filesystem::is_regular_file(std::filesystem::path("/usr/share/zoneinfo") / name);
}

bool is_this_machine(std::string_view url) {
  for (const std::string_view host : {"http://127.0.0.1", "http://localhost", "http://[::1]"})
    if (url.starts_with(host) &&
        (url.size() == host.size() || url[host.size()] == ':' || url[host.size()] == '/'))
      return true;
  return false;
}

void read_names(TomlReader& reader, const std::vector<std::string>& providers, PspAccountConfig& account) {
  account.id = reader.required_text("id");
  if (!account.id.empty() && !is_identifier(account.id))
    reader.complain("id", "must consist of small letters, digits, '-' and '_'");
  account.entity = reader.required_text("entity");
  account.provider = reader.required_text("provider");
  if (!account.provider.empty() &&
      std::find(providers.begin(), providers.end(), account.provider) == providers.end())
    reader.complain("provider", fmt::format("must be one of {}", fmt::join(providers, ", ")));
  if (auto zone = reader.text("time_zone")) {
    account.time_zone = *zone;
    if (!is_time_zone(*zone)) reader.complain("time_zone", "is not a time zone such as \"Asia/Seoul\"");
  }
}

void read_base_url(TomlReader& reader, PspAccountConfig& account) {
  account.base_url = reader.required_text("base_url");
  const bool insecure = reader.truth("insecure_http").value_or(false);
  if (account.base_url.empty() || account.base_url.starts_with("https://")) return;
  if (!account.base_url.starts_with("http://"))
    return reader.complain("base_url", "must begin with https://");
  if (!insecure && !is_this_machine(account.base_url))
    reader.complain("base_url", "would send the API key unencrypted; use https, or set insecure_http = true");
}

void read_currencies(TomlReader& reader, PspAccountConfig& account) {
  const auto codes = reader.texts("currencies");
  if (!reader.has("currencies")) reader.complain("currencies", "is missing");
  for (const auto& code : codes) {
    const auto currency = Currency::find(code);
    if (!currency)
      reader.complain("currencies", fmt::format("contains \"{}\", which is not an ISO 4217 currency", code));
    else if (std::find(account.currencies.begin(), account.currencies.end(), *currency) !=
             account.currencies.end())
      reader.complain("currencies", fmt::format("contains {} twice", code));
    else
      account.currencies.push_back(*currency);
  }
  if (reader.has("currencies") && codes.empty())
    reader.complain("currencies", "must name at least one currency");
}

/// `name`_file or `name`_env; the secret itself never stands in the configuration.
Secret read_secret(TomlReader& reader, const std::string& name, bool required) {
  const std::string from_file = name + "_file";
  const std::string from_variable = name + "_env";
  const auto file = reader.text(from_file);
  const auto variable = reader.text(from_variable);
  if (reader.text(name) || reader.has(name))
    reader.complain(
        name, fmt::format("must not stand in the configuration; set {} or {}", from_file, from_variable));
  if (file && variable) reader.complain(from_variable, "is given besides " + from_file + "; only one may be");
  if (!file && !variable) {
    if (required && !reader.has(name)) reader.complain(from_file, "is missing (or " + from_variable + ")");
    return {};
  }
  auto secret = file ? read_secret_file(*file) : read_secret_variable(*variable);
  if (secret) return std::move(*secret);
  reader.complain(file ? from_file : from_variable, "is unusable: " + secret.error().message);
  return {};
}

void read_limits(TomlReader& reader, PspAccountConfig& account) {
  const auto put = [&](std::string_view key, std::int64_t least, std::int64_t most, int& place) {
    if (const auto value = reader.integer(key, least, most)) place = static_cast<int>(*value);
  };
  put("concurrency", 1, 256, account.concurrency);
  put("connect_timeout_ms", 100, 60000, account.connect_timeout_ms);
  put("timeout_ms", 100, 300000, account.timeout_ms);
  put("commission_bp", 0, 10000, account.commission_bp);
  if (const auto mode = reader.text("capture_mode")) {
    if (const auto parsed = parse_capture_mode(*mode))
      account.capture_mode = *parsed;
    else
      reader.complain("capture_mode", "must be one of auto, single, multiple");
  }
}

/// [psp_accounts.settlement]: what files of this account must agree with.
void read_settlement(TomlReader& account_reader, SettlementTerms& terms) {
  const toml::table* table = account_reader.table("settlement");
  if (!table) return;
  TomlReader reader(*table, account_reader.file(), account_reader.name_of("settlement"),
                    account_reader.problems());
  if (reader.has("fee_bp") || reader.has("fee_fixed") || reader.has("fee_dispute") ||
      reader.has("fee_tolerance")) {
    FeeSchedule fees;
    fees.percent_bp = reader.integer("fee_bp", 0, 10000).value_or(0);
    fees.fixed = reader.amounts("fee_fixed");
    fees.dispute = reader.amounts("fee_dispute");
    fees.tolerance = reader.integer("fee_tolerance", 0, 1000000).value_or(fees.tolerance);
    terms.fees = std::move(fees);
  }
  terms.vat_included_bp = reader.integer("vat_included_bp", 0, 10000).value_or(terms.vat_included_bp);
  const auto days = [&](std::string_view key, int fallback) {
    return static_cast<int>(reader.integer(key, 0, 365).value_or(fallback));
  };
  terms.settlement_delay_days = days("settlement_delay_days", terms.settlement_delay_days);
  terms.bank_delay_days = days("bank_delay_days", terms.bank_delay_days);
  terms.bank_account = reader.text("bank_account").value_or("");
  reader.finish();
}

} // namespace

void read_psp_accounts(const toml::array& accounts, const std::string& file,
                       const std::vector<std::string>& providers, Config& config, Problems& problems) {
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const std::string name = fmt::format("psp_accounts[{}]", i);
    const toml::table* table = accounts.get(i)->as_table();
    if (!table) {
      problems.add(place(file, *accounts.get(i)), name, "must be a table");
      continue;
    }
    TomlReader reader(*table, file, name, problems);
    PspAccountConfig account;
    read_names(reader, providers, account);
    read_base_url(reader, account);
    read_currencies(reader, account);
    read_limits(reader, account);
    account.api_key = read_secret(reader, "api_key", true);
    account.webhook_secret = read_secret(reader, "webhook_secret", false);
    read_settlement(reader, account.settlement);
    const auto same = [&](const PspAccountConfig& other) { return other.id == account.id; };
    if (!account.id.empty() && std::any_of(config.psp_accounts.begin(), config.psp_accounts.end(), same))
      reader.complain("id", fmt::format("\"{}\" is taken by another PSP account", account.id));
    reader.finish();
    config.psp_accounts.push_back(std::move(account));
  }
}

} // namespace paydesk::daemon
