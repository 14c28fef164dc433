#include "sandbox/text/identifiers.h"

#include "sandbox/text/digests.h"

#include <random>

namespace sandbox {

IdSource::IdSource() {
  std::random_device device;
  state_ = (static_cast<std::uint64_t>(device()) << 32) | device();
}

std::string IdSource::next(std::string_view prefix) {
  static constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz012345";
  std::string id(prefix);
  for (int half = 0; half < 2; ++half) {
    std::uint64_t bits = split_mix(state_);
    for (int i = 0; i < 10; ++i, bits >>= 5)
      id.push_back(kAlphabet[bits & 31]);
  }
  return id;
}

} // namespace sandbox
