// A command that is stored instead of carried out, until a second person has seen what it would do.
#pragma once

#include <string>
#include <string_view>

#include "engine/ports/approvals.h"

namespace paydesk {

/// One kind of commands. Stateless; inside the transaction of the approval.
class PausedCommand {
 public:
  virtual ~PausedCommand() = default;
  virtual std::string_view kind() const noexcept = 0;
  /// Of the form of its content; a content of another version is not read.
  virtual int version() const noexcept = 0;
  /// What it would do if it was carried out now, one fact a line; or why it must not be done. What changes without
  /// changing what the command does has no place in it.
  virtual Result<std::string> preview(ApprovalTx& tx, const std::string& command) const = 0;
  /// Does it, as the approval's own: whatever it books, under `transaction_id`, is unique by the approval's id or by
  /// its subject.
  virtual Result<void> carry_out(ApprovalTx& tx, const StoredApproval& approval, const Uuid& transaction_id,
                                 Instant now) const = 0;
  /// What can only be written when the decision is.
  virtual void link(ApprovalTx& tx, const StoredApproval& approval, const Uuid& transaction_id) const = 0;
};

} // namespace paydesk
