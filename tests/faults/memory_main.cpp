// daemon_memory --seconds 600     how much memory the real daemon takes under steady traffic; exit 1 when it cannot be
// measured or the daemon did not end as it should
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include "app/demo/traffic.h"
#include "tests/faults/system.h"

namespace {

using namespace paydesk;
using nlohmann::json;
using Steady = std::chrono::steady_clock;
namespace rpc = client::rpc;

struct Options {
  int seconds = 600;
  int every = 5;
  int warm_up = 120;
  int browse = 1;
  double rate = 20;
  double fault_rate = 0.02;
};

/// One look; memory in KiB. Pss counts what is shared with others by its share, and is zero where it cannot be had.
struct Sample {
  double at_s = 0;
  std::int64_t rss = 0;
  std::int64_t pss = 0;
  std::int64_t anonymous = 0;
  std::int64_t payments = 0;
};

std::int64_t kib_of(const std::string& path, const std::string& name) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(name + ":")) return std::stoll(line.substr(name.size() + 1));
  return 0;
}

Sample look(int pid, double at_s, std::int64_t payments) {
  const auto process = "/proc/" + std::to_string(pid);
  const auto rollup = process + "/smaps_rollup";
  return {at_s, kib_of(process + "/status", "VmRSS"), kib_of(rollup, "Pss"), kib_of(rollup, "Anonymous"), payments};
}

/// KiB a minute that what is private grows by, as the straight line through all samples from `from_s` on has it.
double slope_of(const std::vector<Sample>& samples, double from_s) {
  double n = 0, t = 0, m = 0, tt = 0, tm = 0;
  for (const auto& sample : samples) {
    if (sample.at_s < from_s) continue;
    const double minutes = sample.at_s / 60, kib = static_cast<double>(sample.anonymous);
    n += 1, t += minutes, m += kib, tt += minutes * minutes, tm += minutes * kib;
  }
  const double spread = n * tt - t * t;
  return n < 2 || spread <= 0 ? 0 : (n * tm - t * m) / spread;
}

/// What a console looks at, so that the reading parts are measured too.
void browse(test::System& system) {
  const auto& clerk = system.stack().desk().clerk();
  (void)clerk.ask<rpc::ListPayments>({{}, {{}, {}, 100, false}});
  (void)clerk.ask<rpc::GetFlow>({"1h", {}, {}});
  (void)system.stack().ask_daemon("/metrics");
}

void print(const Sample& sample) {
  std::printf("%7.0f %9ld %9ld %9ld %9ld\n", sample.at_s, static_cast<long>(sample.rss), static_cast<long>(sample.pss),
              static_cast<long>(sample.anonymous), static_cast<long>(sample.payments));
  std::fflush(stdout);
}

std::vector<Sample> measure(const Options& options, test::System& system, demo::Traffic& traffic) {
  const auto endpoints = json::parse(std::ifstream(system.file("endpoints.json")));
  const int pid = endpoints["pid"];
  std::printf("%7s %9s %9s %9s %9s\n", "s", "RSS KiB", "PSS KiB", "anon KiB", "payments");
  std::vector<Sample> samples;
  const auto begun = Steady::now();
  auto next = begun;
  while (traffic.going_on() && Steady::now() - begun <= std::chrono::seconds(options.seconds)) {
    if (Steady::now() < next) continue;
    next += std::chrono::seconds(options.every);
    for (int i = 0; i < options.browse; ++i)
      browse(system);
    samples.push_back(
        look(pid, std::chrono::duration<double>(Steady::now() - begun).count(), traffic.done()));
    print(samples.back());
  }
  return samples;
}

int run(const Options& options) {
  demo::StackOptions wanted;
  wanted.fault_rate = options.fault_rate;
  test::System system(wanted);
  demo::TrafficOptions play;
  play.shop_url = system.stack().shop_url();
  play.key_file = system.stack().shop_key_file();
  play.rate = options.rate;
  demo::Traffic traffic(play);
  if (const auto started = traffic.start(); !started) {
    std::cerr << started.error().message << "\n";
    return 1;
  }
  const auto samples = measure(options, system, traffic);
  traffic.stop();
  const bool whole = std::all_of(samples.begin(), samples.end(), [](const Sample& sample) {
    return sample.rss > 0 && sample.anonymous > 0;
  });
  const auto problems = system.stop();
  std::cerr << problems;
  if (samples.size() < 3 || !whole || samples.back().payments <= samples.front().payments) {
    std::cerr << "nothing was measured: " << samples.size() << " samples\n";
    return 1;
  }
  const auto most = std::max_element(samples.begin(), samples.end(),
                                     [](const Sample& a, const Sample& b) { return a.rss < b.rss; });
  std::cout << json{{"seconds", samples.back().at_s},
                    {"payments", samples.back().payments},
                    {"rss_start_kib", samples.front().rss},
                    {"rss_end_kib", samples.back().rss},
                    {"rss_max_kib", most->rss},
                    {"anonymous_end_kib", samples.back().anonymous},
                    {"warm_up_s", options.warm_up},
                    {"slope_kib_per_minute", slope_of(samples, options.warm_up)}}
                   .dump()
            << "\n";
  return problems.empty() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
  QCoreApplication qt(argc, argv);
  CLI::App app("The daemon's memory under steady traffic");
  Options options;
  app.add_option("--seconds", options.seconds, "how long")->check(CLI::Range(5, 86'400))->capture_default_str();
  app.add_option("--every", options.every, "seconds between looks")->check(CLI::Range(1, 3'600))->capture_default_str();
  app.add_option("--warm-up", options.warm_up, "seconds that the slope leaves out")->capture_default_str();
  app.add_option("--browse", options.browse, "how often a console reads lists and figures at each look")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  app.add_option("--rate", options.rate, "payments begun a second")->check(CLI::Range(0.1, 1000.0))->capture_default_str();
  app.add_option("--fault-rate", options.fault_rate, "of each of the PSP's faults")->check(CLI::Range(0.0, 0.5));
  CLI11_PARSE(app, argc, argv);
  try {
    return run(options);
  } catch (const std::runtime_error& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
