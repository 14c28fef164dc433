// Ledger and wallets: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/ledger.pb.h"
#include "views/ledger.h"

namespace paydesk::wire {

void to_wire(const views::ListBalancesRequest& view, v1::ListBalancesRequest* out);
views::ListBalancesRequest from_wire(const v1::ListBalancesRequest& in);

void to_wire(const views::AccountBalance& view, v1::AccountBalance* out);
views::AccountBalance from_wire(const v1::AccountBalance& in);

void to_wire(const views::ListBalancesResponse& view, v1::ListBalancesResponse* out);
views::ListBalancesResponse from_wire(const v1::ListBalancesResponse& in);

void to_wire(const views::ListEntriesRequest& view, v1::ListEntriesRequest* out);
views::ListEntriesRequest from_wire(const v1::ListEntriesRequest& in);

void to_wire(const views::ListEntriesResponse& view, v1::ListEntriesResponse* out);
views::ListEntriesResponse from_wire(const v1::ListEntriesResponse& in);

void to_wire(const views::Wallet& view, v1::Wallet* out);
views::Wallet from_wire(const v1::Wallet& in);

void to_wire(const views::ListWalletsResponse& view, v1::ListWalletsResponse* out);
views::ListWalletsResponse from_wire(const v1::ListWalletsResponse& in);

void to_wire(const views::VerifyRequest& view, v1::VerifyRequest* out);
views::VerifyRequest from_wire(const v1::VerifyRequest& in);

void to_wire(const views::VerifyFinding& view, v1::VerifyFinding* out);
views::VerifyFinding from_wire(const v1::VerifyFinding& in);

void to_wire(const views::VerifyResponse& view, v1::VerifyResponse* out);
views::VerifyResponse from_wire(const v1::VerifyResponse& in);

} // namespace paydesk::wire
