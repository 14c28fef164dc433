// What the PSP tells, applied to a payment: once, in any order, whichever way it came.
#pragma once

#include "engine/charges/turn.h"

namespace paydesk {

/// Applies one piece of news. News for a state already passed changes nothing and is noted as superseded; a fact
/// (captured, refunded, withdrawn …) is posted once per PSP reference, also beyond what was asked, with an alert.
void apply_news(Turn& turn, const News& news);

/// Goes on from where the charge is: captures what is authorised, voids what is left over.
void advance(Turn& turn);

/// Gives the seller's side of a refund that will not happen back: pending amount and hold.
void release_refund(Turn& turn, const Refund& refund);

} // namespace paydesk
