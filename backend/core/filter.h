// The filter grammar that console, CLI and RPC share: text → a small tree, checked against known keys.
//
//   filter  = or ;
//   or      = and { "or" and } ;
//   and     = unary { [ "and" ] unary } ;
//   unary   = [ "-" ] ( "(" or ")" | term ) ;
//   term    = key ":" values | word | quoted ;
//   values  = value { "," value } ;
//   value   = operand | ">" operand | ">=" operand | "<" operand | "<=" operand | "@" operand
//           | word ".." [ word ] | ".." word ;
//   operand = word | quoted ;
//
// A bare word is any identifier (order, payment, PSP reference, checkout reference, buyer). A currency's
// code behind an amount is its unit; as an identifier it needs quotation marks, as do "or", "and" and anything
// with a space, comma, parenthesis or colon. \" and \\ stand for themselves within quotation marks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace paydesk::filter {

/// One alternative of a term. `op` '=' equal, '>' 'G'(>=) '<' 'L'(<=) comparisons, '.' range (either end may
/// be empty), '@' a saved list's name.
struct Value {
  char op = '=';
  std::string text;  ///< the value, or the lower end of a range
  std::string upper; ///< the upper end of a range
  std::string unit;  ///< a second word after an amount: `amount:>100 USD` → "USD"
};

struct Node;
using NodePtr = std::shared_ptr<const Node>;

/// all: every child (empty matches everything); any: at least one child; term: one key against values.
/// A term with an empty key is a bare identifier.
struct Node {
  enum class Kind { all, any, term };
  Kind kind = Kind::all;
  bool negated = false;
  std::string key;
  std::vector<Value> values;
  std::vector<NodePtr> children;
  std::size_t begin = 0, end = 0; ///< byte range in the source text, for error underlines and chips
};

/// What a key's values must be.
enum class KeyType { text, state, currency, amount, age, time, number };
struct Key {
  std::string_view name;
  KeyType type;
};

/// A mistake in the text: where, what, and a near key name if there is one.
struct ParseError {
  std::size_t begin = 0, end = 0;
  std::string message;
  std::string suggestion;
};

/// Parses and checks against `keys`. At most 4 KiB of text, 64 terms, nesting 16.
tl::expected<NodePtr, ParseError> parse(std::string_view text, std::span<const Key> keys);

/// Canonical text of a tree: parse(print(t)) equals t.
std::string print(const Node& node);

/// The keys of the payments list: created, state, psp, currency, amount, age, seller, error, class, order,
/// policy, retries, buyer, checkout.
std::span<const Key> payment_keys();

/// "4h", "30m", "2d", "90s" → seconds; nullopt otherwise.
std::optional<std::int64_t> parse_age(std::string_view text);

} // namespace paydesk::filter
