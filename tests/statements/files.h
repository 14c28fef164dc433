// Files of the tests as text.
#pragma once

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace paydesk::test {

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string fixture(const std::string& name) { return read_file(PAYDESK_FIXTURES "/" + name); }

/// `text` with the first `from` replaced; fails loudly when it is not there.
inline std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("nothing to replace: " + from);
  return text.replace(at, from.size(), to);
}

} // namespace paydesk::test
