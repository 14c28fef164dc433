#include "app/demo/disputes.h"

#include <algorithm>
#include <cmath>

#include "app/demo/book.h"
#include "app/demo/refunds.h"

namespace paydesk::demo {
namespace {

constexpr std::size_t fewest = 3;

/// The payments to dispute: those with the highest draw, as refunds take those with the lowest.
std::vector<const views::PaymentDetail*> chosen(const std::vector<views::PaymentDetail>& payments,
                                                std::uint64_t seed, double share) {
  std::vector<std::pair<double, const views::PaymentDetail*>> ranked;
  for (const auto& payment : payments)
    if (is_untouched(payment))
      ranked.emplace_back(drawn(seed, aftermath, payment.checkout_reference), &payment);
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  const auto wanted = static_cast<std::size_t>(std::llround(static_cast<double>(ranked.size()) * share));
  ranked.resize(std::min(ranked.size(), std::max(fewest, wanted)));
  std::vector<const views::PaymentDetail*> list;
  for (const auto& [rank, payment] : ranked)
    list.push_back(payment);
  return list;
}

} // namespace

Result<DisputesResult> dispute_some(const SandboxControl& sandbox, const std::vector<views::PaymentDetail>& payments,
                                    std::uint64_t seed, double share) {
  DisputesResult result;
  for (const auto* payment : chosen(payments, seed, share)) {
    const auto dispute = sandbox.open_dispute(payment->charge_id);
    if (!dispute)
      return tl::unexpected(dispute.error());
    const auto fate = result.opened++ % 3;
    if (fate == 2)
      continue;
    if (auto resolved = sandbox.resolve_dispute(*dispute, fate == 0); !resolved)
      return tl::unexpected(resolved.error());
    ++(fate == 0 ? result.won : result.lost);
  }
  return result;
}

} // namespace paydesk::demo
