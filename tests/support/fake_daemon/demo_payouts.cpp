#include "tests/support/fake_daemon/demo_payouts.h"

#include <array>

namespace paydesk::fake {
namespace {

struct Kind {
  const char* state;  ///< of the batch
  const char* payout; ///< of its pay-outs
  const char* currency;
  std::int64_t step; ///< minor units between two pay-outs
  int payouts;
};
constexpr std::array<Kind, 7> kinds = {{{"awaiting_approval", "awaiting_approval", "KRW", 412'300, 11},
                                        {"awaiting_approval", "awaiting_approval", "USD", 31'870, 7},
                                        {"approved", "approved", "EUR", 12'415, 5},
                                        {"submitted", "in_transit", "JPY", 88'000, 9},
                                        {"submitted", "paid", "KRW", 720'000, 8},
                                        {"submitted", "returned", "EUR", 9'990, 1},
                                        {"cancelled", "cancelled", "KWD", 128'837, 3}}};
constexpr std::array sellers = {"Hanok Tea", "제주담다", "온기상회", "한빛문구", "Kite & Kin", "고운한지",
                                "소소공방", "바다향기", "Sora Ceramics", "달빛서점", "살림연구소"};

} // namespace

void add_demo_payouts(Books& books) {
  std::int64_t hours = 0;
  for (const auto& kind : kinds) {
    const auto number = std::to_string(++hours);
    views::PayoutBatchDetail detail;
    auto& batch = detail.batch;
    batch.batch_id = "0192f417-0000-7000-8000-00000000041" + number;
    batch.message_id = "PO-041" + number;
    batch.state = kind.state;
    batch.currency = kind.currency;
    batch.funding_account = "DE****2051";
    batch.reason = "weekly";
    batch.created_by = "demo-operator";
    batch.created_at = now() - std::chrono::hours(hours * 20);
    batch.minimum = money(1, kind.currency);
    if (batch.state != "awaiting_approval") {
      batch.decided_by = "demo-approver";
      batch.decided_at = *batch.created_at + std::chrono::hours(1);
    }
    if (batch.state == "submitted") {
      batch.ended_by = "demo-operator";
      batch.ended_at = *batch.created_at + std::chrono::hours(2);
      batch.file_sha256 = std::string(64, static_cast<char>('0' + hours));
    }
    std::int64_t total = 0;
    for (int i = 0; i < kind.payouts; ++i) {
      const auto amount = kind.step * (kind.payouts - i) + i * 7;
      total += amount;
      detail.payouts.push_back({"0192f418-0000-7000-8000-0000000" + number + "00" + std::to_string(10 + i), sellers[static_cast<std::size_t>(i)],
                                money(amount, kind.currency), kind.payout, {}, "KR****" + std::to_string(4821 + i * 97), sellers[static_cast<std::size_t>(i)]});
    }
    batch.payouts = kind.payouts;
    batch.total = money(total, kind.currency);
    books.payout_batches.push_back(std::move(detail));
  }
}

} // namespace paydesk::fake
