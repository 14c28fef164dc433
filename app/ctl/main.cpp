// paydeskctl: everything an operator can do, for terminals and scripts.

#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/client/channel.h"
#include "app/client/endpoints.h"
#include "app/client/sync_client.h"
#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "app/ctl/text_width.h"

namespace paydesk::ctl {
namespace {

struct CommandLine {
  client::Locator locator;
  bool json = false;
  Work work;
  std::function<Exit(const Output&)> local_work; ///< of a command that asks no daemon
};

void declare(CLI::App& app, CommandLine& line) {
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--instance", line.locator.instance, "Instance on this machine")->capture_default_str();
  app.add_option("--endpoints", line.locator.endpoints_file, "Endpoints file of a daemon");
  app.add_option("--address", line.locator.address, "unix:/path or host:port (environment: PAYDESK_ADDRESS)");
  app.add_option("--token-file", line.locator.token_file,
                 "File with a token (environment: PAYDESK_TOKEN_FILE)");
  app.add_option("--ca-file", line.locator.ca_file,
                 "Certificates that vouch for a daemon reached by TLS (environment: PAYDESK_CA_FILE)");
  app.add_flag("--json", line.json, "One JSON document instead of tables");
  const Choose choose = [&line](Work work) { line.work = std::move(work); };
  add_status(app, choose);
  add_payments(app, choose);
  add_refunds(app, choose);
  add_verdicts(app, choose);
  add_disputes(app, choose);
  add_queue(app, choose);
  add_psp(app, choose);
  add_commission(app, choose);
  add_auditor(app, choose);
  add_report(app, choose);
  add_payout_accounts(app, choose);
  add_payouts(app, choose);
  add_recon(app, choose);
  add_journal(app, choose);
  add_approvals(app, choose);
  add_ledger(app, choose, [&line](auto work) { line.local_work = std::move(work); });
  add_webhooks(app, choose);
  add_flow(app, choose);
  add_events(app, choose);
  add_audit(app, choose);
  app.footer("Exit codes: 0 done, 1 refused, 2 wrong usage, 3 no daemon answers.");
}

Exit connect_and_work(CommandLine& line) {
  const Output out(line.json);
  line.locator.use_environment();
  auto endpoint = client::locate(line.locator);
  if (!endpoint) {
    const Exit exit = out.failed(endpoint.error());
    switch (endpoint.error().code) {
    case ErrorCode::not_found:
      return Exit::unreachable;
    case ErrorCode::invalid_argument:
      return Exit::usage;
    default:
      return exit;
    }
  }
  const client::SyncClient daemon(std::make_shared<client::Channel>(std::move(*endpoint)));
  return line.work(daemon, out);
}

Exit run(int argc, char** argv) {
  for (int i = 1; i < argc; ++i)
    if (!is_utf8(argv[i])) {
      std::fprintf(stderr, "paydeskctl: argument %d is not UTF-8 text. Nothing was sent.\n", i);
      return Exit::usage;
    }
  CLI::App app("Talks to paydeskd: payments, refunds, queues, reconciliation, ledger, events.", "paydeskctl");
  CommandLine line;
  declare(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::RequiredError& error) {
    // "A subcommand is required" does not help somebody who has mistyped it.
    if (const auto unknown = app.remaining(true); !unknown.empty()) {
      std::fprintf(stderr, "There is no command \"%s\" here.\nRun with --help for more information.\n",
                   unknown.front().c_str());
      return Exit::usage;
    }
    app.exit(error);
    return Exit::usage;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? Exit::ok : Exit::usage;
  }
  return line.local_work ? line.local_work(Output(line.json)) : connect_and_work(line);
}

} // namespace
} // namespace paydesk::ctl

int main(int argc, char** argv) { return static_cast<int>(paydesk::ctl::run(argc, argv)); }
