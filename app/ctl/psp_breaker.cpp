#include "app/client/json.h"
#include "app/ctl/psp_commands.h"
#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

constexpr const char* account_help = "The PSP account";

void print_breaker(const Output& out, const views::Breaker& breaker) {
  out.facts({{"state", breaker.state},
             {"since", text_of(breaker.since)},
             {"why", breaker.why},
             {"by hand", breaker.forced.empty() ? "" : breaker.forced + ", " + breaker.forced_by},
             {"next probe", text_of(breaker.next_probe_at)},
             {"openings", std::to_string(breaker.trips)}});
  const auto& settings = breaker.settings;
  const auto seconds = [](std::int32_t value) { return std::to_string(value) + " s"; };
  out.line("");
  out.facts({{"enabled", yes_no(settings.enabled)},
             {"window", seconds(settings.window_s)},
             {"calls at least", std::to_string(settings.min_calls)},
             {"opens at", std::to_string(settings.failure_percent) + " % failures"},
             {"or in a row", settings.consecutive == 0 ? "never" : std::to_string(settings.consecutive)},
             {"open for", seconds(settings.open_s) + ", at most " + seconds(settings.longest_open_s)},
             {"probes", std::to_string(settings.probes)},
             {"questions", std::to_string(settings.questions_per_minute) + " a minute while open"}});
  out.line("");
  print_head(out, breaker.head);
}

void add_force(CLI::App& breaker, const Choose& choose, const char* name, const char* what, const char* state) {
  auto* command = breaker.add_subcommand(name, what);
  auto flags = add_subject(*command, account_help, false);
  auto why = add_command_flags(*command, true);
  command->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::Breaker>(
          send<rpc::ForceBreaker>(daemon, out, {flags->subject, state, why->reason, key_of(*why)}), print_breaker);
    });
  });
}

void add_set(CLI::App& breaker, const Choose& choose) {
  auto* set = breaker.add_subcommand("set", "Puts the settings in a file in force");
  auto wanted = add_subject(*set, account_help, false);
  set->add_option("--file", wanted->file, "JSON as printed by show --json, edited")->required();
  auto flags = add_command_flags(*set, true);
  set->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      const auto text = read_rules(wanted->file);
      if (!text) return out.failed(text.error());
      const auto given = client::from_json<views::Breaker>(*text);
      if (!given) return out.failed(given.error());
      return out.template show<views::Breaker>(
          send<rpc::SetBreaker>(daemon, out,
                                {wanted->subject, given->head.version, given->settings, flags->reason, key_of(*flags)}),
          print_breaker);
    });
  });
}

} // namespace

void add_breaker(CLI::App& psp, const Choose& choose) {
  auto* breaker = psp.add_subcommand("breaker", "When calls stop by themselves: show, open, close, release, set, "
                                                "versions, compare, restore");
  breaker->require_subcommand(1);
  auto* show = breaker->add_subcommand("show", "State and settings; --json gives the file that set takes");
  auto shown = add_subject(*show, account_help, true);
  show->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::Breaker>(
          daemon.template call<rpc::GetBreaker>({shown->subject, shown->version}), print_breaker);
    });
  });
  add_force(*breaker, choose, "open", "Stops calls until it is released", "open");
  add_force(*breaker, choose, "close", "Lets calls pass, whatever comes, until it is released", "closed");
  add_force(*breaker, choose, "release", "Lets it decide by itself again", "");
  add_set(*breaker, choose);
  add_versions(*breaker, choose, "breaker", account_help);
}

} // namespace paydesk::ctl
