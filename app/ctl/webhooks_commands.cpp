#include <algorithm>

#include "app/ctl/flags.h"
#include "app/ctl/pages.h"
#include "app/ctl/send.h"
#include "app/ctl/webhooks.h"

namespace paydesk::ctl {
namespace {

namespace rpc = client::rpc;

void print_deliveries(const Output& out, const std::vector<views::WebhookDelivery>& rows) {
  Table table({{"CREATED"},
               {"DELIVERY"},
               {"KIND"},
               {"PAYMENT"},
               {"STATE"},
               {"TRIES", Align::right},
               {"NEXT"},
               {"URL"},
               {"LAST ERROR"}});
  for (const auto& row : rows)
    table.add({text_of(row.created_at), row.delivery_id, row.kind, row.payment_id, row.state,
               std::to_string(row.attempts), text_of(row.due_at), row.url, row.last_error});
  out.table(table, "No delivery matches.");
}

void print_detail(const Output& out, const views::WebhookDeliveryDetail& detail) {
  const auto& delivery = detail.delivery;
  out.facts({{"delivery", delivery.delivery_id},
             {"endpoint", delivery.endpoint_id},
             {"url", delivery.url},
             {"event", delivery.event_id},
             {"kind", delivery.kind},
             {"sequence", std::to_string(delivery.sequence)},
             {"payment", delivery.payment_id},
             {"state", delivery.state},
             {"next try", text_of(delivery.due_at)},
             {"given up at", text_of(delivery.expires_at)},
             {"done", text_of(delivery.done_at)},
             {"body", detail.body}});
  Table table({{"AT"}, {"STATUS", Align::right}, {"MS", Align::right}, {"ERROR"}, {"ANSWER"}});
  for (const auto& attempt : detail.attempts)
    table.add({text_of(attempt.at), attempt.http_status == 0 ? "none" : std::to_string(attempt.http_status),
               std::to_string(attempt.latency_ms), attempt.error, attempt.response});
  out.line("");
  out.table(table, "Not tried yet.");
}

void print_incoming(const Output& out, const views::ListIncomingWebhooksResponse& page) {
  Table table({{"RECEIVED"},
               {"WEBHOOK"},
               {"PSP"},
               {"TYPE"},
               {"STATE"},
               {"TRIES", Align::right},
               {"PAYMENT"},
               {"MESSAGE"}});
  for (const auto& row : page.rows)
    table.add({text_of(row.received_at), row.webhook_id, row.psp_account, row.event_type, row.state,
               std::to_string(row.tries), row.payment_id, row.message});
  out.table(table, "No incoming webhook matches.");
  if (const auto more = more_of(page); !more.empty()) out.remark(more);
}

/// Exit 1 unless everything that was named was done.
Exit show_results(const Output& out, const Result<views::WebhookCommandResponse>& response) {
  const Exit shown = out.show<views::WebhookCommandResponse>(response, [](const Output& to, const auto& done) {
    Table table({{"ID"}, {"DONE"}, {"WHAT HAPPENED"}});
    for (const auto& item : done.results)
      table.add({item.id, yes_no(item.done), item.message});
    to.table(table, "Nothing fits; nothing was done.");
    if (done.remaining > 0)
      to.remark(std::to_string(done.remaining) + " more fit: run the command again for the next ones.");
  });
  const bool all_done = response && std::all_of(response->results.begin(), response->results.end(),
                                                [](const auto& item) { return item.done; });
  return shown == Exit::ok && !all_done ? Exit::refused : shown;
}

std::string check_time(const std::string& text) {
  return parse_instant(text) ? std::string() : "a time is written like 2026-11-16T14:31:54Z";
}

void add_deliveries(CLI::App& webhooks, const Choose& choose) {
  auto* list = webhooks.add_subcommand("deliveries", "What was or will be sent to shops, the newest first");
  auto flags = add_list_flags(*list);
  list->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListWebhookDeliveriesResponse>(
          fetch_pages<rpc::ListWebhookDeliveries>(daemon, *flags, [](views::PageRequest page) { return page; }),
          [](const Output& to, const views::ListWebhookDeliveriesResponse& page) {
            print_deliveries(to, page.rows);
            if (const auto more = more_of(page); !more.empty()) to.remark(more);
          });
    });
  });
  auto* show = webhooks.add_subcommand("show", "One delivery with its attempts, or with --endpoint an endpoint");
  auto id = std::make_shared<std::string>();
  auto is_endpoint = std::make_shared<bool>(false);
  show->add_option("id", *id, "The delivery's id")->required();
  show->add_flag("--endpoint", *is_endpoint, "The id is an endpoint's");
  show->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      if (*is_endpoint)
        return out.template show<views::WebhookEndpoint>(daemon.template call<rpc::GetWebhookEndpoint>({*id}),
                                                         print_endpoint);
      return out.template show<views::WebhookDeliveryDetail>(daemon.template call<rpc::GetWebhookDelivery>({*id}),
                                                             print_detail);
    });
  });
}

