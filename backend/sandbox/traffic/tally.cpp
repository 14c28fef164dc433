#include "sandbox/traffic/tally.h"

#include <nlohmann/json.hpp>

#include <sstream>

namespace sandbox {

using nlohmann::json;

namespace {

constexpr std::size_t kMostErrors = 100;

std::string as_text(const Tally& tally, double seconds) {
  std::ostringstream text;
  text << "requested  " << tally.requested << "\ncreated    " << tally.created << "\npaid       "
       << tally.paid << "\nabandoned  " << tally.abandoned << "\ndeclined   " << tally.declined
       << "\nfailed     " << tally.failed << "\nseconds    " << seconds << '\n';
  for (const auto& [reference, failure] : tally.errors)
    text << "  " << reference << ": " << failure << '\n';
  return text.str();
}

} // namespace

void Tally::add(const std::string& checkout_reference, const Visit& visit) {
  switch (visit.outcome) {
  case BuyerOutcome::paid:
    ++paid;
    return;
  case BuyerOutcome::abandoned:
    ++abandoned;
    return;
  case BuyerOutcome::declined:
    ++declined;
    return;
  case BuyerOutcome::failed:
    ++failed;
    break;
  }
  if (errors.size() < kMostErrors) errors[checkout_reference] = visit.failure;
}

std::string summary(const Tally& tally, double seconds, bool as_json) {
  if (!as_json) return as_text(tally, seconds);
  json errors = json::array();
  for (const auto& [reference, failure] : tally.errors) {
    errors.push_back({{"checkout_reference", reference}, {"message", failure}});
  }
  const json shown{{"requested", tally.requested}, {"created", tally.created},   {"paid", tally.paid},
                   {"abandoned", tally.abandoned}, {"declined", tally.declined}, {"failed", tally.failed},
                   {"errors", std::move(errors)},  {"seconds", seconds}};
  return shown.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

} // namespace sandbox
