// Time is injected: everything that asks for the time takes a Clock.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace paydesk {

/// An instant in UTC with microseconds, the resolution of the database.
using Instant = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

/// Tells the time. Implementations are thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// A clock that only moves when told to: tests and simulations. Thread-safe.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) noexcept : micros_(start.time_since_epoch().count()) {}
  Instant now() const override { return Instant{std::chrono::microseconds{micros_}}; }
  void advance(std::chrono::microseconds by) noexcept { micros_ += by.count(); }

 private:
  std::atomic<std::int64_t> micros_;
};

/// RFC 3339 in UTC with microseconds: "2026-11-16T14:31:54.123456Z".
std::string format_instant(Instant at);
/// Parses RFC 3339 with 'Z' or an offset, 0 to 6 fractional digits; nullopt otherwise.
std::optional<Instant> parse_instant(std::string_view text);

} // namespace paydesk
