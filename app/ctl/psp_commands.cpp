#include "app/ctl/psp_commands.h"

#include <filesystem>
#include <fstream>

#include "app/ctl/send.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

constexpr std::uintmax_t largest_file = 1024 * 1024;

void print_versions(const Output& out, const views::ListRuleVersionsResponse& page) {
  Table table({{"VERSION", Align::right}, {"SINCE"}, {"BY"}, {"IN FORCE"}, {"REPEATS"}, {"REASON"}});
  for (const auto& head : page.rows)
    table.add({std::to_string(head.version), text_of(head.at), head.by, yes_no(head.in_force),
               head.restored ? std::to_string(head.restored_from) : "", head.note});
  out.table(table, "Nobody has made a version: the default rules hold.");
}

/// The option that names whose rules they are; rules of all accounts together need none.
void name_subject(CLI::App& command, std::string& subject, const std::string& help) {
  if (help.empty())
    subject = "*";
  else
    command.add_option("subject", subject, help)->required();
}

void add_compare(CLI::App& kind_command, const Choose& choose, const std::string& kind, const std::string& subject) {
  auto* command = kind_command.add_subcommand("compare", "What differs between two versions");
  auto request = std::make_shared<views::CompareRuleVersionsRequest>();
  request->kind = kind;
  name_subject(*command, request->subject, subject);
  command->add_option("from", request->from, "A version; 0: the default rules")->required();
  command->add_option("to", request->to, "Another version")->required();
  command->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::CompareRuleVersionsResponse>(
          daemon.template call<rpc::CompareRuleVersions>(*request),
          [](const Output& to, const auto& answer) { print_changes(to, answer.changes); });
    });
  });
}

void add_restore(CLI::App& kind_command, const Choose& choose, const std::string& kind, const std::string& subject) {
  auto* command = kind_command.add_subcommand("restore", "Makes a new version equal to an old one");
  auto request = std::make_shared<views::RestoreRulesRequest>();
  request->kind = kind;
  name_subject(*command, request->subject, subject);
  command->add_option("version", request->version, "The version to repeat; 0: the default rules")->required();
  auto flags = add_command_flags(*command, true);
  command->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      request->note = flags->reason;
      request->idempotency_key = key_of(*flags);
      return out.template show<views::RuleVersion>(send<rpc::RestoreRules>(daemon, out, *request), print_head);
    });
  });
}

} // namespace

std::shared_ptr<RuleFlags> add_subject(CLI::App& command, const std::string& subject, bool with_version) {
  auto flags = std::make_shared<RuleFlags>();
  command.add_option("subject", flags->subject, subject)->required();
  if (with_version)
    command.add_option("--version", flags->version, "An old version instead of the one in force")
        ->check(CLI::Range(1, 1'000'000'000));
  return flags;
}

Result<std::string> read_rules(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return invalid("file", path + " cannot be read: " + error.message() + ". Nothing was sent.");
  if (size > largest_file) return invalid("file", path + " is larger than 1 MiB. Nothing was sent.");
  std::ifstream in(path, std::ios::binary);
  std::string text(static_cast<std::size_t>(size), '\0');
  in.read(text.data(), static_cast<std::streamsize>(size));
  if (!in && size > 0) return invalid("file", path + " cannot be read. Nothing was sent.");
  return text;
}

void print_head(const Output& out, const views::RuleVersion& head) {
  out.facts({{"rules of", head.subject},
             {"version", head.version == 0 ? "none: the default rules" : std::to_string(head.version)},
             {"in force", yes_no(head.in_force)},
             {"since", text_of(head.at)},
             {"by", head.by},
             {"reason", head.note},
             {"repeats", head.restored ? "version " + std::to_string(head.restored_from) : ""}});
}

void print_changes(const Output& out, const std::vector<views::RuleChange>& changes) {
  Table table({{"RULE"}, {"BEFORE"}, {"AFTER"}});
  for (const auto& change : changes) table.add({change.rule, change.before, change.after});
  out.table(table, "They do not differ.");
}

void add_versions(CLI::App& kind_command, const Choose& choose, const std::string& kind,
                  const std::string& subject) {
  auto* command = kind_command.add_subcommand("versions", "Every version: who made it, when and why");
  auto request = std::make_shared<views::ListRuleVersionsRequest>();
  request->kind = kind;
  request->limit = 100;
  name_subject(*command, request->subject, subject);
  command->add_option("--limit", request->limit, "At most so many, newest first")
      ->capture_default_str()
      ->check(CLI::Range(1, 500));
  command->add_option("--before", request->before, "Only versions below this one")->check(CLI::PositiveNumber);
  command->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListRuleVersionsResponse>(
          daemon.template call<rpc::ListRuleVersions>(*request), print_versions);
    });
  });
  add_compare(kind_command, choose, kind, subject);
  add_restore(kind_command, choose, kind, subject);
}

void add_versions_of_all(CLI::App& kind_command, const Choose& choose, const std::string& kind) {
  add_versions(kind_command, choose, kind, {});
}

void add_psp(CLI::App& app, const Choose& choose) {
  auto* psp = app.add_subcommand("psp", "PSP accounts: retry policy, error mapping, breaker, routing, intake");
  psp->require_subcommand(1);
  add_policy(*psp, choose);
  add_mapping(*psp, choose);
  add_breaker(*psp, choose);
  add_routing(*psp, choose);
}

} // namespace paydesk::ctl
