// The money of disputes: what the PSP took, whom it is withheld from, and who bears it when it is lost.
#pragma once

#include "engine/charges/turn.h"

namespace paydesk {

/// Posts a withdrawal, or what is given back of one, once per reference. What is given back was taken before, whichever
/// of the two is told first.
void on_dispute_withdrawn(Turn& turn, Dispute& dispute, const News& news);
void on_dispute_reinstated(Turn& turn, Dispute& dispute, const News& news);

/// Brings holds and losses in line with the dispute's state and with what is withheld: on hold until it is lost, then
/// borne by the orders as far as they can, and the rest by us. Before any capture is known nobody can tell who bears a
/// loss, so it waits on hold.
void settle_dispute(Turn& turn, Dispute& dispute);

/// Around a capture that becomes known, what the orders bear of all disputes is given up and taken anew. Before one is
/// taken back all of it is given up: the orders may be able to bear less.
void release_dispute_shares(Turn& turn);
void give_up_dispute_shares(Turn& turn);
void hold_dispute_shares(Turn& turn);

} // namespace paydesk
