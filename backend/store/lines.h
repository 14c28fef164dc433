// Short lists kept as text, one item a line. Internal to the store.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace paydesk::store {

/// Items have no line breaks: whoever takes them in checks that.
inline std::string lines_of(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items)
    text += item + "\n";
  return text;
}

inline std::vector<std::string> items_of(const std::string& lines) {
  std::vector<std::string> items;
  for (std::size_t begin = 0; begin < lines.size();) {
    const auto end = std::min(lines.find('\n', begin), lines.size());
    items.push_back(lines.substr(begin, end - begin));
    begin = end + 1;
  }
  return items;
}

} // namespace paydesk::store
