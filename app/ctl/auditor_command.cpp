// paydeskctl auditor: how the continuous proof of the books stands.
#include "app/client/rpcs.h"
#include "app/ctl/commands.h"
#include "app/ctl/flags.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

void print_auditor(const Output& out, const views::AuditorStatus& status) {
  const auto behind = status.lag == 0 ? std::string("nothing waits") : std::to_string(status.lag) + " behind";
  out.facts({{"proven up to event", std::to_string(status.position) + ", " + behind},
             {"sweep under way", std::to_string(status.sweep)},
             {"since", status.sweep_since ? text_of(status.sweep_since) : std::string("not begun yet")},
             {"last one completed", status.sweep_done_at ? text_of(status.sweep_done_at) : std::string("none yet")},
             {"charges proven", std::to_string(status.proven)},
             {"open findings", std::to_string(status.open)}});
  Table table({{"FOUND"}, {"LAST SEEN"}, {"INVARIANT"}, {"EXAMPLE"}});
  for (const auto& finding : status.findings)
    table.add({text_of(finding.found_at), text_of(finding.seen_at), finding.invariant, finding.example});
  out.line("");
  out.table(table, "The books hold: no violation is known.");
}

} // namespace

void add_auditor(CLI::App& app, const Choose& choose) {
  app.add_subcommand("auditor", "How the continuous proof of the books stands; exit 1 while a violation is known")
      ->callback([=] {
        choose([](const auto& daemon, const auto& out) {
          const auto status = daemon.template call<rpc::GetAuditor>({});
          const Exit shown = out.template show<views::AuditorStatus>(status, print_auditor);
          return shown == Exit::ok && status->open > 0 ? Exit::refused : shown;
        });
      });
}

} // namespace paydesk::ctl
