// Every sentence that explains a payment, in English: code → template. The one place where these words are; the
// console has its other languages by the same codes. Documented in resources/docs/explanations.md.
#pragma once

#include <cstdint>
#include <string_view>

namespace paydesk {

enum class ArgumentKind : std::uint8_t {
  amount,  ///< with its currency
  instant,
  count,
  seconds, ///< a duration
  word,    ///< a code of the vocabulary below, or of a lifecycle machine
  text,    ///< as it is: names, ids, what a PSP or a person said
};

/// What an argument's name stands for, in every template.
struct ArgumentSpec {
  std::string_view name;
  ArgumentKind kind;
  std::string_view meaning;
  std::string_view one{};  ///< of a count: how one is said
  std::string_view many{}; ///< of a count: how others are said, after the number
};

/// A sentence, or a part of one, with its arguments as {name}.
struct Template {
  std::string_view code;
  std::string_view english;
};

inline constexpr ArgumentSpec explanation_arguments[] = {
    {"account", ArgumentKind::text, "a PSP account"},
    {"amount", ArgumentKind::amount, "what the sentence is about"},
    {"at", ArgumentKind::instant, "when it happened, or happens"},
    {"attempt", ArgumentKind::count, "the number of the next try or question"},
    {"attempts", ArgumentKind::count, "how many tries there were", "1 attempt", "attempts"},
    {"captured", ArgumentKind::amount, "captured so far"},
    {"error", ArgumentKind::text, "what the PSP answered"},
    {"error_class", ArgumentKind::word, "an error class"},
    {"expected", ArgumentKind::seconds, "how long the state may last"},
    {"most", ArgumentKind::count, "how many tries there are at most"},
    {"operation", ArgumentKind::word, "register, charge, capture, void, refund or query"},
    {"order", ArgumentKind::text, "the shop's reference of an order"},
    {"other", ArgumentKind::text, "the login of a second person"},
    {"reason", ArgumentKind::text, "what a person or the daemon gave as the reason"},
    {"reference", ArgumentKind::text, "the PSP's reference"},
    {"roles", ArgumentKind::text, "roles, any of which is enough"},
    {"state", ArgumentKind::word, "a state of a lifecycle machine"},
    {"times", ArgumentKind::count, "how often", "once", "times"},
    {"total", ArgumentKind::amount, "the payment's total"},
    {"until", ArgumentKind::instant, "until when it lasts"},
    {"waited", ArgumentKind::seconds, "how long the state has lasted"},
    {"who", ArgumentKind::text, "a login"},
};

/// Words of the vocabulary whose English is not the code with spaces.
inline constexpr Template explanation_words[] = {
    {"register", "registration"},
    {"charge", "direct charge"},
    {"query", "status query"},
    {"psp_unavailable", "PSP unavailable"},
};

// why.: what makes the payment what it is. told.: who said so, and when. next.: what comes, note.: how.
// not.: why an action is refused. does.: what an allowed one does. shop.: the same in words for shops.
inline constexpr Template explanation_templates[] = {
    {"why.created", "It is stored; the PSP has not confirmed it yet."},
    {"why.awaiting_customer", "The customer has not paid yet; the page is open until {until}."},
    {"why.page_over", "The page closed at {until}; the PSP is asked whether the customer paid at the last moment."},
    {"why.processing", "The PSP is working on it."},
    {"why.authorized", "The payment is authorized; nothing of it is captured yet."},
    {"why.unknown", "The outcome of the last call is unknown: it may have been carried out. Nothing is sent again "
                    "before the PSP answers."},
    {"why.dead_letter", "The attempts are used up; nothing happens before an operator retries or discards it."},
    {"why.dead_letter_in_doubt", "The questions are used up and the outcome is still unknown: an operator has the PSP "
                                 "asked again, or two persons decide with evidence."},
    {"why.retry_scheduled", "The last call failed in a way that trying again can help."},
    {"why.void_requested", "The authorization is being released at the PSP."},
    {"why.no_money", "No money was taken."},
    {"why.no_money_error", "No money was taken: {error}."},
    {"why.capture_confirmed", "The PSP confirmed the capture of {amount}."},
    {"why.captured_so_far", "Captured so far: {captured} of {total}."},
    {"why.reversed", "The PSP took the capture back."},
    {"why.of_order", "About order {order}, which is charged by itself:"},
    {"why.taken_back", "The bank took {amount} back that had been captured."},
    {"why.refunds_confirmed", "The PSP confirmed refunds of {amount}."},
    {"why.refunds_pending", "Refunds of {amount} are under way."},
    {"why.lost", "Disputes over {amount} are lost."},
    {"why.settled", "The PSP has settled {amount} of it, by a settlement report of {at}."},
    {"why.given_up", "{operation} was given up after {attempts}."},
    {"why.given_up_error", "{operation} was given up after {attempts}; the last one: {error}."},
    {"why.failed", "{operation} failed {times} so far."},
    {"why.failed_error", "{operation} failed {times} so far; the last time: {error}."},
    {"why.asked", "The PSP has been asked {times} about the {operation} and has not given a final answer."},
    {"why.asked_in_all", "The PSP was asked {times} in all, the last time at {at}."},
    {"why.last_failure", "The last failed call was at {at}: {error} ({error_class})."},
    {"why.no_webhook", "No webhook about it has come from the PSP."},
    {"why.held", "The PSP or the card network asked to wait with the {operation} until {until}."},
    {"why.paused", "Sending to {account} is paused by {who}."},
    {"why.paused_because", "Sending to {account} is paused by {who}: {reason}."},
    {"why.breaker_open", "Calls to {account} are stopped since {at}: {reason}. Probes begin at {until}."},
    {"why.breaker_probing", "Calls to {account} were stopped ({reason}); single ones are let through as probes."},
    {"why.breaker_forced", "Calls to {account} were stopped by {who} at {at}."},
    {"why.breaker_forced_because", "Calls to {account} were stopped by {who} at {at}: {reason}."},
    {"why.dispute", "Dispute {reference} over {amount} is {state}."},
    {"why.dispute_withdrawn", "Dispute {reference} over {amount} is {state}; its funds are withdrawn."},
    {"why.refund_waits", "A refund of {amount} by {who} waits for a second person."},
    {"why.verdict_waits", "{who} has said what became of the {operation}; a second person decides about it."},
    {"why.too_long", "It has been {state} for {waited}, expected are at most {expected}."},

    {"told.answer", "Known by the PSP's answer of {at}."},
    {"told.webhook", "Known by the PSP's webhook of {at}."},
    {"told.query", "Known by the PSP's answer to a status query of {at}."},
    {"told.operator", "Done by {who} at {at}."},
    {"told.some_operator", "Done by an operator at {at}."},
    {"told.verdict", "Decided by {who} and {other}, with evidence, at {at}."},
    {"told.shop", "Asked for by the shop at {at}."},
    {"told.paydesk", "Decided by Paydesk itself at {at}."},

    {"next.attempt", "{operation} attempt {attempt} of {most}"},
    {"next.question", "question {attempt} about the {operation}"},
    {"next.status_query", "question {attempt} about the payment as a whole"},
    {"next.answer", "the PSP's answer to the {operation}"},
    {"next.answer_to_question", "the PSP's answer to the question about the {operation}"},
    {"next.page_closes", "the payment page closes"},
    {"next.sweep", "look at the PSP for news that did not come"},
    {"next.operator", "an operator retries or discards the {operation}"},
    {"next.operator_in_doubt", "an operator has the PSP asked again about the {operation}, or proposes a verdict"},
    {"next.refund_decision", "a second person decides about the refund of {amount}"},
    {"next.verdict_decision", "a second person decides about the verdict on the {operation}"},
    {"next.dispute_response", "somebody answers the dispute {reference}"},
    {"next.dispute_decision", "the bank decides the dispute {reference}"},

    {"note.of_order", "for order {order}, which is charged by itself"},
    {"note.same_key", "automatic, same idempotency key"},
    {"note.asks_first", "automatic, asks only; nothing is sent again before the answer"},
    {"note.asks", "automatic, asks only"},
    {"note.automatic", "automatic"},
    {"note.by_hand", "waits for a person, nothing happens by itself"},
    {"note.asked_after", "if it does not come, the PSP is asked from {until} on"},
    {"note.not_by", "anybody who may decide, but {who}"},
    {"note.outside", "told by the PSP when it happens"},
    {"note.paused", "waits until somebody resumes {account}"},
    {"note.breaker", "waits until probes show that {account} works again"},
    {"note.breaker_forced", "waits until somebody lets calls to {account} through again"},
    {"note.held", "not before {until}, as the PSP or the card network asked"},

    {"not.nothing_waits", "Nothing of this payment waits to be tried again."},
    {"not.captured", "The money is captured: refund it instead."},
    {"not.capture_in_doubt", "It is not known whether the money is captured: only evidence ends that. Have the PSP "
                             "asked again, or let two persons decide."},
    {"not.unknown", "The outcome is unknown: only the PSP's answer ends it."},
    {"not.ended", "It has already ended."},
    {"not.at_work", "The PSP is at work on it; wait for its answer."},
    {"not.nothing_captured", "Nothing was captured."},
    {"not.disputed", "What is left is under dispute or lost in one."},
    {"not.all_refunded", "Everything captured is refunded, or its refund is under way."},
    {"not.no_dead_letter", "Nothing of this payment is a dead letter."},
    {"not.dead_letter_in_doubt", "Its outcome is unknown, so it cannot be given up. Have the PSP asked again, or let "
                                 "two persons decide."},
    {"not.money_held", "The PSP still holds the buyer's money: have it released instead of giving it up."},
    {"not.taken_back", "The bank took the money back, so there is nothing to refund."},
    {"not.no_dispute_waits", "No dispute of this payment waits for an answer."},
    {"not.answer_under_way", "An answer to the dispute {reference} is on its way; wait for its outcome."},
    {"not.answer_dead_letter", "An earlier answer to the dispute {reference} is a dead letter: retry or discard that "
                               "first."},
    {"not.answer_too_late", "The bank wanted its answer to the dispute {reference} by {until}."},
    {"not.no_doubt", "No outcome of this payment is in doubt."},
    {"not.verdict_waits", "What {who} has said about the {operation} has to be decided first."},
    {"not.no_refund_waits", "No refund of this payment waits for a decision."},
    {"not.no_verdict_waits", "No verdict about this payment waits for a decision."},
    {"not.verdict_overtaken", "The outcome has become known meanwhile, or the call is made again: reject the verdict."},
    {"not.own_request", "{who} asked for it, so another person has to decide."},
    {"not.role", "It needs one of these roles: {roles}."},

    {"does.ask_now", "Has the PSP asked now about the {operation}; nothing is sent again before it answers."},
    {"does.ask_payment_now", "Has the PSP asked now about the payment as a whole."},
    {"does.send_now", "Sends the {operation} now, with the same idempotency key."},
    {"does.revive", "Takes the {operation} out of the dead letters and works on it now."},
    {"does.wait_for_answer", "Nothing new: the {operation} is under way and its answer decides."},
    {"does.cancel_here", "Cancels it here at once."},
    {"does.cancel_there", "Releases it at the PSP; the buyer can no longer pay."},
    {"does.refund", "Gives back up to {amount}."},
    {"does.discard", "Gives up the {operation} for good."},
    {"does.resolve", "Proposes, with evidence, what became of the {operation}; a second person decides."},
    {"does.approve_refund", "Sends refunds of {amount} to the PSP."},
    {"does.reject_refund", "Ends refunds of {amount}; nothing is sent."},
    {"does.approve_verdict", "Books what {who} has said about the {operation}, as the PSP's own word would be."},
    {"does.reject_verdict", "Ends what {who} has said about the {operation}; the outcome stays open."},
    {"does.answer_dispute", "Sends what you say about the dispute {reference} to the bank as evidence."},
    {"does.accept_dispute", "Tells the bank that nobody defends the dispute {reference}: {amount} are given up."},

    {"shop.accepted", "The payment is accepted; its payment page is being prepared."},
    {"shop.awaiting_customer", "The customer has not paid yet; the page is open until {until}."},
    {"shop.page_over", "The page closed at {until}; it is being checked whether the customer paid at the last moment."},
    {"shop.processing", "The payment provider is working on it."},
    {"shop.authorized", "The customer has approved the payment; the money is being collected."},
    {"shop.checking", "It is being checked with the payment provider whether the customer has paid. Do not take the "
                      "money in another way meanwhile."},
    {"shop.delayed", "The payment provider could not take it yet; it is tried again by itself."},
    {"shop.stopped", "It could not be completed; the operator of the payment system looks into it."},
    {"shop.paid", "The customer has paid {amount}."},
    {"shop.partly_paid", "Collected so far: {captured} of {total}."},
    {"shop.failed", "The payment failed; no money was taken."},
    {"shop.expired", "The customer did not pay in time; no money was taken."},
    {"shop.cancelled", "The payment was cancelled; no money was taken."},
    {"shop.releasing", "The payment is being cancelled."},
    {"shop.reversed", "The payment provider took the payment back."},
    {"shop.taken_back", "The customer's bank took {amount} back."},
    {"shop.refunded", "{amount} went back to the customer."},
    {"shop.refund_pending", "A refund of {amount} is under way."},
    {"shop.disputed", "The customer disputes {amount} with the bank."},
    {"shop.lost", "{amount} went back to the customer by a dispute."},
    {"shop.next_page_closes", "The payment page closes."},
    {"shop.next_check", "The payment provider is asked for the outcome."},
    {"shop.next_try", "It is tried again."},
    {"shop.next_answer", "The payment provider answers."},
    {"shop.next_operator", "The operator of the payment system decides how it goes on."},
    {"shop.next_dispute", "The bank decides the dispute."},
};

constexpr const ArgumentSpec* find_argument(std::string_view name) noexcept {
  for (const auto& spec : explanation_arguments)
    if (spec.name == name)
      return &spec;
  return nullptr;
}

constexpr const Template* find_template(std::string_view code) noexcept {
  for (const auto& row : explanation_templates)
    if (row.code == code)
      return &row;
  return nullptr;
}

} // namespace paydesk
