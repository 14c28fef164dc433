// Disputes: opened, funds withdrawn and reinstated (separate facts), won and lost.
#pragma once

#include "engine/charges/turn.h"

namespace paydesk {

void on_dispute_news(Turn& turn, const News& news);

} // namespace paydesk
