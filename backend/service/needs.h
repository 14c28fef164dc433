// What the gRPC services are made of.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "engine/ports/command_log.h"
#include "engine/ports/event_signal.h"
#include "engine/ports/people.h"
#include "engine/ports/queries.h"
#include "engine/queue/commands.h"
#include "engine/queue/selections.h"
#include "engine/reconciliation/reconciliation.h"
#include "engine/refunds/refunds.h"
#include "engine/reports/reports.h"
#include "engine/webhooks_out/endpoints.h"
#include "engine/rules/rule_book.h"
#include "engine/approvals/approvals.h"
#include "engine/journals/journals.h"
#include "engine/books/books.h"
#include "engine/disputes/disputes.h"
#include "engine/payouts/accounts.h"
#include "engine/payouts/payouts.h"
#include "engine/payouts/schedules.h"
#include "engine/ports/disputes.h"
#include "engine/verdicts/verdicts.h"
#include "views/auditor.h"
#include "views/system.h"

namespace paydesk::service {

/// One answered call, for the log: never its payload or its token.
struct CallRecord {
  std::string_view method; ///< "/paydesk.v1.PaymentService/ListPayments"
  std::string login;       ///< empty when nobody was recognised
  std::string_view code;   ///< "ok", or an error code's name
  std::chrono::microseconds latency{};
};

/// Everything outlives the server; the callbacks are called on its threads and must be thread-safe.
struct ServiceNeeds {
  Queries& queries;
  OperatorCommands& commands;
  Selections& selections;
  RuleBook& rules;
  Refunds& refunds;
  Reconciliation& reconciliation;
  PeopleStore& people;
  CommandLog& command_log;
  EventSignal& events;
  WebhookEndpoints& webhooks;
  Verdicts& verdicts;
  VerdictStore& verdict_store;
  Disputes& disputes;
  DisputeStore& dispute_store;
  Books& books;
  Reports& reports;
  ApprovalStore& approval_store;
  Approvals& approvals;
  Journals& journals;
  PayoutAccounts& payout_accounts;
  Payouts& payouts;
  PayoutSchedules& payout_schedules;
  const Clock& clock;
  std::function<views::SystemStatus()> status;
  std::function<void()> work_waits;            ///< a command was committed: look at the queue, publish
  std::function<void(const CallRecord&)> log;  ///< may be empty
  std::vector<std::pair<std::string, Caller>> locals = {}; ///< this machine's people by their token's SHA-256
  std::function<Result<views::AuditorStatus>()> auditor;   ///< how the proof of the books stands
};

} // namespace paydesk::service
