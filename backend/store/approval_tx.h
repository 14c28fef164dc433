// One transaction on approvals and the books. Internal to the store.
#pragma once

#include <pqxx/pqxx>

#include "engine/ports/approvals.h"
#include "store/database.h"

namespace paydesk::store {

class PgApprovalTx final : public ApprovalTx {
 public:
  explicit PgApprovalTx(Tx& tx) : tx_(tx) {}

  PolicyInForce policy() override;
  Result<Caller> as_of_now(const Caller& caller, Instant now) override;
  std::vector<std::string> roles_of(const Uuid& principal_id) override;
  Result<void> add(const NewApproval& approval, const Caller& caller) override;
  std::optional<StoredApproval> find(const Uuid& approval_id, bool lock) override;
  void decide(const ApprovalDecision& decision, const StoredApproval& approval) override;
  int expire(Instant now, int most, const Caller& caller) override;
  Result<void> keep(const CommandAnswer& answer) override;

  std::vector<std::string> known_sellers(std::span<const std::string> sellers) override;
  std::vector<std::string> known_psp_accounts(std::span<const std::string> accounts) override;
  std::vector<std::int64_t> balances(std::span<const SellerCurrency> wallets, bool lock) override;
  std::vector<std::int64_t> owed_to_buyers(std::span<const Currency> currencies, bool lock) override;
  std::optional<BookedJournal> journal(const Uuid& transaction_id) override;
  bool knows_psp_invoice(std::string_view psp_account, std::string_view number) override;
  void write(const Journal& journal) override;
  void add_psp_invoice(const Uuid& transaction_id, const Uuid& approval_id, std::string_view psp_account,
                       std::string_view number, const Money& total) override;
  void add_manual_journal(const Uuid& transaction_id, const Uuid& approval_id,
                          const std::optional<Uuid>& reverses) override;

 private:
  Tx& tx_;
};

/// The columns of `approval_of`, of an approval named a; the evidence itself is not read for them.
inline constexpr std::string_view approval_columns = R"(
a.approval_id, a.kind, a.subject, a.amounts, a.state, a.reason, a.deciders, a.policy_version, a.requested_by,
a.requested_at, a.expires_at, a.decided_by, a.decided_at, a.note, a.withdrawn, a.transaction_id, a.evidence_name,
octet_length(a.evidence) as evidence_size)";

/// Without the evidence's hash.
views::Approval approval_of(const pqxx::row& row);

} // namespace paydesk::store
