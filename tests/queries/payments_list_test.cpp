// The payments list: pages, cursors and filters.
#include <gtest/gtest.h>

#include <set>

#include "tests/queries/shop.h"

namespace paydesk::test {
namespace {

std::size_t found(Shop& shop, const std::string& filter) { return must_list(shop, {filter, "", 500}).rows.size(); }

Error refused(Shop& shop, views::PageRequest page) {
  const auto response = shop.queries.list_payments(page);
  EXPECT_FALSE(response.has_value()) << page.filter;
  return response ? Error{} : response.error();
}

TEST(PaymentsList, PagesShowEveryOrderOnceInBothOrders) {
  Shop shop;
  for (int i = 0; i < 23; ++i)
    shop.order({"10.00", "2.50"});
  for (const bool oldest_first : {false, true}) {
    std::vector<std::string> seen;
    std::vector<Instant> times;
    std::string cursor;
    do {
      const auto page = must_list(shop, {"", cursor, 7, oldest_first});
      for (const auto& row : page.rows) {
        seen.push_back(row.order_id);
        times.push_back(*row.created_at);
      }
      cursor = page.next_cursor;
    } while (!cursor.empty());
    EXPECT_EQ(seen.size(), 46u);
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 46u);
    EXPECT_EQ(std::is_sorted(times.begin(), times.end()), oldest_first);
  }
}

TEST(PaymentsList, RowsTellWhatTheOrderIs) {
  Shop shop;
  const auto sale = shop.paid({"10.00", "2.50"});
  shop.publish();
  const auto page = must_list(shop, {});
  ASSERT_EQ(page.rows.size(), 2u);
  const auto& row = page.rows.back();
  EXPECT_EQ(row.payment_id, sale.payment_id.to_string());
  EXPECT_EQ(row.status, "captured");
  EXPECT_EQ(row.charge_state, "captured");
  EXPECT_EQ(row.orders_in_payment, 2);
  EXPECT_EQ(row.psp_reference, "pay_" + sale.charge_id.to_string());
  EXPECT_FALSE(row.late);
  EXPECT_GT(page.as_of_position, 0);
  shop.clock.advance(std::chrono::hours(24 * 4));
  EXPECT_TRUE(must_list(shop, {}).rows.back().late) << "captured and not settled for longer than three days";
}

TEST(PaymentsList, CursorsBelongToOneFilterAndOrder) {
  Shop shop;
  for (int i = 0; i < 4; ++i)
    shop.order({"10.00"});
  const auto cursor = must_list(shop, {"", "", 2}).next_cursor;
  ASSERT_FALSE(cursor.empty());
  EXPECT_EQ(refused(shop, {"psp:card", cursor, 2}).field, "cursor");
  EXPECT_EQ(refused(shop, {"", cursor, 2, true}).field, "cursor");
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    auto damaged = cursor;
    damaged[i] = damaged[i] == '0' ? '1' : '0';
    EXPECT_EQ(refused(shop, {"", damaged, 2}).field, "cursor");
  }
  for (const std::string text : {"x", "00", "'; drop table payment_order; --", "ffffffffffffffffffff"})
    EXPECT_EQ(refused(shop, {"", text, 2}).field, "cursor");
  EXPECT_EQ(refused(shop, {"", std::string(100000, 'a'), 2}).field, "cursor");
  EXPECT_EQ(refused(shop, {"", "", 501}).field, "limit");
  EXPECT_EQ(refused(shop, {"", "", -1}).field, "limit");
}

