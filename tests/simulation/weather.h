// How bad the world is in one run.
#pragma once

#include "simulation/dice.h"

namespace paydesk::simulation {

/// Chances in a thousand, each drawn for itself: in most runs most faults never happen, so that those that do meet
/// each other in every combination, and often.
struct Weather {
  // The way to the PSP and back.
  int refused = 0;      ///< 429 or 503, nothing done
  int request_lost = 0; ///< nothing done, no answer
  int answer_lost = 0;  ///< done, no answer
  int request_late = 0; ///< done after the caller has given up
  int slow = 0;         ///< answered after seconds
  int answer_late = 0;  ///< done at once, answered after seconds: the webhook is first
  int garbage = 0;      ///< 500 or nonsense, done or not

  // What the PSP and the banks behind it do.
  int method_declined = 0;    ///< a stored payment method, for good or for now
  int capture_declined = 0;
  int refund_refused = 0;     ///< the bank declines it, at once or later
  int refund_returned = 0;    ///< fails after it had succeeded
  int capture_reversed = 0;   ///< taken back after it was done
  int pending = 0;            ///< captures, voids and refunds are only received, the outcome comes later
  int short_authorization = 0; ///< runs out within minutes
  int disputed = 0;
  int declined_for_now = 500; ///< of declined stored methods: may be tried again
  int dispute_whole = 500;    ///< of disputes: over all that is left
  int dispute_won = 500;
  int dispute_turned = 300;   ///< of lost ones: won after all

  // The way of the PSP's webhooks.
  int webhook_lost = 0;
  int webhook_twice = 0;
  int webhook_late = 0;

  // The database.
  int database_away = 0;   ///< nothing done
  int commit_unknown = 0;  ///< done or not, and nobody knows
  int deadlock = 0;        ///< the transaction runs again

  // The daemons and their clock.
  int crash = 0;
  int stall = 0;       ///< time passes while there is work
  int freeze = 0;      ///< one daemon stands still, and goes on long afterwards as if nothing had been
  int outage = 0;      ///< nobody is there for hours or days, also longer than the PSP keeps its keys
  int look_in_vain = 0; ///< a worker looks although nothing is due

  static Weather draw(Dice& dice);
  /// Nothing goes wrong any more: what is under way must come to its end.
  void clear_up() { *this = Weather{}; }
};

} // namespace paydesk::simulation
