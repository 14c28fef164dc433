// Reading disputes; they are written with their charge (Aggregate).
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "views/common.h"
#include "views/disputes.h"

namespace paydesk {

/// Thread-safe.
class DisputeStore {
 public:
  virtual ~DisputeStore() = default;
  /// not_found when there is none of this id.
  virtual Result<views::DisputeDetail> dispute(const Uuid& dispute_id) = 0;
  /// The newest first. Filter keys: state, psp, payment, seller, answer, due, created, and ids or PSP references.
  virtual Result<views::ListDisputesResponse> list(const views::PageRequest& page) = 0;
};

} // namespace paydesk
