// Sellers with money and an account to be paid out to.
#pragma once

#include "engine/payouts/accounts.h"
#include "engine/payouts/payouts.h"
#include "store/journals.h"
#include "store/payout_accounts.h"
#include "store/payouts.h"
#include "tests/queries/shop.h"

namespace paydesk::test {

/// Gives a seller available money; `minor` < 0 takes it.
inline void fund(Shop& shop, const std::string& seller, std::int64_t minor, const std::string& currency = "EUR") {
  const auto known = *Currency::find(currency);
  Journal journal;
  journal.id = shop.ids.next();
  journal.kind = "adjustment";
  journal.cause = "test/" + journal.id.to_string();
  journal.booked_at = shop.clock.now();
  journal.description = "money of before";
  journal.lines = {{{"recon_suspense", ""}, known, minor}, {{"seller_payable", seller}, known, -minor}};
  const auto done = shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
    store::write_journals(tx, {&journal, 1}, {});
    return {};
  });
  if (!done)
    throw std::runtime_error(done.error().message);
}

/// An account of the seller that two persons agreed on, with this much of a cool-down before it.
inline views::PayoutAccount add_account(Shop& shop, const std::string& seller,
                                        const std::string& number = "DE89370400440532013000",
                                        std::chrono::seconds cool_down = std::chrono::seconds(0)) {
  const Caller asker{Uuid{{3}}, "asker", "Asker", {"operator"}, Uuid{}};
  const Caller judge{Uuid{{4}}, "judge", "Judge", {"approver"}, Uuid{}};
  store::PgPayoutAccounts accounts_store(shop.pool, shop.clock);
  PayoutAccounts accounts(accounts_store, shop.clock, shop.ids, cool_down);
  const auto asked = accounts.propose(asker, {seller, "EUR", "iban", "", number, seller + " & sons", "new", ""});
  return accounts.decide(judge, Uuid::parse(asked.value().account_id).value(), true, "").value();
}

/// Pay-outs whose file is their references, one a line.
class Treasury {
 public:
  explicit Treasury(Shop& shop) : store_(shop.pool, shop.clock), payouts({store_, shop.clock, shop.ids, funding(), write, [this](std::string_view) { return report; }}) {}

  const Caller clerk{Uuid{{5}}, "clerk", "Clerk", {"operator"}, Uuid{}};
  const Caller chief{Uuid{{6}}, "chief", "Chief", {"approver"}, Uuid{}};

  Result<Uuid> create(const std::vector<std::string>& sellers = {}) {
    const auto made = payouts.create(clerk, {"EUR", "", sellers, "weekly", ""});
    if (!made)
      return tl::unexpected(made.error());
    return Uuid::parse(made->batch.batch_id).value();
  }
  Uuid approved(const std::vector<std::string>& sellers = {}) {
    const auto id = create(sellers).value();
    (void)payouts.decide(chief, id, true, "").value();
    return id;
  }

 private:
  static FundingAccount funding() { return {"Paydesk Market", "DE02120300000000202051", ""}; }
  static Result<std::string> write(const PayoutOrder& order) {
    std::string text = order.message_id + "\n";
    for (const auto& line : order.lines)
      text += line.end_to_end_id + " " + line.account.number + "\n";
    return text;
  }
  store::PgPayouts store_;

 public:
  Result<PayoutStatusReport> report; ///< what the bank's next file says
  Payouts payouts;
};

/// A submitted batch, an approved one, one that waits and one that was rejected.
inline void pay_out(Shop& shop) {
  Treasury treasury(shop);
  const char* numbers[] = {"DE89370400440532013000", "NL91ABNA0417164300", "BE68539007547034", "AT611904300234573201"};
  const std::vector<std::string> sellers = {"tea", "rice", "silk", "salt"};
  for (std::size_t i = 0; i < sellers.size(); ++i) {
    fund(shop, sellers[i], 5000 + static_cast<std::int64_t>(i));
    (void)add_account(shop, sellers[i], numbers[i]);
  }
  (void)treasury.payouts.submit(treasury.clerk, treasury.approved({"tea", "rice"}), "weekly").value();
  (void)treasury.approved({"silk"});
  (void)treasury.payouts.decide(treasury.chief, treasury.create({"salt"}).value(), false, "not yet").value();
  (void)treasury.create({"salt"}).value();
}

} // namespace paydesk::test
