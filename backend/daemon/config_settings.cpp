#include "daemon/config_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <vector>

namespace paydesk::daemon {

namespace {

using Strings = std::vector<std::string_view>;

Result<std::string> as_text(const GivenValue& given) {
  if (const auto* text = std::get_if<std::string>(&given.value)) return *text;
  return invalid("", "must be a text in quotation marks");
}

Result<std::int64_t> as_integer(const GivenValue& given, std::int64_t least, std::int64_t most) {
  std::optional<std::int64_t> number;
  if (const auto* integer = std::get_if<std::int64_t>(&given.value)) number = *integer;
  if (const auto* text = std::get_if<std::string>(&given.value); text && !given.is_typed) {
    std::int64_t parsed = 0;
    const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), parsed);
    if (problem == std::errc() && end == text->data() + text->size() && !text->empty()) number = parsed;
  }
  if (!number || *number < least || *number > most)
    return invalid("", fmt::format("must be a whole number from {} to {}", least, most));
  return *number;
}

Result<bool> as_bool(const GivenValue& given) {
  if (const auto* truth = std::get_if<bool>(&given.value)) return *truth;
  if (const auto* text = std::get_if<std::string>(&given.value); text && !given.is_typed) {
    if (*text == "true" || *text == "1") return true;
    if (*text == "false" || *text == "0") return false;
  }
  return invalid("", "must be true or false");
}

/// Finds a member of the configuration, or of one of its parts.
template <class Value>
auto at(Value Config::*member) {
  return [member](auto& config) -> auto& { return config.*member; };
}
template <class Part, class Value>
auto at(Part Config::*part, Value Part::*member) {
  return [ part, member ](auto& config) -> auto& { return config.*part.*member; };
}

/// A setting whose member, found by `member`, is a text or a path.
template <class Member>
Setting text(std::string_view path, std::string_view help, Member member) {
  return {path, help,
          [member](Config& config, const GivenValue& given) -> Result<void> {
            auto value = as_text(given);
            if (!value) return tl::unexpected(value.error());
            member(config) = std::move(*value);
            return {};
          },
          [member](const Config& config) { return toml_text(std::string(member(config))); }};
}

/// A text that is one of a few words.
template <class Member>
Setting choice(std::string_view path, std::string_view help, Strings words, Member member) {
  Setting setting = text(path, help, member);
  setting.set = [member, words = std::move(words)](Config& config, const GivenValue& given) -> Result<void> {
    auto value = as_text(given);
    if (value && std::find(words.begin(), words.end(), *value) != words.end()) {
      member(config) = std::move(*value);
      return {};
    }
    return invalid("", fmt::format("must be one of {}", fmt::join(words, ", ")));
  };
  return setting;
}

template <class Member>
Setting integer(std::string_view path, std::string_view help, std::int64_t least, std::int64_t most,
                Member member) {
  return {path, help,
          [member, least, most](Config& config, const GivenValue& given) -> Result<void> {
            const auto value = as_integer(given, least, most);
            if (!value) return tl::unexpected(value.error());
            member(config) = static_cast<int>(*value);
            return {};
          },
          [member](const Config& config) { return std::to_string(member(config)); }};
}

template <class Member>
Setting milliseconds(std::string_view path, std::string_view help, std::int64_t least, std::int64_t most,
                     Member member) {
  return {path, help,
          [member, least, most](Config& config, const GivenValue& given) -> Result<void> {
            const auto value = as_integer(given, least, most);
            if (!value) return tl::unexpected(value.error());
            member(config) = std::chrono::milliseconds(*value);
            return {};
          },
          [member](const Config& config) { return std::to_string(member(config).count()); }};
}

template <class Member>
Setting hours(std::string_view path, std::string_view help, std::int64_t least, std::int64_t most, Member member) {
  return {path, help,
          [member, least, most](Config& config, const GivenValue& given) -> Result<void> {
            const auto value = as_integer(given, least, most);
            if (!value) return tl::unexpected(value.error());
            member(config) = std::chrono::hours(*value);
            return {};
          },
          [member](const Config& config) { return std::to_string(member(config).count()); }};
}

