#include "app/demo/webhooks.h"

#include <algorithm>

#include "app/client/idempotency.h"
#include "app/demo/interrupt.h"

namespace paydesk::demo {
namespace {

namespace rpc = client::rpc;

/// A refusal is tried again within seconds, a killed daemon's delivery when its lease ends.
constexpr std::chrono::seconds delivery_patience{120};

void expect(const Heard& heard, const std::string& type, const views::PaymentDetail& payment,
            std::vector<std::string>& missing) {
  const auto of_type = heard.payments.find(type);
  if (of_type == heard.payments.end() || !of_type->second.contains(payment.payment_id))
    missing.push_back("the shop heard no " + type + " of " + payment.checkout_reference + " (" + payment.payment_id +
                      ")");
}

Result<void> wait_until_sent(const Person& clerk, Progress& progress) {
  const auto until = std::chrono::steady_clock::now() + delivery_patience;
  for (;;) {
    const auto status = clerk.ask<rpc::GetStatus>({});
    const auto waiting = clerk.ask<rpc::ListWebhookDeliveries>({"state:queued", {}, 500, true});
    if (!status || !waiting)
      return tl::unexpected(status ? waiting.error() : status.error());
    progress.count(std::to_string(waiting->rows.size()) + " webhooks to the shop waiting");
    if ((waiting->rows.empty() && status->outbox_lag == 0) || std::chrono::steady_clock::now() > until)
      return {};
    if (!pause(std::chrono::milliseconds(300)))
      return tl::unexpected(interruption());
  }
}

} // namespace

Result<void> subscribe(const Desk& desk, ShopListener& listener) {
  views::CreateWebhookEndpointRequest request;
  request.url = listener.url();
  request.kinds = {"*"};
  request.shop = "shop";
  request.description = "the demo's shop";
  request.idempotency_key = client::new_idempotency_key();
  const auto made = desk.administrator().ask<rpc::CreateWebhookEndpoint>(request);
  if (!made)
    return tl::unexpected(made.error());
  listener.trust(made->secret);
  return {};
}

Result<WebhooksResult> judge_webhooks(const Stack& stack, Progress& progress, const ShopListener& listener,
                                      const std::vector<views::PaymentDetail>& payments) {
  if (auto sent = wait_until_sent(stack.desk().clerk(), progress); !sent)
    return tl::unexpected(sent.error());
  WebhooksResult result;
  result.heard = listener.heard();
  for (const auto& payment : payments) {
    if (payment.charge_state == "captured") {
      ++result.captured;
      expect(result.heard, "payment.captured", payment, result.missing);
    }
    const bool refunded = std::any_of(payment.refunds.begin(), payment.refunds.end(),
                                      [](const views::RefundRow& refund) { return refund.state == "succeeded"; });
    if (refunded) {
      ++result.refunded;
      expect(result.heard, "refund.succeeded", payment, result.missing);
    }
  }
  if (result.heard.unsigned_ > 0)
    result.missing.push_back(std::to_string(result.heard.unsigned_) + " webhooks came with a bad signature");
  return result;
}

} // namespace paydesk::demo
