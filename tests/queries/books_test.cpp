// The ledger through time: sealed time takes nothing, and what was once is known without summing from the beginning.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <thread>

#include "engine/books/books.h"
#include "store/books.h"
#include "store/journals.h"
#include "store/verify.h"
#include "tests/queries/refusal.h"
#include "tests/queries/shop.h"

namespace paydesk::test {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

struct Ledger {
  Shop shop;
  store::PgBooks store{shop.pool};
  Books books{store, shop.clock};
  Caller approver{shop.ids.next(), "approver", "Approver", {"approver"}, shop.ids.next()};

  /// Debits `account` and credits bad_debt.
  Result<void> post(const std::string& account_class, std::int64_t amount, const std::string& currency = "EUR",
                    std::optional<Instant> at = {}) {
    const auto money = *Currency::find(currency);
    Journal journal;
    journal.id = shop.ids.next();
    journal.kind = "test";
    journal.cause = journal.id.to_string();
    journal.booked_at = at.value_or(shop.clock.now());
    journal.lines = {{{account_class, ""}, money, amount}, {{"bad_debt", ""}, money, -amount}};
    return shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
      store::write_journals(tx, {&journal, 1}, {});
      return {};
    });
  }
  std::string day(int from_now = 0) { return format_instant(shop.clock.now() + days(from_now)).substr(0, 10); }
  Result<views::BooksStatus> close(const std::string& day) { return books.close_day(approver, {day, "month end", {}}); }
  std::int64_t balance(const std::string& account, const std::string& at, const std::string& currency = "EUR") {
    const auto read = books.balances({account, at});
    EXPECT_TRUE(read) << read.error().message;
    for (const auto& row : read.value_or(views::BalancesAsOf{}).rows)
      if (row.account == account && row.balance.currency.code() == currency)
        return row.balance.minor;
    return 0;
  }
  void expect_proof() {
    const auto proof = store::verify_books(shop.pool, shop.clock.now());
    ASSERT_TRUE(proof) << proof.error().message;
    for (const auto& finding : proof->findings)
      EXPECT_EQ(finding.violations, 0) << finding.invariant << ": "
                                       << (finding.examples.empty() ? "" : finding.examples.front());
  }
};

} // namespace

TEST(Books, a_closed_day_takes_no_more_postings) {
  Ledger l;
  const auto closed = l.day();
  ASSERT_TRUE(l.post("bank_fees", 100));
  l.shop.clock.advance(days(1));
  const auto status = l.close(closed);
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(status->closed_through, closed);
  EXPECT_EQ(status->closed_by, "approver");
  for (const auto& role : {l.shop.database.app, l.shop.database.owner})
    EXPECT_EQ(refusal(role, "insert into ledger_transaction select gen_random_uuid(), 'x', gen_random_uuid()::text, null, '" +
                                closed + " 23:59:59.999999+00', '" + closed + "', '" + closed + "', 'late'"),
              "23514");
  EXPECT_EQ(l.shop.count("select count(*) from audit_record where action = 'ledger.close'"), 1);
  EXPECT_EQ(l.shop.count("select count(*) from outbox where kind = 'ledger.closed'"), 1);
}

TEST(Books, what_comes_late_is_booked_in_the_open_day) {
  Ledger l;
  const auto closed = l.day();
  const auto decided = l.shop.clock.now();
  l.shop.clock.advance(days(1));
  ASSERT_TRUE(l.close(closed));
  ASSERT_TRUE(l.post("bank_fees", 100, "EUR", decided)) << "nothing is lost";
  EXPECT_EQ(l.balance("bank_fees", closed), 0);
  EXPECT_EQ(l.balance("bank_fees", l.day()), 100);
  EXPECT_EQ(l.shop.count("select count(*) from ledger_transaction where book_date = '" + l.day() + "'"), 1);
  l.expect_proof();
}

TEST(Books, days_close_in_order_once_and_only_when_they_are_over) {
  Ledger l;
  const auto today = l.day();
  const auto error = [&](const std::string& day, const std::string& reason = "r") {
    const auto closed = l.books.close_day(l.approver, {day, reason, {}});
    return closed ? std::string() : closed.error().field;
  };
  EXPECT_EQ(error(today), "day") << "it is not over";
  EXPECT_EQ(error("2026-02-30"), "day");
  EXPECT_EQ(error("yesterday"), "day");
  EXPECT_EQ(error(""), "day");
  l.shop.clock.advance(days(2));
  EXPECT_EQ(error(today, ""), "reason");
  EXPECT_EQ(error(today), "");
  EXPECT_EQ(error(today), "day") << "closed already";
  EXPECT_EQ(error("2020-01-01"), "day") << "with all before it";
  EXPECT_EQ(l.books.status()->closed_through, today);
}

