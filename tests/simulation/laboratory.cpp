#include "simulation/laboratory.h"

#include <stdexcept>

#include "store/verify.h"

namespace paydesk::simulation {
namespace {

// Commits wait for no disk: nothing here outlives the run. Indexes also while the tables are small, as the statistics
// come too late for plans that are kept.
constexpr const char* session_options = " options='-c synchronous_commit=off -c enable_seqscan=off -c jit=off'";

} // namespace

Laboratory::Laboratory()
    : database_(made_->app + session_options, 2), observer_(made_->app + session_options) {}

Laboratory::~Laboratory() = default;

std::vector<std::string> Laboratory::verify() {
  std::vector<std::string> broken;
  store::Database whole(made_->app, 1);
  const auto verified = store::verify_books(whole, Instant{});
  if (!verified)
    return {"verify fails: " + verified.error().message};
  for (const auto& finding : verified->findings)
    if (finding.violations > 0)
      broken.push_back("verify " + finding.invariant + ": " +
                       (finding.examples.empty() ? std::string() : finding.examples.front()));
  return broken;
}

} // namespace paydesk::simulation
