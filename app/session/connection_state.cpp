#include "app/session/connection_state.h"

#include <utility>

namespace paydesk::session {

void ConnectionState::set(Phase phase, Facts facts) {
  const bool back = phase == Phase::Live && phase_ == Phase::Lost;
  phase_ = phase;
  error_ = std::move(facts.error);
  if (facts.last_seen) last_seen_ = facts.last_seen;
  tries_ = facts.tries;
  next_try_in_ = facts.next_try_in;
  Q_EMIT changed();
  if (back) Q_EMIT regained();
}

void ConnectionState::set_address(QString address) {
  address_ = std::move(address);
  Q_EMIT changed();
}

} // namespace paydesk::session
