// Pay-out batches, as they are stored.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/bank_account.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "engine/ports/caller.h"
#include "engine/ports/command_log.h"
#include "engine/ports/ledger.h"
#include "views/common.h"
#include "views/payouts.h"

namespace paydesk {

/// What pay-outs are paid from: the merchant's bank account, or the balance at a PSP.
struct FundingAccount {
  std::string name; ///< as the bank knows the merchant
  std::string iban;
  std::string bic; ///< or empty
  std::string psp_account{}; ///< whose balance pays, one call each; then there is no IBAN
};

/// What a batch is asked for with.
struct PayoutTerms {
  Currency currency;
  std::int64_t minimum = 1;         ///< minor units, > 0
  std::vector<std::string> sellers; ///< none: all
};

/// A seller's wallet that has something in it, and the account that it would be paid to.
struct PayableWallet {
  std::string seller;
  std::int64_t available = 0;     ///< minor units
  std::optional<Uuid> account_id; ///< the active one
  std::string account;            ///< masked
  std::string holder;
  std::optional<Instant> payable_from;
  std::int64_t held = 0;     ///< minor units that are there, and too new for a schedule; not in `available`
  std::string blocked_why{}; ///< without an active one: why the last one was blocked; or empty
};

/// What is paid, and what is left out and why.
struct PayoutChoice {
  struct Line {
    Uuid payout_id;
    std::string seller;
    std::int64_t amount = 0; ///< minor units, > 0
    Uuid account_id;
  };
  std::vector<Line> lines;
  std::vector<views::PayoutLeftOut> left_out;
};

struct NewPayoutBatch {
  Uuid batch_id;
  PayoutTerms terms;
  FundingAccount funding;
  std::string reason;
  Instant at;
};

struct PayoutBatchDecision {
  Uuid batch_id;
  bool approved = false;
  std::string note;
  Instant at;
};

/// A batch with everything that its file needs.
struct ApprovedBatch {
  Uuid batch_id;
  Currency currency;
  FundingAccount funding;
  Instant decided_at;
  struct Line {
    Uuid payout_id;
    std::string seller;
    std::int64_t amount = 0;
    BankAccount account;
    bool payable = false; ///< the account is still active, and has cooled down
    bool covered = false; ///< the wallet still holds what it reserves
  };
  std::vector<Line> lines;
};

/// What submitting comes to: the file, or a key for each line when a PSP pays, and one journal for each line, both in
/// the lines' order.
struct PayoutSubmission {
  std::string file;
  std::vector<Uuid> keys;
  std::vector<Journal> journals;
};

/// A pay-out that was submitted.
struct PayoutUnderWay {
  Uuid payout_id;
  std::string seller;
  std::int64_t amount = 0;
  std::string state;
};

/// What the bank's word about a batch comes to.
struct PayoutNews {
  struct Move {
    Uuid payout_id;
    std::string trigger, state;
  };
  std::vector<Move> moves;
  std::vector<Journal> journals;
  std::vector<views::PayoutLeftOut> rejected; ///< whose money is theirs again, and why
  /// A pay-out whose bank account the bank says nothing can be paid to.
  struct Closed {
    Uuid payout_id;
    std::string why;
  };
  std::vector<Closed> closed{};
};

/// Every change leaves its audit record, its events and its kept answer in the transaction that makes it. Callbacks
/// are called inside it, maybe again when it has to run again. Thread-safe.
class PayoutStore {
 public:
  using Choose = std::function<PayoutChoice(std::span<const PayableWallet>)>;
  using Submit = std::function<Result<PayoutSubmission>(const ApprovedBatch&)>;
  using Judge = std::function<Result<PayoutNews>(Currency, std::span<const PayoutUnderWay>)>;
  using KeepBatch = KeepAnswer<views::PayoutBatch>;
  using KeepDetail = KeepAnswer<views::PayoutBatchDetail>;

  virtual ~PayoutStore() = default;
  virtual Result<std::vector<PayableWallet>> payable(const PayoutTerms& terms) = 0;
  /// Locks the wallets, has `choose` choose among what is available then, and reserves it. failed_precondition when
  /// nothing is chosen.
  virtual Result<views::PayoutBatchDetail> create(const Caller& caller, const NewPayoutBatch& batch,
                                                  const Choose& choose, const KeepDetail& keep) = 0;
  /// permission_denied for who created it, failed_precondition when it was decided already. Rejecting frees the money.
  virtual Result<views::PayoutBatch> decide(const Caller& caller, const PayoutBatchDecision& decision,
                                            const KeepBatch& keep) = 0;
  /// failed_precondition unless it is approved and not submitted. Frees the money.
  virtual Result<views::PayoutBatch> cancel(const Caller& caller, const Uuid& batch_id, const std::string& reason,
                                            Instant now, const KeepBatch& keep) = 0;
  /// Stores the file that `submit` makes, books its journals and releases the holds. failed_precondition when it was
  /// submitted already: its file is never made twice.
  virtual Result<views::PayoutBatch> submit(const Caller& caller, const Uuid& batch_id, const std::string& reason,
                                            Instant now, const Submit& submit, const KeepBatch& keep) = 0;
  /// Lets `judge` say what a bank's word, a file of this SHA-256, comes to. not_found without such a batch,
  /// failed_precondition before it is submitted.
  virtual Result<views::PayoutBatchDetail> hear(const Caller& caller, const Uuid& batch_id, const std::string& sha256,
                                                Instant now, const Judge& judge, const KeepDetail& keep) = 0;
  /// not_found when there is no such batch, failed_precondition before it is submitted. Who takes it is audited.
  virtual Result<views::PayoutFile> file(const Caller& caller, const Uuid& batch_id, Instant now) = 0;
  virtual Result<views::PayoutBatchDetail> detail(const Uuid& batch_id) = 0;
  /// One pay-out with its attempts and steps; not_found on "payout_id".
  virtual Result<views::PayoutDetail> payout(const Uuid& payout_id) = 0;
  virtual Result<views::ListPayoutBatchesResponse> list(const views::PageRequest& page) = 0;
};

} // namespace paydesk
