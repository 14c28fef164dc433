// Delivers webhooks: in order per checkout, again until taken, and wrongly when a fault says so.
#pragma once

#include "sandbox/books/books.h"
#include "sandbox/faults/faults.h"
#include "sandbox/http/client.h"
#include "sandbox/webhooks/event.h"

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

namespace sandbox {

struct DeliveryCounts {
  std::int64_t pending = 0;
  std::int64_t delivered = 0;
  std::int64_t lost = 0;        ///< by the `lost_webhook` fault
  std::int64_t failed = 0;      ///< given up after the last retry
  std::int64_t unaddressed = 0; ///< the account had no webhook address
};

/// A lane of events per checkout, and up to 256 coroutines with a kept-alive connection each that take the
/// head of whichever lane is ready. Used on the io thread only; must outlive the io_context's work.
class Dispatcher {
 public:
  Dispatcher(boost::asio::io_context& io, Faults& faults, Later later);

  void send(Event event);
  const DeliveryCounts& counts() const { return counts_; }
  /// Drops what is pending and counts anew.
  void reset();

 private:
  struct Lane {
    std::deque<Event> waiting;
    std::optional<Event> overtaken; ///< the `reordered_webhook` fault: goes after the next event
    int retries = 0;
    bool scheduled = false; ///< in `ready_`, with a worker, or waiting for its next try
  };

  void put(Event event);
  void put_late(Event event);
  void overtake(Event event);
  void release_overtaken(const std::string& checkout_id);
  void make_ready(const std::string& checkout_id);
  boost::asio::awaitable<void> work();
  boost::asio::awaitable<bool> deliver(ClientConnection& connection, Event event);
  void taken(const std::string& checkout_id, bool delivered);
  void next_of(const std::string& checkout_id, Lane& lane);

  boost::asio::io_context& io_;
  Faults& faults_;
  Later later_;
  DeliveryCounts counts_;
  std::unordered_map<std::string, Lane> lanes_;
  std::deque<std::string> ready_;
  int workers_ = 0;
  std::uint64_t generation_ = 0; ///< grows with every reset; older work is ignored
};

} // namespace sandbox