TEST(Books, closing_waits_for_postings_on_their_way) {
  Ledger l;
  const auto day = l.day();
  l.shop.clock.advance(days(1));
  pqxx::connection connection(l.shop.database.app);
  auto posting = std::make_unique<pqxx::work>(connection);
  posting->exec("select ledger_open_from()"); // as the first thing that a posting does
  std::optional<Result<views::BooksStatus>> closed;
  std::thread closer([&] { closed = l.close(day); });
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  posting->exec("insert into ledger_transaction select gen_random_uuid(), 'x', 'y', null, '" + day + " 12:00:00+00', '" +
                day + "', '" + day + "', 'just in time'");
  posting->commit();
  closer.join();
  ASSERT_TRUE(closed && *closed) << closed->error().message;
  EXPECT_EQ(l.shop.count("select count(*) from ledger_transaction where book_date = '" + day + "'"), 1);
}

TEST(Books, a_clock_that_was_set_back_loses_nothing) {
  Ledger l;
  ASSERT_TRUE(l.post("bank_fees", 100));
  l.shop.clock.advance(hours(2));
  ASSERT_TRUE(l.books.keep_sums());
  l.shop.clock.advance(-hours(1));
  ASSERT_TRUE(l.post("bank_fees", 11));
  ASSERT_TRUE(l.books.keep_sums()) << "never backwards";
  l.shop.clock.advance(hours(3));
  EXPECT_EQ(l.balance("bank_fees", format_instant(l.shop.clock.now())), 111);
  l.expect_proof();
}

RC_GTEST_PROP(Books, a_balance_of_the_past_is_what_was_booked_by_then, ()) {
  Ledger l;
  const std::vector<std::string> currencies = {"EUR", "KRW", "KWD"}, accounts = {"bank_fees", "input_vat", "psp_fees"};
  std::vector<Instant> moments;
  for (int i = 0; i < 25; ++i) {
    const auto& account = accounts[*rc::gen::inRange<std::size_t>(0, 3)];
    const auto& currency = currencies[*rc::gen::inRange<std::size_t>(0, 3)];
    const auto amount = *rc::gen::suchThat(rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000),
                                           [](std::int64_t value) { return value != 0; });
    RC_ASSERT(l.post(account, amount, currency).has_value());
    moments.push_back(l.shop.clock.now());
    l.shop.clock.advance(minutes(*rc::gen::inRange(0, 600)));
    if (*rc::gen::inRange(0, 3) == 0)
      RC_ASSERT(l.books.keep_sums().has_value());
    if (*rc::gen::inRange(0, 6) == 0)
      (void)l.close(l.day(-1));
  }
  for (const auto& moment : moments) {
    const auto at = format_instant(moment);
    const auto read = l.books.balances({"", at});
    RC_ASSERT(read.has_value());
    std::int64_t rows = 0;
    for (const auto& row : read->rows) {
      const auto naive = "select coalesce(sum(e.amount), 0) from ledger_entry e join ledger_transaction t using "
                         "(transaction_id) join ledger_account a using (account_id) where a.class = '" +
                         row.account + "' and a.currency = '" + row.balance.currency.to_string() +
                         "' and t.booked_at <= '" + at + "'";
      RC_ASSERT(row.balance.minor == l.shop.count(naive));
      rows += row.balance.minor;
    }
    RC_ASSERT(rows == 0); // what is debited is credited, whatever the currency
  }
}

