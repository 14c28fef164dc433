#include "engine/ports/payments.h"

#include <algorithm>
#include <array>

namespace paydesk {
namespace {

template <class Rows, class Match> auto* find(Rows& rows, Match match) {
  const auto at = std::find_if(rows.begin(), rows.end(), match);
  return at == rows.end() ? nullptr : &*at;
}

constexpr std::array<std::string_view, 3> capture_modes = {"auto", "single", "multiple"};
constexpr std::array<std::string_view, 8> operation_kinds = {
    "register", "capture", "void", "refund", "query", "charge", "dispute_evidence", "dispute_accept"};
constexpr std::array<std::string_view, 23> news_kinds = {
    "registered",     "page_opened",       "submitted",          "authorized",  "captured",     "capture_failed",
    "voided",         "declined",          "expired",            "refunded",    "refund_failed", "dispute_opened",
    "dispute_withdrawn", "dispute_reinstated", "dispute_won", "dispute_lost",
    "authorization_expired", "dispute_inquiry", "dispute_closed", "dispute_reviewed", "dispute_accepted",
    "dispute_reopened", "capture_reversed"};

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& names, std::string_view text) {
  const auto at = std::find(names.begin(), names.end(), text);
  if (at == names.end())
    return std::nullopt;
  return static_cast<Enum>(at - names.begin());
}

} // namespace

std::string_view to_string(CaptureMode mode) noexcept { return capture_modes[static_cast<std::size_t>(mode)]; }
std::optional<CaptureMode> parse_capture_mode(std::string_view text) noexcept {
  return parse<CaptureMode>(capture_modes, text);
}
std::string_view to_string(OperationKind kind) noexcept { return operation_kinds[static_cast<std::size_t>(kind)]; }
std::optional<OperationKind> parse_operation_kind(std::string_view text) noexcept {
  return parse<OperationKind>(operation_kinds, text);
}
std::string_view to_string(News::Kind kind) noexcept { return news_kinds[static_cast<std::size_t>(kind)]; }

Order* Aggregate::order(const Uuid& id) {
  return find(orders, [&](const Order& order) { return order.order_id == id; });
}
Operation* Aggregate::operation(const Uuid& id) {
  return find(operations, [&](const Operation& operation) { return operation.operation_id == id; });
}
Refund* Aggregate::refund(const Uuid& id) {
  return find(refunds, [&](const Refund& refund) { return refund.refund_id == id; });
}
Job* Aggregate::job_of(const Uuid& operation_id) {
  return find(jobs, [&](const Job& job) { return job.operation_id == operation_id && !job.removed; });
}

} // namespace paydesk
