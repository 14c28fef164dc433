// A small file system for a folder, which can be filled.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "core/result.h"

namespace paydesk::test {

/// Before any thread is made: whoever is not root gets namespaces in which mounting is allowed. Needs CAP_SYS_ADMIN, or
/// a kernel that lets users have namespaces; what is missing is told by SmallDisk.
void enter_namespaces();

/// Owns a tmpfs of `size_mib` mounted at a folder, which is made. The destructor takes it away.
class SmallDisk {
 public:
  /// For the user that the database's server runs as.
  static Result<SmallDisk> mount(const std::string& folder, int size_mib);
  SmallDisk(SmallDisk&& other) noexcept;
  SmallDisk& operator=(SmallDisk&&) = delete;
  ~SmallDisk();

  /// Writes a file of ballast until nothing more fits.
  void fill() const;
  void remove_ballast() const;
  /// Makes the file system larger, as an administrator would.
  bool grow(int size_mib) const;
  std::int64_t free_bytes() const;

 private:
  explicit SmallDisk(std::string folder) : folder_(std::move(folder)) {}
  std::string folder_;
};

} // namespace paydesk::test
