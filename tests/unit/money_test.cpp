#include "core/money.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace paydesk {
namespace {

constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
constexpr auto greatest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t largest_amount = 999'999'999'999'999'999;

Currency currency(std::string_view code) { return Currency::find(code).value(); }

std::int64_t sum(const std::vector<std::int64_t>& parts) {
  return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
}

void expect_refused(std::string_view text, std::string_view code) {
  const auto amount = parse_amount(text, currency(code), "orders[1].amount");
  ASSERT_FALSE(amount) << '"' << text << "\" was read as " << *amount << " in " << code;
  EXPECT_EQ(amount.error().code, ErrorCode::invalid_argument) << text;
  EXPECT_EQ(amount.error().field, "orders[1].amount") << text;
  EXPECT_FALSE(amount.error().message.empty()) << text;
  EXPECT_LT(amount.error().message.size(), 120u) << "hostile input must not be repeated";
}

TEST(Currency, knows_how_many_minor_digits_a_currency_has) {
  EXPECT_EQ(currency("KRW").digits(), 0);
  EXPECT_EQ(currency("JPY").digits(), 0);
  EXPECT_EQ(currency("EUR").digits(), 2);
  EXPECT_EQ(currency("KWD").digits(), 3);
  EXPECT_EQ(currency("CLF").digits(), 4);
}

TEST(Currency, knows_no_currency_by_anything_but_its_exact_code) {
  for (const std::string_view code : {"", "E", "EU", "eur", "Eur", "EURO", "EUR ", " EUR", "978", "XXX",
                                      "XAU", "XTS", "DEM", "ZZZ", "AAA", "\xff\xff\xff"})
    EXPECT_FALSE(Currency::find(code)) << code;
  EXPECT_FALSE(Currency::find(std::string_view("EUR\0", 4)));
  EXPECT_FALSE(Currency::find(std::string_view("\0\0\0", 3)));
}

TEST(Currency, finds_every_currency_it_lists_in_the_order_of_their_codes) {
  const auto all = Currency::all();
  EXPECT_EQ(all.size(), 166u);
  EXPECT_TRUE(std::ranges::is_sorted(all));
  for (const Currency& each : all)
    EXPECT_EQ(Currency::find(each.code()), each);
}

TEST(Currency, none_has_no_code) {
  EXPECT_EQ(Currency{}.code(), "");
  EXPECT_EQ(Currency{}.to_string(), "");
  EXPECT_NE(Currency{}, currency("EUR"));
}

TEST(Money, of_two_currencies_is_never_equal) {
  EXPECT_EQ((Money{100, currency("USD")}), (Money{100, currency("USD")}));
  EXPECT_NE((Money{100, currency("USD")}), (Money{100, currency("EUR")}));
  EXPECT_NE((Money{100, currency("USD")}), (Money{101, currency("USD")}));
}

TEST(Amount, is_read_with_exactly_the_digits_of_its_currency) {
  EXPECT_EQ(parse_amount("1234", currency("KRW"), "amount").value(), 1234);
  EXPECT_EQ(parse_amount("12.34", currency("EUR"), "amount").value(), 1234);
  EXPECT_EQ(parse_amount("1.234", currency("KWD"), "amount").value(), 1234);
  EXPECT_EQ(parse_amount("0.1234", currency("CLF"), "amount").value(), 1234);
  EXPECT_EQ(parse_amount("0", currency("KRW"), "amount").value(), 0);
  EXPECT_EQ(parse_amount("0.00", currency("EUR"), "amount").value(), 0);
  EXPECT_EQ(parse_amount("0.05", currency("EUR"), "amount").value(), 5);
}

TEST(Amount, with_too_few_or_too_many_digits_is_refused_naming_the_field) {
  for (const std::string_view text : {"12", "12.", "12.3", "12.345", "12.3400"})
    expect_refused(text, "EUR");
  for (const std::string_view text : {"12.", "12.0", "12.34", ".0"})
    expect_refused(text, "KRW");
  for (const std::string_view text : {"1", "1.23", "1.2345"})
    expect_refused(text, "KWD");
}

TEST(Amount, in_a_hostile_shape_is_refused_naming_the_field) {
  for (const std::string_view text :
       {"",       " ",        ".",        "..",       ".50",   "1.2.3",          "1..23",      "+1.00",
        "-1.00",  "-0.00",    "--1.00",   "1.00-",    " 1.00", "1.00 ",          "1 000.00",   "1,000.00",
        "1,00",   "1'000.00", "1_000.00", "1e3",      "1E3",   "1.0e1",          "0x10",       "0x1.00",
        "NaN",    "nan",      "inf",      "Infinity", "null",  "00.00",          "01.00",      "007.00",
        "$1.00",  "1.00 EUR", "EUR1.00",  "１.００",  "١.٠٠",  "1٫00",           "\u00a01.00", "1.00\n",
        "1.0\t0", "\xff.00",  "1.0/",     "1.0:",     "1;00",  "1.00' OR '1'='1"})
    expect_refused(text, "EUR");
  expect_refused(std::string_view("1.0\0", 4), "EUR");
  expect_refused(std::string_view("\0", 1), "KRW");
  expect_refused("00", "KRW");
}

TEST(Amount, of_more_than_eighteen_significant_digits_is_refused_naming_the_field) {
  EXPECT_EQ(parse_amount("999999999999999999", currency("KRW"), "amount").value(), largest_amount);
  EXPECT_EQ(parse_amount("9999999999999999.99", currency("EUR"), "amount").value(), largest_amount);
  expect_refused("1000000000000000000", "KRW");
  expect_refused("9223372036854775808", "KRW");
  expect_refused("18446744073709551617", "KRW");
  expect_refused("10000000000000000.00", "EUR");
  expect_refused(std::string(100'000, '9'), "KRW");
  expect_refused(std::string(100'000, '0'), "KRW");
  expect_refused("1." + std::string(100'000, '0'), "EUR");
}

TEST(Amount, without_a_currency_is_refused_naming_the_field) {
  const auto amount = parse_amount("1", Currency{}, "amount");
  ASSERT_FALSE(amount);
  EXPECT_EQ(amount.error().field, "amount");
}

TEST(SignedAmount, takes_one_minus_and_nothing_else) {
  const auto eur = currency("EUR");
  EXPECT_EQ(parse_signed_amount("-12.34", eur, "amount").value(), -1234);
  EXPECT_EQ(parse_signed_amount("12.34", eur, "amount").value(), 1234);
  EXPECT_EQ(parse_signed_amount("-0.00", eur, "amount").value(), 0);
  for (const std::string_view text :
       {"", "-", "--1.00", "-+1.00", "+1.00", "- 1.00", "1.00-", "−1.00", "-.50"}) {
    const auto amount = parse_signed_amount(text, eur, "lines[2].fee");
    ASSERT_FALSE(amount) << text;
    EXPECT_EQ(amount.error().field, "lines[2].fee") << text;
  }
}

TEST(Amount, is_written_with_exactly_the_digits_of_its_currency) {
  EXPECT_EQ(format_amount(1234, currency("KRW")), "1234");
  EXPECT_EQ(format_amount(1234, currency("EUR")), "12.34");
  EXPECT_EQ(format_amount(1234, currency("KWD")), "1.234");
  EXPECT_EQ(format_amount(5, currency("EUR")), "0.05");
  EXPECT_EQ(format_amount(0, currency("KWD")), "0.000");
  EXPECT_EQ(format_amount(-5, currency("EUR")), "-0.05");
  EXPECT_EQ(format_amount(-1234, currency("KRW")), "-1234");
  EXPECT_EQ(format_amount(smallest, currency("EUR")), "-92233720368547758.08");
  EXPECT_EQ(format_amount(greatest, currency("KRW")), "9223372036854775807");
}

RC_GTEST_PROP(Amount, comes_back_from_its_text_in_every_currency, ()) {
  const auto any = *rc::gen::arbitrary<std::int64_t>() % (largest_amount + 1);
  const auto few = *rc::gen::inRange<std::int64_t>(-100'000, 100'000);
  for (const Currency& each : Currency::all()) {
    for (const auto minor : {any, few}) {
      RC_ASSERT(parse_signed_amount(format_amount(minor, each), each, "amount").value() == minor);
      const auto magnitude = minor < 0 ? -minor : minor;
      RC_ASSERT(parse_amount(format_amount(magnitude, each), each, "amount").value() == magnitude);
    }
  }
}

RC_GTEST_PROP(Amount, that_can_be_read_has_no_other_text, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789.-+ e")));
  for (const std::string_view code : {"KRW", "EUR", "KWD"}) {
    const auto minor = parse_amount(text, currency(code), "amount");
    if (minor) RC_ASSERT(format_amount(*minor, currency(code)) == text);
  }
}

TEST(Arithmetic, tells_when_it_would_overflow) {
  EXPECT_EQ(checked_add(greatest - 1, 1), greatest);
  EXPECT_EQ(checked_add(greatest, 1), std::nullopt);
  EXPECT_EQ(checked_add(smallest, -1), std::nullopt);
  EXPECT_EQ(checked_add(smallest, greatest), -1);
  EXPECT_EQ(checked_sub(smallest + 1, 1), smallest);
  EXPECT_EQ(checked_sub(smallest, 1), std::nullopt);
  EXPECT_EQ(checked_sub(0, smallest), std::nullopt);
  EXPECT_EQ(checked_sub(-1, smallest), greatest);
}

TEST(Share, rounds_half_to_even_on_both_sides_of_zero) {
  EXPECT_EQ(share(1, 1, 2), 0);
  EXPECT_EQ(share(3, 1, 2), 2);
  EXPECT_EQ(share(5, 1, 2), 2);
  EXPECT_EQ(share(7, 1, 2), 4);
  EXPECT_EQ(share(-1, 1, 2), 0);
  EXPECT_EQ(share(-3, 1, 2), -2);
  EXPECT_EQ(share(-5, 1, 2), -2);
  EXPECT_EQ(share(5, -1, 2), -2);
  EXPECT_EQ(share(1, 1, 3), 0);
  EXPECT_EQ(share(2, 1, 3), 1);
  EXPECT_EQ(share(-2, 1, 3), -1);
  EXPECT_EQ(share(250, 290, 10'000), 7); // 7.25
  EXPECT_EQ(share(50, 300, 10'000), 2);  // 1.5
  EXPECT_EQ(share(250, 100, 10'000), 2); // 2.5
}

TEST(Share, does_not_overflow_on_the_way_but_tells_when_the_result_would) {
  EXPECT_EQ(share(greatest, greatest, greatest), greatest);
  EXPECT_EQ(share(smallest, greatest, greatest), smallest);
  EXPECT_EQ(share(greatest, 1, greatest), 1);
  EXPECT_EQ(share(greatest, 2, 1), std::nullopt);
  EXPECT_EQ(share(smallest, smallest, greatest), std::nullopt);
  EXPECT_EQ(share(smallest, -1, 1), std::nullopt);
}

RC_GTEST_PROP(Share, is_never_more_than_half_a_unit_off, (std::int32_t amount, std::int32_t numerator)) {
  const auto denominator = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
  const auto product = std::int64_t{amount} * numerator;
  const auto error = share(amount, numerator, denominator).value() * denominator - product;
  RC_ASSERT(2 * (error < 0 ? -error : error) <= denominator);
}

TEST(Allocation, gives_the_remainder_to_the_largest_weight_and_the_first_of_equals) {
  using Parts = std::vector<std::int64_t>;
  EXPECT_EQ(allocate(100, Parts{1, 1, 1}), (Parts{34, 33, 33}));
  EXPECT_EQ(allocate(-100, Parts{1, 1, 1}), (Parts{-34, -33, -33}));
  EXPECT_EQ(allocate(100, Parts{1, 2, 1, 2}), (Parts{17, 33, 17, 33}));
  EXPECT_EQ(allocate(101, Parts{1, 2, 2}), (Parts{20, 41, 40}));
  EXPECT_EQ(allocate(1, Parts{0, 1, 1}), (Parts{0, 1, 0}));
  EXPECT_EQ(allocate(0, Parts{3, 4}), (Parts{0, 0}));
  EXPECT_EQ(allocate(7, Parts{5}), (Parts{7}));
}

TEST(Allocation, takes_too_much_rounding_back_without_turning_a_sign) {
  using Parts = std::vector<std::int64_t>;
  EXPECT_EQ(allocate(3, Parts{1, 1, 1, 1, 1}), (Parts{0, 0, 1, 1, 1}));
  EXPECT_EQ(allocate(-3, Parts{1, 1, 1, 1, 1}), (Parts{0, 0, -1, -1, -1}));
}

TEST(Allocation, by_unusable_weights_gives_nothing) {
  using Parts = std::vector<std::int64_t>;
  EXPECT_TRUE(allocate(100, Parts{}).empty());
  EXPECT_TRUE(allocate(100, Parts{0, 0}).empty());
  EXPECT_TRUE(allocate(100, Parts{5, -1}).empty());
}

TEST(Allocation, survives_the_largest_numbers) {
  const auto parts = allocate(greatest, std::vector<std::int64_t>{greatest, greatest, greatest});
  EXPECT_EQ(sum(parts), greatest);
  EXPECT_EQ(sum(allocate(smallest, std::vector<std::int64_t>{greatest, 1, greatest})), smallest);
}

RC_GTEST_PROP(Allocation, keeps_the_sum_and_the_sign, (std::int64_t total)) {
  const auto weight = rc::gen::weightedOneOf<std::int64_t>({{3, rc::gen::inRange<std::int64_t>(0, 5)},
                                                            {2, rc::gen::inRange<std::int64_t>(0, 1'000'000)},
                                                            {1, rc::gen::nonNegative<std::int64_t>()}});
  auto weights = *rc::gen::container<std::vector<std::int64_t>>(weight);
  weights.push_back(*rc::gen::inRange<std::int64_t>(1, 100));
  const auto amount = *rc::gen::element(total, total % 100);
  const auto parts = allocate(amount, weights);
  RC_ASSERT(parts.size() == weights.size());
  RC_ASSERT(sum(parts) == amount);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    RC_ASSERT((amount < 0 ? parts[i] <= 0 : parts[i] >= 0));
    RC_ASSERT((weights[i] > 0 || parts[i] == 0));
  }
}

TEST(CumulativePart, returns_a_commission_of_1000_on_10001_as_333_334_333) {
  EXPECT_EQ(cumulative_part(1000, 3334, 10001, 0), 333);
  EXPECT_EQ(cumulative_part(1000, 6668, 10001, 333), 334);
  EXPECT_EQ(cumulative_part(1000, 10001, 10001, 667), 333);
}

RC_GTEST_PROP(CumulativePart, of_all_steps_together_is_the_whole, ()) {
  const auto base = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000);
  const auto whole = *rc::gen::inRange<std::int64_t>(0, base + 1);
  auto steps = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, base));
  steps.push_back(base);
  std::ranges::sort(steps);
  std::int64_t already = 0;
  for (const auto done : steps) {
    const auto part = cumulative_part(whole, done, base, already);
    RC_ASSERT(part >= 0);
    already += part;
  }
  RC_ASSERT(already == whole);
}

} // namespace
} // namespace paydesk
