#include "app/ctl/flags.h"

#include "app/client/idempotency.h"
#include "core/ids.h"

namespace paydesk::ctl {
namespace {

constexpr int largest_limit = 100'000;

std::string check_uuid(const std::string& text) {
  return Uuid::parse(text) ? std::string() : "a key is a UUID, such as 0192f0f6-5a1e-7c3b-9d2f-0123456789ab";
}

} // namespace

std::shared_ptr<ListFlags> add_list_flags(CLI::App& command) {
  auto flags = std::make_shared<ListFlags>();
  command.add_option("--filter", flags->filter, "Filter, such as 'state:retry_scheduled psp:card'");
  auto* limit = command.add_option("--limit", flags->limit, "At most so many rows")
                    ->capture_default_str()
                    ->check(CLI::Range(1, largest_limit));
  command.add_flag("--all", flags->all, "Every row, page by page")->excludes(limit);
  command.add_flag("--oldest-first", flags->oldest_first, "The oldest row first");
  return flags;
}

std::shared_ptr<CommandFlags> add_command_flags(CLI::App& command, bool reason_needed) {
  auto flags = std::make_shared<CommandFlags>();
  command.add_option("--key", flags->key, "Idempotency key; the same key repeats a command safely")
      ->check(check_uuid);
  command.add_option("--reason", flags->reason, "Why; kept in the audit log")->required(reason_needed);
  return flags;
}

std::string key_of(const CommandFlags& flags) {
  return flags.key.empty() ? client::new_idempotency_key() : flags.key;
}

std::shared_ptr<bool> add_decision_flags(CLI::App& command) {
  auto approve = std::make_shared<bool>(false);
  auto* group = command.add_option_group("decision");
  group->add_flag_callback(
      "--approve", [approve] { *approve = true; }, "Let it happen");
  group->add_flag_callback(
      "--reject", [approve] { *approve = false; }, "Refuse it");
  group->require_option(1);
  return approve;
}

} // namespace paydesk::ctl
