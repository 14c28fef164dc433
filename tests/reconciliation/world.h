// A shop with payments, and reconciliation on top of it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/reconciliation/reconciliation.h"
#include "statements/reader.h"
#include "store/reconciliation.h"
#include "tests/queries/shop.h"
#include "tests/reconciliation/files.h"

namespace paydesk::test {

class TestTerms final : public SettlementTermsSource {
 public:
  SettlementTerms terms(std::string_view psp_account) const override;
  std::map<std::string, SettlementTerms, std::less<>> by_account;
};

/// One fresh database. PSP account "card" settles everything at once, at 2.9 %; "local" has no fee schedule.
class World {
 public:
  World();

  /// A captured payment; its capture is `capture_of(sale)`.
  Shop::Sale paid(const std::vector<std::string>& parts, const std::string& seller = "seller-a",
                  const std::string& currency = "EUR", const std::string& account = "card");
  static std::string capture_of(const Shop::Sale& sale) { return "cap_" + sale.charge_id.to_string(); }
  /// That many captured payments of 10.00 EUR on "card", over seven sellers, straight by SQL; their captures
  /// are cap_1 … cap_n.
  void paid_in_bulk(int many);
  /// A confirmed refund; its PSP reference.
  std::string refunded(const Shop::Sale& sale, const std::string& amount);
  void tell(const Shop::Sale& sale, News::Kind kind, const std::string& reference, std::int64_t amount);

  /// 2.9 % of a EUR amount, half-even.
  static std::int64_t fee(std::int64_t gross) { return *share(gross, 290, 10'000); }

  views::ImportFileResponse import(const Report& report);
  views::ImportFileResponse import(const Statement& statement);
  Result<views::ImportFileResponse> try_import(const std::string& content, const std::string& name = "file");

  std::vector<views::ReconBreak> breaks(bool open_only = true);
  /// "type:reference" of every live break, sorted.
  std::vector<std::string> break_names();
  /// The only live break.
  views::ReconBreak only_break();
  Result<views::ReconBreak> resolve(const views::ReconBreak& what, const std::string& resolution,
                                    const std::string& reason = "because");
  Result<views::ReconBreak> decide(const Caller& caller, const views::ReconBreak& what, bool approve);
  void age_breaks();

  /// Debits minus credits of an account such as "psp_fees:".
  std::int64_t balance(const std::string& account, const std::string& currency = "EUR");
  std::int64_t pending(const std::string& seller, const std::string& currency = "EUR");
  std::int64_t count(const std::string& query) { return shop.count(query); }
  /// Fails the test for every violated invariant.
  void expect_books_prove();

  Shop shop;
  statements::FileReader reader;
  TestTerms terms;
  store::PgReconciliation store;
  Reconciliation reconciliation;
  Caller anna{Uuid{{10}}, "anna", "Anna", {"operator"}, Uuid{}};
  Caller ben{Uuid{{11}}, "ben", "Ben", {"approver"}, Uuid{}};
};

} // namespace paydesk::test
