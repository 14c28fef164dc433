#include "app/demo/sandbox_control.h"

#include "app/demo/accounts.h"

namespace paydesk::demo {
namespace {

using nlohmann::json;

ClosedBatch batch_of(const json& shown) {
  ClosedBatch batch{shown.value("id", ""),       shown.value("batch", ""), shown.value("account", ""),
                    shown.value("currency", ""), shown.value("lines", std::int64_t{0}), {}};
  for (const auto& one : shown.value("planted", json::array()))
    batch.planted.push_back({one.value("fault", ""), one.value("psp_reference", ""), one.value("detail", "")});
  return batch;
}

/// Two checkouts of one reference would be one charge paid twice; their money is added up. A card charge that was
/// declined took nothing, and another may follow it.
void add_checkout(Truth& truth, const std::string& account, const json& shown) {
  auto& checkout = truth[shown.value("reference", "")];
  const bool declined = shown.value("status", "") == "declined" && shown.value("captured", std::int64_t{0}) == 0;
  if (declined && !checkout.id.empty())
    return;
  if (checkout.status == "declined" && checkout.captured == 0)
    checkout = {};
  checkout.id += (checkout.id.empty() ? "" : " and ") + shown.value("id", "");
  checkout.account = account;
  checkout.currency = shown.value("currency", "");
  checkout.status = shown.value("status", "");
  checkout.captured += shown.value("captured", std::int64_t{0});
  checkout.refunded += shown.value("refunded", std::int64_t{0});
  checkout.withdrawn += shown.value("disputed_withdrawn", std::int64_t{0});
}

} // namespace

Result<json> SandboxControl::ask(const std::string& method, const std::string& path, const json& body) const {
  const auto answer = peer_.ask(method, path, body.is_null() ? std::string() : body.dump());
  if (!answer)
    return tl::unexpected(answer.error());
  auto parsed = json::parse(answer->body, nullptr, false);
  if (answer->status / 100 == 2 && parsed.is_object())
    return parsed;
  return fail(answer->status == 409 ? ErrorCode::failed_precondition : ErrorCode::internal,
              "the sandbox answered " + method + " " + path + " with " + std::to_string(answer->status) + " " +
                  answer->body.substr(0, 300));
}

bool SandboxControl::alive() const {
  const auto answer = peer_.ask("GET", "/healthz", {}, {}, std::chrono::seconds(2));
  return answer && answer->status == 200;
}

Result<void> SandboxControl::set_webhook(const std::string& account, const std::string& url) const {
  const auto done = ask("PUT", "/control/accounts/" + account + "/webhook", {{"url", url}});
  return done ? Result<void>{} : tl::unexpected(done.error());
}

Result<void> SandboxControl::set_faults(const json& settings) const {
  const auto done = ask("PUT", "/control/faults", settings);
  return done ? Result<void>{} : tl::unexpected(done.error());
}

Result<std::map<std::string, std::int64_t>> SandboxControl::fired() const {
  const auto shown = ask("GET", "/control/faults");
  if (!shown)
    return tl::unexpected(shown.error());
  return shown->value("fired", std::map<std::string, std::int64_t>{});
}

Result<std::int64_t> SandboxControl::webhooks_pending() const {
  const auto shown = ask("GET", "/control/webhooks");
  if (!shown)
    return tl::unexpected(shown.error());
  return shown->value("pending", std::int64_t{0});
}

Result<Truth> SandboxControl::truth() const {
  const auto shown = ask("GET", "/truth");
  if (!shown)
    return tl::unexpected(shown.error());
  Truth truth;
  const auto accounts = shown->value("accounts", json::object()); // items() refers to it
  for (const auto& [account, content] : accounts.items())
    for (const auto& checkout : content.value("checkouts", json::array()))
      add_checkout(truth, account, checkout);
  return truth;
}

Result<std::string> SandboxControl::open_dispute(const std::string& reference) const {
  const auto opened = ask("POST", "/control/disputes", {{"reference", reference}});
  if (!opened)
    return tl::unexpected(opened.error());
  return opened->value("id", "");
}

Result<void> SandboxControl::resolve_dispute(const std::string& dispute_id, bool won) const {
  const auto done =
      ask("POST", "/control/disputes/" + dispute_id + "/resolve", {{"outcome", won ? "won" : "lost"}});
  return done ? Result<void>{} : tl::unexpected(done.error());
}

Result<std::vector<ClosedBatch>> SandboxControl::close_settlement(const std::string& date) const {
  const auto closed = ask("POST", "/control/settlements/close", {{"date", date}});
  if (!closed)
    return tl::unexpected(closed.error());
  std::vector<ClosedBatch> batches;
  for (const auto& shown : closed->value("settlements", json::array()))
    batches.push_back(batch_of(shown));
  return batches;
}

Result<std::string> SandboxControl::report_csv(const ClosedBatch& batch) const { return file(batch, "report.csv"); }

Result<std::string> SandboxControl::statement_xml(const ClosedBatch& batch) const {
  return file(batch, "statement.xml");
}

Result<std::map<std::string, TruePayout>> SandboxControl::payouts(const std::string& account) const {
  const auto shown = ask("GET", "/control/payouts?account=" + account);
  if (!shown)
    return tl::unexpected(shown.error());
  std::map<std::string, TruePayout> payouts;
  const auto data = shown->value("data", json::array());
  for (const auto& one : data)
    if (const auto reference = one.value("reference", "");
        !payouts
             .emplace(reference, TruePayout{one.value("status", ""), std::to_string(one.value("amount", std::int64_t{0})) +
                                                                         " " + one.value("currency", "")})
             .second)
      return fail(ErrorCode::conflict, "the PSP has two pay-outs of reference " + reference);
  return payouts;
}

Result<std::string> SandboxControl::file(const ClosedBatch& batch, const std::string& name) const {
  const auto path = "/v1/settlements/" + batch.id + "/" + name;
  auto answer = peer_.ask("GET", path, {}, api_key_of(batch.account));
  if (!answer)
    return tl::unexpected(answer.error());
  if (answer->status != 200)
    return fail(ErrorCode::internal, "the sandbox answered " + path + " with " + std::to_string(answer->status));
  return std::move(answer->body);
}

} // namespace paydesk::demo
