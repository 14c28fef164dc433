// Decides which operations go wrong, and how.
#pragma once

#include "sandbox/faults/fault.h"
#include "sandbox/text/error.h"

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace sandbox {

/// A fault that could happen now; its probability is divided by `divisor`.
struct Candidate {
  Fault fault;
  int divisor = 1;
};

/// The occasion that is decided about. (seed, fault, subject, operation, attempt) gives the decision.
struct Occasion {
  std::string operation; ///< "capture", "pay", an event type, …
  std::string reference; ///< the checkout's
  std::string subject;   ///< what is attempted: the reference, and the operation's own one if it has one
  bool is_webhook = false;
};

/// The fault settings and counters of one sandbox; used on the io thread only.
class Faults {
 public:
  explicit Faults(std::uint64_t seed) : seed_(seed) {}

  /// Picks at most one of the candidates for this occasion and counts it as fired. Asking again for the same
  /// occasion is its next attempt.
  std::optional<Fault> choose(std::span<const Candidate> candidates, const Occasion& occasion);

  /// A number that depends on the seed and the given text only.
  std::uint64_t drawn(std::string_view purpose, std::string_view subject) const;

  /// Whether chance may fire this fault at all.
  bool possible(Fault fault) const { return probability_[index(fault)] > 0; }
  void count(Fault fault) { ++fired_[index(fault)]; }

  std::chrono::milliseconds timeout() const { return timeout_; }
  std::chrono::milliseconds lateness() const { return lateness_; }
  /// What `Retry-After` says with a 429.
  std::chrono::seconds retry_after() const { return retry_after_; }

  /// What `GET /control/faults` shows.
  nlohmann::json to_json() const;
  /// Applies a `PUT /control/faults`: all of it, or nothing when something is wrong with it.
  std::optional<Error> merge(const nlohmann::json& change);
  /// Forgets counters and attempts; keeps the settings, and rewinds the script.
  void rewind();

 private:
  struct ScriptLine {
    Fault fault;
    std::string operation;
    std::string reference;
    std::int64_t nth = 1;
    std::int64_t seen = 0;
  };

  static std::size_t index(Fault fault) { return static_cast<std::size_t>(fault); }
  static bool applies(const ScriptLine& line, const Occasion& occasion);
  static Result<std::vector<ScriptLine>> read_script(const nlohmann::json& script);
  std::optional<Fault> scripted(std::span<const Candidate> candidates, const Occasion& occasion);

  std::uint64_t seed_;
  std::array<double, kFaultNames.size()> probability_{};
  std::array<std::int64_t, kFaultNames.size()> fired_{};
  std::chrono::milliseconds timeout_{5000};
  std::chrono::milliseconds lateness_{3000};
  std::chrono::seconds retry_after_{1};
  std::vector<ScriptLine> script_;
  std::unordered_map<std::string, std::int64_t> attempts_;
};

} // namespace sandbox
