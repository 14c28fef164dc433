// What a command that makes a journal would book now, and the commands themselves as approvals know them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/approvals/paused.h"
#include "engine/journals/journal_command.h"

namespace paydesk::journals {

/// A journal that could be booked now.
struct Plan {
  std::string value_date; ///< empty: the day it is booked
  std::vector<Posting> lines;
  std::optional<Uuid> reverses;
  std::string cause; ///< unique with the kind; empty: the approval itself
  std::vector<views::BalanceEffect> wallets;
};

/// A paused command that books one journal of its own kind.
class JournalCommand : public PausedCommand {
 public:
  int version() const noexcept final { return content_version; }
  Result<std::string> preview(ApprovalTx& tx, const std::string& command) const final;
  Result<void> carry_out(ApprovalTx& tx, const StoredApproval& approval, const Uuid& transaction_id,
                         Instant now) const final;
  void link(ApprovalTx& tx, const StoredApproval& approval, const Uuid& transaction_id) const override;
  /// `lock`: the wallets that decide about it stay as they are until the transaction ends.
  virtual Result<Plan> plan(ApprovalTx& tx, const std::string& command, bool lock) const = 0;
};

class ManualJournals final : public JournalCommand {
 public:
  std::string_view kind() const noexcept override { return manual_journal_kind; }
  Result<Plan> plan(ApprovalTx& tx, const std::string& command, bool lock) const override;
};

/// The exact mirror of a manual journal, once.
class ReversingEntries final : public JournalCommand {
 public:
  std::string_view kind() const noexcept override { return reversing_entry_kind; }
  Result<Plan> plan(ApprovalTx& tx, const std::string& command, bool lock) const override;
};

/// What a seller owes is given up: bad_debt / seller_payable, at most up to zero.
class WriteOffs final : public JournalCommand {
 public:
  std::string_view kind() const noexcept override { return write_off_kind; }
  Result<Plan> plan(ApprovalTx& tx, const std::string& command, bool lock) const override;
  void link(ApprovalTx&, const StoredApproval&, const Uuid&) const override {}
};

/// One fact a line.
std::string describe(const Plan& plan);

} // namespace paydesk::journals
