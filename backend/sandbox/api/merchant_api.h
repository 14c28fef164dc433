// The API that merchants call: keys, latency and faults around the operations, and the queries.
#pragma once

#include "sandbox/api/idempotency.h"
#include "sandbox/api/operations.h"
#include "sandbox/faults/faults.h"
#include "sandbox/http/router.h"
#include "sandbox/settlement/settlements.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>

namespace sandbox {

/// The `/v1` paths. Used on the io thread only.
class MerchantApi {
 public:
  MerchantApi(Accounts& accounts, Books& books, Operations& operations, Settlements& settlements,
              const Payouts& payouts, Faults& faults, std::chrono::milliseconds key_lifetime, std::string base);

  void add_routes(Router& router);
  /// Forgets the idempotency keys.
  void reset() { keys_.clear(); }

 private:
  /// One POST under its key.
  struct Call {
    Operation operation;
    const Account* account;
    std::string subject_id; ///< the checkout, or the dispute, in the path
    std::string scoped_key;
    std::string body;
  };

  void add_operation(Router& router, const std::string& pattern, Operation operation);
  boost::asio::awaitable<Reply> post(Operation operation, Request request, PathValues values);
  boost::asio::awaitable<Reply> perform(Call call);
  Reply done(const Call& call, const nlohmann::json& body, bool declined);
  Occasion occasion_of(const Call& call, const nlohmann::json& body);
  boost::asio::awaitable<Reply> misbehave(Fault fault, std::string subject);

  boost::asio::awaitable<Reply> get_checkout(Request request, PathValues values);
  boost::asio::awaitable<Reply> find_checkouts(Request request);
  boost::asio::awaitable<Reply> get_payout(Request request, PathValues values);
  boost::asio::awaitable<Reply> find_payouts(Request request);
  boost::asio::awaitable<std::optional<Reply>> status_trouble(const Account& account, std::string reference);
  Reply list_settlements(const Request& request);
  Reply report(const Request& request, const PathValues& values, bool statement);

  boost::asio::awaitable<void> pause(std::chrono::milliseconds duration);
  boost::asio::awaitable<void> latency(const Account& account, std::string subject);
  const Account* account_of(const Request& request) const;

  Accounts& accounts_;
  Books& books_;
  Operations& operations_;
  Settlements& settlements_;
  const Payouts& payouts_;
  Faults& faults_;
  std::string base_;
  IdempotencyKeys keys_;
};

} // namespace sandbox
