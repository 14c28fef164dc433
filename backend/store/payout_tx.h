// Pay-out batches inside a transaction. Internal to the store.
#pragma once

#include "engine/ports/payouts.h"
#include "store/database.h"

namespace paydesk::store {

/// A batch whose row is ours until the transaction ends.
struct LockedBatch {
  std::string state;
  Currency currency;
  Uuid creator_id;
  bool by_psp = false; ///< a PSP's balance pays, and no file
};

/// not_found on "batch_id".
Result<LockedBatch> lock_batch(Tx& tx, const Uuid& batch_id);

views::PayoutBatch read_batch(Tx& tx, const Uuid& batch_id);
std::vector<views::Payout> read_payouts(Tx& tx, const Uuid& batch_id);
/// One that is there.
views::Payout read_payout(Tx& tx, const Uuid& payout_id);

/// What is in the wallets of the terms, by seller, and where it would be paid to. `lock`: the wallets are locked.
std::vector<PayableWallet> read_payable(Tx& tx, const PayoutTerms& terms, bool lock);

/// The batch of what was chosen among locked wallets, reserved, with its audit record and event. failed_precondition
/// when the total is beyond what an amount can be.
Result<views::PayoutBatchDetail> make_batch(Tx& tx, const Caller& caller, const NewPayoutBatch& batch,
                                            PayoutChoice choice);

/// Moves the batch's payouts by a trigger of the machine; each move goes into their history.
void move_payouts(Tx& tx, const Uuid& batch_id, const std::string& trigger, const std::string& state,
                  const std::string& by, Instant at);

/// Gives what the batch reserves back to its wallets, which are locked in the order of their sellers.
void release_holds(Tx& tx, const Uuid& batch_id);

/// The audit record of one step.
void audit_step(Tx& tx, const Caller& caller, const std::string& step, const std::string& reason,
                const views::PayoutBatch& batch, Instant at);
/// As above, and its event.
void record_step(Tx& tx, const Caller& caller, const std::string& step, const std::string& reason,
                 const views::PayoutBatch& batch, Instant at);

/// The columns of `batch_of`, of a batch named b.
inline constexpr std::string_view batch_columns = R"(
b.batch_id, b.state, b.currency, b.minimum, b.total, b.payouts, b.funding_iban, b.funding_psp, b.reason, b.created_by, b.created_at,
b.decided_by, b.decided_at, b.note, b.ended_by, b.ended_at, encode(b.file_sha256, 'hex') as file_sha256)";

views::PayoutBatch batch_of(const pqxx::row& row);

} // namespace paydesk::store
