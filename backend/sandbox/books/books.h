// What the parts of the books share.
#pragma once

#include "sandbox/books/movement.h"
#include "sandbox/books/shelf.h"
#include "sandbox/text/identifiers.h"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <functional>
#include <string>

namespace sandbox {

/// Tells the outside what happened: event type, the checkout, the amount it is about, more fields of `data`.
using Announce = std::function<void(const std::string& type, const Checkout& checkout, std::int64_t amount,
                                    const nlohmann::json& more)>;
/// Runs something after a delay, on the io thread.
using Later = std::function<void(std::chrono::milliseconds delay, std::function<void()> action)>;

/// The PSP's books: the truth about what was charged, and the ports through which it speaks. Used on the io
/// thread only. Deferred actions must find their checkout again by id, because a reset may have removed it.
struct Books {
  Shelf shelf;
  MovementLog movements;
  IdSource ids;
  Announce announce;
  Later later;
  std::chrono::milliseconds bank_delay{150};
};

} // namespace sandbox
