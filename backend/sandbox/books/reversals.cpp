#include "sandbox/books/reversals.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sandbox {

using nlohmann::json;

namespace {

Capture* latest_that_succeeded(Checkout& checkout) {
  const auto found = std::find_if(checkout.captures.rbegin(), checkout.captures.rend(), [](const Capture& one) {
    return one.status == ModificationStatus::succeeded;
  });
  return found == checkout.captures.rend() ? nullptr : &*found;
}

} // namespace

void Reversals::capture_succeeded(const Checkout& checkout, const Capture& capture) {
  const Candidate candidate{Fault::capture_fails_later};
  const Occasion occasion{"capture", checkout.reference, checkout.reference + "/" + capture.reference};
  if (!faults_.choose({&candidate, 1}, occasion)) return;
  books_.later(faults_.lateness(), [this, id = checkout.id, capture_id = capture.id] {
    Checkout* found = books_.shelf.find(id);
    if (found != nullptr) static_cast<void>(reverse(*found, capture_id));
  });
}

Result<Capture> Reversals::reverse(Checkout& checkout, const std::string& capture_id) {
  Capture* capture = capture_id.empty() ? latest_that_succeeded(checkout) : checkout.capture(capture_id);
  if (capture == nullptr) {
    return capture_id.empty() ? Result<Capture>(invalid_state("nothing of this checkout is captured"))
                              : Result<Capture>(not_found("capture: " + capture_id));
  }
  if (capture->status == ModificationStatus::reversed) return *capture;
  if (capture->status != ModificationStatus::succeeded) {
    return invalid_state("the capture is " + std::string(name_of(capture->status)));
  }
  capture->status = ModificationStatus::reversed;
  books_.movements.add({checkout.account->id, checkout.currency},
                       {MovementKind::capture_reversed, capture->id, checkout.id, capture->reference, -capture->amount,
                        0, std::chrono::system_clock::now()});
  books_.announce("capture.reversed", checkout, capture->amount,
                  json{{"capture_id", capture->id},
                       {"capture_reference", capture->reference},
                       {"code", "returned_by_bank"}});
  return *capture;
}

} // namespace sandbox
