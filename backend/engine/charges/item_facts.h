// What the rules of core/permitted need to know of a queue item.
#pragma once

#include "core/permitted.h"
#include "engine/ports/payments.h"

namespace paydesk {

/// `job` is one of the aggregate's.
inline permitted::Item item_facts(const Aggregate& a, const Job& job) {
  return {job.dead,
          job.ask,
          job.doubt,
          job.error_class == ErrorClass::outcome_unknown,
          job.kind == OperationKind::capture || job.kind == OperationKind::direct_charge,
          job.operation_id.has_value(),
          job.kind == OperationKind::void_charge && a.charge.authorized > 0};
}

} // namespace paydesk