TEST(Books, the_trial_balance_agrees_with_itself_and_with_the_balances) {
  Ledger l;
  const auto first = l.day();
  ASSERT_TRUE(l.post("bank_fees", 100));
  ASSERT_TRUE(l.post("bank_fees", 7, "KRW"));
  l.shop.clock.advance(days(1));
  const auto second = l.day();
  ASSERT_TRUE(l.post("bank_fees", 50));
  ASSERT_TRUE(l.post("bank_fees", -20));
  l.shop.clock.advance(days(1));
  ASSERT_TRUE(l.post("bank_fees", 1'000));
  const auto trial = l.books.trial_balance({second, second}).value();
  EXPECT_FALSE(trial.closed);
  ASSERT_EQ(trial.rows.size(), 4u);
  const auto& fees = trial.rows[2];
  EXPECT_EQ(fees.account + fees.opening.currency.to_string(), "bank_feesEUR");
  EXPECT_EQ(fees.opening.minor, 100);
  EXPECT_EQ(fees.debit.minor, 50);
  EXPECT_EQ(fees.credit.minor, 20);
  EXPECT_EQ(fees.closing.minor, 130);
  ASSERT_EQ(trial.totals.size(), 2u);
  for (const auto& total : trial.totals) {
    EXPECT_EQ(total.opening.minor, 0);
    EXPECT_EQ(total.debit.minor, total.credit.minor);
    EXPECT_EQ(total.closing.minor, 0);
  }
  EXPECT_EQ(l.balance("bank_fees", second), 130);
  ASSERT_TRUE(l.close(second));
  const auto closed = l.books.trial_balance({first, second}).value();
  EXPECT_TRUE(closed.closed);
  EXPECT_EQ(closed.rows[2].closing.minor, 130);
}

TEST(Books, a_statement_runs_from_page_to_page) {
  Ledger l;
  const auto day = l.day();
  ASSERT_TRUE(l.post("bank_fees", 1'000));
  l.shop.clock.advance(days(1));
  const auto next = l.day();
  for (int i = 1; i <= 25; ++i) {
    if (i % 3 == 0)
      l.shop.clock.advance(minutes(1)); // several at one instant, too
    ASSERT_TRUE(l.post("bank_fees", i % 4 == 0 ? -i : i));
  }
  views::StatementRequest request{"bank_fees", "EUR", next, next, 4, {}};
  std::int64_t balance = 1'000;
  int rows = 0;
  do {
    const auto page = l.books.statement(request);
    ASSERT_TRUE(page) << page.error().message;
    EXPECT_EQ(page->opening.minor, 1'000);
    for (const auto& row : page->rows) {
      balance += row.amount.minor;
      EXPECT_EQ(row.balance.minor, balance) << "row " << rows;
      ++rows;
    }
    EXPECT_TRUE(!page->next_cursor.empty() || page->closing.minor == balance);
    request.cursor = page->next_cursor;
  } while (!request.cursor.empty());
  EXPECT_EQ(rows, 25);
  request.from = day; // a cursor of another period
  request.cursor = l.books.statement({"bank_fees", "EUR", next, next, 4, {}})->next_cursor;
  EXPECT_EQ(l.books.statement(request).error().field, "cursor");
}

TEST(Books, what_is_asked_wrongly_is_named) {
  Ledger l;
  ASSERT_TRUE(l.post("bank_fees", 100));
  const auto statement = [&](views::StatementRequest request) {
    const auto made = l.books.statement(request);
    return made ? std::string() : made.error().field;
  };
  const auto today = l.day();
  EXPECT_EQ(statement({"bank_fees", "EUR", "", today, 0, {}}), "");
  EXPECT_EQ(statement({"", "EUR", "", today, 0, {}}), "account");
  EXPECT_EQ(statement({"nothing", "EUR", "", today, 0, {}}), "account");
  EXPECT_EQ(statement({"bank_fees", "USD", "", today, 0, {}}), "account");
  EXPECT_EQ(statement({"bank_fees", "EUX", "", today, 0, {}}), "currency");
  EXPECT_EQ(statement({"bank_fees", "EUR", "x", today, 0, {}}), "from");
  EXPECT_EQ(statement({"bank_fees", "EUR", "", "", 0, {}}), "to");
  EXPECT_EQ(statement({"bank_fees", "EUR", l.day(1), today, 0, {}}), "to");
  EXPECT_EQ(statement({"bank_fees", "EUR", "", today, 501, {}}), "limit");
  EXPECT_EQ(statement({"bank_fees", "EUR", "", today, 0, "zz"}), "cursor");
  EXPECT_EQ(l.books.balances({"", "soon"}).error().field, "at");
  EXPECT_EQ(l.books.trial_balance({"", "2026-13-01"}).error().field, "to");
}

} // namespace paydesk::test
