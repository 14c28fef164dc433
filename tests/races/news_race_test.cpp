// A webhook, the sweeper's question, an operator and two persons with a verdict, all about the same charge at once.
#include <gtest/gtest.h>

#include "tests/races/market.h"
#include "tests/races/rounds.h"

namespace paydesk::test {
namespace {

/// Charges whose capture's outcome nobody here knows, with nobody at work. `done`: the PSP did it all the same.
std::vector<Market::Sale> in_doubt(Market& market, int count, bool done) {
  market.add_daemon().start();
  std::vector<Market::Sale> sales;
  std::vector<std::string> tokens;
  for (int i = 0; i < count; ++i)
    sales.push_back(market.order("card", {2'000}));
  for (const auto& sale : sales)
    tokens.push_back(market.page_of(sale));
  market.settle();
  market.stop_daemons();
  for (const auto& token : tokens)
    market.pay_page(token);
  // The webhooks wait at the door; one daemon applies them and sends the captures into the trouble.
  market.sandbox.set_faults({{"probability", {{done ? "error_after" : "error_before", 1.0}}}});
  return sales;
}

/// Refused for the state that it found, if at all.
template <class T> void expect_done_or_refused(const Result<T>& result) {
  if (!result) {
    EXPECT_EQ(result.error().code, ErrorCode::failed_precondition) << result.error().message;
  }
}

/// A verdict on what truly happened, as far as anybody can tell now.
void judge(Market& market, Daemon& daemon, const Market::Sale& sale) {
  const auto job = market.text("select job_id from job where kind = 'capture' and charge_id = '" +
                               sale.charges[0].to_string() + "'");
  if (job.empty())
    return;
  const auto truth = market.truth_of(sale.charges[0]);
  views::ProposeVerdictRequest request;
  request.job_id = job;
  const bool done = !truth.at("captures").empty();
  request.outcome = done ? "done" : "not_done";
  if (done)
    request.psp_reference = truth.at("captures")[0].at("id").get<std::string>();
  request.reason = "the PSP's statement says so";
  request.evidence_name = "statement.txt";
  request.evidence = "statement";
  const auto proposed = daemon.verdicts.propose(market.person("first", "operator"), request);
  if (!proposed) {
    const auto code = proposed.error().code;
    EXPECT_TRUE(code == ErrorCode::failed_precondition || code == ErrorCode::not_found) << proposed.error().message;
    return;
  }
  expect_done_or_refused(daemon.verdicts.decide(market.person("second", "approver"),
                                                Uuid::parse(proposed->verdict_id).value(), true, "agreed"));
}

void everybody_at(Market& market, const std::vector<Market::Sale>& sales, bool with_verdicts) {
  for (int i = 0; i < 2; ++i)
    market.add_daemon();
  std::vector<std::function<void()>> acts = {[&] { market.daemons[0]->start(); }, [&] { market.daemons[1]->start(); }};
  for (const auto& sale : sales) {
    acts.push_back([&] {
      for (int i = 0; i < 5; ++i) {
        expect_done_or_refused(
            market.daemons[0]->commands.retry_payment(market.person("operator", "operator"), sale.payment_id, "race"));
        market.daemons[0]->wake();
      }
    });
    acts.push_back([&] {
      expect_done_or_refused(
          market.daemons[1]->commands.cancel_payment(market.person("other", "operator"), sale.payment_id, "race"));
    });
    if (with_verdicts)
      acts.push_back([&] {
        for (int i = 0; i < 3; ++i)
          judge(market, *market.daemons[1], sale);
      });
  }
  at_once(acts);
}

void end_everything(Market& market) {
  market.sandbox.set_faults({{"probability", {{"error_after", 0.0}, {"error_before", 0.0}}}});
  market.settle();
}

TEST(NewsRace, an_unknown_capture_that_was_done_is_booked_once_whoever_tells_first) {
  for (int round = 0; round < rounds(2); ++round) {
    Market market;
    const auto sales = in_doubt(market, 8, true);
    everybody_at(market, sales, true);
    end_everything(market);
    for (const auto& sale : sales) {
      const auto state = market.state_of(sale);
      EXPECT_TRUE(state == "captured" || state == "voided") << state;
      EXPECT_EQ(market.captured(sale), state == "captured" ? 2'000 : 0);
    }
    EXPECT_EQ(market.number("select count(*) from (select reference from psp_fact group by 1 having count(*) > 1) x"), 0);
    market.prove();
  }
}

TEST(NewsRace, an_unknown_capture_that_was_not_done_ends_as_the_psp_has_it) {
  for (int round = 0; round < rounds(2); ++round) {
    Market market;
    const auto sales = in_doubt(market, 8, false);
    everybody_at(market, sales, false);
    end_everything(market);
    for (int i = 0; i < 20 && market.number("select count(*) from job where state = 'dead'") > 0; ++i) {
      for (const auto& sale : sales)
        (void)market.daemons[0]->commands.retry_payment(market.person("operator", "operator"), sale.payment_id, "again");
      market.settle();
    }
    for (const auto& sale : sales) {
      const auto state = market.state_of(sale);
      EXPECT_TRUE(state == "captured" || state == "voided" || state == "cancelled") << state;
      // Cancelled between two tries: released there as well.
      if (state != "captured") {
        EXPECT_EQ(market.truth_of(sale.charges[0]).at("status"), "voided") << state;
      }
    }
    market.prove();
  }
}

} // namespace
} // namespace paydesk::test
