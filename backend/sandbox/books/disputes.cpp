#include "sandbox/books/disputes.h"

#include <nlohmann/json.hpp>

namespace sandbox {

using nlohmann::json;

namespace {

constexpr std::chrono::hours kTimeToRespond{7 * 24};

} // namespace

Result<Dispute> Disputes::open(Checkout& checkout, std::optional<std::int64_t> amount) {
  const std::int64_t left = checkout.captured() - checkout.refunded() - checkout.withdrawn();
  if (left <= 0) return invalid_state("nothing of this checkout can be disputed");
  if (amount.value_or(left) > left) {
    return invalid_state("only " + std::to_string(left) + " can be disputed");
  }
  const Instant now = std::chrono::system_clock::now();
  checkout.disputes.push_back({books_.ids.next("dsp_"), amount.value_or(left), DisputeStatus::needs_response,
                               now, now + kTimeToRespond});
  const Dispute& dispute = checkout.disputes.back();
  books_.shelf.index_dispute(dispute.id, checkout);
  const std::int64_t fee = checkout.account->dispute_fee(checkout.currency);
  book(checkout, dispute, MovementKind::dispute_withdrawn, -dispute.amount, 0);
  if (fee > 0) book(checkout, dispute, MovementKind::dispute_fee, 0, fee);
  announce("dispute.opened", checkout, dispute);
  announce("dispute.funds_withdrawn", checkout, dispute);
  return dispute;
}

Result<Dispute> Disputes::resolve(Checkout& checkout, const std::string& dispute_id, bool won) {
  Dispute* dispute = checkout.dispute(dispute_id);
  if (dispute == nullptr) return not_found("dispute");
  if (dispute->status == (won ? DisputeStatus::won : DisputeStatus::lost)) return *dispute;
  if (dispute->status == DisputeStatus::won) return invalid_state("the dispute was won already");
  dispute->status = won ? DisputeStatus::won : DisputeStatus::lost;
  announce(won ? "dispute.won" : "dispute.lost", checkout, *dispute);
  if (won) {
    book(checkout, *dispute, MovementKind::dispute_reinstated, dispute->amount, 0);
    announce("dispute.funds_reinstated", checkout, *dispute);
  }
  return *dispute;
}

void Disputes::book(const Checkout& checkout, const Dispute& dispute, MovementKind kind, std::int64_t gross,
                    std::int64_t fee) {
  books_.movements.add(
      {checkout.account->id, checkout.currency},
      {kind, dispute.id, checkout.id, checkout.reference, gross, fee, std::chrono::system_clock::now()});
}

void Disputes::announce(const std::string& type, const Checkout& checkout, const Dispute& dispute) {
  json more{{"dispute_id", dispute.id}};
  if (type == "dispute.opened") more["due_by"] = rfc3339(dispute.due_by);
  books_.announce(type, checkout, dispute.amount, more);
}

} // namespace sandbox
