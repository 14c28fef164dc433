#include "simulation/story.h"

#include <fmt/format.h>

namespace paydesk::simulation {

void Story::tell(std::string_view who, std::string_view what) {
  const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(clock_.now() - start_).count();
  lines_.push_back(fmt::format("t+{}.{:03}s {}: {}", millis / 1000, millis % 1000, who, what));
}

std::string Story::name_of(const Uuid& id) const {
  const auto at = names_.find(id);
  return at == names_.end() ? "?" : at->second;
}

std::string Story::name_of(std::string_view id) const {
  const auto parsed = Uuid::parse(id);
  return parsed ? name_of(*parsed) : "?";
}

std::uint64_t Story::hash() const noexcept {
  std::uint64_t hash = 0xcbf29ce484222325ull;
  for (const auto& line : lines_)
    for (const char c : line + "\n")
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
  return hash;
}

std::string money_text(std::int64_t amount, Currency currency) {
  return format_amount(amount, currency) + " " + currency.to_string();
}

} // namespace paydesk::simulation
