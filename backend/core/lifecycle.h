// The state machines as data: one constexpr table a machine. The same tables drive the engine, the
// database's transition trigger (through the seeded lifecycle_transition rows), DescribeLifecycle and the
// documentation. Nothing but next() moves anything.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace paydesk::lifecycle {

enum class Machine : std::uint8_t { charge, refund, dispute, payout, recon_break, approval };

/// What a state means to a person who looks at it.
enum class Kind : std::uint8_t {
  active,    ///< the machine is at work
  waiting,   ///< somebody else's turn, with a due time
  attention, ///< somebody must look
  good,      ///< ended well
  bad,       ///< ended badly
};

struct State {
  std::string_view name;
  Kind kind;
  bool final;            ///< a possible end: needs no way out
  std::int32_t sla_s;    ///< seconds after which it counts as stuck; 0 for never
  std::int16_t column;   ///< place in the drawing, left to right
  std::int16_t row;      ///< place in the drawing, top to bottom; 0 is the main line
};

struct Transition {
  std::string_view from;
  std::string_view trigger;
  std::string_view to;
};

/// One machine. The first state is the initial one.
struct Table {
  Machine machine;
  std::string_view name;
  std::int32_t version;
  std::span<const State> states;
  std::span<const Transition> transitions;
};

/// Every machine, in the order of the enum. Static storage.
std::span<const Table> tables() noexcept;
const Table& table(Machine machine) noexcept;

/// The state after `trigger` in `from`, or nullopt when the table has no such move. The result is one of
/// the table's own names (static storage).
std::optional<std::string_view> next(Machine machine, std::string_view from, std::string_view trigger) noexcept;

/// The state's row, or nullptr when the machine has no such state.
const State* find_state(Machine machine, std::string_view name) noexcept;

/// Triggers that `from` accepts, in table order.
std::span<const Transition> transitions_from(Machine machine, std::string_view from) noexcept;

/// FNV-1a over the machines' names, versions, states and moves, as 16 hex digits. The daemon refuses to
/// start on a database that was seeded from other tables.
std::string checksum();

} // namespace paydesk::lifecycle
