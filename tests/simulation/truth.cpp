#include "simulation/truth.h"

#include <algorithm>

namespace paydesk::simulation {
namespace {

const Movement* movement_under(const std::deque<Movement>& movements, const std::string& key) {
  const auto at = std::find_if(movements.begin(), movements.end(), [&](const Movement& m) { return m.key == key; });
  return at == movements.end() ? nullptr : &*at;
}

std::optional<Truth> truth_of_movement(const std::deque<Movement>& movements, const std::string& key) {
  const auto* movement = movement_under(movements, key);
  if (movement == nullptr || movement->state == Movement::State::failed)
    return Truth{false, {}};
  if (movement->state == Movement::State::succeeded)
    return Truth{true, movement->id};
  return std::nullopt; // still under way, or taken back: the PSP will tell more than that
}

std::optional<Truth> truth_of_direct_charge(const Checkout* checkout) {
  if (checkout == nullptr || checkout->phase == Checkout::Phase::declined)
    return Truth{false, {}};
  const auto& captures = checkout->captures;
  if (captures.size() == 1 && captures.front().state == Movement::State::succeeded &&
      captures.front().key == checkout->reference)
    return Truth{true, captures.front().id};
  return std::nullopt;
}

std::optional<Truth> truth_of_release(const Checkout& checkout) {
  const bool released = checkout.released > 0 && checkout.held() == 0 && !checkout.ran_out &&
                        checkout.capture_under_way() == 0 && checkout.captured() + checkout.taken_back() == 0;
  return checkout.phase == Checkout::Phase::voided && (checkout.authorized == 0 || released)
             ? std::optional(Truth{true, {}})
             : std::nullopt;
}

Truth truth_of_answer(const Checkout& checkout, const std::string& key) {
  return {std::any_of(checkout.disputes.begin(), checkout.disputes.end(),
                      [&](const DisputeCase& dispute) { return dispute.key == key; }),
          {}};
}

} // namespace

std::optional<Truth> truth_of(const Snapshot::ItemRow& item, const Accounts& accounts) {
  const auto at = std::find_if(accounts.begin(), accounts.end(), [&](const Account& a) { return a.name() == item.account; });
  if (at == accounts.end() || at->network.may_be_under_way(item.operation_id) ||
      at->network.may_be_under_way(item.charge_id))
    return std::nullopt;
  const auto* checkout = at->provider.find(item.charge_id.to_string());
  if (item.kind == "register")
    return checkout == nullptr ? std::optional(Truth{false, {}}) : std::nullopt;
  if (item.kind == "charge")
    return truth_of_direct_charge(checkout);
  if (checkout == nullptr)
    return std::nullopt;
  if (item.kind == "dispute_evidence" || item.kind == "dispute_accept")
    return truth_of_answer(*checkout, item.operation_id.to_string());
  if (item.kind == "capture")
    return truth_of_movement(checkout->captures, item.operation_id.to_string());
  if (item.kind == "refund")
    return truth_of_movement(checkout->refunds, item.operation_id.to_string());
  return item.kind == "void" ? truth_of_release(*checkout) : std::nullopt;
}

} // namespace paydesk::simulation
