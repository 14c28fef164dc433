#include <algorithm>
#include <array>
#include <charconv>

#include <nlohmann/json.hpp>
#include <openssl/crypto.h>
#include <openssl/hmac.h>

#include "psp/sandbox/codec.h"
#include "psp/sandbox/fit.h"

namespace paydesk::psp::sandbox {
namespace {

using nlohmann::json;

struct EventKind {
  std::string_view type;
  News::Kind kind;
  std::string_view reference; ///< the member of data that is the PSP's reference
  std::string_view merchant;  ///< the member that is ours
};

constexpr std::size_t longest_reference = 255; // it is indexed
constexpr std::int64_t most_rounds = 20; ///< of a dispute; more is garbage

constexpr EventKind kinds[] = {
    {"checkout.opened", News::Kind::page_opened, "", ""},
    {"payment.processing", News::Kind::submitted, "", ""},
    {"checkout.expired", News::Kind::expired, "", ""},
    {"payment.authorized", News::Kind::authorized, "payment_id", ""},
    {"payment.declined", News::Kind::declined, "", ""},
    {"payment.voided", News::Kind::voided, "payment_id", ""},
    {"capture.succeeded", News::Kind::captured, "capture_id", "capture_reference"},
    {"capture.failed", News::Kind::capture_failed, "capture_id", "capture_reference"},
    {"capture.reversed", News::Kind::capture_reversed, "capture_id", "capture_reference"},
    {"refund.succeeded", News::Kind::refunded, "refund_id", "refund_reference"},
    {"refund.failed", News::Kind::refund_failed, "refund_id", "refund_reference"},
    {"dispute.inquiry", News::Kind::dispute_inquiry, "dispute_id", ""},
    {"dispute.closed", News::Kind::dispute_closed, "dispute_id", ""},
    {"dispute.opened", News::Kind::dispute_opened, "dispute_id", ""},
    {"dispute.under_review", News::Kind::dispute_reviewed, "dispute_id", ""},
    {"dispute.accepted", News::Kind::dispute_accepted, "dispute_id", ""},
    {"dispute.reopened", News::Kind::dispute_reopened, "dispute_id", ""},
    {"dispute.funds_withdrawn", News::Kind::dispute_withdrawn, "movement_id", ""},
    {"dispute.funds_reinstated", News::Kind::dispute_reinstated, "movement_id", ""},
    {"dispute.won", News::Kind::dispute_won, "dispute_id", ""},
    {"dispute.lost", News::Kind::dispute_lost, "dispute_id", ""},
};

News read_news(const EventKind& kind, const json& data) {
  News news;
  news.kind = kind.kind;
  news.reference = text_member(data, kind.reference);
  news.merchant_reference = text_member(data, kind.merchant);
  news.currency = text_member(data, "currency");
  news.amount = exact_integer(data, "amount").value_or(0);
  news.code = text_member(data, kind.kind == News::Kind::declined ? "decline_code" : "code");
  if (const auto final_ = data.find("final"); final_ != data.end() && final_->is_boolean())
    news.final_ = final_->get<bool>();
  if (const auto round = data.find("round"); round != data.end() && round->is_number_integer())
    news.round = static_cast<int>(std::clamp<std::int64_t>(round->get<std::int64_t>(), 0, most_rounds));
  news.due_by = parse_instant(text_member(data, "due_by"));
  if (kind.reference == "movement_id")
    news.subject = text_member(data, "dispute_id");
  if (kind.reference == "movement_id" && news.reference.empty())
    news.reference = news.subject;
  return news;
}

bool moves_money(News::Kind kind) {
  return kind == News::Kind::authorized || kind == News::Kind::captured ||
         kind == News::Kind::capture_reversed || kind == News::Kind::refunded || kind == News::Kind::dispute_withdrawn || kind == News::Kind::dispute_reinstated;
}

/// What moves money says how much, and under which reference it is booked once.
Result<void> check_news(const News& news) {
  if (news.reference.size() > longest_reference)
    return invalid("data", "has a reference that is longer than " + std::to_string(longest_reference) + " bytes");
  if (!moves_money(news.kind))
    return {};
  if (news.amount <= 0)
    return invalid("data.amount", "is not a positive whole number of minor units");
  if (news.reference.empty())
    return invalid("data", "has no reference of what was done");
  return {};
}

std::string hex_hmac(std::string_view secret, std::string_view message) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest.data(), &size);
  static constexpr char digits[] = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += digits[digest[i] >> 4];
    hex += digits[digest[i] & 15];
  }
  return hex;
}

} // namespace

Result<WebhookContent> read_event(std::string_view body) {
  const auto event = json::parse(body, nullptr, false);
  if (!event.is_object())
    return invalid("body", "is not a JSON object");
  WebhookContent content;
  content.event_id = text_member(event, "id");
  content.event_type = text_member(event, "type");
  if (content.event_id.empty())
    return invalid("id", "is missing");
  if (content.event_id.size() > longest_reference)
    return invalid("id", "is longer than " + std::to_string(longest_reference) + " bytes");
  const auto data = event.value("data", json::object());
  if (!data.is_object())
    return invalid("data", "is not an object");
  content.charge_reference = text_member(data, "reference");
  for (const auto& kind : kinds)
    if (kind.type == content.event_type)
      content.news = read_news(kind, data);
  if (content.news)
    if (auto ok = check_news(*content.news); !ok)
      return tl::unexpected(ok.error());
  return content;
}

bool signature_is_good(std::string_view header, std::string_view body, std::string_view secret, Instant now) {
  std::string_view stamp;
  bool good = false;
  for (std::size_t at = 0; at < header.size();) {
    const auto end = std::min(header.find(',', at), header.size());
    const auto part = header.substr(at, end - at);
    at = end + 1;
    if (part.starts_with("t="))
      stamp = part.substr(2);
    if (!part.starts_with("v1=") || stamp.empty())
      continue;
    const auto expected = hex_hmac(secret, std::string(stamp) + "." + std::string(body));
    const auto given = part.substr(3);
    good = good || (given.size() == expected.size() && CRYPTO_memcmp(given.data(), expected.data(), expected.size()) == 0);
  }
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(stamp.data(), stamp.data() + stamp.size(), seconds);
  const auto now_s = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  return good && error == std::errc{} && end == stamp.data() + stamp.size() && std::abs(now_s - seconds) <= 300;
}

} // namespace paydesk::psp::sandbox
