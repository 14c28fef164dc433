#include "core/filter.h"

#include "core/filter_lexer.h"
#include "core/filter_values.h"

namespace paydesk::filter {
namespace {

std::string quote(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

bool begins_with_operator(std::string_view text) {
  return text.starts_with('>') || text.starts_with('<') || text.starts_with('@');
}

std::string print_identifier(std::string_view text) {
  // A currency's code could be taken for the unit of an amount before it.
  const bool plain = is_word(text) && !begins_with_operator(text) && !text.starts_with('-') &&
                     text.find(':') == std::string_view::npos && !is_keyword(text, "or") &&
                     !is_keyword(text, "and") && !is_currency_code(text);
  return plain ? std::string(text) : quote(text);
}

std::string print_operand(std::string_view text) { return is_word(text) ? std::string(text) : quote(text); }

std::string print_value(const Value& value) {
  std::string text;
  switch (value.op) {
  case '>':
  case '<':
  case '@':
    text = value.op + print_operand(value.text);
    break;
  case 'G':
    text = ">=" + print_operand(value.text);
    break;
  case 'L':
    text = "<=" + print_operand(value.text);
    break;
  case '.':
    text = value.text + ".." + value.upper;
    break;
  default:
    text = begins_with_operator(value.text) || value.text.find("..") != std::string::npos
               ? quote(value.text)
               : print_operand(value.text);
  }
  return value.unit.empty() ? text : text + ' ' + value.unit;
}

std::string print_term(const Node& node) {
  if (node.key.empty()) return node.values.empty() ? "" : print_identifier(node.values.front().text);
  std::string text = node.key;
  char before = ':';
  for (const Value& value : node.values) {
    text += before + print_value(value);
    before = ',';
  }
  return text;
}

std::string print_group(const Node& node) {
  std::string text;
  for (const NodePtr& child : node.children) {
    if (!text.empty()) text += node.kind == Node::Kind::any ? " or " : " ";
    // "and" binds more tightly than "or"; a negated group brings its own parentheses.
    const bool loose = child->kind == Node::Kind::any || child->kind == node.kind;
    const bool wrapped = loose && child->kind != Node::Kind::term && !child->negated;
    text += wrapped ? '(' + print(*child) + ')' : print(*child);
  }
  return text;
}

} // namespace

std::string print(const Node& node) {
  if (node.kind == Node::Kind::term) return node.negated ? '-' + print_term(node) : print_term(node);
  return node.negated ? "-(" + print_group(node) + ')' : print_group(node);
}

} // namespace paydesk::filter
