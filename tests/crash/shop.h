// The shop over REST and its buyers at the PSP's pages; nobody gives up because somebody was killed.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "app/demo/http.h"
#include "crash/promises.h"
#include "simulation/dice.h"

namespace paydesk::crash {

/// What the shop's clients have in common.
struct ShopFront {
  demo::HttpPeer daemon;
  std::string api_key;
  Promises& promises;
  const std::atomic<bool>& closing; ///< no new checkouts then; those begun are brought to their end
};

/// One client of the shop: a checkout after the other, with the buyer's part at the PSP. Lives on one thread.
class ShopClient {
 public:
  ShopClient(ShopFront& front, std::uint64_t seed, int number)
      : front_(front), dice_(seed), number_(number) {}

  void run();

 private:
  nlohmann::json draw_request();
  void check_out();
  /// The same request under its key until there is a final answer; the place of its promise, if it made one.
  std::optional<std::size_t> order(const nlohmann::json& request, const std::string& key);
  void pay(const std::string& page);
  void watch(std::size_t checkout, const std::string& payment_id, const std::string& total);
  void repeat(std::size_t checkout);
  void send_rubbish();
  std::string new_key();

  ShopFront& front_;
  simulation::Dice dice_;
  const int number_;
  int made_ = 0;
};

} // namespace paydesk::crash