TEST(PaymentsList, FiltersFindByEveryKey) {
  Shop shop;
  const auto a = shop.paid({"10.00"}, "seller-a");
  shop.order({"100.50"}, "seller-b");
  shop.order({"5000"}, "seller-c", "local", "KRW");
  EXPECT_EQ(found(shop, ""), 3u);
  EXPECT_EQ(found(shop, "state:captured"), 1u);
  EXPECT_EQ(found(shop, "-state:captured"), 2u);
  EXPECT_EQ(found(shop, "state:captured,created"), 3u);
  EXPECT_EQ(found(shop, "psp:local"), 1u);
  EXPECT_EQ(found(shop, "currency:EUR"), 2u);
  EXPECT_EQ(found(shop, "seller:seller-a or seller:seller-c"), 2u);
  EXPECT_EQ(found(shop, "amount:>10"), 2u) << "each in its own currency";
  EXPECT_EQ(found(shop, "amount:>=10"), 3u);
  EXPECT_EQ(found(shop, "amount:100.5"), 1u);
  EXPECT_EQ(found(shop, "amount:100.5 EUR"), 1u);
  EXPECT_EQ(found(shop, "amount:10..101 EUR"), 2u);
  EXPECT_EQ(found(shop, "amount:0010 EUR"), 1u);
  EXPECT_EQ(found(shop, "amount:5000 KRW"), 1u);
  EXPECT_EQ(found(shop, "amount:<1 USD"), 0u);
  EXPECT_EQ(found(shop, "buyer:buyer-1"), 1u);
  EXPECT_EQ(found(shop, "checkout:CHK-2"), 1u);
  EXPECT_EQ(found(shop, "order:ORD-3-0"), 1u);
  EXPECT_EQ(found(shop, "retries:0"), 3u);
  EXPECT_EQ(found(shop, "retries:1.."), 0u);
  EXPECT_EQ(found(shop, "policy:exponential"), 0u);
  EXPECT_EQ(found(shop, "class:psp_unavailable error:503"), 0u);
  EXPECT_EQ(found(shop, "pay_" + a.charge_id.to_string()), 1u);
  EXPECT_EQ(found(shop, "tok_" + a.charge_id.to_string()), 1u);
  EXPECT_EQ(found(shop, "cap_" + a.charge_id.to_string()), 1u);
  EXPECT_EQ(found(shop, a.payment_id.to_string()), 1u);
  EXPECT_EQ(found(shop, "CHK-1"), 1u);
  EXPECT_EQ(found(shop, "buyer-2 or ORD-1-0"), 2u);
  EXPECT_EQ(found(shop, "nothing-like-this"), 0u);
}

TEST(PaymentsList, AnOrderIsFoundByTheEndOfItsId) {
  Shop shop;
  shop.order({"10.00"});
  const auto id = must_list(shop, {}).rows.front().order_id;
  std::string upper;
  for (const char c : id.substr(id.size() - 8))
    upper += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  EXPECT_EQ(found(shop, id), 1u);
  EXPECT_EQ(found(shop, id.substr(id.size() - 6)), 1u);
  EXPECT_EQ(found(shop, upper), 1u);
  EXPECT_EQ(found(shop, id.substr(id.size() - 5)), 0u) << "five characters are too few";
  EXPECT_EQ(found(shop, "order:" + id.substr(id.size() - 7)), 1u);
}

