#include "tests/bench/cpu.h"

#include <fstream>
#include <sstream>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace paydesk::bench {
namespace {

struct Process {
  int parent = 0;
  double seconds = 0;
};

/// proc(5), stat: the fields behind the command's name in parentheses.
Process read_process(const std::filesystem::path& folder) {
  std::ifstream file(folder / "stat");
  std::string text;
  std::getline(file, text);
  const auto name_end = text.rfind(')');
  if (name_end == std::string::npos)
    return {};
  std::istringstream fields(text.substr(name_end + 2));
  std::string state, skipped;
  Process process;
  double user = 0, system = 0;
  fields >> state >> process.parent;
  for (int i = 0; i < 9; ++i)
    fields >> skipped;
  fields >> user >> system;
  process.seconds = (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
  return process;
}

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

} // namespace

CpuSeconds cpu_seconds(const std::filesystem::path& data_dir) {
  CpuSeconds spent;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  spent.ours = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
               static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  int postmaster = 0;
  std::ifstream(data_dir / "postmaster.pid") >> postmaster;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    if (!is_number(entry.path().filename()))
      continue;
    const auto process = read_process(entry.path());
    if (process.parent == postmaster || entry.path().filename() == std::to_string(postmaster))
      spent.server += process.seconds;
  }
  return spent;
}

std::map<std::string, double> children_cpu_seconds() {
  std::map<std::string, double> spent;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    if (!is_number(entry.path().filename()))
      continue;
    const auto process = read_process(entry.path());
    if (process.parent != getpid())
      continue;
    std::ifstream command(entry.path() / "cmdline");
    std::string program, argument;
    std::getline(command, program, '\0');
    std::getline(command, argument, '\0');
    spent[std::filesystem::path(program).filename().string() + ' ' + argument] += process.seconds;
  }
  return spent;
}

} // namespace paydesk::bench
