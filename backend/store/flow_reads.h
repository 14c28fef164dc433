// The parts of the Flow screen's answer, one statement each. Internal to the store.
#pragma once

#include <string>

#include "core/clock.h"
#include "store/database.h"
#include "views/system.h"

namespace paydesk::store {

/// What a flow is asked about. Empty account or currency: all.
struct FlowScope {
  Instant now, from, to; ///< the range is from ≤ t < to
  std::string psp_account, currency, time_zone;
};

void add_flow_nodes(Tx& tx, const FlowScope& scope, views::Flow& flow);
void add_flow_errors(Tx& tx, const FlowScope& scope, views::Flow& flow);
void add_flow_figures(Tx& tx, const FlowScope& scope, views::Flow& flow);
/// Captured and refunded in the range, and whether its transactions balance.
void add_flow_money(Tx& tx, const FlowScope& scope, views::Flow& flow);
void add_flow_moves(Tx& tx, const FlowScope& scope, views::Flow& flow);
void add_flow_psps(Tx& tx, const FlowScope& scope, views::Flow& flow);
void add_flow_series(Tx& tx, const FlowScope& scope, views::Flow& flow);

} // namespace paydesk::store
