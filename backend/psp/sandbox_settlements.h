// The sandbox PSP's settlement reports and bank statements, over its HTTP API (backend/sandbox/README.md).
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "engine/ports/reconciliation.h"
#include "psp/http/http_client.h"

namespace paydesk::psp {

/// How one PSP account is reached.
struct SandboxSettlementAccount {
  std::string base_url; ///< "http://127.0.0.1:8080"
  std::string api_key;
};

/// Thread-safe; calls of several threads wait for each other. Blocks up to `timeout` a call.
class SandboxSettlements final : public SettlementSource {
 public:
  SandboxSettlements(std::map<std::string, SandboxSettlementAccount, std::less<>> accounts, HttpClient client,
                     std::chrono::milliseconds timeout = std::chrono::seconds(60))
      : accounts_(std::move(accounts)), client_(std::move(client)), timeout_(timeout) {}

  /// Oldest first. not_found: no such account; unavailable: the PSP does not answer as it should.
  Result<std::vector<SettlementReport>> list(std::string_view psp_account) override;
  Result<std::string> report(const SettlementReport& report) override;
  Result<std::string> statement(const SettlementReport& report) override;

 private:
  Result<std::string> get(std::string_view psp_account, const std::string& path);

  const std::map<std::string, SandboxSettlementAccount, std::less<>> accounts_;
  std::mutex mutex_;
  HttpClient client_;
  std::uint64_t next_id_ = 1;
  const std::chrono::milliseconds timeout_;
};

} // namespace paydesk::psp
