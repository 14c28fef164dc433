#include "psp/sandbox/payout_gateway.h"

#include <utility>

#include "psp/http/redact.h"
#include "psp/sandbox/call.h"
#include "psp/sandbox/payout_codec.h"

namespace paydesk::psp::sandbox {
namespace {

constexpr std::size_t longest_record = 4096;

} // namespace

PayoutCapabilities SandboxPayouts::capabilities() const noexcept { return {true, key_lifetime}; }

void SandboxPayouts::submit(const PayoutCall& call) {
  const auto id = next_id_++;
  if (const auto submitted = client_.submit(call_of(options_, build(call), id)); !submitted)
    refused_.push_back(not_possible<PayoutAnswer>(call.attempt_id, submitted.error()));
  else
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
