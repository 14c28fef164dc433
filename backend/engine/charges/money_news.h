// Money that moved at the PSP: captures and refunds, allocated to orders and posted once.
#pragma once

#include "engine/charges/turn.h"

namespace paydesk {

void on_captured(Turn& turn, const News& news);
void on_refunded(Turn& turn, const News& news);
void on_refund_failed(Turn& turn, const News& news);

} // namespace paydesk
