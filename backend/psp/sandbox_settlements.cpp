#include "psp/sandbox_settlements.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace paydesk::psp {
namespace {

constexpr std::size_t max_file_bytes = std::size_t{64} * 1024 * 1024;

/// An id becomes part of a path, so it must be no more than a name.
bool is_plain(std::string_view id) {
  return !id.empty() && id.size() <= 255 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

std::string text_at(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Result<std::vector<SettlementReport>> read_list(const std::string& body, std::string_view psp_account) {
  const auto answer = nlohmann::json::parse(body, nullptr, false);
  if (!answer.is_object() || !answer.contains("data") || !answer["data"].is_array())
    return fail(ErrorCode::unavailable, "the PSP's list of settlements cannot be read");
  std::vector<SettlementReport> reports;
  for (const auto& item : answer["data"]) {
    if (!item.is_object() || !is_plain(text_at(item, "id")) || text_at(item, "batch").empty())
      return fail(ErrorCode::unavailable, "the PSP's list of settlements has an entry without id or batch");
    reports.push_back({text_at(item, "id"), text_at(item, "batch"), std::string(psp_account)});
  }
  return reports;
}

} // namespace

Result<std::string> SandboxSettlements::get(std::string_view psp_account, const std::string& path) {
  const auto account = accounts_.find(psp_account);
  if (account == accounts_.end())
    return fail(ErrorCode::not_found, "there is no PSP account " + std::string(psp_account));
  const std::lock_guard lock(mutex_);
  HttpCall call;
  call.id = next_id_++;
  call.url = account->second.base_url + path;
  call.headers = {{"Authorization", "Bearer " + account->second.api_key}};
  call.total_timeout = timeout_;
  call.max_response = max_file_bytes;
  if (auto submitted = client_.submit(std::move(call)); !submitted)
    return tl::unexpected<Error>(submitted.error());
  while (client_.in_flight() > 0)
    for (auto& reply : client_.poll(timeout_)) {
      if (reply.outcome != HttpOutcome::answered)
        return fail(ErrorCode::unavailable, "the PSP did not answer: " + reply.error);
      if (reply.status != 200)
        return fail(ErrorCode::unavailable,
                    "the PSP answered " + std::to_string(reply.status) + " for " + path);
      return std::move(reply.body);
    }
  return fail(ErrorCode::unavailable, "the PSP did not answer");
}

Result<std::vector<SettlementReport>> SandboxSettlements::list(std::string_view psp_account) {
  return get(psp_account, "/v1/settlements").and_then([&](const std::string& body) {
    return read_list(body, psp_account);
  });
}

Result<std::string> SandboxSettlements::report(const SettlementReport& report) {
  return get(report.psp_account, "/v1/settlements/" + report.id + "/report.csv");
}

Result<std::string> SandboxSettlements::statement(const SettlementReport& report) {
  return get(report.psp_account, "/v1/settlements/" + report.id + "/statement.xml");
}

} // namespace paydesk::psp
