// Processor time, which other work on the machine hardly changes, unlike the time on the wall.
#pragma once

#include <filesystem>

namespace paydesk::bench {

struct CpuSeconds {
  double ours = 0;   ///< this process
  double server = 0; ///< the PostgreSQL of `data_dir`: its postmaster and every process it has now
};

/// Since the processes began. A backend that has ended is no longer counted.
CpuSeconds cpu_seconds(const std::filesystem::path& data_dir);

} // namespace paydesk::bench
