// Object identifiers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sandbox {

/// Makes identifiers such as "chk_…". They differ from run to run on purpose, also with the same seed:
/// a restarted sandbox must not hand out what a database already knows.
class IdSource {
 public:
  IdSource();

  /// The prefix and 20 random characters of a–z and 0–9.
  std::string next(std::string_view prefix);

 private:
  std::uint64_t state_;
};

} // namespace sandbox