template <class Member>
Setting truth(std::string_view path, std::string_view help, Member member) {
  return {path, help,
          [member](Config& config, const GivenValue& given) -> Result<void> {
            const auto value = as_bool(given);
            if (!value) return tl::unexpected(value.error());
            member(config) = *value;
            return {};
          },
          [member](const Config& config) { return member(config) ? "true" : "false"; }};
}

Setting database_url() {
  Setting setting = text("database_url", "a PostgreSQL server of your own; none: the embedded one",
                         at(&Config::database_url));
  setting.show = [](const Config& config) { return toml_text(masked_database_url(config.database_url)); };
  return setting;
}

Setting import_time() {
  return {"settlement_import.at", "when settlement reports are fetched, HH:MM in UTC",
          [](Config& config, const GivenValue& given) -> Result<void> {
            const auto value = as_text(given);
            const auto time = value ? parse_time_of_day(*value) : std::nullopt;
            if (!time) return invalid("", "must be a time of day such as \"06:30\"");
            config.settlement_import.at = *time;
            return {};
          },
          [](const Config& config) {
            const auto minutes = config.settlement_import.at.count();
            return toml_text(fmt::format("{:02}:{:02}", minutes / 60, minutes % 60));
          }};
}

constexpr std::int64_t hour_ms = 60 * 60 * 1000;

std::vector<Setting> identity_settings() {
  return {
      text("instance", "name of this installation", at(&Config::instance)),
      text("state_dir", "where data is kept", at(&Config::state_dir)),
      database_url(),
      truth("demo", "fill a new database with a made-up marketplace", at(&Config::demo)),
      text("grpc.unix_socket", "socket of console and paydeskctl",
           at(&Config::grpc, &GrpcOptions::unix_socket)),
      text("grpc.address", "address to serve gRPC on", at(&Config::grpc, &GrpcOptions::address)),
      integer("grpc.port", "TCP port of gRPC, 0 for none", 0, 65535, at(&Config::grpc, &GrpcOptions::port)),
      text("grpc.tls_cert_file", "certificate chain, PEM", at(&Config::grpc, &GrpcOptions::tls_cert_file)),
      text("grpc.tls_key_file", "its private key, PEM", at(&Config::grpc, &GrpcOptions::tls_key_file)),
  };
}

std::vector<Setting> rest_settings() {
  return {
      truth("rest.enabled", "serve the REST API and webhooks", at(&Config::rest, &RestOptions::enabled)),
      text("rest.address", "address to serve REST on", at(&Config::rest, &RestOptions::address)),
      integer("rest.port", "TCP port of REST, 0 for any", 0, 65535, at(&Config::rest, &RestOptions::port)),
      integer("rest.threads", "threads that serve REST", 1, 64, at(&Config::rest, &RestOptions::threads)),
      integer("rest.body_limit_kib", "largest request body, KiB", 1, 65536,
              at(&Config::rest, &RestOptions::body_limit_kib)),
      integer("rest.max_connections", "REST connections at once", 1, 100000,
              at(&Config::rest, &RestOptions::max_connections)),
  };
}

std::vector<Setting> policy_settings() {
  return {
      choice("log.level", "least severity that is logged", {"trace", "debug", "info", "warn", "error"},
             at(&Config::log, &LogOptions::level)),
      choice("log.format", "text or json", {"text", "json"}, at(&Config::log, &LogOptions::format)),
      milliseconds("retry.base_ms", "first backoff", 1, hour_ms, at(&Config::retry, &RetryPolicy::base)),
      milliseconds("retry.cap_ms", "longest backoff", 1, 24 * hour_ms, at(&Config::retry, &RetryPolicy::cap)),
      milliseconds("retry.floor_ms", "shortest backoff", 0, hour_ms, at(&Config::retry, &RetryPolicy::floor)),
      integer("retry.factor", "growth of the backoff", 1, 10, at(&Config::retry, &RetryPolicy::factor)),
      integer("retry.max_attempts", "attempts until a dead letter", 1, 100,
              at(&Config::retry, &RetryPolicy::max_attempts)),
      milliseconds("engine.first_check_ms", "silence after which the PSP is asked about a charge", 100, hour_ms,
                   at(&Config::engine, &EngineOptions::first_check)),
      milliseconds("engine.ask_delay_ms", "pause before asking about a lost outcome; doubles", 10, hour_ms,
                   at(&Config::engine, &EngineOptions::ask_delay)),
      truth("settlement_import.enabled", "fetch settlement reports from the PSPs every day",
            at(&Config::settlement_import, &SettlementImport::enabled)),
      import_time(),
  };
}

