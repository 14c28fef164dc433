#include "engine/reconciliation/dates.h"

#include <chrono>

namespace paydesk::recon {
namespace {

Instant midnight(std::string_view date) {
  return parse_instant(std::string(date) + "T00:00:00Z").value_or(Instant{});
}

} // namespace

std::string day_after(Instant at, int days) {
  return format_instant(at + std::chrono::days(days)).substr(0, 10);
}

int days_between(std::string_view from, std::string_view to) {
  return static_cast<int>(std::chrono::floor<std::chrono::days>(midnight(to) - midnight(from)).count());
}

} // namespace paydesk::recon
