// What the payments list can be filtered by, in SQL over payment_order o, payment p and charge c.
#pragma once

#include <span>

#include "store/filter_sql.h"

namespace paydesk::store {

/// The keys of filter::payment_keys() and the bare identifier.
std::span<const FilterField> payment_filter_fields() noexcept;

/// Seconds after which an order counts as stuck in a shown status; 0 for never.
std::int64_t shown_status_sla(std::string_view status) noexcept;

/// Whether a shown status is one that work, or somebody, still has to move on.
bool is_open_status(std::string_view status) noexcept;

/// Every shown status an order can have, each once.
std::span<const std::string_view> shown_statuses() noexcept;

} // namespace paydesk::store
