#include "store/reconciliation_filters.h"

#include <array>
#include <charconv>

#include "core/filter.h"
#include "store/cursor.h"

namespace paydesk::store {
namespace {

constexpr std::array<filter::Key, 4> keys{{{"type", filter::KeyType::text},
                                           {"state", filter::KeyType::text},
                                           {"psp", filter::KeyType::text},
                                           {"currency", filter::KeyType::currency}}};

tl::unexpected<Error> too_much() {
  return invalid("filter",
                 "Here the filter takes terms like type:timing, state:open, psp:card, currency:EUR and "
                 "references, all of which hold; no \"or\", \"-\" or comparisons.");
}

std::vector<std::string>* column_of(ReconFilter& narrowed, std::string_view key) {
  if (key == "type") return &narrowed.types;
  if (key == "state") return &narrowed.states;
  if (key == "psp") return &narrowed.psp_accounts;
  return key == "currency" ? &narrowed.currencies : &narrowed.words;
}

Result<void> add_term(ReconFilter& narrowed, const filter::Node& term) {
  if (term.kind != filter::Node::Kind::term || term.negated) return too_much();
  auto* column = column_of(narrowed, term.key);
  if (!column->empty()) return too_much();
  for (const auto& value : term.values) {
    if (value.op != '=') return too_much();
    column->push_back(value.text);
  }
  return {};
}

tl::unexpected<Error> bad_cursor() {
  return invalid("cursor", "This cursor is of another list; begin anew with an empty one.");
}

} // namespace

Result<ReconFilter> parse_recon_filter(const std::string& text) {
  ReconFilter narrowed;
  const auto tree = filter::parse(text, keys);
  if (!tree) return invalid("filter", tree.error().message);
  if ((*tree)->kind == filter::Node::Kind::term)
    return add_term(narrowed, **tree).map([&] { return narrowed; });
  if ((*tree)->kind != filter::Node::Kind::all || (*tree)->negated) return too_much();
  for (const auto& child : (*tree)->children)
    if (auto added = add_term(narrowed, *child); !added) return tl::unexpected<Error>(added.error());
  return narrowed;
}

Result<std::optional<TimeCursor>> parse_time_cursor(std::string_view scope, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto key = decode_cursor(scope, text, 2);
  if (!key) return tl::unexpected<Error>(key.error());
  const auto at = parse_instant((*key)[0]);
  const auto id = Uuid::parse((*key)[1]);
  if (!at || !id) return bad_cursor();
  return TimeCursor{*at, *id};
}

std::string print_cursor(std::string_view scope, const TimeCursor& cursor) {
  return encode_cursor(scope, {format_instant(cursor.at), cursor.id.to_string()});
}

Result<std::optional<NumberCursor>> parse_number_cursor(std::string_view scope, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto key = decode_cursor(scope, text, 2);
  if (!key) return tl::unexpected<Error>(key.error());
  const auto& number = (*key)[0];
  const auto id = Uuid::parse((*key)[1]);
  NumberCursor cursor;
  const auto* end = number.data() + number.size();
  const auto read = std::from_chars(number.data(), end, cursor.number);
  if (!id || read.ec != std::errc{} || read.ptr != end) return bad_cursor();
  cursor.id = *id;
  return cursor;
}

std::string print_cursor(std::string_view scope, const NumberCursor& cursor) {
  return encode_cursor(scope, {std::to_string(cursor.number), cursor.id.to_string()});
}

} // namespace paydesk::store
