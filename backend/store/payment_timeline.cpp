// The timeline's words.
#include <algorithm>
#include <array>
#include <utility>

#include "store/payment_rows.h"

namespace paydesk::store {
namespace {

using Title = std::pair<std::string_view, std::string_view>;

constexpr Title titles[] = {
    {"created", "Payment created"},
    {"routed", "PSP account chosen"},
    {"rerouted", "Moved to another PSP account"},
    {"register_ok", "Registered at the PSP"},
    {"registered", "Registered at the PSP"},
    {"page_opened", "Payment page opened"},
    {"submitted", "Customer submitted the payment"},
    {"authorize_ok", "Authorized"},
    {"authorized", "Authorized"},
    {"auth_expired", "Authorization ran out"},
    {"capture_requested", "Capture requested"},
    {"capture_ok", "Captured"},
    {"captured", "Captured"},
    {"capture_partial_ok", "Captured in part"},
    {"capture_failed", "Capture declined"},
    {"capture_reversed", "Capture reversed"},
    {"void_requested", "Release of the authorization requested"},
    {"void_ok", "Authorization released"},
    {"voided", "Authorization released"},
    {"fail_retryable", "Failed, will be tried again"},
    {"fail_final", "Failed"},
    {"declined", "Declined, the customer can try again"},
    {"outcome_lost", "Outcome unknown, the PSP is asked"},
    {"attempts_exhausted", "Given up, in the dead letters"},
    {"retry_due", "Tried again"},
    {"expire", "Expired"},
    {"expired", "Expired"},
    {"operator_retry", "Retried by an operator"},
    {"operator_cancel", "Cancelled"},
    {"operator_discard", "Discarded by an operator"},
    {"resolve_captured", "Resolved as captured, with evidence"},
    {"resolve_failed", "Resolved as failed, with evidence"},
    {"refund_requested", "Refund requested"},
    {"refunded", "Refunded at the PSP"},
    {"refund_failed", "Refund failed at the PSP"},
    {"refund.approval_needed", "Refund waits for a second person"},
    {"refund.approve", "Refund approved"},
    {"refund.reject", "Refund rejected"},
    {"refund.sent", "Refund sent to the PSP"},
    {"refund.succeed", "Refund succeeded"},
    {"refund.fail_final", "Refund failed"},
    {"refund.fail_retryable", "Refund failed, will be tried again"},
    {"refund.outcome_lost", "Refund's outcome unknown, the PSP is asked"},
    {"refund.attempts_exhausted", "Refund given up, in the dead letters"},
    {"refund.retry_due", "Refund tried again"},
    {"refund.operator_retry", "Refund retried by an operator"},
    {"refund.operator_cancel", "Refund discarded by an operator"},
    {"refund.reverse", "Refund sent back by the bank"},
    {"dispute.escalate", "Dispute opened"},
    {"dispute.evidence_sent", "Evidence sent"},
    {"dispute.accept", "Dispute accepted"},
    {"dispute.win", "Dispute won"},
    {"dispute.lose", "Dispute lost"},
    {"dispute.close", "Inquiry closed"},
    {"dispute.reopen", "Dispute reopened"},
    {"dispute.evidence_submitted", "Evidence submitted"},
    {"dispute.accept_requested", "Dispute to be accepted"},
    {"dispute.fail_retryable", "Answer to the dispute failed, tried again"},
    {"dispute.outcome_lost", "Outcome of the answer unknown, asked"},
    {"dispute.attempts_exhausted", "Answer to the dispute is a dead letter"},
    {"dispute.operator_retry", "Answer to the dispute tried again"},
    {"dispute.operator_cancel", "Answer to the dispute discarded"},
    {"dispute_inquiry", "Dispute asked about"},
    {"dispute_closed", "Inquiry closed"},
    {"dispute_reviewed", "Evidence with the bank"},
    {"dispute_accepted", "Dispute accepted"},
    {"dispute_reopened", "Dispute reopened"},
    {"dispute_opened", "Dispute opened"},
    {"dispute_withdrawn", "Disputed funds withdrawn"},
    {"dispute_reinstated", "Disputed funds reinstated"},
    {"dispute_won", "Dispute won"},
    {"dispute_lost", "Dispute lost"},
    {"settled", "Settled"},
    {"order_settled", "Settled"},
};

constexpr Title alerts[] = {
    {"authorized_amount_differs", "Authorized amount differs from what was asked"},
    {"late_authorization", "Authorized after the charge had ended"},
    {"late_capture", "Captured after the charge had ended"},
    {"news_from_left_account", "News from a PSP account that it had left"},
    {"late_refund", "Refunded after the refund had ended"},
    {"capture_taken_back", "The bank took a capture back"},
    {"reversal_without_capture", "News of a capture taken back that is not known, not applied"},
    {"reversed_amount_differs", "The amount taken back differs from what was captured"},
    {"refund_of_reversed_capture", "A refund is out although the bank took the capture back"},
    {"captured_twice", "More was captured than the order is worth"},
    {"refunded_beyond_capture", "More was refunded than was captured"},
    {"refund_from_outside", "Refunded at the PSP without Paydesk"},
    {"refund_returned", "Refund returned, the buyer is still owed"},
    {"disputed_beyond_capture", "More is disputed than is left of the order"},
    {"dispute_answer_due", "Answer to the dispute due soon"},
    {"dispute_answer_overdue", "Answer to the dispute overdue"},
    {"dispute_answer_refused", "The PSP refused the answer to the dispute"},
    {"dispute_without_amount", "News of a dispute without an amount, not applied"},
    {"dispute_round_unheard_of", "News of a dispute's round that cannot be, not applied"},
    {"reinstated_amount_differs", "Reinstated amount differs from what was withdrawn"},
    {"foreign_currency", "News in another currency, not applied"},
};

std::string_view find_title(std::span<const Title> table, std::string_view code) {
  const auto at = std::find_if(table.begin(), table.end(), [&](const Title& title) { return title.first == code; });
  return at == table.end() ? std::string_view{} : at->second;
}

std::string spaced(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

} // namespace

std::string history_title(const std::string& subject, const std::string& code, bool superseded) {
  auto title = find_title(titles, subject + "." + code);
  if (title.empty())
    title = find_title(titles, code);
  if (title.empty())
    title = find_title(alerts, code);
  auto text = title.empty() ? spaced(code) : std::string(title);
  return superseded ? text + ": came late, changed nothing" : text;
}

std::string history_kind(const std::string& subject, const std::string& code, const std::string& source) {
  if (!find_title(alerts, code).empty())
    return "alert";
  if (source == "settlement")
    return "settlement";
  if (subject == "refund")
    return "refund";
  return source == "operator" || code.starts_with("operator_") ? "operator" : "transition";
}

std::string operation_title(const std::string& operation) {
  if (operation == "query")
    return "Status query";
  return operation == "register" ? "Registration" : spaced(operation);
}

std::string attempt_title(const std::string& operation, bool finished, const std::string& error_class) {
  const auto name = operation_title(operation);
  if (!finished)
    return name + " sent, no answer yet";
  return error_class.empty() || error_class == "none" ? name + " answered" : name + " failed: " + error_class;
}

std::string webhook_title(const std::string& event_type, const std::string& state) {
  const auto name = "Webhook " + (event_type.empty() ? std::string("of an unread type") : event_type);
  if (state == "superseded")
    return name + ": came late, changed nothing";
  if (state == "failed" || state == "ignored")
    return name + ", " + state;
  return state == "processed" ? name : name + ", waiting to be processed";
}

} // namespace paydesk::store