void add_replay(CLI::App& webhooks, const Choose& choose) {
  auto* replay = webhooks.add_subcommand("replay", "Sends deliveries again under their event's id");
  struct Flags {
    std::vector<std::string> ids;
    std::string endpoint;
    std::string since;
  };
  auto flags = std::make_shared<Flags>();
  auto* ids = replay->add_option("deliveries", flags->ids, "Their ids")->expected(1, 1000);
  auto* endpoint = replay->add_option("--endpoint", flags->endpoint, "Instead: the failed ones of this endpoint");
  auto* since = replay->add_option("--since", flags->since, "… made since this time")->check(check_time);
  endpoint->excludes(ids)->needs(since);
  since->needs(endpoint);
  auto command = add_command_flags(*replay, false);
  replay->callback([=] {
    if (flags->ids.empty() && flags->endpoint.empty())
      throw CLI::ValidationError("deliveries", "name deliveries, or --endpoint with --since");
    choose([=](const auto& daemon, const auto& out) {
      views::ReplayWebhookDeliveriesRequest request{flags->ids, flags->endpoint, parse_instant(flags->since),
                                                    command->reason, key_of(*command)};
      return show_results(out, send<rpc::ReplayWebhookDeliveries>(daemon, out, request));
    });
  });
}

void add_ping(CLI::App& webhooks, const Choose& choose) {
  auto* ping = webhooks.add_subcommand("ping", "Sends a test event to an endpoint");
  auto id = std::make_shared<std::string>();
  ping->add_option("endpoint", *id, "The endpoint's id")->required();
  auto command = add_command_flags(*ping, false);
  ping->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::WebhookDelivery>(
          send<rpc::PingWebhookEndpoint>(daemon, out, {*id, command->reason, key_of(*command)}),
          [](const Output& to, const views::WebhookDelivery& delivery) {
            print_deliveries(to, {delivery});
            to.remark("paydeskctl webhooks show " + delivery.delivery_id + " tells how it went.");
          });
    });
  });
}

void add_incoming(CLI::App& webhooks, const Choose& choose) {
  auto* list = webhooks.add_subcommand("incoming", "What PSPs told, the newest first");
  auto flags = add_list_flags(*list);
  list->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return out.template show<views::ListIncomingWebhooksResponse>(
          fetch_pages<rpc::ListIncomingWebhooks>(daemon, *flags, [](views::PageRequest page) { return page; }),
          print_incoming);
    });
  });
  auto* replay = webhooks.add_subcommand(
      "replay-incoming", "Has PSPs' webhooks applied again; what they told happens at most once all the same");
  auto ids = std::make_shared<std::vector<std::string>>();
  replay->add_option("webhooks", *ids, "Their ids")->required()->expected(1, 1000);
  auto command = add_command_flags(*replay, false);
  replay->callback([=] {
    choose([=](const auto& daemon, const auto& out) {
      return show_results(
          out, send<rpc::ReplayIncomingWebhooks>(daemon, out, {*ids, command->reason, key_of(*command)}));
    });
  });
}

} // namespace

void add_webhooks(CLI::App& app, const Choose& choose) {
  auto* webhooks = app.add_subcommand("webhooks", "Webhooks to shops and from PSPs: endpoints, deliveries, replay");
  webhooks->require_subcommand(1);
  add_webhook_endpoints(*webhooks, choose);
  add_deliveries(*webhooks, choose);
  add_replay(*webhooks, choose);
  add_ping(*webhooks, choose);
  add_incoming(*webhooks, choose);
}

} // namespace paydesk::ctl
