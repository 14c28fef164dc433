// Flags that several commands share.
#pragma once

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "views/common.h"

namespace paydesk::ctl {

/// Which part of a list is wanted.
struct ListFlags {
  std::string filter;
  int limit = 50;
  bool all = false;
  bool oldest_first = false;
};

/// Adds --filter, --limit, --all and --oldest-first.
std::shared_ptr<ListFlags> add_list_flags(CLI::App& command);

/// A command's key and reason.
struct CommandFlags {
  std::string key;
  std::string reason;
};

/// Adds --key (a UUID; a new one when left out) and --reason.
std::shared_ptr<CommandFlags> add_command_flags(CLI::App& command, bool reason_needed);

/// The key that was named, or a new one.
std::string key_of(const CommandFlags& flags);

/// Adds --approve and --reject, of which exactly one is needed; true is approve.
std::shared_ptr<bool> add_decision_flags(CLI::App& command);

} // namespace paydesk::ctl
