// The tables themselves; included by lifecycle.cpp alone. Rows are grouped by `from`.
#pragma once

#include "core/lifecycle.h"

namespace paydesk::lifecycle::tables_detail {

inline constexpr std::int32_t minute = 60, hour = 3600, day = 86400;

inline constexpr State charge_states[] = {
    {"created", Kind::active, false, 1 * minute, 0, 0},
    {"registered", Kind::waiting, false, 30 * minute, 1, 0},
    {"awaiting_customer", Kind::waiting, false, 1 * hour, 2, 0},
    {"processing", Kind::active, false, 2 * minute, 3, 0},
    {"authorized", Kind::waiting, false, 15 * minute, 4, 0},
    {"capture_requested", Kind::active, false, 15 * minute, 4, 1},
    {"partially_captured", Kind::active, false, 15 * minute, 5, 1},
    {"captured", Kind::good, true, 3 * day, 5, 0},
    {"void_requested", Kind::active, false, 15 * minute, 4, -1},
    {"voided", Kind::good, true, 0, 4, -2},
    {"retry_scheduled", Kind::waiting, false, 24 * hour, 2, 1},
    {"unknown", Kind::attention, false, 10 * minute, 3, -1},
    {"dead_letter", Kind::attention, false, 4 * hour, 3, 2},
    {"failed", Kind::bad, true, 0, 4, 2},
    {"expired", Kind::bad, true, 0, 2, -1},
    {"cancelled", Kind::bad, true, 0, 1, -1},
    {"reversed", Kind::bad, true, 0, 5, 2},
};

// Every state without money takes capture_ok and capture_partial_ok: the webhook may come before our own
// call is answered, or after we gave up, and money is never lost.
inline constexpr Transition charge_transitions[] = {
    {"created", "register_ok", "registered"},
    {"created", "page_opened", "awaiting_customer"},
    {"created", "submitted", "processing"},
    {"created", "authorize_ok", "authorized"},
    {"created", "capture_ok", "captured"},
    {"created", "capture_partial_ok", "partially_captured"},
    {"created", "fail_retryable", "retry_scheduled"},
    {"created", "fail_final", "failed"},
    {"created", "outcome_lost", "unknown"},
    {"created", "attempts_exhausted", "dead_letter"},
    {"created", "expire", "expired"},
    {"created", "operator_cancel", "cancelled"},

    {"registered", "page_opened", "awaiting_customer"},
    {"registered", "submitted", "processing"},
    {"registered", "authorize_ok", "authorized"},
    {"registered", "capture_ok", "captured"},
    {"registered", "capture_partial_ok", "partially_captured"},
    {"registered", "fail_final", "failed"},
    {"registered", "expire", "expired"},
    {"registered", "void_ok", "voided"},
    {"registered", "operator_cancel", "void_requested"},

    {"awaiting_customer", "submitted", "processing"},
    {"awaiting_customer", "authorize_ok", "authorized"},
    {"awaiting_customer", "capture_ok", "captured"},
    {"awaiting_customer", "capture_partial_ok", "partially_captured"},
    {"awaiting_customer", "fail_final", "failed"},
    {"awaiting_customer", "expire", "expired"},
    {"awaiting_customer", "void_ok", "voided"},
    {"awaiting_customer", "operator_cancel", "void_requested"},

    {"processing", "register_ok", "registered"},
    {"processing", "page_opened", "awaiting_customer"},
    {"processing", "authorize_ok", "authorized"},
    {"processing", "capture_ok", "captured"},
    {"processing", "capture_partial_ok", "partially_captured"},
    {"processing", "capture_failed", "authorized"},
    {"processing", "void_ok", "voided"},
    {"processing", "fail_retryable", "retry_scheduled"},
    {"processing", "fail_final", "failed"},
    {"processing", "outcome_lost", "unknown"},
    {"processing", "attempts_exhausted", "dead_letter"},
    {"processing", "expire", "expired"},

    {"authorized", "capture_requested", "capture_requested"},
    {"authorized", "capture_ok", "captured"},
    {"authorized", "capture_partial_ok", "partially_captured"},
    {"authorized", "void_requested", "void_requested"},
    {"authorized", "void_ok", "voided"},
    {"authorized", "auth_expired", "expired"},
    {"authorized", "operator_cancel", "void_requested"},

    {"capture_requested", "capture_ok", "captured"},
    {"capture_requested", "capture_partial_ok", "partially_captured"},
    {"capture_requested", "capture_failed", "authorized"},
    {"capture_requested", "fail_retryable", "retry_scheduled"},
    {"capture_requested", "outcome_lost", "unknown"},
    {"capture_requested", "attempts_exhausted", "dead_letter"},
    {"capture_requested", "auth_expired", "expired"},
    {"capture_requested", "void_ok", "voided"},

    {"partially_captured", "capture_requested", "capture_requested"},
    {"partially_captured", "capture_ok", "captured"},
    {"partially_captured", "capture_partial_ok", "partially_captured"},
    {"partially_captured", "capture_failed", "partially_captured"},
    {"partially_captured", "void_requested", "void_requested"},
    {"partially_captured", "fail_retryable", "retry_scheduled"},
    {"partially_captured", "outcome_lost", "unknown"},
    {"partially_captured", "attempts_exhausted", "dead_letter"},
    {"partially_captured", "capture_reversed", "reversed"},

    {"captured", "capture_reversed", "reversed"},

    {"void_requested", "void_ok", "voided"},
    {"void_requested", "capture_ok", "captured"},
    {"void_requested", "capture_partial_ok", "partially_captured"},
    {"void_requested", "capture_failed", "void_requested"},
    {"void_requested", "fail_retryable", "retry_scheduled"},
    {"void_requested", "outcome_lost", "unknown"},
    {"void_requested", "attempts_exhausted", "dead_letter"},
    {"void_requested", "expire", "expired"},

    {"voided", "authorize_ok", "void_requested"},
    {"voided", "capture_ok", "captured"},
    {"voided", "capture_partial_ok", "partially_captured"},

    {"retry_scheduled", "retry_due", "processing"},
    {"retry_scheduled", "operator_retry", "retry_scheduled"},
    {"retry_scheduled", "register_ok", "registered"},
    {"retry_scheduled", "page_opened", "awaiting_customer"},
    {"retry_scheduled", "submitted", "processing"},
    {"retry_scheduled", "authorize_ok", "authorized"},
    {"retry_scheduled", "capture_ok", "captured"},
    {"retry_scheduled", "capture_partial_ok", "partially_captured"},
    {"retry_scheduled", "capture_failed", "authorized"},
    {"retry_scheduled", "void_ok", "voided"},
    {"retry_scheduled", "fail_retryable", "retry_scheduled"},
    {"retry_scheduled", "fail_final", "failed"},
    {"retry_scheduled", "outcome_lost", "unknown"},
    {"retry_scheduled", "attempts_exhausted", "dead_letter"},
    {"retry_scheduled", "expire", "expired"},
    {"retry_scheduled", "operator_cancel", "cancelled"},

    {"unknown", "register_ok", "registered"},
    {"unknown", "page_opened", "awaiting_customer"},
    {"unknown", "submitted", "processing"},
    {"unknown", "authorize_ok", "authorized"},
    {"unknown", "capture_ok", "captured"},
    {"unknown", "capture_partial_ok", "partially_captured"},
    {"unknown", "capture_failed", "authorized"},
    {"unknown", "void_ok", "voided"},
    {"unknown", "fail_retryable", "retry_scheduled"},
    {"unknown", "fail_final", "failed"},
    {"unknown", "outcome_lost", "unknown"},
    {"unknown", "attempts_exhausted", "dead_letter"},
    {"unknown", "expire", "expired"},
    {"unknown", "resolve_captured", "captured"},
    {"unknown", "resolve_failed", "failed"},

    {"dead_letter", "operator_retry", "retry_scheduled"},
    {"dead_letter", "operator_cancel", "cancelled"},
    {"dead_letter", "register_ok", "registered"},
    {"dead_letter", "page_opened", "awaiting_customer"},
    {"dead_letter", "submitted", "processing"},
    {"dead_letter", "authorize_ok", "authorized"},
    {"dead_letter", "capture_ok", "captured"},
    {"dead_letter", "capture_partial_ok", "partially_captured"},
    {"dead_letter", "capture_failed", "authorized"},
    {"dead_letter", "void_ok", "voided"},
    {"dead_letter", "fail_final", "failed"},
    {"dead_letter", "expire", "expired"},
    {"dead_letter", "resolve_captured", "captured"},
    {"dead_letter", "resolve_failed", "failed"},

    {"failed", "authorize_ok", "void_requested"},
    {"failed", "capture_ok", "captured"},
    {"failed", "capture_partial_ok", "partially_captured"},
    {"expired", "authorize_ok", "void_requested"},
    {"expired", "capture_ok", "captured"},
    {"expired", "capture_partial_ok", "partially_captured"},
    {"cancelled", "authorize_ok", "void_requested"},
    {"cancelled", "capture_ok", "captured"},
    {"cancelled", "capture_partial_ok", "partially_captured"},
    {"reversed", "capture_ok", "captured"},
};

inline constexpr State refund_states[] = {
    {"requested", Kind::active, false, 1 * minute, 0, 0},
    {"awaiting_approval", Kind::waiting, false, 24 * hour, 1, -1},
    {"processing", Kind::active, false, 30 * minute, 1, 0},
    {"succeeded", Kind::good, true, 0, 2, 0},
    {"failed", Kind::bad, true, 0, 2, 2},
    {"retry_scheduled", Kind::waiting, false, 24 * hour, 0, 1},
    {"unknown", Kind::attention, false, 10 * minute, 1, 1},
    {"dead_letter", Kind::attention, false, 4 * hour, 1, 2},
    {"rejected", Kind::bad, true, 0, 2, -1},
    {"reversed", Kind::bad, true, 0, 3, 0},
};

inline constexpr Transition refund_transitions[] = {
    {"requested", "approval_needed", "awaiting_approval"},
    {"requested", "sent", "processing"},
    {"requested", "operator_cancel", "rejected"},
    {"requested", "succeed", "succeeded"},
    {"requested", "fail_final", "failed"},
    {"requested", "fail_retryable", "retry_scheduled"},
    {"requested", "outcome_lost", "unknown"},
    {"requested", "attempts_exhausted", "dead_letter"},
    {"awaiting_approval", "approve", "requested"},
    {"awaiting_approval", "reject", "rejected"},
    {"processing", "succeed", "succeeded"},
    {"processing", "fail_final", "failed"},
    {"processing", "fail_retryable", "retry_scheduled"},
    {"processing", "outcome_lost", "unknown"},
    {"processing", "attempts_exhausted", "dead_letter"},
    {"retry_scheduled", "retry_due", "processing"},
    {"retry_scheduled", "operator_retry", "retry_scheduled"},
    {"retry_scheduled", "operator_cancel", "failed"},
    {"retry_scheduled", "succeed", "succeeded"},
    {"retry_scheduled", "fail_final", "failed"},
    {"retry_scheduled", "fail_retryable", "retry_scheduled"},
    {"retry_scheduled", "outcome_lost", "unknown"},
    {"retry_scheduled", "attempts_exhausted", "dead_letter"},
    {"unknown", "succeed", "succeeded"},
    {"unknown", "sent", "processing"},
    {"unknown", "fail_final", "failed"},
    {"unknown", "fail_retryable", "retry_scheduled"},
    {"unknown", "outcome_lost", "unknown"},
    {"unknown", "attempts_exhausted", "dead_letter"},
    {"dead_letter", "operator_retry", "retry_scheduled"},
    {"dead_letter", "operator_cancel", "failed"},
    {"dead_letter", "succeed", "succeeded"},
    {"dead_letter", "fail_final", "failed"},
    {"succeeded", "reverse", "reversed"},
    {"failed", "succeed", "succeeded"},
};

inline constexpr State dispute_states[] = {
    {"inquiry", Kind::waiting, false, 7 * day, 0, 0},
    {"needs_response", Kind::attention, false, 7 * day, 1, 0},
    {"under_review", Kind::waiting, false, 75 * day, 2, 0},
    {"accepted", Kind::active, false, 1 * day, 2, 1},
    {"pre_arbitration", Kind::attention, false, 7 * day, 3, -1},
    {"won", Kind::good, true, 0, 3, 0},
    {"lost", Kind::bad, true, 0, 3, 1},
    {"closed", Kind::good, true, 0, 1, -1},
};

inline constexpr Transition dispute_transitions[] = {
    {"inquiry", "close", "closed"},
    {"inquiry", "escalate", "needs_response"},
    {"needs_response", "evidence_sent", "under_review"},
    {"needs_response", "accept", "accepted"},
    {"needs_response", "win", "won"},
    {"needs_response", "lose", "lost"},
    {"under_review", "win", "won"},
    {"under_review", "lose", "lost"},
    {"accepted", "lose", "lost"},
    {"accepted", "win", "won"},
    {"won", "reopen", "pre_arbitration"},
    {"pre_arbitration", "evidence_sent", "under_review"},
    {"pre_arbitration", "accept", "accepted"},
    {"pre_arbitration", "win", "won"},
    {"pre_arbitration", "lose", "lost"},
    {"lost", "win", "won"},
    {"closed", "escalate", "needs_response"},
};

inline constexpr State payout_states[] = {
    {"draft", Kind::active, false, 1 * day, 0, 0},
    {"awaiting_approval", Kind::waiting, false, 1 * day, 1, 0},
    {"approved", Kind::active, false, 1 * hour, 2, 0},
    {"submitted", Kind::active, false, 4 * hour, 3, 0},
    {"in_transit", Kind::waiting, false, 3 * day, 4, 0},
    {"paid", Kind::good, true, 0, 5, 0},
    {"failed", Kind::bad, true, 0, 4, 2},
    {"retry_scheduled", Kind::waiting, false, 1 * day, 3, 1},
    {"unknown", Kind::attention, false, 1 * hour, 3, -1},
    {"dead_letter", Kind::attention, false, 4 * hour, 3, 2},
    {"cancelled", Kind::bad, true, 0, 1, 1},
    {"returned", Kind::bad, true, 0, 5, 1},
};

inline constexpr Transition payout_transitions[] = {
    {"draft", "submit_for_approval", "awaiting_approval"},
    {"draft", "operator_cancel", "cancelled"},
    {"awaiting_approval", "approve", "approved"},
    {"awaiting_approval", "reject", "cancelled"},
    {"approved", "sent", "submitted"},
    {"approved", "operator_cancel", "cancelled"},
    {"approved", "fail_retryable", "retry_scheduled"},
    {"approved", "outcome_lost", "unknown"},
    {"submitted", "accepted", "in_transit"},
    {"submitted", "paid", "paid"},
    {"submitted", "fail_final", "failed"},
    {"submitted", "fail_retryable", "retry_scheduled"},
    {"submitted", "outcome_lost", "unknown"},
    {"submitted", "attempts_exhausted", "dead_letter"},
    {"in_transit", "paid", "paid"},
    {"in_transit", "return", "returned"},
    {"in_transit", "fail_final", "failed"},
    {"retry_scheduled", "retry_due", "submitted"},
    {"retry_scheduled", "operator_cancel", "cancelled"},
    {"retry_scheduled", "attempts_exhausted", "dead_letter"},
    {"retry_scheduled", "accepted", "in_transit"},
    {"retry_scheduled", "paid", "paid"},
    {"retry_scheduled", "fail_final", "failed"},
    {"unknown", "accepted", "in_transit"},
    {"unknown", "paid", "paid"},
    {"unknown", "fail_final", "failed"},
    {"unknown", "fail_retryable", "retry_scheduled"},
    {"unknown", "attempts_exhausted", "dead_letter"},
    {"dead_letter", "operator_retry", "retry_scheduled"},
    {"dead_letter", "operator_cancel", "cancelled"},
    {"dead_letter", "accepted", "in_transit"},
    {"dead_letter", "paid", "paid"},
    {"dead_letter", "fail_final", "failed"},
    {"paid", "return", "returned"},
    {"failed", "paid", "paid"},
    {"cancelled", "paid", "paid"},
};

inline constexpr State break_states[] = {
    {"open", Kind::attention, false, 1 * day, 0, 0},
    {"proposed", Kind::waiting, false, 1 * day, 1, 0},
    {"waiting", Kind::waiting, false, 7 * day, 0, 1},
    {"reopened", Kind::attention, false, 1 * day, 1, 1},
    {"resolved", Kind::good, true, 0, 2, 0},
    {"healed", Kind::good, true, 0, 2, 1},
};

inline constexpr Transition break_transitions[] = {
    {"open", "propose", "proposed"},
    {"open", "wait", "waiting"},
    {"open", "heal", "healed"},
    {"proposed", "approve", "resolved"},
    {"proposed", "refuse", "open"},
    {"waiting", "resume", "open"},
    {"waiting", "heal", "healed"},
    {"waiting", "propose", "proposed"},
    {"resolved", "reopen", "reopened"},
    {"reopened", "propose", "proposed"},
    {"reopened", "wait", "waiting"},
    {"reopened", "heal", "healed"},
};

inline constexpr State approval_states[] = {
    {"pending", Kind::waiting, false, 1 * day, 0, 0},
    {"approved", Kind::good, true, 0, 1, 0},
    {"rejected", Kind::bad, true, 0, 1, 1},
    {"expired", Kind::bad, true, 0, 1, 2},
};

inline constexpr Transition approval_transitions[] = {
    {"pending", "approve", "approved"},
    {"pending", "reject", "rejected"},
    {"pending", "expire", "expired"},
};

inline constexpr Table all[] = {
    {Machine::charge, "charge", 1, charge_states, charge_transitions},
    {Machine::refund, "refund", 1, refund_states, refund_transitions},
    {Machine::dispute, "dispute", 1, dispute_states, dispute_transitions},
    {Machine::payout, "payout", 1, payout_states, payout_transitions},
    {Machine::recon_break, "recon_break", 1, break_states, break_transitions},
    {Machine::approval, "approval", 1, approval_states, approval_transitions},
};

// --- proofs at compile time ---------------------------------------------------------------------------

constexpr int index_of(const Table& t, std::string_view name) {
  for (std::size_t i = 0; i < t.states.size(); ++i)
    if (t.states[i].name == name)
      return static_cast<int>(i);
  return -1;
}

constexpr bool names_exist(const Table& t) {
  for (const auto& m : t.transitions)
    if (index_of(t, m.from) < 0 || index_of(t, m.to) < 0 || m.trigger.empty())
      return false;
  return true;
}

constexpr bool deterministic_and_grouped(const Table& t) {
  for (std::size_t i = 0; i < t.transitions.size(); ++i)
    for (std::size_t j = i + 1; j < t.transitions.size(); ++j) {
      if (t.transitions[i].from != t.transitions[j].from)
        continue;
      if (t.transitions[i].trigger == t.transitions[j].trigger || t.transitions[j - 1].from != t.transitions[j].from)
        return false;
    }
  return true;
}

constexpr bool every_state_reachable(const Table& t) {
  bool seen[32] = {true};
  for (std::size_t round = 0; round < t.states.size(); ++round)
    for (const auto& m : t.transitions)
      if (seen[index_of(t, m.from)])
        seen[index_of(t, m.to)] = true;
  for (std::size_t i = 0; i < t.states.size(); ++i)
    if (!seen[i])
      return false;
  return true;
}

constexpr bool no_dead_end(const Table& t) {
  for (const auto& s : t.states) {
    bool leaves = s.final;
    for (const auto& m : t.transitions)
      leaves = leaves || (m.from == s.name && m.to != s.name);
    if (!leaves)
      return false;
  }
  return true;
}

constexpr bool sound() {
  for (const auto& t : all)
    if (!names_exist(t) || !deterministic_and_grouped(t) || !every_state_reachable(t) || !no_dead_end(t))
      return false;
  return true;
}
static_assert(sound(), "a lifecycle table names an unknown state, is ambiguous, or has a dead end");

} // namespace paydesk::lifecycle::tables_detail
