#include "engine/refunds/lines.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "engine/refunds/terms.h"

namespace paydesk {
namespace {

std::optional<RefundLineAsked> find_line(Charges& charges, const std::string& order_id) {
  const auto id = Uuid::parse(order_id);
  for (auto& a : charges)
    if (auto* order = id ? a.order(*id) : nullptr)
      return RefundLineAsked{&a, order, 0, {}};
  return std::nullopt;
}

Result<RefundLineAsked> check_line(Charges& charges, const views::RefundLine& line, const std::string& field) {
  auto found = find_line(charges, line.order_id);
  if (!found)
    return invalid(field + ".order_id", "is not an order of this payment");
  const auto currency = found->charge->payment.currency;
  const auto refundable = found->order->amounts.refundable();
  found->amount = refundable;
  if (line.amount.empty())
    return *found;
  const auto amount = parse_amount(line.amount, currency, field + ".amount");
  if (!amount)
    return tl::unexpected(amount.error());
  if (*amount == 0)
    return invalid(field + ".amount", "is zero");
  if (*amount > refundable)
    return fail(ErrorCode::failed_precondition,
                "only " + format_amount(std::max<std::int64_t>(refundable, 0), currency) + " " + currency.to_string() +
                    " of this order can still be refunded; nothing was refunded",
                field + ".amount");
  found->amount = *amount;
  return *found;
}

/// The id of a payment names all of its charges, that of an order the one that has it.
bool is_named(const Aggregate& a, const Uuid& id) {
  return a.payment.payment_id == id ||
         std::any_of(a.orders.begin(), a.orders.end(), [&](const Order& order) { return order.order_id == id; });
}

} // namespace

postings::Part RefundLineAsked::part() const {
  const bool keeps = terms.commission == RefundCommission::keep;
  return {order->seller, amount, keeps ? 0 : postings::commission_in(*order, amount), 0};
}

Result<std::vector<RefundLineAsked>> check_lines(Charges& charges, const views::RefundRequest& request,
                                                 const EnginePolicy& policy, Instant now) {
  std::vector<RefundLineAsked> lines;
  for (std::size_t i = 0; i < request.lines.size(); ++i) {
    const auto field = "lines[" + std::to_string(i) + "]";
    const auto line = check_line(charges, request.lines[i], field);
    if (!line)
      return tl::unexpected(line.error());
    if (std::any_of(lines.begin(), lines.end(), [&](const auto& other) { return other.order == line->order; }))
      return invalid(field + ".order_id", "is named twice");
    lines.push_back(*line);
  }
  const auto id = Uuid::parse(request.payment_id);
  if (request.lines.empty())
    for (auto& a : charges)
      for (auto& order : a.orders)
        if (id && is_named(a, *id))
          lines.push_back({&a, &order, order.amounts.refundable(), {}});
  std::erase_if(lines, [](const RefundLineAsked& line) { return line.amount <= 0; });
  if (lines.empty())
    return fail(ErrorCode::failed_precondition, "nothing of this payment can be refunded", "lines");
  for (auto& line : lines)
    line.terms = refund_terms(policy, line.order->seller, line.charge->payment.currency, now);
  return lines;
}

std::int64_t total_of(const std::vector<RefundLineAsked>& lines) {
  return std::accumulate(lines.begin(), lines.end(), std::int64_t{0},
                         [](std::int64_t sum, const RefundLineAsked& line) { return sum + line.amount; });
}

std::vector<FundsNeeded> funds_needed(const std::vector<RefundLineAsked>& lines) {
  std::map<std::string, FundsNeeded> needed;
  for (const auto& line : lines) {
    if (line.terms.funds != ShortFunds::refuse)
      continue;
    const auto part = line.part();
    auto& funds = needed[part.seller];
    funds.seller = part.seller;
    funds.currency = line.charge->payment.currency;
    funds.takes += part.amount - part.commission;
    funds.held += part.amount;
  }
  std::vector<FundsNeeded> all;
  for (auto& [seller, funds] : needed)
    all.push_back(std::move(funds));
  return all;
}

} // namespace paydesk
