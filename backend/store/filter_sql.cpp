#include "store/filter_sql.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/lifecycle.h"
#include "store/filter_measures.h"

namespace paydesk::store {
namespace {

using filter::KeyType;
using filter::Node;
using filter::Value;

constexpr std::size_t shortest_end = 6;

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> status_aliases = {{
    {"retry", "retry_scheduled"},      {"dead", "dead_letter"},
    {"awaiting", "awaiting_customer"}, {"refundp", "refund_pending"},
    {"refundpart", "partially_refunded"}, {"part_refunded", "partially_refunded"},
    {"won", "dispute_won"},            {"lost", "dispute_lost"},
    {"dispute", "disputed"},           {"voided", "cancelled"},
    {"canceled", "cancelled"},         {"authorised", "authorized"},
    {"capture", "capture_requested"},  {"void", "void_requested"},
    {"refunding", "refund_pending"},   {"checking", "unknown"},
}};
constexpr std::array<std::string_view, 7> order_statuses = {
    "partially_refunded", "refunded", "refund_pending", "disputed", "dispute_won", "dispute_lost", "settled"};

/// `text` as the beginning of a reversed id; empty when it is too short or no part of an id.
std::string reversed_end(std::string_view text) {
  if (text.size() < shortest_end || text.size() > 36)
    return {};
  std::string reversed;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (!((lower >= '0' && lower <= '9') || (lower >= 'a' && lower <= 'f') || lower == '-'))
      return {};
    reversed.insert(reversed.begin(), lower);
  }
  return reversed;
}

std::string contains_pattern(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\')
      pattern += '\\';
    pattern += c;
  }
  return pattern + '%';
}

/// Writes conditions and collects their values. One use.
class Writer {
 public:
  Writer(std::span<const FilterField> fields, const FilterClock& clock, Params& params)
      : fields_(fields), clock_(clock), params_(params) {}

  Result<std::string> node(const Node& node) const {
    auto text = node.kind == Node::Kind::term ? term(node) : group(node);
    if (text && node.negated)
      return "not coalesce(" + *text + ", false)";
    return text;
  }

 private:
  Result<std::string> group(const Node& node) const {
    if (node.children.empty())
      return std::string("true");
    const bool any = node.kind == Node::Kind::any;
    Node identifiers; // "a or b or c" is one look-up
    identifiers.kind = Node::Kind::term;
    std::string text = "(";
    const auto add = [&](const Node& child) -> Result<void> {
      auto part = this->node(child);
      if (!part)
        return tl::unexpected(part.error());
      text += (text.size() > 1 ? (any ? " or " : " and ") : "") + *part;
      return {};
    };
    for (const auto& child : node.children) {
      if (any && is_identifier(*child))
        identifiers.values.push_back(child->values.front());
      else if (const auto ok = add(*child); !ok)
        return tl::unexpected(ok.error());
    }
    if (!identifiers.values.empty())
      if (const auto ok = add(identifiers); !ok)
        return tl::unexpected(ok.error());
    return text + ")";
  }

  static bool is_identifier(const Node& node) {
    return node.kind == Node::Kind::term && node.key.empty() && !node.negated && node.values.size() == 1;
  }

  Result<std::string> term(const Node& node) const {
    const auto field = std::find_if(fields_.begin(), fields_.end(),
                                    [&](const FilterField& known) { return known.key == node.key; });
    if (field == fields_.end())
      return invalid("filter", "This list has no bare identifiers; name a key.");
    for (const auto& value : node.values)
      if (value.op == '@')
        return invalid("filter", "The list @" + value.text + " is not known here; write its members out.");
    if (field->type == KeyType::text || field->type == KeyType::state || field->type == KeyType::currency)
      return words(*field, node.values);
    std::string text = "(";
    for (const auto& value : node.values) {
      auto part = measure_condition(*field, value, clock_, params_);
      if (!part)
        return part;
      text += (text.size() > 1 ? " or " : "") + *part;
    }
    return text + ")";
  }

  Result<std::string> words(const FilterField& field, const std::vector<Value>& values) const {
    Array plain, contains, ends, ids;
    for (const auto& value : values) {
      auto text = value.text;
      if (field.type == KeyType::state) {
        text = shown_status_named(value.text);
        if (text.empty())
          return invalid("filter", "There is no state \"" + value.text + "\".");
      }
      plain.add(text);
      contains.add(contains_pattern(text));
      if (const auto end = reversed_end(text); !end.empty())
        ends.add(end);
      if (const auto id = Uuid::parse(text))
        ids.add(*id);
    }
    std::string sql = "(" + std::string(field.sql) + ")";
    put(sql, "{plain}", plain, "text[]");
    put(sql, "{contains}", contains, "text[]");
    put(sql, "{ends}", ends, "text[]");
    put(sql, "{ids}", ids, "uuid[]");
    return sql;
  }

  /// Every `place` in `sql` becomes one parameter.
  void put(std::string& sql, std::string_view place, const Array& values, std::string_view type) const {
    auto at = sql.find(place);
    if (at == std::string::npos)
      return;
    const auto param = add_param(params_, values, type);
    for (; at != std::string::npos; at = sql.find(place, at + param.size()))
      sql.replace(at, place.size(), param);
  }

  std::span<const FilterField> fields_;
  const FilterClock& clock_;
  Params& params_;
};

} // namespace

std::string shown_status_named(std::string_view name) {
  for (const auto& [alias, status] : status_aliases)
    if (name == alias)
      return std::string(status);
  if (std::find(order_statuses.begin(), order_statuses.end(), name) != order_statuses.end() ||
      lifecycle::find_state(lifecycle::Machine::charge, name) != nullptr)
    return std::string(name);
  return {};
}

Result<std::string> filter_condition(const std::string& text, std::span<const FilterField> fields,
                                     const FilterClock& clock, Params& params) {
  std::vector<filter::Key> keys;
  for (const auto& field : fields)
    if (!field.key.empty())
      keys.push_back({field.key, field.type});
  const auto tree = filter::parse(text, keys);
  if (!tree) {
    const auto& mistake = tree.error();
    return invalid("filter", mistake.message + " (at " + std::to_string(mistake.begin) + " to " +
                                 std::to_string(mistake.end) + ")" +
                                 (mistake.suggestion.empty() ? "" : " Did you mean " + mistake.suggestion + "?"));
  }
  return Writer(fields, clock, params).node(**tree);
}

} // namespace paydesk::store
