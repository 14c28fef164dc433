// Commands that wait for a second person: asked for, shown, approved, rejected, withdrawn, expired.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/approvals/paused.h"

namespace paydesk {

/// What is asked for, before it is stored.
struct ApprovalRequest {
  std::string subject; ///< of which one may wait at a time; empty: any number
  std::vector<Money> amounts; ///< what it moves, one a currency
  std::string command;        ///< canonical
  std::string reason;
  std::string evidence_name;
  std::string evidence;
};

/// Thread-safe use cases. Every step is one transaction with its audit record, its event and (by `keep`) its answer.
class Approvals {
 public:
  Approvals(ApprovalStore& store, const Clock& clock, IdSource& ids, std::vector<const PausedCommand*> commands)
      : store_(store), clock_(clock), ids_(ids), commands_(std::move(commands)) {}

  /// Stores the command with what it would do now. failed_precondition when the same is asked for already, or the
  /// policy leaves nobody who may decide.
  Result<views::Approval> ask(const Caller& caller, const PausedCommand& command, const ApprovalRequest& request,
                              const KeepAnswer<views::Approval>& keep = {});
  /// With what approving it would do now.
  Result<views::ApprovalDetail> show(const Uuid& approval_id);
  /// Approving carries the command out in the same transaction, when it would still do what was asked for.
  /// permission_denied for who asked, and for roles that the policy in force does not name; failed_precondition when
  /// it is decided or expired, or its preview has changed.
  Result<views::Approval> decide(const Caller& caller, const Uuid& approval_id, bool approve, const std::string& note,
                                 const KeepAnswer<views::Approval>& keep = {});
  /// By who asked.
  Result<views::Approval> cancel(const Caller& caller, const Uuid& approval_id, const std::string& note,
                                 const KeepAnswer<views::Approval>& keep = {});
  /// Ends what has waited too long; `caller` is whom it is audited as. How many it were, at most `most`.
  Result<int> expire(const Caller& caller, int most);

  static constexpr std::size_t largest_evidence = 2 * 1024 * 1024; ///< bytes

 private:
  Result<StoredApproval> pending(ApprovalTx& tx, const Uuid& approval_id, Instant now) const;
  Result<const PausedCommand*> command_of(const StoredApproval& approval) const;
  Result<void> check_decider(ApprovalTx& tx, const Caller& caller, const StoredApproval& approval, Instant now) const;
  Result<Uuid> carry_out(ApprovalTx& tx, const PausedCommand& command, const StoredApproval& approval, Instant now) const;
  Result<views::Approval> end(ApprovalTx& tx, const StoredApproval& approval, const ApprovalDecision& decision,
                              const KeepAnswer<views::Approval>& keep) const;

  ApprovalStore& store_;
  const Clock& clock_;
  IdSource& ids_;
  const std::vector<const PausedCommand*> commands_;
};

/// What differs between two previews: "no longer: … Now: …".
std::string describe_change(const std::string& before, const std::string& after);

/// SHA-256, hex.
std::string preview_hash(const std::string& preview);

/// The lines of a text, without the line breaks.
std::vector<std::string> lines_in(const std::string& text);

} // namespace paydesk
