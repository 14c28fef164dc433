// What a fake daemon knows: rows as the wire shows them, without an engine behind them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/result.h"
#include "views/books.h"
#include "views/events.h"
#include "views/ledger.h"
#include "views/payments.h"
#include "views/payouts.h"
#include "views/queues.h"
#include "views/reconciliation.h"
#include "views/refunds.h"
#include "views/reports.h"
#include "views/system.h"

namespace paydesk::fake {

/// Who may sign in with which token.
struct Login {
  std::string login;
  std::string display_name;
  std::string token;
  std::vector<std::string> roles;
};

/// The whole state of a fake daemon; guarded by FakeDaemon's mutex. Lists are newest first, events oldest
/// first.
struct Books {
  std::vector<Login> logins;
  std::vector<views::PaymentRow> payments;
  std::map<std::string, views::PaymentDetail>
      details; ///< by payment id; drawn up from the rows where missing
  std::vector<views::QueueItem> retry_queue;
  std::vector<views::QueueItem> dead_letters;
  std::vector<views::PspQueue> psps;
  std::vector<views::RefundRow> refunds;
  std::string refund_refusal; ///< why previews say that a refund would be refused; empty: it would not
  std::vector<views::ReconRun> runs;
  std::vector<views::ReconBreak> breaks;
  std::map<std::string, std::vector<views::ReconPair>> pairs; ///< by run
  std::vector<views::Journal> journals;
  std::vector<views::AccountBalance> balances;
  std::vector<views::Wallet> wallets;
  std::vector<views::AuditRow> audit;
  std::vector<views::Event> events;
  views::VerifyResponse verify{.ok = true};
  views::BooksStatus closing;
  std::vector<views::PayoutBatchDetail> payout_batches;
  std::map<std::string, views::ReportTable> reports; ///< by kind; drawn up from the rows where missing
  views::SystemStatus status{.version = "0.1.0-fake", .ready = true, .demo = true};

  std::int64_t position() const { return events.empty() ? 0 : events.back().position; }
};

/// Appends an event at the next position, now.
void publish(Books& books, std::string kind, std::string subject_kind, std::string subject_id,
             std::string payment_id = {});

Instant now();
/// An amount of `minor` units of a currency that exists.
Money money(std::int64_t minor, std::string_view currency);

/// The logins every fake daemon has: operator, demo-operator, demo-approver, demo-viewer.
std::vector<Login> standard_logins();

} // namespace paydesk::fake
