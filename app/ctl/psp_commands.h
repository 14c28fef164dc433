// The parts of "paydeskctl psp": one a kind of rules.
#pragma once

#include <memory>
#include <string>

#include "app/ctl/commands.h"
#include "app/ctl/flags.h"
#include "views/breakers.h"
#include "views/mappings.h"
#include "views/psps.h"
#include "views/routing.h"

namespace paydesk::ctl {

void add_policy(CLI::App& psp, const Choose& choose);
void add_routing(CLI::App& psp, const Choose& choose);
void add_breaker(CLI::App& psp, const Choose& choose);
void add_mapping(CLI::App& psp, const Choose& choose);

/// Adds versions, compare and restore of one kind of rules. `subject` says whose they are, for --help.
void add_versions(CLI::App& kind_command, const Choose& choose, const std::string& kind, const std::string& subject);
/// The same for rules that are for all accounts together.
void add_versions_of_all(CLI::App& kind_command, const Choose& choose, const std::string& kind);

/// Which rules a command is about, and the file they are in.
struct RuleFlags {
  std::string subject;
  std::string file;
  int version = 0;
};

/// Adds the subject; --version for one that shows.
std::shared_ptr<RuleFlags> add_subject(CLI::App& command, const std::string& subject, bool with_version);

/// At most 1 MiB of JSON; invalid_argument on "file".
Result<std::string> read_rules(const std::string& path);

/// "version 3, in force since …, by …": the first lines of every answer about rules.
void print_head(const Output& out, const views::RuleVersion& head);
/// A table of what differs.
void print_changes(const Output& out, const std::vector<views::RuleChange>& changes);

} // namespace paydesk::ctl
