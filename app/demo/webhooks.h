// Whether the shop heard by webhook of everything that it had to hear of.
#pragma once

#include <string>
#include <vector>

#include "app/demo/progress.h"
#include "app/demo/shop_listener.h"
#include "app/demo/stack.h"
#include "views/payments.h"

namespace paydesk::demo {

struct WebhooksResult {
  Heard heard;
  std::int64_t captured = 0; ///< payments whose capture the shop had to hear of
  std::int64_t refunded = 0; ///< payments of which a refund succeeded
  std::vector<std::string> missing; ///< in words; empty when it heard of everything
};

/// Has every event of the shop's payments sent to the listener.
Result<void> subscribe(const Desk& desk, ShopListener& listener);

/// Waits until nothing is left to be sent, then compares what was heard with the payments.
Result<WebhooksResult> judge_webhooks(const Stack& stack, Progress& progress, const ShopListener& listener,
                                      const std::vector<views::PaymentDetail>& payments);

} // namespace paydesk::demo
