#include "store/cluster/server_binaries.h"

#include "store/cluster/child_process.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

namespace paydesk::store {

namespace {

namespace fs = std::filesystem;
constexpr int oldest_supported = 15;
constexpr const char* debian_root = "/usr/lib/postgresql";

/// Debian's version folders, newest first, then where other distributions put them.
std::vector<fs::path> usual_places() {
  std::vector<int> versions;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(debian_root, ignored)) {
    const std::string name = entry.path().filename().string();
    int version = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), version).ec == std::errc() &&
        version >= oldest_supported)
      versions.push_back(version);
  }
  std::sort(versions.rbegin(), versions.rend());
  std::vector<fs::path> places;
  for (const int version : versions)
    places.push_back(fs::path(debian_root) / std::to_string(version) / "bin");
  if (places.empty()) places.push_back(fs::path(debian_root) / "15" / "bin");
  for (const char* other : {"/usr/pgsql-15/bin", "/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin"})
    places.emplace_back(other);
  return places;
}

bool has_both(const fs::path& directory) {
  return access((directory / "postgres").c_str(), X_OK) == 0 &&
         access((directory / "initdb").c_str(), X_OK) == 0;
}

/// The number in "postgres (PostgreSQL) 15.20 (Debian …)"; 0 when the program does not say so.
int major_of(const fs::path& directory, const RunAs& who) {
  const auto asked = run_to_end({directory / "postgres", {"--version"}}, who, std::chrono::seconds(10));
  if (!asked || asked->exit_code != 0) return 0;
  constexpr std::string_view before = "(PostgreSQL) ";
  const auto at = asked->output.find(before);
  if (at == std::string::npos) return 0;
  int major = 0;
  std::from_chars(asked->output.data() + at + before.size(), asked->output.data() + asked->output.size(),
                  major);
  return major;
}

} // namespace

Result<ServerBinaries> find_server_binaries(const fs::path& preferred, std::optional<int> major,
                                            const RunAs& who) {
  const auto places = preferred.empty() ? usual_places() : std::vector<fs::path>{preferred};
  std::string looked;
  std::string found_versions;
  for (const auto& place : places) {
    looked += (looked.empty() ? "" : ", ") + place.string();
    if (!has_both(place)) continue;
    const int found = major_of(place, who);
    if (found >= oldest_supported && (!major || *major == found)) return ServerBinaries{place, found};
    found_versions += (found_versions.empty() ? "" : ", ") + std::to_string(found) + " in " + place.string();
  }
  const std::string wanted = major ? std::to_string(*major) : "15";
  if (found_versions.empty())
    return fail(ErrorCode::failed_precondition,
                "the PostgreSQL server (initdb, postgres) is not installed: looked in " + looked +
                    "; install the package postgresql-" + wanted);
  return fail(ErrorCode::failed_precondition, "the data directory belongs to PostgreSQL " + wanted +
                                                  ", but only version " + found_versions +
                                                  " is installed; install the package postgresql-" + wanted +
                                                  " or convert it with pg_upgrade");
}

} // namespace paydesk::store
