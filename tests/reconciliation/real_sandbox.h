// A running paydesk-sandbox, as a PSP for tests.
#pragma once

#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "psp/http/http_client.h"

namespace paydesk::test {

/// Owns the process; it ends with this object. Throws std::runtime_error when anything does not go as
/// expected.
class RealSandbox {
 public:
  RealSandbox();
  ~RealSandbox();
  RealSandbox(const RealSandbox&) = delete;
  RealSandbox& operator=(const RealSandbox&) = delete;

  const std::string& url() const noexcept { return url_; }
  nlohmann::json call(const std::string& method, const std::string& path, const nlohmann::json& body);
  /// Makes, pays and captures a checkout of account "card"; its capture's id.
  std::string captured(std::int64_t amount, const std::string& currency, const std::string& reference);

 private:
  std::string send(const std::string& method, const std::string& path, const std::string& type,
                   const std::string& body);

  psp::HttpClient client_;
  int process_ = -1;
  std::uint64_t next_ = 1;
  std::string url_;
};

} // namespace paydesk::test
