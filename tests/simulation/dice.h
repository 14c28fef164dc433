// Everything that chance decides in one run, from its seed alone.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace paydesk::simulation {

/// SplitMix64: the same numbers on every machine, and made at no cost.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) noexcept : state_(seed) {}

  std::uint64_t bits() noexcept {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15ull;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  /// Uniform over least … most, both included.
  std::int64_t between(std::int64_t least, std::int64_t most) noexcept {
    return least + static_cast<std::int64_t>(bits() % static_cast<std::uint64_t>(most - least + 1));
  }
  std::chrono::milliseconds between(std::chrono::milliseconds least, std::chrono::milliseconds most) noexcept {
    return std::chrono::milliseconds(between(least.count(), most.count()));
  }
  bool chance(int per_mille) noexcept { return between(0, 999) < per_mille; }
  template <class T> T& pick(std::vector<T>& from) noexcept {
    return from[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(from.size()) - 1))];
  }
  /// The place of one of `weights` (each ≥ 0, one > 0), as likely as it is heavy.
  std::size_t weighted(const std::vector<int>& weights) noexcept {
    std::int64_t total = 0;
    for (const int weight : weights)
      total += weight;
    auto left = between(1, total);
    std::size_t at = 0;
    while ((left -= weights[at]) > 0)
      ++at;
    return at;
  }

 private:
  std::uint64_t state_;
};

} // namespace paydesk::simulation
