#include "simulation/weather.h"

namespace paydesk::simulation {
namespace {

/// Never in half of the runs, else up to `most` in a thousand.
int fault(Dice& dice, int most) {
  return dice.chance(500) ? 0 : static_cast<int>(dice.between(1, most));
}

} // namespace

Weather Weather::draw(Dice& dice) {
  Weather weather;
  weather.refused = fault(dice, 250);
  weather.request_lost = fault(dice, 150);
  weather.answer_lost = fault(dice, 250);
  weather.request_late = fault(dice, 100);
  weather.slow = fault(dice, 150);
  weather.answer_late = fault(dice, 150);
  weather.garbage = fault(dice, 150);
  weather.method_declined = fault(dice, 400);
  weather.capture_declined = fault(dice, 200);
  weather.refund_refused = fault(dice, 300);
  weather.refund_returned = fault(dice, 400);
  weather.pending = fault(dice, 1000);
  weather.short_authorization = fault(dice, 300);
  weather.disputed = fault(dice, 300);
  weather.webhook_lost = fault(dice, 400);
  weather.webhook_twice = fault(dice, 300);
  weather.webhook_late = fault(dice, 300);
  weather.database_away = fault(dice, 60);
  weather.commit_unknown = fault(dice, 100);
  weather.deadlock = fault(dice, 150);
  weather.crash = fault(dice, 80);
  weather.stall = fault(dice, 100);
  weather.look_in_vain = fault(dice, 60);
  weather.freeze = fault(dice, 60);
  weather.capture_reversed = fault(dice, 300);
  weather.outage = dice.chance(100) ? 10 : 0;
  return weather;
}

} // namespace paydesk::simulation
