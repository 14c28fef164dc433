#include "core/filter.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/filter_lexer.h"
#include "core/filter_values.h"

namespace paydesk::filter {
namespace {

constexpr std::size_t max_bytes = 4096, max_terms = 64, max_nesting = 16;

using Building = std::shared_ptr<Node>;

/// Recursive descent over one text, on one thread. Every step gives null after the first mistake.
class Parser {
 public:
  Parser(std::string_view text, std::span<const Key> keys) noexcept : in_(text), text_(text), keys_(keys) {}

  tl::expected<NodePtr, ParseError> run();

 private:
  Building parse_or();
  Building parse_and();
  Building parse_unary();
  Building parse_group();
  Building parse_term();
  Building parse_identifier(std::size_t begin, std::string text);
  Building parse_values(std::size_t begin, const Key& key);
  bool parse_value(Value& value, char before);
  bool parse_operand(std::string& operand, std::string_view before);
  void parse_unit(Value& value);

  bool at_keyword(std::string_view keyword) const { return is_keyword(in_.peek_word(), keyword); }
  bool take_keyword(std::string_view keyword);
  Building group(Node::Kind kind, std::vector<NodePtr> children) const;
  /// Notes the first mistake; null, to be returned.
  std::nullptr_t refuse(std::size_t begin, std::size_t end, std::string message,
                        std::string_view suggestion = {});
  std::nullptr_t refuse_here(std::string message);

