// paydesk-sandbox: reads the command line and runs one of the two commands.
#include "sandbox/serve_command.h"
#include "sandbox/traffic/traffic_command.h"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

namespace {

void add_serve(CLI::App& app, sandbox::ServeOptions& options) {
  CLI::App* command = app.add_subcommand("serve", "Run the PSP on loopback");
  command->add_option("--port", options.port, "TCP port; 0 takes any free one")->required();
  command->add_option("--port-file", options.port_file, "Write the port there");
  command->add_option("--config", options.config_file, "Accounts, JSON");
  command->add_option("--faults", options.faults_file, "Fault settings, JSON");
  command->add_option("--seed", options.seed, "Seed of the fault decisions")->capture_default_str();
  command
      ->add_option("--bank-delay", options.bank_delay_ms,
                   "Milliseconds until a received modification is final")
      ->check(CLI::Range(0, 600000))
      ->capture_default_str();
  command
      ->add_option("--client-timeout", options.client_timeout_ms,
                   "Milliseconds a client may take for a request")
      ->check(CLI::Range(1, 600000))
      ->capture_default_str();
  command
      ->add_option("--key-lifetime", options.key_lifetime_ms,
                   "Milliseconds an idempotency key is kept with its answer")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{31'536'000'000}))
      ->capture_default_str();
}

void add_traffic(CLI::App& app, sandbox::TrafficOptions& options) {
  CLI::App* command = app.add_subcommand("traffic", "Act as a shop and its buyers");
  command->add_option("--shop", options.shop_url, "Base address of paydeskd's REST API")->required();
  command->add_option("--api-key-file", options.api_key_file, "File with the shop's API key")->required();
  command->add_option("--payments", options.payments, "How many payments")->check(CLI::Range(0, 100000000));
  command->add_option("--seed", options.plan.seed, "Seed of everything that is drawn")->capture_default_str();
  command->add_option("--concurrency", options.concurrency, "Buyers at a time")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  command->add_option("--rate", options.rate_per_second, "Most payments begun a second; 0 is unlimited")
      ->check(CLI::Range(0.0, 100000.0));
  command->add_option("--accounts", options.plan.accounts, "PSP accounts to spread over")->delimiter(',');
  command->add_option("--currencies", options.plan.currencies, "Currencies to spread over")->delimiter(',');
  command->add_flag("--eager", options.plan.eager, "Every buyer pays at once with a card that works");
  command->add_flag("--json", options.json, "Print the summary as JSON");
  command->add_flag("--forever", options.forever, "Go on until interrupted");
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app("An independent payment service provider for tests and demos", "paydesk-sandbox");
  app.require_subcommand(1);
  sandbox::ServeOptions serve_options;
  sandbox::TrafficOptions traffic_options;
  add_serve(app, serve_options);
  add_traffic(app, traffic_options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    return app.got_subcommand("serve") ? sandbox::serve(serve_options)
                                       : sandbox::run_traffic(traffic_options);
  } catch (const std::exception& error) {
    std::cerr << "paydesk-sandbox: " << error.what() << '\n';
    return 1;
  }
}
