#include "sandbox/accounts/account.h"

#include "sandbox/http/url.h"
#include "sandbox/text/fields.h"
#include "sandbox/text/instants.h"
#include "sandbox/text/money.h"

#include <algorithm>

namespace sandbox {

using nlohmann::json;

namespace {

using MinorByCurrency = std::map<std::string, std::int64_t>;

CaptureMode capture_mode_of(const std::string& word) {
  if (word == "auto") return CaptureMode::automatic;
  return word == "single" ? CaptureMode::single : CaptureMode::multiple;
}

std::string joined(const std::string& prefix, const std::string& key) { return prefix + key + "."; }

/// Reads `{"EUR":25,…}` from `owner[key]`; errors land in `fields`.
MinorByCurrency minor_by_currency(Fields& fields, const json& owner, const std::string& key,
                                  MinorByCurrency fallback) {
  const auto found = owner.find(key);
  if (found == owner.end()) return fallback;
  if (!found->is_object()) {
    fields.fail(key, "must be an object");
    return fallback;
  }
  MinorByCurrency amounts;
  for (const auto& [currency, amount] : found->items()) {
    const bool fits = amount.is_number_integer() && amount >= 0 && amount <= 1'000'000'000;
    if (!currency_digits(currency)) fields.fail(key + "." + currency, "is not a known currency");
    if (!fits) fields.fail(key + "." + currency, "must be an integer from 0 to 1000000000");
    if (fits) amounts[currency] = amount.get<std::int64_t>();
  }
  return amounts;
}

/// Fills in what an account's `fee` object says.
void read_fee(Account& account, Fields& fields, const json& object, const std::string& prefix) {
  const json fee = object.value("fee", json::object());
  Fields inner(fee, joined(prefix, "fee"));
  inner.only({"percent_bp", "fixed_minor"});
  account.fee_basis_points = static_cast<int>(inner.integer_or("percent_bp", 290, 0, 10000));
  account.fee_fixed_minor = minor_by_currency(
      inner, fee, "fixed_minor", {{"EUR", 25}, {"USD", 30}, {"JPY", 0}, {"KRW", 0}, {"KWD", 75}});
  if (inner.error())
    fields.fail(inner.error()->field.substr(prefix.size()), "is wrong: " + inner.error()->message);
}

void check_account(const Account& account, Fields& fields, const std::string& zone) {
  for (const std::string& currency : account.currencies) {
    if (!currency_digits(currency)) fields.fail("currencies", "has an unknown currency: " + currency);
  }
  if (account.currencies.empty()) fields.fail("currencies", "must not be empty");
  if (!parse_offset(zone)) fields.fail("time_zone", "must be UTC or an offset such as +09:00");
  if (!account.webhook_url.empty() && !parse_url(account.webhook_url)) {
    fields.fail("webhook_url", "must be an http:// address");
  }
}

Result<Account> read_account(const json& object, const std::string& prefix) {
  Fields fields(object, prefix);
  if (fields.error()) return *fields.error();
  fields.only({"id", "capture_mode", "modification", "latency_ms", "api_key", "webhook_secret", "webhook_url",
               "merchant_name", "currencies", "fee", "dispute_fee_minor", "time_zone"});
  Account account;
  account.id = fields.text("id", 40);
  account.capture_mode =
      capture_mode_of(fields.choice_or("capture_mode", "multiple", {"auto", "single", "multiple"}));
  account.final_by_webhook = fields.choice_or("modification", "answer", {"answer", "webhook"}) == "webhook";
  account.latency_ms = static_cast<int>(fields.integer_or("latency_ms", 0, 0, 600'000));
  account.api_key = fields.text_or("api_key", "sk_sandbox_" + account.id, 200);
  account.webhook_secret = fields.text_or("webhook_secret", "whsec_sandbox_" + account.id, 200);
  account.webhook_url = fields.text_or("webhook_url", "", 2000);
  account.merchant_name = fields.text_or("merchant_name", "Paydesk Market", 200);
  account.currencies = fields.texts_or("currencies", {"KRW", "JPY", "USD", "EUR", "KWD"});
  const std::string zone = fields.text_or("time_zone", "UTC", 40);
  account.utc_offset_minutes = parse_offset(zone).value_or(0);
  read_fee(account, fields, object, prefix);
  account.dispute_fee_minor =
      minor_by_currency(fields, object, "dispute_fee_minor",
                        {{"EUR", 1500}, {"USD", 1500}, {"JPY", 1500}, {"KRW", 15000}, {"KWD", 5000}});
  check_account(account, fields, zone);
  if (fields.error()) return *fields.error();
  return account;
}

std::int64_t amount_of(const MinorByCurrency& amounts, const std::string& currency) {
  const auto found = amounts.find(currency);
  return found == amounts.end() ? 0 : found->second;
}

} // namespace

bool Account::takes(std::string_view currency) const {
  return std::ranges::find(currencies, currency) != currencies.end();
}

std::int64_t Account::capture_fee(std::int64_t amount, const std::string& currency) const {
  return share_of(amount, fee_basis_points) + amount_of(fee_fixed_minor, currency);
}

std::int64_t Account::dispute_fee(const std::string& currency) const {
  return amount_of(dispute_fee_minor, currency);
}

Accounts Accounts::defaults() {
  const json config{{"accounts",
                     {{{"id", "card"}},
                      {{"id", "wallet"}, {"capture_mode", "auto"}},
                      {{"id", "single"}, {"capture_mode", "single"}},
                      {{"id", "modif"}, {"modification", "webhook"}},
                      {{"id", "slow"}, {"capture_mode", "auto"}, {"latency_ms", 1500}}}}};
  return std::move(*from_json(config));
}

Result<Accounts> Accounts::from_json(const json& config) {
  Fields top(config);
  top.only({"accounts"});
  const json* list = config.is_object() && config.contains("accounts") ? &config["accounts"] : nullptr;
  if (list == nullptr || !list->is_array() || list->empty())
    top.fail("accounts", "must be a list of accounts");
  if (top.error()) return *top.error();
  Accounts accounts;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string prefix = "accounts[" + std::to_string(i) + "].";
    auto account = read_account((*list)[i], prefix);
    if (!account) return account.error();
    if (accounts.by_id(account->id) != nullptr) return invalid_field(prefix + "id", "is used twice");
    if (accounts.by_key(account->api_key) != nullptr)
      return invalid_field(prefix + "api_key", "is used twice");
    accounts.all_.push_back(std::make_unique<Account>(std::move(*account)));
  }
  return accounts;
}

Account* Accounts::by_id(std::string_view id) {
  const auto found =
      std::ranges::find(all_, id, [](const auto& account) { return std::string_view(account->id); });
  return found == all_.end() ? nullptr : found->get();
}

const Account* Accounts::by_key(std::string_view api_key) const {
  const auto found = std::ranges::find(
      all_, api_key, [](const auto& account) { return std::string_view(account->api_key); });
  return found == all_.end() ? nullptr : found->get();
}

} // namespace sandbox
