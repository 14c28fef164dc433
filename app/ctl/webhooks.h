// The two halves of `paydeskctl webhooks`: shops' endpoints, and what goes to them and comes from PSPs.
#pragma once

#include "app/ctl/commands.h"

namespace paydesk::ctl {

void add_webhook_endpoints(CLI::App& webhooks, const Choose& choose);
void print_endpoint(const Output& out, const views::WebhookEndpoint& endpoint);

} // namespace paydesk::ctl
