// What a payment costs behind a long past.
#include <array>
#include <cstdio>

#include <fmt/format.h>

#include "tests/bench/engine.h"
#include "tests/bench/past.h"
#include "tests/bench/rounds.h"

namespace paydesk::bench {
namespace {

constexpr std::array pasts = {10'000, 100'000, 1'000'000};

/// Microseconds a payment.
Result<double> cost(Place& place, std::chrono::seconds length) {
  const auto rate = place.mill->run(length);
  return rate ? Result<double>(1e6 / *rate) : tl::unexpected(rate.error());
}

} // namespace

Result<void> history(int rounds, std::chrono::seconds length) {
  std::vector<Place> places;
  for (const int past : pasts) {
    auto place = with_past(past);
    if (!place)
      return tl::unexpected(place.error());
    places.push_back(std::move(*place));
  }
  for (auto& place : places)
    if (auto warm = cost(place, std::chrono::seconds(5)); !warm)
      return tl::unexpected(warm.error());
  Comparison middle{"history", "us/payment behind 100,000", "us/payment behind 10,000", "", {}, {}};
  Comparison whole{"history", "us/payment behind 1,000,000", "us/payment behind 10,000",
                   fmt::format("engine alone, whole life of a payment behind a past of 1,000,000 payments beside one of "
                               "10,000, databases of their own; rounds of {} s",
                               length.count()),
                   {}, {}};
  for (int round = 0; round < rounds; ++round)
    for (auto [comparison, place] : {std::pair{&middle, &places[1]}, std::pair{&whole, &places[2]}})
      if (auto done = interleave(*comparison, 1, [&] { return cost(*place, length); },
                                 [&] { return cost(places[0], length); });
          !done)
        return done;
  fmt::print("behind 100,000: {}\n{}\n", last_line(middle), last_line(whole));
  return {};
}

} // namespace paydesk::bench
