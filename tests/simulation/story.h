// What happened in one run, a line an event, short enough to be read.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"

namespace paydesk::simulation {

/// Collects lines like "t+12.3s lane B: capture P1 30.00 EUR sent". Ids are told by the names they were given, so that
/// a story depends on its seed alone.
class Story {
 public:
  explicit Story(const Clock& clock) : clock_(clock), start_(clock.now()) {}

  void tell(std::string_view who, std::string_view what);
  /// From here on the id is told as `name`.
  void name(const Uuid& id, std::string name) { names_.insert_or_assign(id, std::move(name)); }
  /// The id's name; "?" for one that was never named.
  std::string name_of(const Uuid& id) const;
  /// Of an id that is written as text.
  std::string name_of(std::string_view id) const;

  const std::vector<std::string>& lines() const noexcept { return lines_; }
  /// FNV-1a over all lines: two runs with the same hash told the same story.
  std::uint64_t hash() const noexcept;

 private:
  const Clock& clock_;
  const Instant start_;
  std::map<Uuid, std::string> names_;
  std::vector<std::string> lines_;
};

/// "30.00 EUR".
std::string money_text(std::int64_t amount, Currency currency);

} // namespace paydesk::simulation
