// paydeskctl report: the screens' figures as files.
#include <filesystem>
#include <fstream>

#include "app/client/rpcs.h"
#include "app/ctl/commands.h"
#include "app/ctl/flags.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

Exit keep(const Output& out, const views::Report& report, std::string to) {
  if (to.empty())
    to = report.file_name;
  if (std::filesystem::exists(to)) {
    out.failed({ErrorCode::invalid_argument, to + " is there already. Nothing was written; name another with --to", "to"});
    return Exit::usage;
  }
  if (!(std::ofstream(to, std::ios::binary) << report.content).flush()) {
    out.failed({ErrorCode::internal, to + " could not be written", "to"});
    return Exit::refused;
  }
  auto told = report;
  told.content.clear();
  return out.show<views::Report>(told, [&](const Output& said, const views::Report& made) {
    said.facts({{"written", to}, {"rows", std::to_string(made.rows)}, {"sha256", made.sha256}, {"sha256 of the rows", made.rows_sha256}});
  });
}

} // namespace

void add_report(CLI::App& app, const Choose& choose) {
  auto* report = app.add_subcommand("report", "Writes figures of the books, of sellers and of pay-outs into a file");
  struct Flags {
    views::ReportRequest request;
    std::string to;
  };
  auto flags = std::make_shared<Flags>();
  flags->request.format = "csv";
  report->add_option("kind", flags->request.kind, "trial_balance, statement, seller_statement, revenue, payouts or wallets")
      ->required()
      ->check(CLI::IsMember({"trial_balance", "statement", "seller_statement", "revenue", "payouts", "wallets"}));
  report->add_option("--format", flags->request.format, "csv or xlsx")
      ->capture_default_str()
      ->check(CLI::IsMember({"csv", "xlsx"}));
  report->add_option("--from", flags->request.from, "First day, YYYY-MM-DD in UTC; the beginning when left out");
  report->add_option("--until", flags->request.to, "Last day");
  report->add_option("--account", flags->request.account, "Of a statement: \"class\" or \"class:owner\"");
  report->add_option("--seller", flags->request.seller, "Of a seller's statement");
  report->add_option("--currency", flags->request.currency,
                     "Of a statement; of a seller's statement and of revenue all when left out");
  report->add_option("--by", flags->request.by, "Of revenue: day or month")->check(CLI::IsMember({"day", "month"}));
  report->add_option("--filter", flags->request.filter,
                     "Of wallets and pay-outs, like 'state:paid seller:rice'; see paydeskctl --help");
  report->add_option("--to", flags->to, "The file; it must not be there yet. Named by what it is when left out");
  report->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      const auto made = daemon.template call<rpc::MakeReport>(flags->request);
      if (!made)
        return out.failed(made.error());
      return keep(out, *made, flags->to);
    });
  });
}

} // namespace paydesk::ctl
