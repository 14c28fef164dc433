// What paydeskd is told at start: flags > environment (PAYDESK_…) > file > default.
#pragma once

#include "core/money.h"
#include "core/result.h"
#include "core/retry.h"
#include "daemon/secret.h"
#include "engine/ports/psp.h"
#include "engine/ports/settlement_terms.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace paydesk::daemon {

/// Where the console and paydeskctl reach the daemon.
struct GrpcOptions {
  std::filesystem::path unix_socket; ///< always served
  std::string address = "127.0.0.1";
  int port = 0; ///< 0: no TCP. Beyond this machine only with TLS.
  std::filesystem::path tls_cert_file;
  std::filesystem::path tls_key_file;
};

/// Where shops and the PSPs' webhooks reach it; TLS ends at the proxy before it.
struct RestOptions {
  bool enabled = true;
  std::string address = "127.0.0.1";
  int port = 8080;
  int threads = 2;
  int body_limit_kib = 1024;
  int max_connections = 1024;
};

struct LogOptions {
  std::string level = "info";  ///< trace, debug, info, warn, error
  std::string format = "text"; ///< text, json
};

/// How long the engine waits before it asks the PSP by itself.
struct EngineOptions {
  std::chrono::milliseconds first_check{15'000}; ///< without news of a charge
  std::chrono::milliseconds ask_delay{1'000};    ///< after a lost or pending outcome; doubles
};

/// When settlement reports are fetched from the PSPs.
struct SettlementImport {
  bool enabled = true;
  std::chrono::minutes at{6 * 60}; ///< after midnight, UTC
};

/// Money to sellers.
struct PayoutSettings {
  std::chrono::hours cool_down{48}; ///< between the approval of a bank account and the first pay-out to it
  std::string funding_name;         ///< as the bank knows the merchant
  std::string funding_iban;         ///< what is paid out is paid from it; empty: nothing is
  std::string funding_bic;          ///< or empty
};

/// Webhooks to shops.
struct WebhookSettings {
  bool enabled = true;            ///< whether this daemon sends them
  bool private_addresses = false; ///< to this machine and private networks too
  std::chrono::milliseconds timeout{15'000}; ///< of one call
  int window = 8;                 ///< calls at once to one endpoint
};

/// One contract with a provider for one entity of the merchant.
struct PspAccountConfig {
  std::string id;
  std::string provider;
  std::string entity;
  std::string base_url;
  std::vector<Currency> currencies;
  CaptureMode capture_mode = CaptureMode::automatic;
  std::string time_zone = "UTC"; ///< IANA name
  Secret api_key;
  Secret webhook_secret; ///< empty: its webhooks are refused
  int concurrency = 8;
  int connect_timeout_ms = 5000;
  int timeout_ms = 30000;
  int commission_bp = 0; ///< of a capture, in hundredths of a percent
  SettlementTerms settlement;
};

struct Config {
  std::string instance = "main";
  std::filesystem::path state_dir;
  std::string database_url; ///< empty: the embedded cluster below state_dir
  bool demo = false;
  GrpcOptions grpc;
  RestOptions rest;
  LogOptions log;
  RetryPolicy retry;
  EngineOptions engine;
  SettlementImport settlement_import;
  PayoutSettings payouts;
  WebhookSettings webhooks;
  std::map<std::string, std::int64_t, std::less<>> approval_threshold; ///< minor units by currency code
  std::vector<PspAccountConfig> psp_accounts;
  std::map<std::string, std::string, std::less<>>
      origins; ///< where each setting that is no default came from
};

/// What load_config reads from.
struct ConfigSources {
  std::filesystem::path file; ///< given by the user, so it must exist; empty: the default one if there is any
  std::vector<std::pair<std::string, std::string>> flags = {};       ///< setting ("rest.port") and text
  std::vector<std::pair<std::string, std::string>> environment = {}; ///< all variables of the process
  std::vector<std::string> providers = {"sandbox"};                  ///< what adapters there are
};

/// Merges and checks everything, secret files included. The Error (invalid_argument) has one line for each
/// problem, naming file, line and key; `field` is the first key.
Result<Config> load_config(const ConfigSources& sources);

/// The configuration in effect as TOML, secrets masked, with the origin of everything that is no default.
std::string print_config(const Config& config);

/// This process's environment in the form of ConfigSources::environment.
std::vector<std::pair<std::string, std::string>> process_environment();

} // namespace paydesk::daemon
