// The ledger through time: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/books.pb.h"
#include "views/books.h"

namespace paydesk::wire {

void to_wire(const views::GetBooksRequest& view, v1::GetBooksRequest* out);
views::GetBooksRequest from_wire(const v1::GetBooksRequest& in);

void to_wire(const views::BooksStatus& view, v1::BooksStatus* out);
views::BooksStatus from_wire(const v1::BooksStatus& in);

void to_wire(const views::CloseDayRequest& view, v1::CloseDayRequest* out);
views::CloseDayRequest from_wire(const v1::CloseDayRequest& in);

void to_wire(const views::BalancesAsOfRequest& view, v1::BalancesAsOfRequest* out);
views::BalancesAsOfRequest from_wire(const v1::BalancesAsOfRequest& in);

void to_wire(const views::BalanceRow& view, v1::BalanceRow* out);
views::BalanceRow from_wire(const v1::BalanceRow& in);

void to_wire(const views::BalancesAsOf& view, v1::BalancesAsOf* out);
views::BalancesAsOf from_wire(const v1::BalancesAsOf& in);

void to_wire(const views::TrialBalanceRequest& view, v1::TrialBalanceRequest* out);
views::TrialBalanceRequest from_wire(const v1::TrialBalanceRequest& in);

void to_wire(const views::TrialBalanceRow& view, v1::TrialBalanceRow* out);
views::TrialBalanceRow from_wire(const v1::TrialBalanceRow& in);

void to_wire(const views::TrialBalance& view, v1::TrialBalance* out);
views::TrialBalance from_wire(const v1::TrialBalance& in);

void to_wire(const views::StatementRequest& view, v1::StatementRequest* out);
views::StatementRequest from_wire(const v1::StatementRequest& in);

void to_wire(const views::StatementRow& view, v1::StatementRow* out);
views::StatementRow from_wire(const v1::StatementRow& in);

void to_wire(const views::Statement& view, v1::Statement* out);
views::Statement from_wire(const v1::Statement& in);

void to_wire(const views::GetLedgerSealRequest& view, v1::GetLedgerSealRequest* out);
views::GetLedgerSealRequest from_wire(const v1::GetLedgerSealRequest& in);

void to_wire(const ledger_chain::SealedTransaction& view, v1::SealedTransaction* out);
ledger_chain::SealedTransaction from_wire(const v1::SealedTransaction& in);

void to_wire(const views::LedgerSeal& view, v1::LedgerSeal* out);
views::LedgerSeal from_wire(const v1::LedgerSeal& in);

} // namespace paydesk::wire
