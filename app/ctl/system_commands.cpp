#include "app/ctl/commands.h"
#include "app/ctl/flags.h"
#include "app/ctl/pages.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

void print_status(const Output& out, const views::SystemStatus& status) {
  out.facts({{"daemon", "paydeskd " + status.version + (status.demo ? " (demo)" : "")},
             {"ready", yes_no(status.ready)},
             {"started", text_of(status.started_at)},
             {"position", std::to_string(status.position)},
             {"not yet published", std::to_string(status.outbox_lag)},
             {"rest", status.rest_address},
             {"database", status.database},
             {"time zone", status.time_zone}});
  Table parts({{"PART"}, {"STATE"}, {"DETAIL"}});
  for (const auto& part : status.parts)
    parts.add({part.name, part.ok ? "ok" : "NOT OK", part.detail});
  out.line("");
  out.table(parts, "The daemon names no parts.");
}

void print_flow(const Output& out, const views::Flow& flow) {
  out.facts({{"payments", std::to_string(flow.payments)},
             {"in flight", std::to_string(flow.in_flight)},
             {"late", std::to_string(flow.late)},
             {"dead letters", std::to_string(flow.dead_letter)},
             {"captured", text_of(flow.captured)},
             {"refunded", text_of(flow.refunded)},
             {"open breaks", std::to_string(flow.open_breaks)},
             {"awaiting decision", std::to_string(flow.awaiting_decision)},
             {"ledger", flow.ledger_balanced ? "balanced" : "NOT BALANCED"},
             {"incident", flow.incident}});
  Table nodes({{"STATE"}, {"COUNT", Align::right}, {"LATE", Align::right}, {"AMOUNTS", Align::right}});
  for (const auto& node : flow.nodes)
    nodes.add({node.status, std::to_string(node.count), std::to_string(node.late), text_of(node.sums)});
  out.line("");
  out.table(nodes, "No payments in this range.");
}

void print_audit(const Output& out, const views::ListAuditResponse& page) {
  Table table({{"AT"}, {"WHO"}, {"ACTION"}, {"SUBJECT"}, {"OUTCOME"}});
  for (const auto& row : page.rows)
    table.add({text_of(row.at), row.principal, row.action, row.subject, row.outcome});
  out.table(table, "Nothing was done yet.");
  if (const auto more = more_of(page); !more.empty()) out.remark(more);
}

} // namespace

void add_status(CLI::App& app, const Choose& choose) {
  app.add_subcommand("status", "Health and version of the daemon")->callback([=] {
    choose([](const auto& daemon, const auto& out) {
      const auto status = daemon.template call<rpc::GetStatus>({});
      const Exit shown = out.template show<views::SystemStatus>(status, print_status);
      return shown == Exit::ok && !status->ready ? Exit::refused : shown;
    });
  });
  app.add_subcommand("whoami", "Who this program is signed in as")->callback([=] {
    choose([](const auto& daemon, const auto& out) {
      return out.template show<views::Caller>(
          daemon.template call<rpc::WhoAmI>({}), [](const Output& to, const auto& me) {
            std::string roles;
            for (const auto& role : me.roles)
              roles += (roles.empty() ? "" : ", ") + role;
            to.facts({{"login", me.login}, {"name", me.display_name}, {"roles", roles}});
          });
    });
  });
}

void add_flow(CLI::App& app, const Choose& choose) {
  auto* flow = app.add_subcommand("flow", "Counts, amounts and lateness by state");
  auto query = std::make_shared<views::GetFlowRequest>();
  query->range = "today";
  flow->add_option("--range", query->range, "5m, 1h, today or yesterday")
      ->capture_default_str()
      ->check(CLI::IsMember({"5m", "1h", "today", "yesterday"}));
  flow->add_option("--psp", query->psp_account, "One PSP account");
  flow->add_option("--currency", query->currency, "One currency");
  flow->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::Flow>(daemon.template call<rpc::GetFlow>(*query), print_flow);
    });
  });
}

void add_audit(CLI::App& app, const Choose& choose) {
  auto* audit = app.add_subcommand("audit", "What operators did, the newest first");
  auto flags = add_list_flags(*audit);
  audit->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListAuditResponse>(
          fetch_pages<rpc::ListAudit>(daemon, *flags, [](views::PageRequest page) { return page; }),
          print_audit);
    });
  });
}

} // namespace paydesk::ctl
