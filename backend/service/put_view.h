// A view into its message.
#pragma once

#include "core/result.h"
#include "wire/approvals.h"
#include "wire/auditor.h"
#include "wire/books.h"
#include "wire/breakers.h"
#include "wire/commission.h"
#include "wire/common.h"
#include "wire/journals.h"
#include "wire/ledger.h"
#include "wire/mappings.h"
#include "wire/payments.h"
#include "wire/payout_accounts.h"
#include "wire/payout_schedules.h"
#include "wire/payouts.h"
#include "wire/psps.h"
#include "wire/queues.h"
#include "wire/reconciliation.h"
#include "wire/refund_policy.h"
#include "wire/refunds.h"
#include "wire/reports.h"
#include "wire/selections.h"
#include "wire/routing.h"
#include "wire/system.h"
#include "wire/disputes.h"
#include "wire/verdicts.h"
#include "wire/webhooks.h"

namespace paydesk::service {

/// Fills `message` from the view.
template <class View, class Message> Result<void> put_view(const View& view, Message* message) {
  wire::to_wire(view, message);
  return {};
}

/// As above, or passes the error on.
template <class View, class Message> Result<void> put_view(const Result<View>& view, Message* message) {
  if (!view)
    return tl::unexpected(view.error());
  wire::to_wire(*view, message);
  return {};
}

} // namespace paydesk::service