TEST(PaymentsList, TimesAndAges) {
  Shop shop; // 2026-11-16 10:00 UTC
  shop.order({"10.00"});
  EXPECT_EQ(found(shop, "created:today"), 1u);
  EXPECT_EQ(found(shop, "created:yesterday"), 0u);
  EXPECT_EQ(found(shop, "created:2026-11-16"), 1u);
  EXPECT_EQ(found(shop, "created:2026-11-15..2026-11-16"), 1u);
  EXPECT_EQ(found(shop, "created:>2026-11-16"), 0u);
  EXPECT_EQ(found(shop, "created:>=2026-11-16"), 1u);
  EXPECT_EQ(found(shop, "created:<=2026-11-15"), 0u);
  EXPECT_EQ(found(shop, "created:<2026-11-17"), 1u);
  EXPECT_EQ(found(shop, "created:2026-11-16T10:00:00Z"), 1u);
  EXPECT_EQ(found(shop, "created:>2026-11-16T10:00:00Z"), 0u);
  EXPECT_EQ(found(shop, "created:..2026-11-16T09:59:59Z"), 0u);
  EXPECT_EQ(found(shop, "age:<1h"), 1u);
  shop.clock.advance(std::chrono::hours(4) + std::chrono::minutes(10));
  EXPECT_EQ(found(shop, "age:>4h"), 1u);
  EXPECT_EQ(found(shop, "age:4h"), 1u);
  EXPECT_EQ(found(shop, "age:5h"), 0u);
  EXPECT_EQ(found(shop, "age:1h..5h"), 1u);
  EXPECT_EQ(found(shop, "age:>999999999d"), 0u);
  store::PgQueries in_seoul(shop.pool, shop.clock, {"Asia/Seoul", {}});
  EXPECT_EQ(in_seoul.list_payments({"created:2026-11-16"})->rows.size(), 1u);
  shop.clock.advance(std::chrono::hours(1)); // 15:10 UTC is 00:10 of the next day in Seoul
  EXPECT_EQ(in_seoul.list_payments({"created:today"})->rows.size(), 0u);
  EXPECT_EQ(in_seoul.list_payments({"created:yesterday"})->rows.size(), 1u);
}

TEST(PaymentsList, FriendlyStateNamesAndUnknownOnes) {
  Shop shop;
  shop.order({"10.00"});
  EXPECT_EQ(found(shop, "state:retry,dead,awaiting,unknown,created"), 1u);
  const auto error = refused(shop, {"state:creatid"});
  EXPECT_EQ(error.code, ErrorCode::invalid_argument);
  EXPECT_EQ(error.field, "filter");
  EXPECT_NE(error.message.find("creatid"), std::string::npos);
}

TEST(PaymentsList, HostileFiltersAreRefusedOrFindNothing) {
  Shop shop;
  shop.order({"10.00"});
  for (const std::string text : {"seller:\"'; drop table payment_order; --\"", "\"' or 1=1 --\"", "seller:\"%\"",
                                 "error:\"%_\\\\\"", "order:\"{plain}\"", "\"$1\"", "seller:\"{\\\"a\\\"}\"",
                                 "buyer:\"NULL\"", "checkout:\"\\\\\""})
    EXPECT_EQ(found(shop, text), 0u) << text;
  for (const std::string text : {"created:0000-01-01", "amount:1e9", "amount:-1", "seller:@vip", "retries:99999999999",
                                 "created:tomorrow", "nokey:1", "(", "a or", "age:10", "currency:XXX"})
    EXPECT_EQ(refused(shop, {text}).field, "filter") << text;
  EXPECT_EQ(refused(shop, {std::string(5000, 'a')}).field, "filter");
  std::string wide = "seller:a";
  for (int i = 0; i < 400; ++i)
    wide += ",s" + std::to_string(i);
  EXPECT_EQ(found(shop, wide), 0u);
  EXPECT_EQ(found(shop, ""), 1u);
}

TEST(PaymentsList, TotalsAreThoseOfTheFilter) {
  Shop shop;
  shop.order({"10.00", "0.50"});
  shop.order({"5000"}, "seller-c", "local", "KRW");
  const auto totals = shop.queries.summarize_payments("");
  ASSERT_TRUE(totals) << totals.error().message;
  EXPECT_EQ(totals->count, 3);
  ASSERT_EQ(totals->sums.size(), 2u);
  EXPECT_EQ(totals->sums[0], (Money{1050, *Currency::find("EUR")}));
  EXPECT_EQ(totals->sums[1], (Money{5000, *Currency::find("KRW")}));
  EXPECT_EQ(shop.queries.summarize_payments("seller:nobody")->count, 0);
  EXPECT_TRUE(shop.queries.summarize_payments("seller:nobody")->sums.empty());
}

} // namespace
} // namespace paydesk::test
