#include "tests/support/fake_daemon/paging.h"

namespace paydesk::fake {
namespace {

bool value_matches(const filter::Value& value, const std::string& key, const std::string& field) {
  if (!key.empty()) return value.op != '=' || field == value.text;
  return field.find(value.text) != std::string::npos;
}

bool term_matches(const filter::Node& node, const Field& field) {
  const std::string own = field(node.key);
  return std::any_of(node.values.begin(), node.values.end(),
                     [&](const filter::Value& value) { return value_matches(value, node.key, own); });
}

bool plain_matches(const filter::Node& node, const Field& field) {
  const auto child = [&](const filter::NodePtr& one) { return matches(*one, field); };
  switch (node.kind) {
  case filter::Node::Kind::all:
    return std::all_of(node.children.begin(), node.children.end(), child);
  case filter::Node::Kind::any:
    return std::any_of(node.children.begin(), node.children.end(), child);
  case filter::Node::Kind::term:
    return term_matches(node, field);
  }
  return true;
}

} // namespace

Result<filter::NodePtr> parse_filter(const std::string& text) {
  auto tree = filter::parse(text, filter::payment_keys());
  if (!tree) return invalid("filter", tree.error().message);
  return std::move(*tree);
}

bool matches(const filter::Node& node, const Field& field) {
  return plain_matches(node, field) != node.negated;
}

} // namespace paydesk::fake
