// A server over a real channel, with a shop's database behind it.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "engine/queue/commands.h"
#include "engine/queue/selections.h"
#include "engine/reconciliation/reconciliation.h"
#include "engine/webhooks_out/endpoints.h"
#include "engine/rules/rule_book.h"
#include "service/server.h"
#include "statements/pain001/writer.h"
#include "statements/pain002/reader.h"
#include "engine/journals/journals.h"
#include "store/approvals.h"
#include "store/disputes.h"
#include "store/auditor.h"
#include "statements/reports/report_files.h"
#include "store/books.h"
#include "store/report_figures.h"
#include "store/verdicts.h"
#include "store/breakers.h"
#include "store/command_log.h"
#include "store/event_watcher.h"
#include "store/payout_accounts.h"
#include "store/payout_sending.h"
#include "store/payout_schedules.h"
#include "store/payouts.h"
#include "store/people.h"
#include "store/publisher.h"
#include "store/reconciliation.h"
#include "store/selections.h"
#include "store/webhooks.h"
#include "store/rules.h"
#include "tests/queries/shop.h"

namespace paydesk::test {

/// Knows no format: what is imported is refused.
class NoFormats final : public StatementReader {
 public:
  Result<ReadStatement> read(std::string_view) const override { return invalid("line 1", "is of no known format"); }
};
class NoTerms final : public SettlementTermsSource {
 public:
  SettlementTerms terms(std::string_view) const override { return {}; }
};

/// The command log of a daemon that can die between carrying a command out and writing its answer down.
class MortalLog final : public CommandLog {
 public:
  explicit MortalLog(CommandLog& log) : log_(log) {}
  Result<Begun> begin(const Uuid& caller_id, const Uuid& key, const std::string& request_hash) override {
    return log_.begin(caller_id, key, request_hash);
  }
  Result<void> finish(const Uuid& caller_id, const Uuid& key, const std::string& response) override {
    return dies ? Result<void>{} : log_.finish(caller_id, key, response);
  }
  Result<void> release(const Uuid& caller_id, const Uuid& key) override { return log_.release(caller_id, key); }

  std::atomic<bool> dies = false;

 private:
  CommandLog& log_;
};

/// A daemon's gRPC side on a Unix socket, with one principal a role; each role's name is its token.
class Desk {
 public:
  Desk();
  ~Desk();

  std::shared_ptr<grpc::Channel> channel() const;
  /// A context with the role's token and five seconds.
  static std::unique_ptr<grpc::ClientContext> as(const std::string& token);
  /// Where the server's socket "grpc" is; removed with the desk.
  const std::filesystem::path& folder() const { return folder_; }
  Caller caller(const std::string& role) const { return callers_.at(role); }
  void revoke(const std::string& token);
  /// Starts the server anew, on a Unix socket and on what `options` adds.
  void restart(service::GrpcOptions options = {});

  Shop shop;
  store::PgPeople people{shop.pool, shop.clock, shop.ids};
  store::PgCommandLog stored_log{shop.pool};
  MortalLog command_log{stored_log};
  store::PgReconciliation recon_store{shop.pool};
  NoFormats reader;
  NoTerms terms;
  Reconciliation reconciliation{
      Reconciliation::Needs{recon_store, reader, terms, shop.clock, shop.ids, ReconciliationPolicy{}}};
  OperatorCommands commands{shop.payments, shop.clock, shop.ids, shop.policy};
  store::PgSelections selection_store{shop.pool, shop.clock};
  Selections selections{selection_store, commands, shop.clock, shop.ids};
  Refunds refunds{shop.payments, shop.clock, shop.ids, shop.policy, {{"EUR", 10000}}};
  store::PgRules rule_store{shop.pool};
  store::PgBreakers breakers{shop.pool};
  RuleBook rules{rule_store, breakers, shop.clock, shop.policy};
  store::PgWebhooks webhook_store{shop.pool};
  WebhookPolicy webhook_policy;
  WebhookEndpoints webhooks{webhook_store, shop.clock, shop.ids, webhook_policy, {true},
                            [](const MessageFacts& message) { return "{\"type\":\"" + message.kind + "\"}"; }};
  store::PgVerdicts verdict_store{shop.pool, shop.clock};
  Verdicts verdicts{shop.payments, verdict_store, shop.clock, shop.ids, shop.policy, &payout_sending};
  store::PgDisputes dispute_store{shop.pool, shop.clock};
  store::PgBooks books_store{shop.pool};
  Books books{books_store, shop.clock};
  statements::TableFiles report_files;
  store::PgReportFigures report_figures{shop.pool, shop.clock};
  Reports reports{Reports::Needs{books, shop.queries, report_figures, report_files, shop.clock}};
  Disputes disputes{shop.payments, shop.clock, shop.ids, shop.policy};
  store::PgApprovals approval_store{shop.pool, shop.clock};
  Approvals approvals{approval_store, shop.clock, shop.ids, Journals::commands()};
  Journals journals{approval_store, approvals, shop.clock};
  store::PgPayoutAccounts payout_account_store{shop.pool, shop.clock};
  PayoutAccounts payout_accounts{payout_account_store, shop.clock, shop.ids, std::chrono::hours(48)};
  store::PgPayouts payout_store{shop.pool, shop.clock};
  store::PgPayoutSending payout_sending{shop.pool};
  Payouts payouts{Payouts::Needs{payout_store, shop.clock, shop.ids,
                                 {"Paydesk Market", "DE02120300000000202051", "BYLADEM1001"}, statements::write_pain001, statements::read_pain002,
                                 {"card"}, &payout_sending}};
  store::PgPayoutSchedules payout_schedule_store{shop.pool};
  PayoutSchedules payout_schedules{PayoutSchedules::Needs{payout_schedule_store, shop.clock, shop.ids,
                                                          {"Paydesk Market", "DE02120300000000202051", "BYLADEM1001"}, {"card"}}};
  store::EventWatcher watcher{shop.database.app};
  store::Publisher publisher{shop.database.app};
  std::atomic<int> woken = 0;
  std::mutex log_mutex;
  std::vector<service::CallRecord> log;
  std::unique_ptr<service::GrpcServer> server;

 private:
  std::filesystem::path folder_;
  std::map<std::string, Caller> callers_;
};

} // namespace paydesk::test
