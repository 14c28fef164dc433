// paydesk-demo: reads its command line, plays, says how it went.
#include <cstdio>

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include "app/demo/headless.h"
#include "app/demo/interrupt.h"
#include "app/demo/options.h"
#include "app/demo/serve.h"

namespace {

constexpr int not_right = 1;

int complain(const paydesk::Error& error) {
  std::fprintf(stderr, "paydesk-demo: %s\n", error.message.c_str());
  return not_right;
}

int play_headless(const paydesk::demo::Options& options) {
  paydesk::demo::Progress progress;
  const auto summary = paydesk::demo::run_headless(options, progress);
  if (!summary)
    return complain(summary.error());
  const auto text = options.json ? paydesk::demo::to_json(*summary) : paydesk::demo::to_text(*summary);
  std::fputs(text.c_str(), stdout);
  return summary->failures().empty() ? 0 : not_right;
}

int serve(const paydesk::demo::Options& options) {
  paydesk::demo::Progress progress;
  paydesk::demo::stop_at_end_of_input();
  const auto served = paydesk::demo::serve(options, progress);
  return served ? 0 : complain(served.error());
}

} // namespace

int main(int argc, char** argv) {
  const auto line = paydesk::demo::read_command_line(argc, argv);
  if (line.exit_code)
    return *line.exit_code;
  paydesk::demo::catch_signals();
  const QCoreApplication application(argc, argv);
  try { // an answer of an unexpected shape: unwinding leaves no process behind
    return line.options.headless ? play_headless(line.options) : serve(line.options);
  } catch (const nlohmann::json::exception& error) {
    return complain({paydesk::ErrorCode::internal, error.what(), {}});
  }
}
