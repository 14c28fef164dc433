// UUIDs: version 7 for everything that is stored (RFC 9562), so that ids sort by the time they were made.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"

namespace paydesk {

/// A UUID of any version: 16 bytes, big-endian, ordered bytewise.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  /// Accepts exactly the 36-character form, either case; nullopt for anything else.
  static std::optional<Uuid> parse(std::string_view text) noexcept;
  /// The 36-character lower-case form.
  std::string to_string() const;
  /// Puts the same form behind `text`.
  void append_to(std::string& text) const;
  bool is_nil() const noexcept { return *this == Uuid{}; }

  friend auto operator<=>(const Uuid&, const Uuid&) = default;
};

/// Makes ids. Thread-safe; ids of one source are strictly increasing even within one millisecond
/// (RFC 9562 §6.2 method 2: the counter continues from the last value).
class IdSource {
 public:
  virtual ~IdSource() = default;
  virtual Uuid next() = 0;
};

/// UUIDv7 from a clock and the system's entropy.
class RandomIds final : public IdSource {
 public:
  explicit RandomIds(const Clock& clock) noexcept;
  ~RandomIds() override;
  Uuid next() override;

 private:
  struct State;
  const Clock& clock_;
  std::unique_ptr<State> state_;
};

/// UUIDv7-shaped ids that depend only on the seed and the clock: for simulations and golden tests.
class SeededIds final : public IdSource {
 public:
  SeededIds(const Clock& clock, std::uint64_t seed) noexcept;
  ~SeededIds() override;
  Uuid next() override;

 private:
  struct State;
  const Clock& clock_;
  std::unique_ptr<State> state_;
};

/// A name-based UUID (version 8, SHA-256 of namespace and name): the same input gives the same id, so a
/// repeated command finds what it did before.
Uuid derived_uuid(const Uuid& space, std::string_view name);

} // namespace paydesk

template <> struct std::hash<paydesk::Uuid> {
  std::size_t operator()(const paydesk::Uuid& id) const noexcept;
};
