#include "service/fields.h"

#include <algorithm>

#include "wire/common.h"

namespace paydesk::service {
namespace {

constexpr std::size_t longest_filter = 4096, longest_cursor = 4096, most_ids = 1000;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f;
}

} // namespace

Result<Uuid> check_uuid(const std::string& text, std::string_view field) {
  const auto id = Uuid::parse(text);
  if (!id)
    return invalid(std::string(field), text.empty() ? "is missing" : "is not a UUID");
  return *id;
}

Result<void> check_text(const std::string& text, std::string_view field, std::size_t most) {
  if (text.size() > most)
    return invalid(std::string(field), "is longer than " + std::to_string(most) + " bytes");
  if (std::any_of(text.begin(), text.end(), is_control))
    return invalid(std::string(field), "has a control character");
  return {};
}

Result<void> check_needed(const std::string& text, std::string_view field, std::size_t most) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    return invalid(std::string(field), "is missing");
  return check_text(text, field, most);
}

Result<views::PageRequest> check_page(const v1::PageRequest& page, std::string_view prefix) {
  const auto field = [&](const char* name) { return std::string(prefix) + name; };
  if (page.limit() < 0 || page.limit() > 500)
    return invalid(field("limit"), "must be 1 to 500, or 0 for 100");
  const auto texts = all_of(check_text(page.filter(), field("filter"), longest_filter),
                            check_text(page.cursor(), field("cursor"), longest_cursor));
  if (!texts)
    return tl::unexpected(texts.error());
  return wire::from_wire(page);
}

Result<std::vector<Uuid>> check_uuids(std::span<const std::string* const> texts, std::string_view field) {
  if (texts.empty() || texts.size() > most_ids)
    return invalid(std::string(field), "needs 1 to 1000 ids");
  std::vector<Uuid> ids;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto id = check_uuid(*texts[i], std::string(field) + "[" + std::to_string(i) + "]");
    if (!id)
      return tl::unexpected(id.error());
    ids.push_back(*id);
  }
  return ids;
}

} // namespace paydesk::service
