#include "sandbox/books/checkout_json.h"

#include <nlohmann/json.hpp>

namespace sandbox {

using nlohmann::json;

namespace {

template <class Item>
json items_json(const std::vector<Item>& items) {
  json list = json::array();
  for (const Item& item : items) {
    json shown{{"id", item.id},
               {"amount", item.amount},
               {"status", name_of(item.status)},
               {"created", rfc3339(item.created)}};
    if constexpr (requires { item.reference; }) shown["reference"] = item.reference;
    list.push_back(std::move(shown));
  }
  return list;
}

json dispute_items(const Dispute& dispute) {
  json withdrawals = json::array();
  for (const Withdrawal& one : dispute.withdrawals)
    withdrawals.push_back({{"id", one.id}, {"round", one.round}, {"reinstated", one.reinstated}});
  json responses = json::array();
  for (const Response& one : dispute.responses)
    responses.push_back({{"id", one.id},
                         {"kind", name_of(one.kind)},
                         {"reference", one.reference},
                         {"status", name_of(one.status)},
                         {"created", rfc3339(one.created)}});
  return json{{"id", dispute.id},
              {"amount", dispute.amount},
              {"status", name_of(dispute.status)},
              {"created", rfc3339(dispute.created)},
              {"due_by", rfc3339(dispute.due_by)},
              {"round", dispute.round},
              {"was_inquiry", dispute.was_inquiry},
              {"withdrawals", std::move(withdrawals)},
              {"responses", std::move(responses)}};
}

json disputes_json(const std::vector<Dispute>& disputes) {
  json list = json::array();
  for (const Dispute& dispute : disputes)
    list.push_back(dispute_items(dispute));
  return list;
}

json text_or_null(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }

json true_checkout(const Checkout& checkout) {
  return json{{"id", checkout.id},
              {"reference", checkout.reference},
              {"currency", checkout.currency},
              {"amount", checkout.amount},
              {"status", checkout.status()},
              {"captured", checkout.captured()},
              {"refunded", checkout.refunded()},
              {"taken_back", checkout.taken_back()},
              {"disputed_withdrawn", checkout.withdrawn()},
              {"captures", items_json(checkout.captures)},
              {"refunds", items_json(checkout.refunds)},
              {"disputes", disputes_json(checkout.disputes)}};
}

template <class Modification>
std::int64_t count_succeeded(const std::vector<Modification>& all) {
  std::int64_t count = 0;
  for (const Modification& one : all)
    count += one.status == ModificationStatus::succeeded ? 1 : 0;
  return count;
}

void add_to(json& total, const Checkout& checkout) {
  if (total.is_null()) total = json{{"captured", 0}, {"refunded", 0}, {"captures", 0}, {"refunds", 0}};
  const auto add = [&total](const char* key, std::int64_t more) {
    total[key] = total[key].get<std::int64_t>() + more;
  };
  add("captured", checkout.captured());
  add("refunded", checkout.refunded());
  add("captures", count_succeeded(checkout.captures));
  add("refunds", count_succeeded(checkout.refunds));
}

} // namespace

json created_json(const Checkout& checkout, const std::string& base) {
  return json{{"id", checkout.id},
              {"url", checkout.paid_without_page ? json(nullptr) : json(base + "/pay/" + checkout.id)},
              {"status", checkout.status()},
              {"amount", checkout.amount},
              {"currency", checkout.currency},
              {"reference", checkout.reference},
              {"expires_at", rfc3339(checkout.expires_at)}};
}

json checkout_json(const Checkout& checkout, const std::string& base) {
  json shown = created_json(checkout, base);
  shown["description"] = text_or_null(checkout.description);
  shown["created"] = rfc3339(checkout.created);
  shown["authorized_amount"] = checkout.authorized;
  shown["captured_amount"] = checkout.captured();
  shown["refunded_amount"] = checkout.refunded();
  shown["voided_amount"] = checkout.released;
  shown["payment_id"] = text_or_null(checkout.payment_id);
  shown["decline_code"] = text_or_null(checkout.decline_code);
  shown["captures"] = items_json(checkout.captures);
  shown["refunds"] = items_json(checkout.refunds);
  shown["disputes"] = disputes_json(checkout.disputes);
  return shown;
}

json dispute_json(const Dispute& dispute, const Checkout& checkout) {
  json shown = dispute_items(dispute);
  shown["checkout_id"] = checkout.id;
  shown["reference"] = checkout.reference;
  return shown;
}

json truth_json(const Accounts& accounts, const Shelf& shelf, const std::string& account_id) {
  json truth = json::object();
  for (const auto& account : accounts.all()) {
    if (!account_id.empty() && account->id != account_id) continue;
    truth[account->id] = json{{"checkouts", json::array()}, {"totals", json::object()}};
  }
  for (const auto& checkout : shelf.all()) {
    const auto found = truth.find(checkout->account->id);
    if (found == truth.end()) continue;
    (*found)["checkouts"].push_back(true_checkout(*checkout));
    add_to((*found)["totals"][checkout->currency], *checkout);
  }
  return json{{"accounts", std::move(truth)}};
}

} // namespace sandbox
