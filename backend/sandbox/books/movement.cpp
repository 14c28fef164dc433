#include "sandbox/books/movement.h"

namespace sandbox {

std::string_view name_of(MovementKind kind) {
  switch (kind) {
  case MovementKind::capture:
    return "capture";
  case MovementKind::capture_reversed:
    return "capture_reversed";
  case MovementKind::refund:
    return "refund";
  case MovementKind::refund_reversed:
    return "refund_reversed";
  case MovementKind::dispute_withdrawn:
    return "dispute_withdrawn";
  case MovementKind::dispute_reinstated:
    return "dispute_reinstated";
  case MovementKind::dispute_fee:
    return "dispute_fee";
  }
  return "capture";
}

} // namespace sandbox
