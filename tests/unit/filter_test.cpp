#include "core/filter.h"

#include <gtest/gtest.h>

namespace paydesk::filter {
namespace {

NodePtr parsed(std::string_view text) {
  auto tree = parse(text, payment_keys());
  EXPECT_TRUE(tree) << text << ": " << (tree ? "" : tree.error().message);
  return tree ? *tree : std::make_shared<const Node>();
}

std::string reprinted(std::string_view text) { return print(*parsed(text)); }

ParseError refused(std::string_view text) {
  const auto tree = parse(text, payment_keys());
  EXPECT_FALSE(tree) << text << " was read as " << (tree ? print(**tree) : "");
  if (tree) return {};
  EXPECT_FALSE(tree.error().message.empty()) << text;
  EXPECT_LE(tree.error().begin, tree.error().end) << text;
  EXPECT_LE(tree.error().end, text.size()) << text;
  return tree.error();
}

/// The part of `text` that its mistake underlines.
std::string underlined(std::string_view text) {
  const auto mistake = refused(text);
  return std::string(text.substr(mistake.begin, mistake.end - mistake.begin));
}

Value only_value(std::string_view text) {
  const auto tree = parsed(text);
  EXPECT_EQ(tree->kind, Node::Kind::term) << text;
  EXPECT_EQ(tree->values.size(), 1u) << text;
  return tree->values.empty() ? Value{} : tree->values.front();
}

void expect_value(std::string_view text, char op, std::string_view lower, std::string_view upper = {},
                  std::string_view unit = {}) {
  const auto value = only_value(text);
  EXPECT_EQ(value.op, op) << text;
  EXPECT_EQ(value.text, lower) << text;
  EXPECT_EQ(value.upper, upper) << text;
  EXPECT_EQ(value.unit, unit) << text;
}

TEST(Filter, that_is_empty_matches_everything) {
  for (const std::string_view text : {"", " ", "\t\n", "\u3000"}) {
    const auto tree = parsed(text);
    EXPECT_EQ(tree->kind, Node::Kind::all);
    EXPECT_TRUE(tree->children.empty());
    EXPECT_EQ(print(*tree), "");
  }
}

TEST(Filter, reads_a_key_with_several_values) {
  const auto tree = parsed("state:failed,retry_scheduled");
  EXPECT_EQ(tree->kind, Node::Kind::term);
  EXPECT_EQ(tree->key, "state");
  ASSERT_EQ(tree->values.size(), 2u);
  EXPECT_EQ(tree->values[0].text, "failed");
  EXPECT_EQ(tree->values[1].text, "retry_scheduled");
}

TEST(Filter, reads_a_bare_word_as_an_identifier) {
  const auto tree = parsed("ORD-8F3K21");
  EXPECT_EQ(tree->kind, Node::Kind::term);
  EXPECT_EQ(tree->key, "");
  EXPECT_EQ(only_value("ORD-8F3K21").text, "ORD-8F3K21");
  EXPECT_EQ(only_value("\"ORD:8F, (3)\"").text, "ORD:8F, (3)");
  EXPECT_EQ(only_value("주문-42").text, "주문-42");
}

TEST(Filter, takes_space_and_the_word_and_as_and) {
  for (const std::string_view text : {"psp:toss state:failed", "psp:toss and state:failed",
                                      " psp:toss  AND\tstate:failed ", "psp:toss\u00a0state:failed"}) {
    const auto tree = parsed(text);
    EXPECT_EQ(tree->kind, Node::Kind::all) << text;
    EXPECT_EQ(print(*tree), "psp:toss state:failed") << text;
  }
}

TEST(Filter, binds_and_more_tightly_than_or) {
  const auto tree = parsed("a b or c");
  ASSERT_EQ(tree->kind, Node::Kind::any);
  ASSERT_EQ(tree->children.size(), 2u);
  EXPECT_EQ(tree->children[0]->kind, Node::Kind::all);
  EXPECT_EQ(tree->children[1]->kind, Node::Kind::term);
  EXPECT_EQ(reprinted("a OR b"), "a or b");
}

TEST(Filter, groups_with_parentheses) {
  const auto tree = parsed("a (b or c)");
  ASSERT_EQ(tree->kind, Node::Kind::all);
  EXPECT_EQ(tree->children[1]->kind, Node::Kind::any);
  EXPECT_EQ(reprinted("a(b or c)d"), "a (b or c) d");
  EXPECT_EQ(reprinted("( ( a ) )"), "a");
  EXPECT_EQ(reprinted("(a b) or c"), "a b or c");
}

TEST(Filter, negates_terms_and_groups) {
  EXPECT_TRUE(parsed("-state:failed")->negated);
  EXPECT_TRUE(parsed("-(a or b)")->negated);
  EXPECT_FALSE(parsed("a-b")->negated);
  EXPECT_EQ(reprinted("-(-a)"), "a");
  EXPECT_EQ(reprinted("-(-(a b))"), "a b");
  EXPECT_EQ(reprinted("x -(a or b)"), "x -(a or b)");
}

TEST(Filter, reads_comparisons_ranges_units_and_saved_lists) {
  expect_value("amount:100", '=', "100");
  expect_value("amount:>100 USD", '>', "100", "", "USD");
  expect_value("amount:>=1.5", 'G', "1.5");
  expect_value("amount:<1000 krw", '<', "1000", "", "KRW");
  expect_value("amount:<=0.001 KWD", 'L', "0.001", "", "KWD");
  expect_value("amount:10..20.50 EUR", '.', "10", "20.50", "EUR");
  expect_value("age:4h..", '.', "4h");
  expect_value("age:..30m", '.', "", "30m");
  expect_value("created:today", '=', "today");
  expect_value("created:2026-11-16", '=', "2026-11-16");
  expect_value("created:>2026-11-16T14:31:54+09:00", '>', "2026-11-16T14:31:54+09:00");
  expect_value("created:2026-11-01..2026-11-16T00:00:00Z", '.', "2026-11-01", "2026-11-16T00:00:00Z");
  expect_value("retries:>=3", 'G', "3");
  expect_value("seller:@watchlist", '@', "watchlist");
  expect_value("seller:@\"New sellers, 30 d\"", '@', "New sellers, 30 d");
  expect_value("currency:usd", '=', "USD");
}

TEST(Filter, takes_a_currency_as_a_unit_only_right_behind_an_amount) {
  EXPECT_EQ(parsed("amount:>100 USD ORD-1")->children.size(), 2u);
  EXPECT_EQ(parsed("amount:>100 \"USD\"")->children.size(), 2u);
  EXPECT_EQ(parsed("amount:>100 and USD")->children.size(), 2u);
  EXPECT_EQ(reprinted("amount:>100 and USD"), "amount:>100 \"USD\"");
  EXPECT_EQ(reprinted("amount:1 USD,2 EUR,3"), "amount:1 USD,2 EUR,3");
  EXPECT_EQ(parsed("age:4h USD")->children.size(), 2u);
}

TEST(Filter, takes_anything_within_quotation_marks) {
  EXPECT_EQ(only_value(R"(seller:"Al \"Noor\" \\ (KW), x")").text, R"(Al "Noor" \ (KW), x)");
  EXPECT_EQ(only_value(R"(seller:"a..b")").op, '=');
  EXPECT_EQ(only_value(R"(seller:">5")").op, '=');
  EXPECT_EQ(reprinted(R"(seller:"plain")"), "seller:plain");
  EXPECT_EQ(reprinted(R"("or")"), R"("or")");
  EXPECT_EQ(reprinted(R"(-"-x")"), R"(-"-x")");
}

TEST(Filter, notes_where_each_term_stands) {
  const std::string_view text = "psp:toss  -state:failed,unknown or (amount:>1 USD)";
  const auto tree = parsed(text);
  const auto at = [&](const Node& node) { return text.substr(node.begin, node.end - node.begin); };
  ASSERT_EQ(tree->children.size(), 2u);
  EXPECT_EQ(at(*tree), text);
  EXPECT_EQ(at(*tree->children[0]), "psp:toss  -state:failed,unknown");
  EXPECT_EQ(at(*tree->children[0]->children[1]), "-state:failed,unknown");
  EXPECT_EQ(at(*tree->children[1]), "(amount:>1 USD)");
}

TEST(Filter, underlines_an_unknown_key_and_suggests_a_near_one) {
  EXPECT_EQ(underlined("psp:toss sate:failed"), "sate");
  EXPECT_EQ(refused("sate:failed").suggestion, "state");
  EXPECT_EQ(refused("stateS:failed").suggestion, "state");
  EXPECT_EQ(refused("State:failed").suggestion, "state");
  EXPECT_EQ(refused("curr:USD").suggestion, "currency");
  EXPECT_EQ(refused("amuont:1").suggestion, "amount");
  EXPECT_EQ(refused("selelr:x").suggestion, "seller");
  EXPECT_EQ(refused("aeg:4h").suggestion, "age");
  EXPECT_EQ(refused("colour:red").suggestion, "");
  EXPECT_EQ(refused("x:1").suggestion, "");
  EXPECT_EQ(refused(std::string(1000, 's') + ":x").suggestion, "");
  EXPECT_EQ(refused("https://example.com").suggestion, "");
}

TEST(Filter, underlines_what_is_missing_or_too_much) {
  EXPECT_EQ(underlined("state:"), ":");
  EXPECT_EQ(underlined("state: failed"), ":");
  EXPECT_EQ(underlined("state:failed,"), ",");
  EXPECT_EQ(underlined("state:,failed"), ":");
  EXPECT_EQ(underlined("state:a,,b"), ",");
  EXPECT_EQ(underlined("amount:>"), ">");
  EXPECT_EQ(underlined("amount:>= 5"), ">=");
  EXPECT_EQ(underlined("seller:@"), "@");
  EXPECT_EQ(underlined("a or"), "");
  EXPECT_EQ(underlined("a and"), "");
  EXPECT_EQ(underlined("or a"), "or");
  EXPECT_EQ(underlined("a or or b"), "or");
  EXPECT_EQ(underlined("a (b"), "(");
  EXPECT_EQ(underlined("a b)"), ")");
  EXPECT_EQ(underlined("a ( )"), "( )");
  EXPECT_EQ(underlined("a - b"), "-");
  EXPECT_EQ(underlined("--a"), "-");
  EXPECT_EQ(underlined("-"), "-");
  EXPECT_EQ(underlined(":x"), ":x");
  EXPECT_EQ(underlined(">5"), ">5");
  EXPECT_EQ(underlined("@watchlist"), "@watchlist");
  EXPECT_EQ(underlined("ORD-1,ORD-2"), ",");
  EXPECT_EQ(underlined(",a"), ",");
  EXPECT_EQ(underlined("a \"b c"), "\"b c");
  EXPECT_EQ(underlined("seller:\"b c"), "\"b c");
  EXPECT_EQ(underlined("a\"b\""), "\"");
  EXPECT_EQ(underlined("seller:a\"b\""), "\"");
  EXPECT_EQ(underlined("\"\""), "\"\"");
  EXPECT_EQ(underlined("seller:\"\""), "\"\"");
}

TEST(Filter, underlines_a_value_that_its_key_cannot_have) {
  EXPECT_EQ(underlined("amount:5,cheap"), "cheap");
  EXPECT_EQ(underlined("amount:>100.5 KRW"), ">100.5 KRW");
  for (const std::string_view text : {"amount:-5",
                                      "amount:+5",
                                      "amount:1e3",
                                      "amount:1,000.00.0",
                                      "amount:.5",
                                      "amount:5.",
                                      "amount:1.23456",
                                      "amount:1234567890123456789",
                                      "amount:１",
                                      "amount:..",
                                      "amount:1..2..3",
                                      "amount:@x",
                                      "amount:>1..2",
                                      "amount:1...2",
                                      "age:4",
                                      "age:h",
                                      "age:4w",
                                      "age:-4h",
                                      "age:4.5h",
                                      "age:9999999999s",
                                      "age:@x",
                                      "created:tomorrow",
                                      "created:2026-02-30",
                                      "created:2026-11",
                                      "created:14:31",
                                      "created:@x",
                                      "retries:-1",
                                      "retries:many",
                                      "retries:1234567890",
                                      "currency:US",
                                      "currency:EURO",
                                      "currency:XXX",
                                      "currency:>USD",
                                      "state:>failed",
                                      "seller:a..b",
                                      "psp:<x"})
    refused(text);
}

TEST(Filter, is_limited_in_bytes_terms_and_nesting) {
  EXPECT_EQ(only_value(std::string(4096, 'x')).text.size(), 4096u);
  EXPECT_EQ(refused(std::string(4097, 'x')).begin, 4096u);
  EXPECT_EQ(refused(std::string(10'000'000, '(')).begin, 4096u);

  std::string terms;
  for (int i = 0; i < 64; ++i)
    terms += "a ";
  EXPECT_EQ(parsed(terms)->children.size(), 64u);
  EXPECT_EQ(refused(terms + "b").begin, 128u);

  EXPECT_EQ(reprinted(std::string(16, '(') + 'a' + std::string(16, ')')), "a");
  EXPECT_EQ(refused(std::string(17, '(') + 'a' + std::string(17, ')')).begin, 16u);
  EXPECT_EQ(refused(std::string(4096, '(')).begin, 16u);
  std::string groups;
  for (int i = 0; i < 30; ++i)
    groups += "(a)";
  EXPECT_EQ(parsed(groups)->children.size(), 30u);
}

TEST(Filter, refuses_bytes_that_are_not_text) {
  EXPECT_EQ(refused("ab\xff").begin, 2u);
  EXPECT_EQ(refused(std::string_view("a\0b", 3)).begin, 1u);
  for (const std::string_view text :
       {"\x01", "\x7f", "\x1b[31m", "\x80", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80",
        "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xc3", "\xe2\x82", "\xf0\x9f\x98",
        "\xc3(", "seller:\"\xfe\""})
    refused(text);
}

TEST(Filter, takes_what_looks_like_an_attack_as_plain_text) {
  EXPECT_EQ(only_value("seller:x';DROP--").text, "x';DROP--");
  EXPECT_EQ(only_value("\"' OR '1'='1\"").text, "' OR '1'='1");
  EXPECT_EQ(only_value("seller:%").text, "%");
  EXPECT_EQ(only_value("seller:${jndi}").text, "${jndi}");
  EXPECT_EQ(only_value("\\").text, "\\");
}

TEST(Filter, checks_against_the_keys_it_is_given) {
  constexpr Key keys[] = {{"owner", KeyType::text}};
  EXPECT_TRUE(parse("owner:kim", keys));
  EXPECT_FALSE(parse("state:failed", keys));
  EXPECT_FALSE(parse("owner:kim", {}));
  EXPECT_TRUE(parse("kim", {}));
}

TEST(PaymentKeys, are_those_of_the_payments_list) {
  std::string names;
  for (const Key& key : payment_keys())
    names += std::string(key.name) + ' ';
  EXPECT_EQ(names,
            "created state psp currency amount age seller error class order policy retries buyer checkout ");
}

TEST(Age, is_a_number_and_a_unit) {
  EXPECT_EQ(parse_age("90s"), 90);
  EXPECT_EQ(parse_age("30m"), 1'800);
  EXPECT_EQ(parse_age("4h"), 14'400);
  EXPECT_EQ(parse_age("2d"), 172'800);
  EXPECT_EQ(parse_age("0s"), 0);
  EXPECT_EQ(parse_age("999999999d"), 86'399'999'913'600);
  for (const std::string_view text :
       {"", "h", "4", "4 h", "4H", "-4h", "+4h", "4.5h", "4hh", "1h30m", "4w", "1000000000d", "４h"})
    EXPECT_FALSE(parse_age(text)) << text;
}

} // namespace
} // namespace paydesk::filter
