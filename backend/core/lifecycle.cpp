#include "core/lifecycle.h"

#include <cstdio>

#include "core/lifecycle_tables.h"

namespace paydesk::lifecycle {

std::span<const Table> tables() noexcept { return tables_detail::all; }

const Table& table(Machine machine) noexcept { return tables_detail::all[static_cast<std::size_t>(machine)]; }

const State* find_state(Machine machine, std::string_view name) noexcept {
  for (const auto& state : table(machine).states)
    if (state.name == name)
      return &state;
  return nullptr;
}

std::span<const Transition> transitions_from(Machine machine, std::string_view from) noexcept {
  const auto all = table(machine).transitions;
  std::size_t begin = 0;
  while (begin < all.size() && all[begin].from != from)
    ++begin;
  std::size_t end = begin;
  while (end < all.size() && all[end].from == from)
    ++end;
  return all.subspan(begin, end - begin);
}

std::optional<std::string_view> next(Machine machine, std::string_view from, std::string_view trigger) noexcept {
  for (const auto& move : transitions_from(machine, from))
    if (move.trigger == trigger)
      return move.to;
  return std::nullopt;
}

std::string checksum() {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  const auto mix = [&hash](std::string_view text) {
    for (const char c : text) {
      hash ^= static_cast<unsigned char>(c);
      hash *= 0x100000001b3ULL;
    }
    hash ^= 0xFF;
    hash *= 0x100000001b3ULL;
  };
  for (const auto& t : tables()) {
    mix(t.name);
    mix(std::to_string(t.version));
    for (const auto& s : t.states)
      mix(s.name);
    for (const auto& m : t.transitions) {
      mix(m.from);
      mix(m.trigger);
      mix(m.to);
    }
  }
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
  return text;
}

} // namespace paydesk::lifecycle
