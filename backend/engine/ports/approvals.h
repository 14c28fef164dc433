// What approvals and the journals of people need from outside: their rows and the books, in one transaction.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/approval_policy.h"
#include "core/clock.h"
#include "core/ids.h"
#include "engine/ports/caller.h"
#include "engine/ports/command_log.h"
#include "engine/ports/ledger.h"
#include "views/approvals.h"
#include "views/common.h"

namespace paydesk {

/// A command as it is asked for. `view` has what is shown of it; its evidence's size and hash are made by the store.
struct NewApproval {
  Uuid approval_id;
  Uuid requester_id;
  int command_version = 0;
  std::string command; ///< canonical: the same command has the same bytes
  std::string preview; ///< what it would do, one fact a line
  std::string evidence; ///< raw bytes; may be empty
  views::Approval view;
};

struct StoredApproval {
  Uuid approval_id;
  Uuid requester_id;
  int command_version = 0;
  std::string command;
  std::string preview;
  std::string preview_hash; ///< hex
  views::Approval view;
};

/// How it ends, by a person.
struct ApprovalDecision {
  Uuid approval_id;
  bool approved = false;
  bool withdrawn = false; ///< by who asked; never with `approved`
  Caller caller;
  Instant at;
  std::string note;
  std::optional<Uuid> transaction_id; ///< what was booked
};

struct PolicyInForce {
  int version = 0;
  ApprovalPolicy policy;
};

/// Approvals. A decision is recorded with its audit record and event.
class ApprovalRows {
 public:
  virtual ~ApprovalRows() = default;
  virtual PolicyInForce policy() = 0;
  /// The caller as the database knows them now, by their live session; permission_denied when it has ended, or they
  /// may no longer do anything.
  virtual Result<Caller> as_of_now(const Caller& caller, Instant now) = 0;
  /// The roles of a person who may sign in; none otherwise.
  virtual std::vector<std::string> roles_of(const Uuid& principal_id) = 0;
  /// already_exists when another one about the same subject waits.
  virtual Result<void> add(const NewApproval& approval, const Caller& caller) = 0;
  /// Locked until the transaction ends.
  virtual std::optional<StoredApproval> find(const Uuid& approval_id, bool lock) = 0;
  virtual void decide(const ApprovalDecision& decision, const StoredApproval& approval) = 0;
  /// Ends what has waited too long, at most `most`, as the act of `caller`; how many it were.
  virtual int expire(Instant now, int most, const Caller& caller) = 0;
  /// Stores the command's answer; conflict when its key was answered meanwhile.
  virtual Result<void> keep(const CommandAnswer& answer) = 0;
};

/// A transaction of the ledger as those who take it back see it.
struct BookedJournal {
  std::string kind;
  std::vector<Posting> lines;
  std::optional<Uuid> reversed_by;
};

/// The books, for journals that people make.
class JournalBooks {
 public:
  using SellerCurrency = std::pair<std::string, Currency>;
  virtual ~JournalBooks() = default;
  /// Those of them that have a wallet.
  virtual std::vector<std::string> known_sellers(std::span<const std::string> sellers) = 0;
  virtual std::vector<std::string> known_psp_accounts(std::span<const std::string> accounts) = 0;
  /// Balances, minor units, in the order asked for; 0 for a wallet that is not there yet. `lock`: they stay so.
  virtual std::vector<std::int64_t> balances(std::span<const SellerCurrency> wallets, bool lock) = 0;
  /// What buyers are owed beyond their orders, minor units, in the order asked for. `lock`: no other journal of people
  /// takes anything of it until the transaction ends.
  virtual std::vector<std::int64_t> owed_to_buyers(std::span<const Currency> currencies, bool lock) = 0;
  virtual std::optional<BookedJournal> journal(const Uuid& transaction_id) = 0;
  virtual bool knows_psp_invoice(std::string_view psp_account, std::string_view number) = 0;
  virtual void write(const Journal& journal) = 0;
  /// What a journal's invoice is found by when it is paid; after the decision.
  virtual void add_psp_invoice(const Uuid& transaction_id, const Uuid& approval_id, std::string_view psp_account,
                               std::string_view number, const Money& total) = 0;
  /// Says whose approval made a journal, and which one it takes back; after the decision.
  virtual void add_manual_journal(const Uuid& transaction_id, const Uuid& approval_id,
                                  const std::optional<Uuid>& reverses) = 0;
};

/// All of it, inside one transaction; lives inside in_transaction's callback only.
class ApprovalTx : public ApprovalRows, public JournalBooks {};

/// Where approvals are kept. Thread-safe.
class ApprovalStore {
 public:
  virtual ~ApprovalStore() = default;
  /// Commits when `work` has a value; may run it again after a deadlock.
  virtual Result<void> in_transaction(const std::function<Result<void>(ApprovalTx&)>& work) = 0;
  /// The newest first. Filter keys: state, kind, by, subject, created, and ids.
  virtual Result<views::ListApprovalsResponse> list(const views::PageRequest& page) = 0;
  /// not_found when there is none of this id, or it has no evidence.
  virtual Result<views::ApprovalEvidence> evidence(const Uuid& approval_id) = 0;
};

} // namespace paydesk
