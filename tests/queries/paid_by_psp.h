// Pay-outs that a PSP made: one paid, one given back, one on its way.
#pragma once

#include "engine/payouts/sent.h"
#include "store/payout_sending.h"
#include "tests/queries/paid_out.h"

namespace paydesk::test {

inline void pay_out_by_psp(Shop& shop) {
  store::PgPayouts store(shop.pool, shop.clock);
  store::PgPayoutSending sending(shop.pool);
  Payouts payouts({store, shop.clock, shop.ids, {}, nullptr, nullptr, {"card"}, &sending});
  const Caller clerk{Uuid{{5}}, "clerk", "Clerk", {"operator"}, Uuid{}};
  const Caller chief{Uuid{{6}}, "chief", "Chief", {"approver"}, Uuid{}};
  const std::vector<std::string> sellers = {"wool", "jade", "musk"};
  const char* numbers[] = {"FR1420041010050500013M02606", "ES9121000418450200051332", "IT60X0542811101000000123456"};
  for (std::size_t i = 0; i < sellers.size(); ++i) {
    fund(shop, sellers[i], 7'000);
    (void)add_account(shop, sellers[i], numbers[i]);
  }
  const auto made = payouts.create(clerk, {"EUR", "", sellers, "weekly", "", "card"}).value();
  const auto batch = Uuid::parse(made.batch.batch_id).value();
  (void)payouts.decide(chief, batch, true, "").value();
  (void)payouts.submit(clerk, batch, "weekly").value();
  std::vector<Uuid> ids;
  for (const auto& payout : made.payouts)
    ids.push_back(Uuid::parse(payout.payout_id).value());
  const auto told = sending.change(
      ids, shop.clock.now(), "webhook", [&](std::vector<SentPayout>& all) -> Result<PayoutsDecided> {
        const PayoutWord::Kind kinds[] = {PayoutWord::Kind::paid, PayoutWord::Kind::returned, PayoutWord::Kind::accepted};
        for (std::size_t i = 0; i < all.size(); ++i) {
          SentTurn turn(all[i], shop.clock.now(), shop.ids);
          turn.apply({kinds[i], "po_" + std::to_string(i), all[i].key, all[i].amount, "EUR", ""}, "webhook");
          plan_next(turn, {});
        }
        return PayoutsDecided{};
      });
  if (!told)
    throw std::runtime_error(told.error().message);
}

/// And a batch that waits, of what had come back.
inline void pay_again_by_psp(Shop& shop) {
  store::PgPayouts store(shop.pool, shop.clock);
  store::PgPayoutSending sending(shop.pool);
  Payouts payouts({store, shop.clock, shop.ids, {}, nullptr, nullptr, {"card"}, &sending});
  const Caller clerk{Uuid{{5}}, "clerk", "Clerk", {"operator"}, Uuid{}};
  const auto made = payouts.create(clerk, {"EUR", "", {"wool", "jade", "musk"}, "again", "", "card"}).value();
  if (made.payouts.size() != 1 || made.payouts[0].retries.size() != 1)
    throw std::runtime_error("the one that came back is not paid again");
}

} // namespace paydesk::test
