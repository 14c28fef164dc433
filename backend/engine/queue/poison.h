// Errors that come again however often the same batch is tried.
#pragma once

#include "core/result.h"

namespace paydesk {

/// The store is there and refuses what is in the batch; asking it again would end in the same way.
inline bool is_poison(const Error& error) {
  return error.code != ErrorCode::unavailable && error.code != ErrorCode::conflict &&
         error.code != ErrorCode::exhausted;
}

} // namespace paydesk
