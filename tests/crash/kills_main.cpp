// crash_kills --kills 1000 --seed 7     SIGKILL at random moments under load; exit 1 when anything was lost
// or doubled
#include <atomic>
#include <iostream>
#include <thread>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QFile>

#include "app/demo/accounts.h"
#include "crash/judge.h"
#include "crash/killer.h"
#include "crash/shop.h"
#include "crash/staff.h"
#include "crash/treasurer.h"
#include "store/cluster/bootstrap.h"
#include "store/cluster/embedded_cluster.h"
#include "store/cluster/postmaster.h"

namespace {

using namespace paydesk;
using namespace paydesk::crash;
using std::chrono::milliseconds;
using std::chrono::seconds;

struct Options {
  int kills = 12;
  std::uint64_t seed = 1;
  double fault_rate = 0.05;
  int clients = 24;
  std::string keep;
};

constexpr seconds quiet_patience{150};

/// Faults of the first half: webhooks get lost, but nothing happens that only a webhook tells.
nlohmann::json stormy(const Options& options) {
  auto faults = demo::all_faults(options.seed, options.fault_rate);
  faults["probability"]["refund_fails_later"] = 0;
  return faults;
}

/// Of the second half: refunds come back and buyers dispute, so every webhook comes, sooner or later.
nlohmann::json windy(const Options& options) {
  auto faults = demo::all_faults(options.seed, options.fault_rate);
  faults["probability"]["lost_webhook"] = 0;
  faults["probability"]["refund_fails_later"] = 0.3;
  return faults;
}

std::string first_line(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed().toStdString() : std::string();
}

/// Everybody who works while things are killed. The destructor waits for them.
class Crowd {
 public:
  Crowd(const Options& options, demo::Stack& stack, Promises& promises)
      : front_{demo::HttpPeer(port_of(stack.shop_url())), first_line(stack.shop_key_file()), promises,
               closing_} {
    for (int i = 0; i < options.clients; ++i)
      threads_.emplace_back([this, seed = options.seed * 1000 + static_cast<unsigned>(i), i] {
        ShopClient(front_, seed, i).run();
      });
    for (int i = 0; i < 2; ++i)
      threads_.emplace_back(
          [this, &stack, &promises, seed = options.seed * 1000 + 500 + static_cast<unsigned>(i)] {
            Operator(stack.desk(), stack.sandbox_port(), promises, tally_, seed).run(closing_, disputes_);
          });
    threads_.emplace_back([this, &stack, &promises, seed = options.seed * 1000 + 600] {
      Treasurer(stack.desk(), promises, seed).run(closing_);
    });
  }
  ~Crowd() { close(); }

  void allow_disputes() { disputes_ = true; }
  /// No new wishes; returns when those begun have come to their end.
  void close() {
    closing_ = true;
    threads_.clear();
  }
  const StaffTally& tally() const { return tally_; }

 private:
  static std::uint16_t port_of(const std::string& url) {
    return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  }

