// REST for shops: POST /v1/payments and GET /v1/payments/{id}.
#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "edge/batcher.h"
#include "edge/page_watch.h"
#include "edge/http/router.h"
#include "engine/payments/create.h"
#include "engine/ports/people.h"
#include "engine/ports/queries.h"
#include "engine/queue/starts.h"

namespace paydesk::edge {

/// Answers shops. Thread-safe. A payment's POST is answered when its hosted page is known, or with 202 when the PSP
/// has not answered in time: the same key asks again.
class ShopApi {
 public:
  struct Parts {
    PaymentStore& store;
    Queries& queries;
    PeopleStore& people;
    const Clock& clock;
    IdSource& ids;
    const EnginePolicy& policy;
    std::vector<AccountTerms> accounts;
    const CallRooms& rooms; ///< registrations begin with the payment where these have room
    std::function<void(const std::string& psp_account)> work_waits; ///< a payment waits to be registered
    std::chrono::milliseconds page_wait{10'000};
  };
  explicit ShopApi(Parts parts);
  ~ShopApi();

  void add_routes(Router& router);
  /// Tells those who wait that these payments may have come further. Any thread; never blocks for long.
  void changed(const std::vector<Uuid>& payment_ids) { pages_.changed(payment_ids); }
  void stop();

 private:
  boost::asio::awaitable<HttpResponse> create(const HttpRequest& request);
  boost::asio::awaitable<HttpResponse> show(const HttpRequest& request);
  boost::asio::awaitable<HttpResponse> answer_page(const Caller& caller, Uuid key, Uuid payment_id,
                                                   PageWatch::Page page);
  boost::asio::awaitable<Result<Caller>> shop_of(const HttpRequest& request);
  Result<std::vector<CreateOutcome>> store(std::vector<NewPayment>& payments);

  Parts parts_;
  Batcher<NewPayment, CreateOutcome> creates_;
  Batcher<StoredResponse, StoredResponse> responses_;
  Batcher<std::string, Caller> callers_;
  Batcher<Uuid, views::PaymentDetail> details_;
  std::mutex mutex_;
  std::unordered_map<std::string, Caller> known_keys_; ///< by the key's SHA-256; emptied every minute
  Instant keys_since_{};
  PageWatch pages_;
};

} // namespace paydesk::edge
