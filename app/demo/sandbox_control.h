// The sandbox PSP as its test driver sees it: faults, disputes, settlements, and what truly happened.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/demo/http.h"
#include "core/result.h"

namespace paydesk::demo {

/// A lie in a settlement file.
struct Planted {
  std::string fault;
  std::string psp_reference;
  std::string detail;
};

/// One closed batch of one account and currency.
struct ClosedBatch {
  std::string id;
  std::string batch;
  std::string account;
  std::string currency;
  std::int64_t lines = 0;
  std::vector<Planted> planted;
};

/// What was truly charged on one checkout; minor units.
struct TrueCheckout {
  std::string id;
  std::string account;
  std::string currency;
  std::string status;
  std::int64_t captured = 0;
  std::int64_t refunded = 0;
  std::int64_t withdrawn = 0;
};

/// What was truly asked to be paid out.
struct TruePayout {
  std::string status; ///< pending, paid, failed, returned
  std::string amount; ///< "1234 EUR", minor units
};

/// By the reference that the merchant gave, which is the charge's id.
using Truth = std::map<std::string, TrueCheckout>;

/// Speaks the control API of backend/sandbox/README.md. Any one thread.
class SandboxControl {
 public:
  explicit SandboxControl(std::uint16_t port) : peer_(port) {}

  bool alive() const;
  Result<void> set_webhook(const std::string& account, const std::string& url) const;
  /// Merges `settings` into the fault settings.
  Result<void> set_faults(const nlohmann::json& settings) const;
  /// How often each fault fired, with the probabilities in force.
  Result<std::map<std::string, std::int64_t>> fired() const;
  Result<std::int64_t> webhooks_pending() const;
  Result<Truth> truth() const;
  /// Opens a dispute over all of a charge's money; answers its id.
  Result<std::string> open_dispute(const std::string& reference) const;
  Result<void> resolve_dispute(const std::string& dispute_id, bool won) const;
  /// Everything since the last close goes into files of this date (YYYY-MM-DD).
  Result<std::vector<ClosedBatch>> close_settlement(const std::string& date) const;
  Result<std::string> report_csv(const ClosedBatch& batch) const;
  Result<std::string> statement_xml(const ClosedBatch& batch) const;
  /// An account's, by the reference that the merchant gave; conflict when two have the same.
  Result<std::map<std::string, TruePayout>> payouts(const std::string& account) const;

 private:
  Result<nlohmann::json> ask(const std::string& method, const std::string& path,
                             const nlohmann::json& body = {}) const;
  Result<std::string> file(const ClosedBatch& batch, const std::string& name) const;

  HttpPeer peer_;
};

} // namespace paydesk::demo
