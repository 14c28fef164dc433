#include "sandbox/serve_command.h"

#include "sandbox/http/server.h"
#include "sandbox/provider.h"
#include "sandbox/text/fields.h"

#include <boost/asio/signal_set.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>

namespace sandbox {

using nlohmann::json;

namespace {

Result<json> read_json_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{400, "invalid_config", "cannot be read"};
  const std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return parse_object(content);
}

Result<Accounts> load_accounts(const ServeOptions& options) {
  if (options.config_file.empty()) return Accounts::defaults();
  const auto config = read_json_file(options.config_file);
  if (!config) return config.error();
  return Accounts::from_json(*config);
}

Result<Faults> load_faults(const ServeOptions& options) {
  Faults faults(options.seed);
  if (options.faults_file.empty()) return faults;
  const auto settings = read_json_file(options.faults_file);
  if (!settings) return settings.error();
  if (const auto error = faults.merge(*settings)) return *error;
  return faults;
}

/// Written beside and renamed, so that a reader never sees half a number.
bool write_port_file(const std::string& path, std::uint16_t port) {
  const std::string partial = path + ".partial";
  std::ofstream file(partial, std::ios::trunc);
  file << port << '\n';
  file.close();
  return file.good() && std::rename(partial.c_str(), path.c_str()) == 0;
}

int complain(const std::string& what, int exit_code) {
  std::cerr << "paydesk-sandbox: " << what << '\n';
  return exit_code;
}

/// The server answers through the provider, which needs the port first.
int run(const ServeOptions& options, Accounts accounts, Faults faults) {
  boost::asio::io_context io(1);
  std::unique_ptr<Provider> provider;
  ServerLimits limits;
  limits.client = std::chrono::milliseconds(options.client_timeout_ms);
  Server server(
      io, [&provider](Request request) { return provider->answer(std::move(request)); }, limits);
  std::uint16_t port = 0;
  try {
    port = server.listen(options.port);
  } catch (const boost::system::system_error& error) {
    return complain(
        "cannot listen on 127.0.0.1:" + std::to_string(options.port) + ": " + error.code().message(), 1);
  }
  const std::string base = "http://127.0.0.1:" + std::to_string(port);
  provider = std::make_unique<Provider>(io, std::move(accounts), std::move(faults),
                                        std::chrono::milliseconds(options.bank_delay_ms),
                                        std::chrono::milliseconds(options.key_lifetime_ms), base);
  boost::asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&io](const boost::system::error_code&, int) { io.stop(); });
  if (!options.port_file.empty() && !write_port_file(options.port_file, port)) {
    return complain("cannot write " + options.port_file, 1);
  }
  std::cout << json{{"listening", base}}.dump() << std::endl;
  io.run();
  return 0;
}

} // namespace

int serve(const ServeOptions& options) {
  auto accounts = load_accounts(options);
  if (!accounts) return complain(options.config_file + ": " + accounts.error().message, 2);
  auto faults = load_faults(options);
  if (!faults) return complain(options.faults_file + ": " + faults.error().message, 2);
  return run(options, std::move(*accounts), std::move(*faults));
}

} // namespace sandbox
