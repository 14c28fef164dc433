#include "psp/sandbox/gateway.h"

#include "psp/http/redact.h"
#include "psp/sandbox/call.h"
#include "psp/sandbox/codec.h"

namespace paydesk::psp::sandbox {
namespace {

constexpr std::size_t longest_record = 4096;

std::string shorten(std::string text) {
  if (text.size() > longest_record)
    text.resize(longest_record);
  // What is kept is text: a NUL or broken UTF-8 in an answer must not keep the outcome from being stored.
  for (auto& c : text)
    if (static_cast<unsigned char>(c) >= 0x80 || (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'))
      c = '?';
  return text;
}

} // namespace

void Gateway::submit(const PspCall& call) {
  auto request = build(call);
  Sent sent{call, shorten(request.method + " " + request.path +
                          (request.body.empty() ? "" : "\n" + redacted_body(request.body)))};
  const auto id = next_id_++;
  if (const auto submitted = client_.submit(call_of(options_, std::move(request), id)); !submitted)
    refused_.push_back(not_possible<PspAnswer>(call.attempt_id, submitted.error()));
  else
    sent_.emplace(id, std::move(sent));
}

GatewayOptions Gateway::stated(GatewayOptions options) {
  options.capabilities.key_ttl = key_lifetime;
  return options;
}

PspAnswer Gateway::answer_of(const Sent& sent, const HttpReply& reply) const {
  PspAnswer answer;
  if (reply.outcome == HttpOutcome::answered) {
    const auto retry_after = reply.header("Retry-After");
    answer = interpret(sent.call, reply.status,
                       retry_after.empty() ? std::nullopt : std::optional<std::string_view>(retry_after), reply.body);
  } else {
    answer.error = reply.outcome == HttpOutcome::not_sent ? ErrorClass::psp_unavailable : ErrorClass::outcome_unknown;
    answer.error_code = reply.outcome == HttpOutcome::not_sent ? transport::not_sent : transport::no_answer;
    answer.message = shorten(reply.error);
  }
  answer.attempt_id = sent.call.attempt_id;
  answer.latency_ms = static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(reply.latency).count());
  answer.request = sent.request;
  answer.response = shorten(redacted_body(reply.body));
  return answer;
}

std::vector<PspAnswer> Gateway::collect(std::chrono::milliseconds wait) {
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

std::vector<MappingRule> Gateway::proposed_mapping() const { return sandbox::proposed_mapping(); }

Result<WebhookContent> Gateway::read_webhook(const HeaderOf& header, std::string_view body, Instant now) const {
  const auto signature = header("sandbox-signature");
  if (!signature || !signature_is_good(*signature, body, options_.webhook_secret, now))
    return fail(ErrorCode::unauthenticated, "the signature is missing, wrong or too old", "Sandbox-Signature");
  return read_event(body);
}

Result<WebhookContent> Gateway::reread_webhook(std::string_view body) const { return read_event(body); }

} // namespace paydesk::psp::sandbox