std::vector<Setting> payout_settings() {
  return {
      hours("payouts.cool_down_hours", "from the approval of a bank account to the first pay-out to it", 0, 720,
            at(&Config::payouts, &PayoutSettings::cool_down)),
      text("payouts.funding_name", "as the bank knows who pays out", at(&Config::payouts, &PayoutSettings::funding_name)),
      text("payouts.funding_iban", "the account that is paid out from, without spaces",
           at(&Config::payouts, &PayoutSettings::funding_iban)),
      text("payouts.funding_bic", "its bank's BIC, or nothing", at(&Config::payouts, &PayoutSettings::funding_bic)),
  };
}

std::vector<Setting> webhook_settings() {
  return {
      truth("webhooks.enabled", "send webhooks to shops from this daemon",
            at(&Config::webhooks, &WebhookSettings::enabled)),
      truth("webhooks.private_addresses", "send them to this machine and private networks too",
            at(&Config::webhooks, &WebhookSettings::private_addresses)),
      milliseconds("webhooks.timeout_ms", "longest call to a shop", 100, 60'000,
                   at(&Config::webhooks, &WebhookSettings::timeout)),
      integer("webhooks.window", "calls at once to one endpoint of a shop", 1, 64,
              at(&Config::webhooks, &WebhookSettings::window)),
  };
}

std::vector<Setting> make_table() {
  std::vector<Setting> table = identity_settings();
  for (const auto& part : {rest_settings(), policy_settings(), payout_settings(), webhook_settings()})
    table.insert(table.end(), part.begin(), part.end());
  return table;
}

std::string replaced(std::string_view path, char dot_and_underscore, bool upper) {
  std::string text;
  for (const char c : path)
    text += c == '.' || c == '_'            ? dot_and_underscore
            : upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A')
                                            : c;
  return text;
}

} // namespace

std::span<const Setting> settings() {
  static const std::vector<Setting> table = make_table();
  return table;
}

const Setting* find_setting(std::string_view path) {
  const auto all = settings();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Setting& s) { return s.path == path; });
  return found == all.end() ? nullptr : &*found;
}

std::string flag_name(std::string_view path) { return "--" + replaced(path, '-', false); }
std::string variable_name(std::string_view path) { return "PAYDESK_" + replaced(path, '_', true); }

std::string toml_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      quoted += {'\\', c};
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      quoted += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    else
      quoted += c;
  }
  return quoted + '"';
}

std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 3U, 4U})
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  const int hours = (text[0] - '0') * 10 + text[1] - '0';
  const int minutes = (text[3] - '0') * 10 + text[4] - '0';
  if (hours > 23 || minutes > 59) return std::nullopt;
  return std::chrono::minutes(hours * 60 + minutes);
}

std::string masked_database_url(std::string_view url) {
  std::string text(url);
  const auto mask = [&text](std::size_t from, std::size_t to) {
    text.replace(from, (to == std::string::npos ? text.size() : to) - from, "…");
  };
  if (const auto scheme = text.find("://"); scheme != std::string::npos) {
    const auto host_end = text.find_first_of("/?", scheme + 3);
    const auto at = text.rfind('@', host_end);
    const auto colon = text.find(':', scheme + 3);
    if (at != std::string::npos && colon < at) mask(colon + 1, at);
    if (const auto query = text.find("password="); query != std::string::npos)
      mask(query + 9, text.find('&', query));
    return text;
  }
  const auto password = text.find("password");
  if (password == std::string::npos) return text;
  // The rest goes with it: its quoting need not be understood to be safe.
  return text.substr(0, password) + "password=…";
}

} // namespace paydesk::daemon
