// paydeskctl, the real program, on a desk's server.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>

#include "tests/service/desk.h"

namespace paydesk::test {

struct Outcome {
  int exit = -1;
  std::string out;
};

/// What a shell runs as paydeskctl in a role; standard error is part of what it says. Ended after a minute.
inline std::string ctl_command(const Desk& desk, const std::string& role, const std::string& arguments) {
  const auto token = desk.folder() / (role + ".token");
  std::ofstream(token) << role;
  return "timeout 60 " + std::string(PAYDESKCTL) + " --address unix:" + (desk.folder() / "grpc").string() +
         " --token-file " + token.string() + " " + arguments + " 2>&1";
}

/// paydeskctl while it runs. One thread.
class RunningCtl {
 public:
  RunningCtl(const Desk& desk, const std::string& role, const std::string& arguments)
      : pipe_(popen(ctl_command(desk, role, arguments).c_str(), "r")) {}
  ~RunningCtl() {
    if (pipe_ != nullptr) (void)end();
  }
  RunningCtl(const RunningCtl&) = delete;
  RunningCtl& operator=(const RunningCtl&) = delete;

  /// The next line it says with `words` in it; empty when it ends without.
  std::string line_with(const std::string& words) {
    std::array<char, 4096> buffer{};
    while (fgets(buffer.data(), buffer.size(), pipe_) != nullptr) {
      said_ += buffer.data();
      if (std::string(buffer.data()).find(words) != std::string::npos) return buffer.data();
    }
    return {};
  }
  /// Waits for its end: its exit code and everything it said.
  Outcome end() {
    while (!line_with("").empty())
      ;
    const int status = pclose(std::exchange(pipe_, nullptr));
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, said_};
  }

 private:
  FILE* pipe_;
  std::string said_;
};

/// Runs paydeskctl as a role.
inline Outcome ctl(const Desk& desk, const std::string& role, const std::string& arguments) {
  return RunningCtl(desk, role, arguments).end();
}

} // namespace paydesk::test
