// What shops are told, as JSON. Amounts are decimal strings.
#pragma once

#include <string>

#include "engine/ports/payments.h"
#include "views/payments.h"

namespace paydesk::edge {

/// The answer to POST /v1/payments once the page is known, or registering failed for good.
std::string registration_json(const Registration& registration);
/// The answer while the PSP has not answered yet.
std::string in_progress_json(const Uuid& payment_id);
/// The answer to GET /v1/payments/{id}: state, why it is in it and what comes next, orders and history.
std::string payment_json(const views::PaymentDetail& detail, Instant now);

} // namespace paydesk::edge
