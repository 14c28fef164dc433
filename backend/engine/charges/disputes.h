// Disputes: asked about, opened, answered, won, lost and taken up again. Funds withdrawn and reinstated are facts of
// their own, in any state.
#pragma once

#include "engine/charges/turn.h"

namespace paydesk {

void on_dispute_news(Turn& turn, const News& news);

/// The bank waits for an answer, so one may be sent: by evidence, or by accepting.
bool takes_answer(const Dispute& dispute) noexcept;

/// The answer to a dispute that is under way, or waits as a dead letter; none when there is none.
const Operation* answer_under_way(const Aggregate& a, const Uuid& dispute_id);

} // namespace paydesk
