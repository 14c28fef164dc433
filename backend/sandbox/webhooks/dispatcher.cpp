#include "sandbox/webhooks/dispatcher.h"

#include "sandbox/text/instants.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <array>

namespace sandbox {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr int kMostWorkers = 256;
constexpr int kMostRetries = 60; // some ten minutes: a merchant that is down for one is told all the same
constexpr milliseconds kFirstDelay{200};
constexpr milliseconds kLongestDelay{10000};
constexpr milliseconds kAnswerTimeout{10000};

constexpr std::array kWebhookFaults{Candidate{Fault::lost_webhook}, Candidate{Fault::late_webhook},
                                    Candidate{Fault::duplicate_webhook}, Candidate{Fault::reordered_webhook}};

} // namespace

Dispatcher::Dispatcher(asio::io_context& io, Faults& faults, Later later)
    : io_(io), faults_(faults), later_(std::move(later)) {}

void Dispatcher::send(Event event) {
  if (event.account->webhook_url.empty()) {
    ++counts_.unaddressed;
    return;
  }
  const Occasion occasion{event.type, event.reference, event.subject, true};
  const auto fault = faults_.choose(kWebhookFaults, occasion);
  if (fault == Fault::lost_webhook) {
    ++counts_.lost;
  } else if (fault == Fault::late_webhook) {
    put_late(std::move(event));
  } else if (fault == Fault::reordered_webhook) {
    overtake(std::move(event));
  } else {
    if (fault == Fault::duplicate_webhook) put(event);
    put(std::move(event));
  }
}

void Dispatcher::put(Event event) {
  const std::string id = event.checkout_id;
  Lane& lane = lanes_[id];
  lane.waiting.push_back(std::move(event));
  ++counts_.pending;
  if (lane.overtaken) {
    lane.waiting.push_back(std::move(*lane.overtaken));
    lane.overtaken.reset();
  }
  if (!lane.scheduled) make_ready(id);
}

void Dispatcher::put_late(Event event) {
  ++counts_.pending;
  later_(faults_.lateness(), [this, event = std::move(event), generation = generation_] {
    if (generation != generation_) return;
    --counts_.pending;
    put(event);
  });
}

void Dispatcher::overtake(Event event) {
  const std::string id = event.checkout_id;
  if (lanes_[id].overtaken) return put(std::move(event));
  lanes_[id].overtaken = std::move(event);
  ++counts_.pending;
  later_(faults_.lateness(), [this, id, generation = generation_] {
    if (generation == generation_) release_overtaken(id);
  });
}

void Dispatcher::release_overtaken(const std::string& checkout_id) {
  const auto found = lanes_.find(checkout_id);
  if (found == lanes_.end() || !found->second.overtaken) return;
  Lane& lane = found->second;
  lane.waiting.push_back(std::move(*lane.overtaken));
  lane.overtaken.reset();
  if (!lane.scheduled) make_ready(checkout_id);
}

void Dispatcher::make_ready(const std::string& checkout_id) {
  lanes_[checkout_id].scheduled = true;
  ready_.push_back(checkout_id);
  if (workers_ >= kMostWorkers) return;
  ++workers_;
  asio::co_spawn(io_, work(), asio::detached);
}

asio::awaitable<void> Dispatcher::work() {
  ClientConnection connection(io_.get_executor());
  while (!ready_.empty()) {
    const std::string id = std::move(ready_.front());
    ready_.pop_front();
    const std::uint64_t generation = generation_;
    Event event = lanes_[id].waiting.front();
    const bool delivered = co_await deliver(connection, std::move(event));
    if (generation == generation_) taken(id, delivered);
  }
  --workers_;
}

asio::awaitable<bool> Dispatcher::deliver(ClientConnection& connection, Event event) {
  const auto url = parse_url(event.account->webhook_url);
  if (!url) co_return false;
  const auto time = unix_seconds(std::chrono::system_clock::now());
  ClientRequest request;
  request.method = "POST";
  request.url = *url;
  request.headers.emplace_back("Content-Type", "application/json");
  request.headers.emplace_back("Sandbox-Signature",
                               signature(event.account->webhook_secret, time, event.body));
  request.body = std::move(event.body);
  const ClientAnswer answer = co_await connection.ask(std::move(request), kAnswerTimeout);
  co_return answer.status >= 200 && answer.status < 300;
}

void Dispatcher::taken(const std::string& checkout_id, bool delivered) {
  Lane& lane = lanes_[checkout_id];
  if (!delivered && lane.retries < kMostRetries) {
    const milliseconds delay = std::min(kFirstDelay * (1 << std::min(lane.retries++, 10)), kLongestDelay);
    later_(delay, [this, checkout_id, generation = generation_] {
      if (generation == generation_) make_ready(checkout_id);
    });
    return;
  }
  --counts_.pending;
  ++(delivered ? counts_.delivered : counts_.failed);
  lane.waiting.pop_front();
  lane.retries = 0;
  next_of(checkout_id, lane);
}

void Dispatcher::next_of(const std::string& checkout_id, Lane& lane) {
  lane.scheduled = false;
  if (!lane.waiting.empty()) {
    make_ready(checkout_id);
  } else if (!lane.overtaken) {
    lanes_.erase(checkout_id);
  }
}

void Dispatcher::reset() {
  ++generation_;
  counts_ = {};
  lanes_.clear();
  ready_.clear();
}

} // namespace sandbox
