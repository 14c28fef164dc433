// Pieces that the files of PgWebhooks share.
#pragma once

#include <string>
#include <vector>

#include "engine/ports/caller.h"
#include "store/database.h"
#include "views/webhooks.h"

namespace paydesk::store {

/// One endpoint as it is shown; not_found on "endpoint_id".
Result<views::WebhookEndpoint> read_endpoint(Tx& tx, const Uuid& endpoint_id);
/// One delivery as it is shown; not_found on "delivery_id".
Result<views::WebhookDelivery> read_delivery(Tx& tx, const Uuid& delivery_id);

/// Holds the fan-out still until the transaction ends: who listens changes between its batches, never within one.
void lock_fan_out(Tx& tx);

/// What an audit record is about, and how it ended.
struct AuditItem {
  std::string subject;
  std::optional<Uuid> payment_id;
  std::string outcome;
};

/// Audit records of one act on several things; `detail` are names and values in turns.
void write_audit(Tx& tx, const Caller& caller, Instant now, const std::string& action,
                 const std::vector<AuditItem>& items, const std::vector<std::string>& detail);

std::vector<std::string> split_list(const std::string& list); ///< at commas; nothing for an empty text

} // namespace paydesk::store
