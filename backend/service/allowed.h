// Who asks decides too what may be done: roles, and that nobody decides about what they asked for.
#pragma once

#include "engine/ports/caller.h"
#include "views/payments.h"

namespace paydesk::service {

/// Narrows a payment's actions to what `caller` may do, by the same roles as the calls themselves; a refused one names
/// the roles that are missing, or who asked for it.
void judge_for(const Caller& caller, views::PaymentDetail& payment);

} // namespace paydesk::service
