// The configuration in effect, as TOML that could be read again but for its secrets.
#include "daemon/config.h"
#include "daemon/config_settings.h"

#include <fmt/format.h>

#include <algorithm>

namespace paydesk::daemon {

namespace {

std::string amounts(const std::map<std::string, std::int64_t, std::less<>>& by_currency) {
  std::string text;
  for (const auto& [code, minor] : by_currency)
    if (const auto currency = Currency::find(code))
      text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", code,
                          toml_text(format_amount(minor, *currency)));
  return text.empty() ? "{}" : "{ " + text + " }";
}

std::string secret(std::string_view name, const Secret& value) {
  if (value.empty()) return fmt::format("# no {}\n", name);
  return fmt::format("# {}: set, from {}\n", name, value.source());
}

std::string print_settings(const Config& config) {
  std::string text;
  std::string_view group;
  for (const auto& setting : settings()) {
    const auto dot = setting.path.find('.');
    const auto own_group = dot == std::string_view::npos ? std::string_view() : setting.path.substr(0, dot);
    if (own_group != group) text += fmt::format("\n[{}]\n", group = own_group);
    const auto name = dot == std::string_view::npos ? setting.path : setting.path.substr(dot + 1);
    const auto origin = config.origins.find(setting.path);
    text += fmt::format("{} = {}", name, setting.show(config));
    text += origin == config.origins.end() ? "\n" : "  # " + origin->second + "\n";
  }
  return text;
}

std::string print_settlement(const SettlementTerms& terms) {
  std::string text = "[psp_accounts.settlement]\n";
  if (terms.fees)
    text += fmt::format("fee_bp = {}\nfee_fixed = {}\nfee_dispute = {}\nfee_tolerance = {}\n",
                        terms.fees->percent_bp, amounts(terms.fees->fixed), amounts(terms.fees->dispute),
                        terms.fees->tolerance);
  return text + fmt::format("vat_included_bp = {}\nsettlement_delay_days = {}\nbank_delay_days = {}\n"
                            "bank_account = {}\n",
                            terms.vat_included_bp, terms.settlement_delay_days, terms.bank_delay_days,
                            toml_text(terms.bank_account));
}

std::string print_account(const PspAccountConfig& account) {
  std::string currencies;
  for (const auto& currency : account.currencies)
    currencies += (currencies.empty() ? "" : ", ") + toml_text(currency.code());
  std::string text = "\n[[psp_accounts]]\n";
  text += fmt::format("id = {}\nprovider = {}\nentity = {}\nbase_url = {}\n", toml_text(account.id),
                      toml_text(account.provider), toml_text(account.entity), toml_text(account.base_url));
  text += fmt::format("currencies = [{}]\ncapture_mode = {}\ntime_zone = {}\n", currencies,
                      toml_text(to_string(account.capture_mode)), toml_text(account.time_zone));
  text +=
      fmt::format("concurrency = {}\nconnect_timeout_ms = {}\ntimeout_ms = {}\ncommission_bp = {}\n",
                  account.concurrency, account.connect_timeout_ms, account.timeout_ms, account.commission_bp);
  text += secret("api_key", account.api_key) + secret("webhook_secret", account.webhook_secret);
  return text + print_settlement(account.settlement);
}

} // namespace

std::string print_config(const Config& config) {
  std::string text = print_settings(config);
  if (!config.approval_threshold.empty())
    text += fmt::format("\n[approval_threshold]\n# from which amount on a second person decides\n");
  for (const auto& [code, minor] : config.approval_threshold)
    if (const auto currency = Currency::find(code))
      text += fmt::format("{} = {}\n", code, toml_text(format_amount(minor, *currency)));
  for (const auto& account : config.psp_accounts)
    text += print_account(account);
  return text;
}

} // namespace paydesk::daemon
