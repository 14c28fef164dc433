// What a headless run found out.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/demo/breaks.h"
#include "app/demo/comparison.h"
#include "app/demo/disputes.h"
#include "app/demo/options.h"
#include "app/demo/payouts.h"
#include "app/demo/quiet.h"
#include "app/demo/refunds.h"
#include "app/demo/traffic.h"
#include "app/demo/webhooks.h"
#include "views/ledger.h"

namespace paydesk::demo {

/// Everything that is reported, and whether it is right.
struct Summary {
  Options options;
  std::string version;
  TrafficResult traffic;
  int kills = 0;
  RefundsResult refunds;
  DisputesResult disputes;
  PayoutsResult payouts;
  std::int64_t dead_letters_retried = 0;
  Quiet quiet;
  std::map<std::string, std::int64_t> payments_by_state; ///< state of the charge
  std::map<std::string, std::int64_t> orders_by_status;  ///< shown status
  Comparison comparison;
  OwnContradictions contradictions;
  views::VerifyResponse verify;
  BreaksResult breaks;
  WebhooksResult webhooks;
  std::int64_t settlement_lines = 0;
  std::int64_t settlement_batches = 0;
  std::map<std::string, std::int64_t> faults_fired;
  std::vector<std::string> left_running;
  std::vector<std::pair<std::string, double>> seconds; ///< by stage
  double total_seconds = 0;

  double payments_per_second() const;
  /// Everything that is not as it must be, in words; empty when the run succeeded.
  std::vector<std::string> failures() const;
};

std::string to_text(const Summary& summary);
/// One JSON document, amounts as decimal text.
std::string to_json(const Summary& summary);

} // namespace paydesk::demo
