// Disputes: opened, funds withdrawn and reinstated (separate facts), won and lost.
#pragma once

#include "engine/charges/turn.h"

namespace paydesk {

void on_dispute_news(Turn& turn, const News& news);

/// What the orders bear of a dispute follows what they captured. Around a capture that becomes known the shares of
/// disputes under way are given up and taken anew, and a loss that waited for it is booked.
void release_dispute_shares(Turn& turn);
void hold_dispute_shares(Turn& turn, const News& capture);

} // namespace paydesk
