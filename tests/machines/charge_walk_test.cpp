// A charge's life at random: whatever happens in whatever order keeps to the table, and the books balance.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/machines/model.h"

namespace paydesk::test {
namespace {

using lifecycle::Machine;
using std::chrono::seconds;

/// What `verify` says of shown statuses, by other means: from what is stored, each order's must be the function's.
void expect_shown_statuses(const Aggregate& a) {
  for (const auto& order : a.orders) {
    const auto shown = order.cancelled && order.amounts.captured == 0
                           ? std::string_view{"cancelled"}
                           : shown_status(a.charge.state, order.amounts, order.dispute_won);
    RC_ASSERT(order.status == shown);
  }
}

RC_GTEST_PROP(ChargeWalk, keeps_to_the_table_balances_and_shows_what_it_is, ()) {
  static World world; // made once: a walk is a payment of its own
  retire_all(world);
  const auto payment = world.pay_in({600, 400});
  const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 22));
  int n = 0;
  for (const auto step : steps) {
    const auto reference = payment.to_string() + std::to_string(step % 3) + (step > 18 ? std::to_string(++n) : "");
    const auto at = world.read(payment);
    if (step < static_cast<int>(std::size(webhooks))) {
      auto said = news(webhooks[step].kind, reference, 500);
      said.final_ = step % 2 == 0;
      world.tell(payment, said);
    } else if (step == 12) {
      world.tell(payment, news(News::Kind::dispute_withdrawn, reference, 300));
    } else if (step == 13) {
      world.tell(payment, news(News::Kind::dispute_lost, reference, 300));
    } else if (step == 14) {
      world.tell(payment, news(News::Kind::dispute_won, reference, 300));
    } else if (step == 15) {
      (void)world.commands.cancel_payment(world.operator_, payment, "walk");
    } else if (step == 16) {
      views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
      request.lines = {{at.orders[0].order_id.to_string(), "1.00"}};
      (void)world.refunds.create(world.operator_, request);
    } else if (step == 17) {
      world.psp->usual = lost;
      world.work(1);
      world.psp->usual = nullptr;
    } else {
      world.advance(seconds(5));
      world.work(1);
    }
    const auto after = world.read(payment);
    RC_ASSERT(lifecycle::find_state(Machine::charge, after.charge.state) != nullptr);
    expect_shown_statuses(after);
  }
  world.check_books();
  // Every row of history is a move of the table, and each begins where the one before ended.
  RC_ASSERT(world.one_number("select count(*) from history h where from_state <> '' and not exists (select from "
                             "lifecycle_transition t where t.machine = h.subject and t.from_state = h.from_state and "
                             "t.trigger = h.code and t.to_state = h.to_state)") == 0);
}

} // namespace
} // namespace paydesk::test
