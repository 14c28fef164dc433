// Where sellers are paid out to: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/payout_accounts.pb.h"
#include "views/payout_accounts.h"

namespace paydesk::wire {

void to_wire(const views::PayoutAccount& view, v1::PayoutAccount* out);
views::PayoutAccount from_wire(const v1::PayoutAccount& in);

void to_wire(const views::ProposePayoutAccountRequest& view, v1::ProposePayoutAccountRequest* out);
views::ProposePayoutAccountRequest from_wire(const v1::ProposePayoutAccountRequest& in);

void to_wire(const views::DecidePayoutAccountRequest& view, v1::DecidePayoutAccountRequest* out);
views::DecidePayoutAccountRequest from_wire(const v1::DecidePayoutAccountRequest& in);

void to_wire(const views::BlockPayoutAccountRequest& view, v1::BlockPayoutAccountRequest* out);
views::BlockPayoutAccountRequest from_wire(const v1::BlockPayoutAccountRequest& in);

void to_wire(const views::ListPayoutAccountsResponse& view, v1::ListPayoutAccountsResponse* out);
views::ListPayoutAccountsResponse from_wire(const v1::ListPayoutAccountsResponse& in);

} // namespace paydesk::wire
