#include "crash/flows.h"

namespace paydesk::crash {

using simulation::Weather;
using Buyer = Flow::Buyer;
using Wish = Flow::Wish;

std::string_view to_string(Answer answer) {
  constexpr std::array<std::string_view, 5> names{"ok", "declined", "answer lost", "webhook twice", "webhook first"};
  return names[static_cast<std::size_t>(answer)];
}

const std::vector<Flow>& all_flows() {
  constexpr auto automatic = CaptureMode::automatic;
  constexpr auto single = CaptureMode::single;
  constexpr auto multiple = CaptureMode::multiple;
  static const std::vector<Flow> flows = {
      {.name = "hosted page, auto", .mode = automatic, .orders = {3000, 1500},
       .subject = OperationKind::register_charge, .bad_card = true},
      {.name = "hosted page, single capture", .mode = single, .orders = {3000, 1500},
       .subject = OperationKind::capture, .decline = &Weather::capture_declined},
      {.name = "hosted page, multiple captures", .mode = multiple, .orders = {3000, 1500},
       .subject = OperationKind::capture, .decline = &Weather::capture_declined},
      {.name = "captures that take their time", .mode = multiple, .orders = {3000, 1500},
       .subject = OperationKind::capture, .decline = &Weather::capture_declined, .nature = {&Weather::pending}},
      {.name = "direct charge, auto", .mode = automatic, .orders = {2500, 700}, .buyer = Buyer::none,
       .subject = OperationKind::direct_charge, .decline = &Weather::method_declined},
      {.name = "direct charge, single capture", .mode = single, .orders = {2500, 700}, .buyer = Buyer::none,
       .subject = OperationKind::direct_charge, .decline = &Weather::method_declined},
      {.name = "direct charge, multiple captures", .mode = multiple, .orders = {2500}, .buyer = Buyer::none,
       .subject = OperationKind::capture, .decline = &Weather::capture_declined},
      {.name = "cancel of an open page", .mode = multiple, .orders = {3000}, .buyer = Buyer::leaves,
       .wish = Wish::cancel_open_page, .subject = OperationKind::void_charge},
      {.name = "cancel while the bank decides", .mode = multiple, .orders = {3000}, .buyer = Buyer::waits_for_bank,
       .wish = Wish::cancel_under_way, .subject = OperationKind::void_charge, .one_end = false},
      {.name = "refund, whole", .mode = automatic, .orders = {3000, 1500}, .wish = Wish::refund_whole,
       .subject = OperationKind::refund, .decline = &Weather::refund_refused},
      {.name = "refund, in part", .mode = multiple, .orders = {3000, 1500}, .wish = Wish::refund_part,
       .subject = OperationKind::refund, .decline = &Weather::refund_refused},
      {.name = "refund that takes its time", .mode = automatic, .orders = {3000}, .wish = Wish::refund_part,
       .subject = OperationKind::refund, .decline = &Weather::refund_refused, .nature = {&Weather::pending}},
      {.name = "refund that comes back", .mode = automatic, .orders = {3000}, .wish = Wish::refund_part,
       .subject = OperationKind::refund, .nature = {&Weather::refund_returned}},
      {.name = "expiry", .mode = automatic, .orders = {3000}, .buyer = Buyer::leaves,
       .subject = OperationKind::register_charge},
      {.name = "dispute, won", .mode = automatic, .orders = {3000, 1500}, .subject = OperationKind::register_charge,
       .nature = {&Weather::disputed, &Weather::dispute_whole, &Weather::dispute_won}},
      {.name = "dispute, lost", .mode = automatic, .orders = {3000, 1500}, .subject = OperationKind::register_charge,
       .nature = {&Weather::disputed, &Weather::dispute_whole}},
      {.name = "dispute, lost and then won", .mode = automatic, .orders = {3000},
       .subject = OperationKind::register_charge,
       .nature = {&Weather::disputed, &Weather::dispute_whole, &Weather::dispute_turned}},
      {.name = "question about a lost capture", .mode = multiple, .orders = {3000, 1500},
       .subject = OperationKind::query, .lost_before = OperationKind::capture},
      {.name = "question about a lost direct charge", .mode = automatic, .orders = {3000}, .buyer = Buyer::none,
       .subject = OperationKind::query, .lost_before = OperationKind::direct_charge},
  };
  return flows;
}

} // namespace paydesk::crash
