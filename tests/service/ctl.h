// paydeskctl, the real program, on a desk's server.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <string>

#include "tests/service/desk.h"

namespace paydesk::test {

struct Outcome {
  int exit = -1;
  std::string out;
};

/// Runs paydeskctl as a role; standard error is part of what it said.
inline Outcome ctl(const Desk& desk, const std::string& role, const std::string& arguments) {
  const auto token = desk.folder() / (role + ".token");
  std::ofstream(token) << role;
  const auto command = std::string(PAYDESKCTL) + " --address unix:" + (desk.folder() / "grpc").string() +
                       " --token-file " + token.string() + " " + arguments + " 2>&1";
  Outcome outcome;
  auto* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const auto size = fread(buffer.data(), 1, buffer.size(), pipe))
    outcome.out.append(buffer.data(), size);
  const int status = pclose(pipe);
  outcome.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

} // namespace paydesk::test
