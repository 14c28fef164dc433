#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "app/ctl/commands.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

constexpr std::chrono::milliseconds first_pause{200};
constexpr std::chrono::milliseconds longest_pause{5'000};

struct EventFlags {
  bool follow = false;
  std::int64_t after = -1;
};

void print(const Output& out, const views::Event& event) {
  if (out.json()) return out.line(client::to_json(event));
  out.line(std::to_string(event.position) + "  " + text_of(event.at) + "  " + event.kind + "  " +
           event.subject_kind + " " + event.subject_id +
           (event.payment_id.empty() ? "" : "  payment " + event.payment_id));
}

/// Prints what comes after `position`, moving it on, until `until` (never when negative).
Result<void> print_from(const client::SyncClient& daemon, const Output& out, std::int64_t& position,
                        std::int64_t until) {
  return daemon.watch(position, [&](const views::EventBatch& batch) {
    for (const auto& event : batch.events)
      if (event.position > position && (until < 0 || event.position <= until)) {
        print(out, event);
        position = event.position;
      }
    if (position < 0) position = batch.position;
    return until < 0 || position < until;
  });
}

/// Whether trying again will be answered in the same way.
bool is_refusal(ErrorCode code) {
  return code == ErrorCode::unauthenticated || code == ErrorCode::permission_denied ||
         code == ErrorCode::invalid_argument;
}

Exit follow(const client::SyncClient& daemon, const Output& out, std::int64_t position) {
  auto pause = first_pause;
  bool heard = false;
  bool told = false;
  while (true) {
    const std::int64_t before = position;
    const auto ended = print_from(daemon, out, position, -1);
    heard = heard || position >= 0;
    if (!heard || is_refusal(ended.error().code)) return out.failed(ended.error());
    const bool progress = position > before;
    if (progress || !std::exchange(told, true))
      out.remark("The stream ended after event " + std::to_string(position) +
                 "; trying again until it goes on.");
    pause = progress ? first_pause : std::min(pause * 2, longest_pause);
    std::this_thread::sleep_for(pause);
  }
}

Exit print_present(const client::SyncClient& daemon, const Output& out, std::int64_t after) {
  const auto status = daemon.call<rpc::GetStatus>({});
  if (!status) return out.failed(status.error());
  std::int64_t position = std::max<std::int64_t>(after, 0);
  if (position >= status->position) return Exit::ok;
  const auto ended = print_from(daemon, out, position, status->position);
  return ended ? Exit::ok : out.failed(ended.error());
}

} // namespace

void add_events(CLI::App& app, const Choose& choose) {
  auto* events = app.add_subcommand("events", "Committed events; with --json one JSON document a line");
  auto flags = std::make_shared<EventFlags>();
  events->add_flag("--follow", flags->follow, "Goes on with what comes, until interrupted");
  events
      ->add_option(
          "--after", flags->after,
          "Position to begin behind; without it --follow begins at the present, else at the beginning")
      ->check(CLI::NonNegativeNumber);
  events->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return flags->follow ? follow(daemon, out, flags->after) : print_present(daemon, out, flags->after);
    });
  });
}

} // namespace paydesk::ctl
