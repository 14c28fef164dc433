#include "engine/ledger/postings.h"

#include <algorithm>
#include <map>

namespace paydesk {

bool balanced(const Journal& journal) noexcept {
  std::map<Currency, std::int64_t> sums;
  for (const auto& line : journal.lines) {
    auto& sum = sums[line.currency];
    const auto next = checked_add(sum, line.amount);
    if (!next || line.amount == 0)
      return false;
    sum = *next;
  }
  for (const auto& [currency, sum] : sums)
    if (sum != 0)
      return false;
  return journal.lines.size() >= 2;
}

namespace postings {
namespace {

/// Collects lines and leaves zeros out.
class Lines {
 public:
  explicit Lines(Currency currency) : currency_(currency) {}
  Lines& debit(std::string account_class, std::string owner, std::int64_t amount) {
    if (amount != 0)
      lines_.push_back({{std::move(account_class), std::move(owner)}, currency_, amount});
    return *this;
  }
  Lines& credit(std::string account_class, std::string owner, std::int64_t amount) {
    return debit(std::move(account_class), std::move(owner), -amount);
  }
  std::vector<Posting> take() { return std::move(lines_); }

 private:
  Currency currency_;
  std::vector<Posting> lines_;
};

/// What has left the order and taken its commission along.
std::int64_t gone_with_commission(const Order& order) {
  return order.amounts.refunded - order.refunded_keeping + order.amounts.lost;
}

} // namespace

std::int64_t commission_in(const Order& order, std::int64_t amount) {
  const auto base = std::max<std::int64_t>(order.amounts.captured, 1);
  const auto gone = std::clamp<std::int64_t>(gone_with_commission(order) + amount, 0, base);
  return cumulative_part(order.commission_taken, gone, base, order.commission_returned);
}

std::int64_t restate_commission(Order& order) {
  const auto kept = order.commission_taken - order.commission_returned;
  const auto& of = order.amounts;
  const auto base = std::max<std::int64_t>(of.captured, 1);
  const auto gone = std::clamp<std::int64_t>(gone_with_commission(order), 0, base);
  order.commission_taken = cumulative_part(order.commission, std::min(of.captured, of.amount), of.amount, 0);
  order.commission_returned = cumulative_part(order.commission_taken, gone, base, 0);
  return order.commission_taken - order.commission_returned - kept;
}

std::vector<Posting> capture(const std::string& psp_account, Currency currency, std::span<const Part> parts) {
  std::int64_t total = 0;
  std::int64_t commission = 0;
  for (const auto& part : parts) {
    total += part.amount;
    commission += part.commission;
  }
  Lines lines(currency);
  lines.debit("psp_receivable", psp_account, total);
  for (const auto& part : parts)
    lines.credit("seller_payable", part.seller, part.amount - part.commission);
  lines.credit("commission_revenue", "", commission);
  return lines.take();
}

std::vector<Posting> capture_reversed(const std::string& psp_account, Currency currency, std::span<const Part> parts) {
  auto lines = capture(psp_account, currency, parts);
  for (auto& line : lines)
    line.amount = -line.amount;
  return lines;
}

std::vector<Posting> refund(const std::string& psp_account, Currency currency, const Part& part) {
  return Lines(currency)
      .debit("seller_payable", part.seller, part.amount - part.commission)
      .debit("commission_revenue", "", part.commission)
      .credit("psp_receivable", psp_account, part.amount)
      .take();
}

std::vector<Posting> refund_returned(const std::string& psp_account, Currency currency, std::int64_t amount) {
  return Lines(currency).debit("psp_receivable", psp_account, amount).credit("buyer_payable", "", amount).take();
}

std::vector<Posting> dispute_withdrawn(const std::string& psp_account, Currency currency, std::int64_t amount) {
  return Lines(currency)
      .debit("dispute_pending", psp_account, amount)
      .credit("psp_receivable", psp_account, amount)
      .take();
}

std::vector<Posting> dispute_reinstated(const std::string& psp_account, Currency currency, std::int64_t amount) {
  return Lines(currency)
      .debit("psp_receivable", psp_account, amount)
      .credit("dispute_pending", psp_account, amount)
      .take();
}

std::vector<Posting> dispute_lost(const std::string& psp_account, Currency currency, std::span<const Part> parts,
                                  std::int64_t beyond) {
  Lines lines(currency);
  std::int64_t total = beyond;
  std::int64_t commission = 0;
  std::int64_t fees = 0;
  for (const auto& part : parts) {
    lines.debit("seller_payable", part.seller, part.amount - part.commission);
    lines.debit("seller_payable", part.seller, part.fee);
    commission += part.commission;
    fees += part.fee;
    total += part.amount;
  }
  lines.debit("commission_revenue", "", commission);
  lines.debit("dispute_losses", "", beyond);
  lines.credit("dispute_pending", psp_account, total);
  lines.credit("fee_recharge_revenue", "", fees);
  return lines.take();
}

std::vector<Posting> dispute_loss_reversed(const std::string& psp_account, Currency currency,
                                           std::span<const Part> parts, std::int64_t beyond) {
  auto lines = dispute_lost(psp_account, currency, parts, beyond);
  for (auto& line : lines)
    line.amount = -line.amount;
  return lines;
}

} // namespace postings
} // namespace paydesk
