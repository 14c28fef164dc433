#include "app/ctl/flags.h"
#include "app/ctl/pages.h"
#include "app/ctl/send.h"
#include "app/ctl/webhooks.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words)
    text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string health_of(const views::WebhookEndpoint& endpoint) {
  if (endpoint.state != "enabled") return endpoint.state_reason;
  if (endpoint.failing) return "failing since " + text_of(endpoint.failing_since);
  return endpoint.failures == 0 ? "" : std::to_string(endpoint.failures) + " failures in a row";
}

void print_list(const Output& out, const views::ListWebhookEndpointsResponse& page) {
  Table table({{"ENDPOINT"},
               {"SHOP"},
               {"URL"},
               {"KINDS"},
               {"STATE"},
               {"WAITING", Align::right},
               {"FAILED", Align::right},
               {"HEALTH"}});
  for (const auto& row : page.rows)
    table.add({row.endpoint_id, row.shop.empty() ? "every" : row.shop, row.url, joined(row.kinds), row.state,
               std::to_string(row.queued), std::to_string(row.failed), health_of(row)});
  out.table(table, "No webhook endpoint matches.");
  if (const auto more = more_of(page); !more.empty()) out.remark(more);
}

std::vector<std::pair<std::string, std::string>> facts_of(const views::WebhookEndpoint& endpoint) {
  return {{"endpoint", endpoint.endpoint_id},
          {"url", endpoint.url},
          {"shop", endpoint.shop.empty() ? "every shop" : endpoint.shop},
          {"entity", endpoint.entity},
          {"kinds", joined(endpoint.kinds)},
          {"description", endpoint.description},
          {"state", endpoint.state},
          {"health", health_of(endpoint)},
          {"paused until", text_of(endpoint.paused_until)},
          {"last success", text_of(endpoint.last_success_at)},
          {"waiting", std::to_string(endpoint.queued)},
          {"failed", std::to_string(endpoint.failed)},
          {"api version", endpoint.api_version},
          {"created", text_of(endpoint.created_at) + " by " + endpoint.created_by},
          {"changed", text_of(endpoint.changed_at) + " by " + endpoint.changed_by}};
}

void print_secret(const Output& out, const views::WebhookEndpointSecret& made) {
  auto facts = facts_of(made.endpoint);
  facts.emplace_back("secret", made.secret);
  out.facts(facts);
  out.remark(made.secret.empty() ? "The secret was told when this command ran first. Rotate it if it is lost."
                                 : "The secret is told now and never again.");
}

void add_add(CLI::App& webhooks, const Choose& choose) {
  auto* add = webhooks.add_subcommand("add", "Adds an endpoint of a shop, and tells its secret once");
  auto request = std::make_shared<views::CreateWebhookEndpointRequest>();
  add->add_option("url", request->url, "Where to send to, https")->required();
  add->add_option("--kind", request->kinds, "payment.captured, refund.*, or * for all; may be repeated")
      ->required()
      ->expected(1, 32);
  add->add_option("--shop", request->shop, "The shop's login; without it: every shop's payments");
  add->add_option("--entity", request->entity, "Only payments of this entity of the merchant");
  add->add_option("--description", request->description, "For people");
  auto flags = add_command_flags(*add, false);
  add->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      request->idempotency_key = key_of(*flags);
      return out.template show<views::WebhookEndpointSecret>(send<rpc::CreateWebhookEndpoint>(daemon, out, *request),
                                                             print_secret);
    });
  });
}

void add_set(CLI::App& webhooks, const Choose& choose) {
  auto* set = webhooks.add_subcommand("set", "Changes an endpoint; only what is named");
  auto request = std::make_shared<views::UpdateWebhookEndpointRequest>();
  set->add_option("endpoint", request->endpoint_id, "The endpoint's id")->required();
  set->add_option("--url", request->url, "Where to send to");
  set->add_option("--kind", request->kinds, "What to send; replaces the kinds it had")->expected(1, 32);
  set->add_option("--description", request->description, "For people");
  auto* enable = set->add_flag_callback(
      "--enable", [request] { request->state = "enabled"; }, "Sends what happens from now on");
  set->add_flag_callback(
         "--disable", [request] { request->state = "disabled"; }, "Sends nothing; needs --reason")
      ->excludes(enable);
  auto flags = add_command_flags(*set, false);
  set->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      request->reason = flags->reason;
      request->idempotency_key = key_of(*flags);
      return out.template show<views::WebhookEndpoint>(send<rpc::UpdateWebhookEndpoint>(daemon, out, *request),
                                                       print_endpoint);
    });
  });
}

void add_rotate(CLI::App& webhooks, const Choose& choose) {
  auto* rotate = webhooks.add_subcommand("rotate", "Makes a new secret; the old one signs beside it for a while");
  auto request = std::make_shared<views::RotateWebhookSecretRequest>();
  rotate->add_option("endpoint", request->endpoint_id, "The endpoint's id")->required();
  rotate->add_option("--overlap", request->overlap_s, "Seconds for which the old secret signs too; a day when left out")
      ->check(CLI::Range(0, 7 * 24 * 3600));
  auto flags = add_command_flags(*rotate, false);
  rotate->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      request->reason = flags->reason;
      request->idempotency_key = key_of(*flags);
      return out.template show<views::WebhookEndpointSecret>(send<rpc::RotateWebhookSecret>(daemon, out, *request),
                                                             print_secret);
    });
  });
}

} // namespace

void print_endpoint(const Output& out, const views::WebhookEndpoint& endpoint) { out.facts(facts_of(endpoint)); }

void add_webhook_endpoints(CLI::App& webhooks, const Choose& choose) {
  auto* list = webhooks.add_subcommand("endpoints", "The shops' endpoints, the newest first");
  auto flags = add_list_flags(*list);
  list->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListWebhookEndpointsResponse>(
          fetch_pages<rpc::ListWebhookEndpoints>(daemon, *flags, [](views::PageRequest page) { return page; }),
          print_list);
    });
  });
  add_add(webhooks, choose);
  add_set(webhooks, choose);
  add_rotate(webhooks, choose);
  auto* remove = webhooks.add_subcommand("remove", "Disables an endpoint for ever; its history stays");
  auto id = std::make_shared<std::string>();
  remove->add_option("endpoint", *id, "The endpoint's id")->required();
  auto command = add_command_flags(*remove, true);
  remove->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::WebhookEndpoint>(
          send<rpc::RemoveWebhookEndpoint>(daemon, out, {*id, command->reason, key_of(*command)}), print_endpoint);
    });
  });
}

} // namespace paydesk::ctl
