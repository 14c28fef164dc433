// Processor time, which other work on the machine hardly changes, unlike the time on the wall.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace paydesk::bench {

struct CpuSeconds {
  double ours = 0;   ///< this process
  double server = 0; ///< the PostgreSQL of `data_dir`: its postmaster and every process it has now
};

/// Since the processes began. A backend that has ended is no longer counted.
CpuSeconds cpu_seconds(const std::filesystem::path& data_dir);

/// The same of each process that this one started, by its program and first argument: "paydesk-sandbox serve".
std::map<std::string, double> children_cpu_seconds();

} // namespace paydesk::bench
