// Settling: postings of matched lines, and what they change on orders and wallets.
#pragma once

#include <span>

#include "core/ids.h"
#include "engine/ports/reconciliation.h"
#include "engine/ports/settlement_terms.h"

namespace paydesk::recon {

/// What every step inside one transaction shares.
struct Work {
  ReconciliationTx& tx;
  const SettlementTermsSource& terms;
  const ReconciliationPolicy& policy;
  IdSource& ids;
  Instant now;
};

/// A journal of kind "settlement" for a line, unique by account, batch, line kind and PSP reference.
Journal settlement_journal(Work& work, const LineRow& line, std::vector<Posting> postings);

/// Raises `settled` of the orders behind captured facts, pro rata to what each has captured and not settled
/// yet, brings their shown status up to date, and takes from the wallets' pending what the facts had put
/// there. `detail` tells the timeline what settled them. Events "order.settled".
void settle_facts(Work& work, std::string_view psp_account, std::span<const FactRow> facts,
                  std::string_view detail);

/// Lines that were taken into the books against suspense leave it for the facts that have come since.
void settle_suspense(Work& work, std::string_view psp_account);

/// Posts every matched line of the account, in batches.
void settle_matched(Work& work, std::string_view psp_account);

} // namespace paydesk::recon