  std::atomic<bool> closing_ = false;
  std::atomic<bool> disputes_ = false;
  StaffTally tally_;
  ShopFront front_;
  std::vector<std::jthread> threads_;
};

void tell(const Toll& toll, const StaffTally& staff, const Verdict& verdict, const Promises& promises) {
  std::cout << "kills:";
  for (std::size_t i = 0; i < toll.kills.size(); ++i)
    std::cout << (i ? ", " : " ") << toll.kills[i] << " " << to_string(static_cast<Victim>(i));
  std::cout << "; " << toll.processes << " PostgreSQL processes; " << toll.unfinished_starts
            << " before the last start was done\n"
            << "mended by the daemon: " << toll.mended_by_daemon << " databases, " << toll.not_ready_told
            << " of them seen as not ready; longest recovery " << toll.longest_recovery_s << " s\n"
            << "promised: " << promises.size() << " checkouts, " << promises.refunds().size() << " refunds, "
            << verdict.journals << " journals, " << promises.payouts().size() << " pay-outs; "
            << staff.cancels << " cancels, " << staff.decisions << " decisions, " << staff.disputes
            << " disputes\n"
            << "judged: " << verdict.payments << " payments, " << verdict.charges << " charges, "
            << verdict.refunds << " refunds, " << verdict.payouts << " pay-outs, " << verdict.invariants << " invariants; "
            << verdict.left_by_buyer << " pages left by their buyers, " << verdict.waiting_for_person
            << " refunds wait for a person\n";
  for (const auto& what : verdict.broken)
    std::cout << "BROKEN: " << what << "\n";
  std::cout << (verdict.broken.empty() ? "nothing lost, nothing doubled, nothing stuck\n" : "");
}

/// All kills, with the change of the weather in between.
Result<void> strike_all(const Options& options, demo::Stack& stack, demo::Progress& progress, Killer& killer,
                        Crowd& crowd, const Promises& promises) {
  simulation::Dice dice(options.seed + 1);
  for (int i = 1; i <= options.kills && killer.toll().complaints.empty(); ++i) {
    demo::pause(dice.between(milliseconds(50), milliseconds(900)));
    if (demo::interrupted()) return tl::unexpected(demo::interruption());
    if (i == options.kills / 2 + 1) {
      crowd.allow_disputes();
      if (auto set = stack.sandbox().set_faults(windy(options)); !set) return set;
    }
    killer.strike();
    progress.count(std::to_string(i) + " of " + std::to_string(options.kills) + " kills, " +
                   std::to_string(promises.size()) + " checkouts");
  }
  return {};
}

/// Everybody goes home in good weather; then the books are looked at.
Verdict settle(const Options& options, demo::Stack& stack, demo::Progress& progress, Killer& killer,
               Crowd& crowd, const Promises& promises) {
  Verdict verdict;
  const auto ready = killer.wait_until_ready();
  progress.begin("good weather");
  const auto calm = stack.sandbox().set_faults(demo::all_faults(options.seed, 0));
  crowd.close();
  const auto server = store::find_postmaster(stack.folder().file("cluster/pgdata").toStdString());
  if (!ready || !calm || !server) {
    verdict.broken.push_back(!ready  ? ready.error().message
                             : !calm ? calm.error().message
                                     : "no database runs");
    return verdict;
  }
  store::Database database(
      store::socket_connection_string(server->socket_dir, store::cluster_database, "postgres"), 1);
  progress.begin("quiet");
  const auto left = wait_until_quiet(stack, database, quiet_patience);
  progress.begin("judgement");
  verdict = judge(stack, database, promises);
  for (const auto& what : left)
    verdict.broken.push_back("still left after " + std::to_string(quiet_patience.count()) + " s: " + what);
  return verdict;
}

/// Whether all was right.
Result<bool> run(const Options& options) {
  demo::Progress progress;
  auto folder = options.keep.empty() ? demo::StateFolder::temporary()
                                     : demo::StateFolder::at(QString::fromStdString(options.keep));
  if (!folder) return tl::unexpected(folder.error());
  demo::StackOptions wanted;
  wanted.seed = options.seed;
  wanted.fault_rate = options.fault_rate;
  auto stack = demo::Stack::start(std::move(*folder), wanted, progress);
  if (!stack) return tl::unexpected(stack.error());
  if (auto set = (*stack)->sandbox().set_faults(stormy(options)); !set) return tl::unexpected(set.error());
  progress.begin("kills");
  Promises promises;
  Crowd crowd(options, **stack, promises);
  Killer killer(**stack, options.seed);
  if (auto struck = strike_all(options, **stack, progress, killer, crowd, promises); !struck)
    return tl::unexpected(struck.error());
  auto verdict = settle(options, **stack, progress, killer, crowd, promises);
  for (const auto& what : killer.toll().complaints)
    verdict.broken.push_back(what);
  progress.begin("stop");
  for (const auto& problem : (*stack)->stop())
    verdict.broken.push_back(problem);
  progress.end();
  tell(killer.toll(), crowd.tally(), verdict, promises);
  return verdict.broken.empty();
}

} // namespace

int main(int argc, char** argv) {
  QCoreApplication qt(argc, argv);
  CLI::App app(
      "The daemon and its PostgreSQL killed at random moments under load; then all books are judged");
  Options options;
  app.add_option("--kills", options.kills, "how many")->check(CLI::Range(1, 1'000'000));
  app.add_option("--seed", options.seed, "of the load, the faults and the kills");
  app.add_option("--fault-rate", options.fault_rate, "of each of the PSP's faults")
      ->check(CLI::Range(0.0, 0.5));
  app.add_option("--clients", options.clients, "of the shop, at work at a time")->check(CLI::Range(1, 64));
  app.add_option("--keep", options.keep, "a folder for the system's state and logs, which stay");
  CLI11_PARSE(app, argc, argv);
  demo::catch_signals();
  const auto right = run(options);
  if (!right) std::cerr << right.error().message << "\n";
  return right && *right ? 0 : 1;
}
