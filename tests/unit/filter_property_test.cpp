// What holds for every filter: a tree comes back from its text, and no text does harm.
#include "core/filter.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace paydesk::filter {
namespace {

bool same(const Value& a, const Value& b) {
  return a.op == b.op && a.text == b.text && a.upper == b.upper && a.unit == b.unit;
}

/// Equality of meaning and shape; where the nodes stood in their texts does not count.
bool same(const Node& a, const Node& b) {
  return a.kind == b.kind && a.negated == b.negated && a.key == b.key &&
         std::ranges::equal(a.values, b.values, [](const Value& x, const Value& y) { return same(x, y); }) &&
         std::ranges::equal(a.children, b.children,
                            [](const NodePtr& x, const NodePtr& y) { return same(*x, *y); });
}

std::string pick(const std::vector<std::string>& from) { return *rc::gen::elementOf(from); }
bool coin() { return *rc::gen::arbitrary<bool>(); }

/// Texts that tempt the parser: keywords, operators, separators, units, other scripts.
std::string any_text() {
  static const std::vector<std::string> pieces = {
      "a",  "B",    "7",      "-",      ".",  "..", ":", ",",  "(",   ")",     "\"",
      "\\", " ",    "\t",     ">",      ">=", "<",  "@", "or", "AND", "USD",   "krw",
      "é",  "결제", "\u00a0", "\u3000", "😀",  "'",  "%", "_",  "=",   "state:"};
  const auto count = *rc::gen::inRange(1, 5);
  std::string text;
  for (int i = 0; i < count; ++i)
    text += pick(pieces);
  return text;
}

/// A value, or the range or comparison of values, that `end` makes.
template <class End>
Value measured(End end) {
  Value value;
  value.op = *rc::gen::element('=', '>', 'G', '<', 'L', '.');
  if (value.op != '.') {
    value.text = end();
    return value;
  }
  const auto ends = *rc::gen::inRange(0, 3);
  if (ends != 0) value.text = end();
  if (ends != 1) value.upper = end();
  return value;
}

Value any_value(KeyType type) {
  switch (type) {
  case KeyType::amount: {
    auto value = measured([] { return pick({"0", "5", "100", "999999", "007"}); });
    value.unit = pick({"", "USD", "KRW", "KWD", "ALL"});
    return value;
  }
  case KeyType::age:
    return measured([] { return pick({"90s", "30m", "4h", "2d"}); });
  case KeyType::time:
    return measured([] { return pick({"today", "2026-11-16", "2026-11-16T14:31:54.5+09:00"}); });
  case KeyType::number:
    return measured([] { return std::to_string(*rc::gen::inRange(0, 1000)); });
  case KeyType::currency:
    if (coin()) return Value{.op = '=', .text = pick({"USD", "KRW", "EUR"})};
    [[fallthrough]];
  case KeyType::text:
  case KeyType::state:
    break;
  }
  const bool list = type == KeyType::currency || coin();
  return Value{.op = list ? '@' : '=', .text = any_text()};
}

NodePtr any_tree(int depth) {
  auto node = std::make_shared<Node>();
  node->negated = coin();
  if (depth > 0 && coin()) {
    node->kind = coin() ? Node::Kind::all : Node::Kind::any;
    const auto count = *rc::gen::inRange(2, 4);
    for (int i = 0; i < count; ++i)
      node->children.push_back(any_tree(depth - 1));
    return node;
  }
  node->kind = Node::Kind::term;
  if (coin()) {
    node->values = {Value{.text = any_text()}};
    return node;
  }
  const auto keys = payment_keys();
  const Key& key = keys[*rc::gen::inRange<std::size_t>(0, keys.size())];
  node->key = key.name;
  const auto count = *rc::gen::inRange(1, 4);
  for (int i = 0; i < count; ++i)
    node->values.push_back(any_value(key.type));
  return node;
}

/// Whatever the text: a mistake lies within it, and a tree survives being printed.
void expect_sound(const std::string& text) {
  const auto tree = parse(text, payment_keys());
  if (!tree) {
    RC_ASSERT(tree.error().begin <= tree.error().end);
    RC_ASSERT(tree.error().end <= text.size());
    RC_ASSERT(!tree.error().message.empty());
    return;
  }
  RC_ASSERT((*tree)->end <= text.size());
  const auto printed = print(**tree);
  RC_PRE(printed.size() <= 4096u);
  const auto again = parse(printed, payment_keys());
  RC_ASSERT(again.has_value());
  RC_ASSERT(same(**tree, **again));
  RC_ASSERT(print(**again) == printed);
}

RC_GTEST_PROP(FilterProperties, a_tree_comes_back_from_its_text, ()) {
  const auto tree = any_tree(3);
  const auto text = print(*tree);
  RC_LOG() << text;
  const auto again = parse(text, payment_keys());
  RC_ASSERT(again.has_value());
  RC_ASSERT(same(*tree, **again));
}

RC_GTEST_PROP(FilterProperties, any_bytes_are_refused_within_bounds_or_read_soundly, (std::string text)) {
  expect_sound(text);
}

RC_GTEST_PROP(FilterProperties, any_row_of_tokens_is_refused_within_bounds_or_read_soundly, ()) {
  static const std::vector<std::string> tokens = {
      "state:",  "amount:", "age:4h", "seller:@x",    ">",        "100",
      "USD",     " ",       " ",      " or ",         " and ",    "-",
      "(",       ")",       ",",      "..",           "\"",       "\\",
      "created", ":",       "x",      "state:failed", "amount:5", "currency:",
      "\u3000"};
  const auto row = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(tokens));
  std::string text;
  for (const auto& token : row)
    text += token;
  RC_LOG() << text;
  expect_sound(text);
}

} // namespace
} // namespace paydesk::filter
