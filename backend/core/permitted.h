// What may be done about a payment, as far as its rows decide it. The commands refuse by these rules, and what is said
// about them asks the same: they cannot disagree.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace paydesk::permitted {

/// What these rules need to know of a queue item.
struct Item {
  bool dead = false;            ///< a dead letter
  bool ask = false;             ///< its next call is a question
  bool doubt = false;           ///< a call went out whose end nobody has told
  bool outcome_unknown = false; ///< its last error
  bool capture = false;         ///< it captures, or charges directly
  bool operation = true;        ///< it works for an operation; a question about the charge as a whole does not
  bool releases = false;        ///< it lets money go that the PSP holds of the buyer's
};

enum class NoCancel : std::uint8_t { none, captured, capture_in_doubt, unknown, ended, at_work };
/// Why a charge cannot be cancelled. `items` are its own.
NoCancel no_cancel(std::string_view charge_state, std::int64_t captured, std::span<const Item> items);

enum class NoDiscard : std::uint8_t { none, alive, in_doubt, money_held };
/// Why an item cannot be given up.
NoDiscard no_discard(const Item& item) noexcept;

/// Whether two persons may say what became of the item's operation: only where nobody else could. Of a dead letter that
/// surely was not done, they could only book what did not happen; it is retried or discarded.
bool may_resolve(const Item& item) noexcept;

/// What these rules need to know of a dispute.
struct DisputeFacts {
  std::string_view state;
  bool answering = false;   ///< an answer of ours has no outcome yet
  bool answer_dead = false; ///< and waits as a dead letter
  bool overdue = false;     ///< the bank wanted its answer before now
};

enum class NoAnswer : std::uint8_t { none, dead_letter, under_way, not_waited_for, too_late };
/// Why nothing can be said to the bank about a dispute: neither evidence, nor that it is accepted.
NoAnswer no_answer(const DisputeFacts& dispute);

} // namespace paydesk::permitted