  Lexer in_;
  std::string_view text_;
  std::span<const Key> keys_;
  std::size_t terms_ = 0, nesting_ = 0;
  std::optional<ParseError> mistake_;
};

tl::expected<NodePtr, ParseError> Parser::run() {
  if (text_.size() > max_bytes) {
    refuse(max_bytes, text_.size(), fmt::format("A filter has at most {} bytes.", max_bytes));
  } else if (const auto bad = first_bad_byte(text_)) {
    refuse(*bad, *bad + 1, "This is not a character that a filter can hold.");
  } else {
    in_.skip_space();
    if (in_.at_end()) return std::make_shared<const Node>();
    auto root = parse_or();
    if (root && in_.at_end()) return root;
    if (root) refuse_here("There is no \"(\" to this \")\".");
  }
  return tl::unexpected(std::move(*mistake_));
}

Building Parser::parse_or() {
  std::vector<NodePtr> children;
  do {
    auto child = parse_and();
    if (!child) return nullptr;
    children.push_back(std::move(child));
  } while (take_keyword("or"));
  return group(Node::Kind::any, std::move(children));
}

Building Parser::parse_and() {
  std::vector<NodePtr> children;
  do {
    auto child = parse_unary();
    if (!child) return nullptr;
    children.push_back(std::move(child));
    in_.skip_space();
  } while (take_keyword("and") || !(in_.at_end() || in_.peek() == ')' || at_keyword("or")));
  return group(Node::Kind::all, std::move(children));
}

Building Parser::parse_unary() {
  in_.skip_space();
  const auto begin = in_.position();
  const bool negated = in_.take('-');
  if (negated && (in_.at_end() || in_.at_space() || in_.peek() == '-' || in_.peek() == ')'))
    return refuse(begin, begin + 1, "\"-\" needs a term or a group directly behind it.");
  if (in_.at_end()) return refuse_here("A term is missing here.");
  if (!negated && (at_keyword("or") || at_keyword("and")))
    return refuse_here("A term is missing before this. An identifier of that name needs quotation marks.");
  auto node = in_.peek() == '(' ? parse_group() : parse_term();
  if (!node) return nullptr;
  node->negated = node->negated != negated;
  node->begin = begin;
  node->end = in_.position();
  return node;
}

Building Parser::parse_group() {
  const auto begin = in_.position();
  if (++nesting_ > max_nesting)
    return refuse(begin, begin + 1, fmt::format("Groups nest at most {} deep.", max_nesting));
  in_.take('(');
  in_.skip_space();
  if (in_.peek() == ')') return refuse(begin, in_.position() + 1, "This group is empty.");
  auto node = parse_or();
  if (!node) return nullptr;
  if (!in_.take(')')) return refuse(begin, begin + 1, "There is no \")\" to this \"(\".");
  --nesting_;
  return node;
}

Building Parser::parse_term() {
  const auto begin = in_.position();
  if (++terms_ > max_terms)
    return refuse(begin, text_.size(), fmt::format("A filter has at most {} terms.", max_terms));
  if (in_.peek() == '"') {
    auto content = in_.take_quoted();
    if (!content) return refuse(begin, text_.size(), "This quotation is not closed.");
    return parse_identifier(begin, std::move(*content));
  }
  const auto word = in_.take_word();
  if (word.empty()) return refuse_here("A term is missing before this.");
  const auto colon = word.find(':');
  if (word.front() == '>' || word.front() == '<' || word.front() == '@' || colon == 0)
    return refuse(begin, in_.position(), "A key is missing before this, as in amount:>100.");
  if (colon == std::string_view::npos) return parse_identifier(begin, std::string(word));

  const auto name = word.substr(0, colon);
  const auto key = std::ranges::find(keys_, name, &Key::name);
  if (key == keys_.end())
    return refuse(begin, begin + colon,
                  "There is no such key. An identifier with a colon needs quotation marks.",
                  near_key(name, keys_));
  in_.rewind(begin + colon + 1);
  return parse_values(begin, *key);
}

Building Parser::parse_identifier(std::size_t begin, std::string text) {
  if (text.empty()) return refuse(begin, in_.position(), "An empty identifier matches nothing.");
  if (in_.peek() == ',')
    return refuse_here("Commas separate the values of a key. Use \"or\" between identifiers.");
  if (in_.peek() == '"') return refuse_here("A space is missing before this quotation mark.");
  auto node = std::make_shared<Node>();
  node->kind = Node::Kind::term;
  node->values.push_back(Value{.text = std::move(text)});
  return node;
}

Building Parser::parse_values(std::size_t begin, const Key& key) {
  auto node = std::make_shared<Node>();
  node->kind = Node::Kind::term;
  node->key = key.name;
  char before = ':';
  do {
    Value value;
    const auto value_begin = in_.position();
    if (!parse_value(value, before)) return nullptr;
    if (key.type == KeyType::amount) parse_unit(value);
    if (auto mistake = check_value(value, key.type); !mistake.empty())
      return refuse(value_begin, in_.position(), std::move(mistake));
    node->values.push_back(std::move(value));
    before = ',';
  } while (in_.take(','));
  if (in_.peek() == '"') return refuse_here("A space is missing before this quotation mark.");
  node->begin = begin;
  return node;
}

bool Parser::parse_value(Value& value, char before) {
  if (in_.take('>')) {
    value.op = in_.take('=') ? 'G' : '>';
    return parse_operand(value.text, value.op == 'G' ? ">=" : ">");
  }
  if (in_.take('<')) {
    value.op = in_.take('=') ? 'L' : '<';
    return parse_operand(value.text, value.op == 'L' ? "<=" : "<");
  }
  if (in_.take('@')) {
    value.op = '@';
    return parse_operand(value.text, "@");
  }
  const auto begin = in_.position();
  const bool quoted = in_.peek() == '"';
  if (!parse_operand(value.text, {&before, 1})) return false;
  const auto dots = quoted ? std::string::npos : value.text.find("..");
  if (dots == std::string::npos) return true;
  value.op = '.';
  value.upper = value.text.substr(dots + 2);
  value.text.resize(dots);
  if (value.upper.find("..") == std::string::npos) return true;
  refuse(begin, in_.position(), "A range has one \"..\" between its ends.");
  return false;
}

bool Parser::parse_operand(std::string& operand, std::string_view before) {
  const auto begin = in_.position();
  if (in_.peek() == '"') {
    auto content = in_.take_quoted();
    if (!content) refuse(begin, text_.size(), "This quotation is not closed.");
    if (content) operand = std::move(*content);
    return content.has_value();
  }
  operand = in_.take_word();
  if (operand.empty())
    refuse(begin - before.size(), begin, fmt::format("A value is missing after \"{}\".", before));
  return !operand.empty();
}

void Parser::parse_unit(Value& value) {
  const auto end = in_.position();
  in_.skip_space();
  if (in_.position() != end && is_currency_code(in_.peek_word()))
    value.unit = in_.take_word();
  else
    in_.rewind(end);
}

bool Parser::take_keyword(std::string_view keyword) {
  if (!at_keyword(keyword)) return false;
  in_.take_word();
  return true;
}

Building Parser::group(Node::Kind kind, std::vector<NodePtr> children) const {
  // A group of one is that one; this parse made it and is the only one to hold it.
  if (children.size() == 1) return std::const_pointer_cast<Node>(children.front());
  auto node = std::make_shared<Node>();
  node->kind = kind;
  node->begin = children.front()->begin;
  node->end = children.back()->end;
  node->children = std::move(children);
  return node;
}

std::nullptr_t Parser::refuse(std::size_t begin, std::size_t end, std::string message,
                              std::string_view suggestion) {
  if (!mistake_) mistake_ = ParseError{begin, end, std::move(message), std::string(suggestion)};
  return nullptr;
}

std::nullptr_t Parser::refuse_here(std::string message) {
  const auto begin = in_.position();
  const auto length = std::max<std::size_t>(in_.peek_word().size(), in_.at_end() ? 0 : 1);
  return refuse(begin, begin + length, std::move(message));
}

} // namespace

tl::expected<NodePtr, ParseError> parse(std::string_view text, std::span<const Key> keys) {
  return Parser(text, keys).run();
}

std::span<const Key> payment_keys() {
  static constexpr Key keys[] = {
      {"created", KeyType::time},      {"state", KeyType::state},   {"psp", KeyType::text},
      {"currency", KeyType::currency}, {"amount", KeyType::amount}, {"age", KeyType::age},
      {"seller", KeyType::text},       {"error", KeyType::text},    {"class", KeyType::text},
      {"order", KeyType::text},        {"policy", KeyType::text},   {"retries", KeyType::number},
      {"buyer", KeyType::text},        {"checkout", KeyType::text},
  };
  return keys;
}

} // namespace paydesk::filter
