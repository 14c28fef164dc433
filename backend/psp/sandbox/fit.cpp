#include "psp/sandbox/fit.h"

#include <algorithm>
#include <limits>
#include <span>

#include <nlohmann/json.hpp>

#include "psp/sandbox/codec.h"

namespace paydesk::psp::sandbox {
namespace {

using nlohmann::json;

constexpr std::size_t longest_id = 255; // it is indexed
constexpr std::size_t longest_url = 2'000;
constexpr std::size_t most_items = 10'000;

constexpr std::string_view checkout_states[] = {"open",     "opened",   "processing", "authorized", "partially_captured",
                                                "captured", "declined", "expired",    "voided",     "reversed"};
constexpr std::string_view capture_states[] = {"pending", "received", "succeeded", "failed", "reversed"};
constexpr std::string_view refund_states[] = {"pending", "received", "succeeded", "failed"};
constexpr std::string_view final_states[] = {"received", "succeeded"};
constexpr std::string_view release_states[] = {"received", "voided", "expired"};

bool is_one_of(std::span<const std::string_view> all, std::string_view text) {
  return std::find(all.begin(), all.end(), text) != all.end();
}

bool is_id(const json& object, std::string_view name) {
  const auto id = text_member(object, name);
  return !id.empty() && id.size() <= longest_id;
}

/// The member is this text.
bool is(const json& object, std::string_view name, std::string_view wanted) {
  return text_member(object, name) == wanted;
}

std::string misfit_item(const json& item, std::span<const std::string_view> states, const char* what) {
  if (!item.is_object() || !is_id(item, "id") || exact_integer(item, "amount").value_or(0) <= 0)
    return std::string("a ") + what + " without id or amount";
  return is_one_of(states, text_member(item, "status")) ? "" : std::string("a ") + what + " of unknown status";
}

std::string misfit_items(const json& checkout, const char* name, std::span<const std::string_view> states,
                         const char* what) {
  const auto items = checkout.find(name);
  if (items == checkout.end() || !items->is_array() || items->size() > most_items)
    return std::string("no list of ") + name;
  for (const auto& item : *items)
    if (auto why = misfit_item(item, states, what); !why.empty())
      return why;
  return {};
}

std::string misfit_dispute(const json& dispute) {
  if (!dispute.is_object() || !is_id(dispute, "id") || exact_integer(dispute, "amount").value_or(0) <= 0)
    return "a dispute without id or amount";
  for (const char* name : {"withdrawals", "responses"})
    if (const auto list = dispute.find(name); list != dispute.end() && !list->is_array())
      return std::string("a dispute without a list of ") + name;
  return {};
}

std::string misfit_disputes(const json& checkout) {
  const auto disputes = checkout.find("disputes");
  if (disputes == checkout.end() || !disputes->is_array() || disputes->size() > most_items)
    return "no list of disputes";
  for (const auto& dispute : *disputes)
    if (auto why = misfit_dispute(dispute); !why.empty())
      return why;
  return {};
}

/// A page's address; a charge without a page has none.
bool is_page(const PspCall& call, const json& checkout) {
  const auto url = text_member(checkout, "url");
  if (url.empty())
    return !call.payment_method.empty();
  return url.size() <= longest_url && (url.starts_with("https://") || url.starts_with("http://"));
}

/// It is the call's charge, and it is whole as far as both answers and pages of it have in common.
std::string misfit_head(const PspCall& call, const json& checkout) {
  if (!checkout.is_object() || !is_id(checkout, "id"))
    return "no checkout";
  if (!is(checkout, "reference", call.charge_id.to_string()))
    return "another charge's checkout";
  if (!is(checkout, "currency", call.currency.code()))
    return "a checkout in another currency";
  if (!is_page(call, checkout))
    return "a checkout without an address";
  return is_one_of(checkout_states, text_member(checkout, "status")) ? "" : "a checkout of unknown status";
}

std::string misfit_checkout(const PspCall& call, const json& checkout) {
  if (auto why = misfit_head(call, checkout); !why.empty())
    return why;
  for (const char* name : {"authorized_amount", "voided_amount"})
    if (exact_integer(checkout, name).value_or(-1) < 0)
      return std::string("a checkout without ") + name;
  const auto status = text_member(checkout, "status");
  const bool unpaid = status == "open" || status == "opened" || status == "processing";
  if (unpaid && exact_integer(checkout, "authorized_amount") > 0)
    return "a checkout that is paid and is not";
  if (text_member(checkout, "payment_id").size() > longest_id)
    return "a payment's id that is too long";
  if (auto why = misfit_items(checkout, "captures", capture_states, "capture"); !why.empty())
    return why;
  if (auto why = misfit_items(checkout, "refunds", refund_states, "refund"); !why.empty())
    return why;
  return misfit_disputes(checkout);
}

std::string misfit_query(const PspCall& call, const json& body) {
  const auto data = body.find("data");
  if (data == body.end())
    return misfit_checkout(call, body);
  if (!data->is_array())
    return "no list of checkouts";
  return data->empty() ? std::string() : misfit_checkout(call, data->back());
}

std::string misfit_modification(const PspCall& call, const json& body) {
  if (!is_one_of(final_states, text_member(body, "status")))
    return "an unknown status";
  if (!is(body, "reference", call.key.to_string()))
    return "another operation's outcome";
  const bool money = call.kind == OperationKind::capture || call.kind == OperationKind::refund;
  if (money && !is_id(body, "id"))
    return "an outcome without id";
  return money && exact_integer(body, "amount") != call.amount ? "another amount" : "";
}

} // namespace

std::optional<std::int64_t> exact_integer(const json& object, std::string_view name) {
  const auto at = object.find(name);
  if (at == object.end() || !at->is_number_integer())
    return std::nullopt;
  if (at->is_number_unsigned() &&
      at->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    return std::nullopt;
  return at->get<std::int64_t>();
}

std::string shortened(std::string text, std::size_t most) {
  if (text.size() <= most)
    return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80)
    --most;
  text.resize(most);
  return text;
}

std::string misfit(const PspCall& call, const json& body) {
  if (!body.is_object())
    return "no JSON object";
  switch (call.kind) {
  case OperationKind::query:
    return misfit_query(call, body);
  case OperationKind::direct_charge:
    return misfit_checkout(call, body);
  case OperationKind::register_charge:
    if (auto why = misfit_head(call, body); !why.empty())
      return why;
    return exact_integer(body, "amount") == call.amount ? "" : "another amount";
  case OperationKind::void_charge:
    return is_one_of(release_states, text_member(body, "status")) ? "" : "an unknown status";
  default:
    return misfit_modification(call, body);
  }
}

} // namespace paydesk::psp::sandbox
