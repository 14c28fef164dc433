#include "psp/sandbox/payout_gateway.h"

#include <utility>

#include "psp/http/redact.h"
#include "psp/sandbox/payout_codec.h"

namespace paydesk::psp::sandbox {
namespace {

constexpr std::size_t longest_record = 4096;

} // namespace

PayoutCapabilities SandboxPayouts::capabilities() const noexcept { return {true, key_lifetime}; }

void SandboxPayouts::submit(const PayoutCall& call) {
  const auto request = build(call);
  HttpCall http;
  http.id = next_id_++;
  http.method = request.method;
  http.url = options_.base_url + request.path;
  http.headers = {{"Authorization", "Bearer " + options_.api_key}, {"Accept", "application/json"}};
  if (!request.idempotency_key.empty()) {
    http.headers.emplace_back("Content-Type", "application/json");
    http.headers.emplace_back("Idempotency-Key", request.idempotency_key);
  }
  http.body = request.body;
  http.connect_timeout = options_.connect_timeout;
  http.turn_timeout = options_.total_timeout; // by then the call before it has ended
  http.total_timeout = options_.total_timeout;
  const auto id = http.id;
  if (const auto submitted = client_.submit(std::move(http)); !submitted) {
    PayoutAnswer answer;
    answer.attempt_id = call.attempt_id;
    answer.error = ErrorClass::configuration;
    answer.error_code = transport::not_possible;
    answer.message = submitted.error().message;
    refused_.push_back(std::move(answer));
    return;
  }
  sent_.emplace(id, call);
}

PayoutAnswer SandboxPayouts::answer_of(const PayoutCall& call, const HttpReply& reply) const {
  PayoutAnswer answer;
  if (reply.outcome == HttpOutcome::answered) {
    const auto wait = reply.header("Retry-After");
    answer = interpret(call, reply.status, wait.empty() ? std::nullopt : std::optional<std::string_view>(wait),
                       reply.body);
  } else {
    const bool left = reply.outcome != HttpOutcome::not_sent;
    answer.error = left ? ErrorClass::outcome_unknown : ErrorClass::psp_unavailable;
    answer.error_code = left ? transport::no_answer : transport::not_sent;
    answer.message = redacted_excerpt(reply.error, longest_record);
  }
  answer.attempt_id = call.attempt_id;
  answer.latency_ms = static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(reply.latency).count());
  answer.request = redacted_excerpt(record_of(call), longest_record);
  answer.response = redacted_excerpt(reply.body, longest_record);
  return answer;
}

std::vector<PayoutAnswer> SandboxPayouts::collect(std::chrono::milliseconds wait) {
  auto answers = std::exchange(refused_, {});
  for (const auto& reply : client_.poll(answers.empty() ? wait : std::chrono::milliseconds(0))) {
    const auto at = sent_.find(reply.id);
    if (at == sent_.end())
      continue;
    answers.push_back(answer_of(at->second, reply));
    sent_.erase(at);
  }
  return answers;
}

Result<std::optional<PayoutWord>> SandboxPayouts::read_event(std::string_view body) const {
  return read_payout_event(body);
}

} // namespace paydesk::psp::sandbox
