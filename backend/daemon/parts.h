// Everything that paydeskd is made of, in the order in which it is made.
#pragma once

#include <optional>

#include "daemon/config.h"
#include "daemon/daemon.h"
#include "daemon/database_keeper.h"
#include "daemon/fault_log.h"
#include "daemon/health_board.h"
#include "daemon/metrics.h"
#include "daemon/worker.h"
#include "edge/http/server.h"
#include "edge/shop_api.h"
#include "edge/webhook_api.h"
#include "engine/approvals/approvals.h"
#include "engine/journals/journals.h"
#include "engine/payouts/payout_lane.h"
#include "engine/payouts/payout_news.h"
#include "engine/queue/commands.h"
#include "engine/queue/selections.h"
#include "engine/queue/lane.h"
#include "engine/reconciliation/reconciliation.h"
#include "engine/refunds/refunds.h"
#include "engine/rules/board.h"
#include "engine/rules/rule_book.h"
#include "engine/webhooks_in/processor.h"
#include "engine/webhooks_out/endpoints.h"
#include "engine/webhooks_out/sender.h"
#include "psp/sandbox_settlements.h"
#include "psp/webhook_courier.h"
#include "service/server.h"
#include "statements/pain001/writer.h"
#include "statements/pain002/reader.h"
#include "statements/reader.h"
#include "statements/reports/report_files.h"
#include "store/approvals.h"
#include "store/auditor.h"
#include "store/books.h"
#include "store/breakers.h"
#include "store/command_log.h"
#include "store/database.h"
#include "store/event_watcher.h"
#include "store/payments.h"
#include "store/payout_accounts.h"
#include "store/payout_sending.h"
#include "store/payout_schedules.h"
#include "store/payouts.h"
#include "store/people.h"
#include "store/publisher.h"
#include "store/queries.h"
#include "store/reconciliation.h"
#include "store/report_figures.h"
#include "store/selections.h"
#include "store/disputes.h"
#include "store/verdicts.h"
#include "store/webhooks.h"
#include "store/rules.h"

namespace paydesk::daemon {

/// The configured settlement terms.
class ConfiguredTerms final : public SettlementTermsSource {
 public:
  explicit ConfiguredTerms(const Config& config) : config_(config) {}
  SettlementTerms terms(std::string_view psp_account) const override;

 private:
  const Config& config_;
};

/// To the daemon's log.
void write_log(FaultLog::Level level, const std::string& line);

struct Daemon::Parts {
  explicit Parts(Config given);
  ~Parts();

  Result<void> start_store();
  Result<void> start_engine();
  Result<void> start_paying_out();
  Result<void> start_approvals();
  Result<void> start_webhooks();
  Result<void> start_edges();
  Result<void> start_grpc();
  Result<void> start_settlements();
  void fetch_settlements_when_due();
  Result<void> start_payout_schedules();
  Result<void> start_bookkeeping();
  Result<void> start_auditing();
  Result<void> start_watching();
  Result<void> take_in(WebhookProcessor& charges, std::span<const RawWebhook> events);
  void wake_webhook_sender();
  void stop_webhooks();
  void stop();

  /// Answers whether to go on at once; what fails is told in the log once in a while.
  template <class T> bool went_on(std::string_view what, const Result<T>& result, bool more) {
    if (result)
      faults.went_well(what);
    else
      faults.failed(what, result.error().message);
    return result && more;
  }

  views::SystemStatus status();
  views::PartStatus database_part(const Result<std::int64_t>& position) const;
  std::optional<views::PartStatus> disk_part() const;
  views::PartStatus publisher_part() const;
  views::PartStatus books_part() const;
  std::vector<LaneReading> lane_readings() const;
  /// What is known of the parts without asking the database.
  std::vector<views::PartStatus> known_parts() const;
  std::vector<Metric> metrics();
  void tell_webhooks(views::SystemStatus& status);
  std::vector<Metric> webhook_metrics();
  std::vector<Metric> audit_metrics();
  void work_waits(const std::string& psp_account);
  void command_was_done();

  const Config config;
  const SystemClock clock;
  RandomIds ids{clock};
  EnginePolicy policy;
  const Instant started_at = clock.now();

  FaultLog faults{[](FaultLog::Level level, const std::string& line) { write_log(level, line); }};
  HealthBoard health;
  std::unique_ptr<DatabaseKeeper> keeper; ///< none with a database of somebody else's
  std::unique_ptr<store::Database> database;
  std::unique_ptr<store::PgPayments> payments;
  std::unique_ptr<store::PgQueries> queries;
  std::unique_ptr<store::PgPeople> people;
  std::vector<std::pair<std::string, Caller>> locals; ///< who has this machine's tokens, by their SHA-256
  std::unique_ptr<store::PgReconciliation> recon_store;
  std::unique_ptr<store::PgCommandLog> command_log;
  std::unique_ptr<store::Publisher> publisher;
  std::unique_ptr<store::EventWatcher> events;

  std::unique_ptr<store::PgRules> rule_store;
  std::unique_ptr<store::PgBreakers> breakers;
  std::vector<AccountTerms> account_terms;
  std::unique_ptr<RuleBoard> rule_board;
  std::unique_ptr<RuleBook> rule_book;
  std::unique_ptr<OperatorCommands> commands;
  std::unique_ptr<store::PgSelections> selection_store;
  std::unique_ptr<Selections> selections;
  std::unique_ptr<Refunds> refunds;
  std::unique_ptr<store::PgVerdicts> verdict_store;
  std::unique_ptr<Verdicts> verdicts;
  std::unique_ptr<store::PgDisputes> dispute_store;
  std::unique_ptr<Disputes> disputes;
  std::unique_ptr<store::PgApprovals> approval_store;
  std::unique_ptr<Approvals> approvals;
  std::unique_ptr<Journals> journals;
  std::unique_ptr<store::PgPayoutAccounts> payout_account_store;
  std::unique_ptr<PayoutAccounts> payout_accounts;
  std::unique_ptr<store::PgPayouts> payout_store;
  std::unique_ptr<store::PgPayoutSending> payout_sending;
  std::unique_ptr<Payouts> payouts;
  std::unique_ptr<store::PgPayoutSchedules> payout_schedule_store;
  std::unique_ptr<PayoutSchedules> payout_schedules;
  Caller payout_scheduler; ///< whom the batches of schedules are audited as
  std::unique_ptr<Worker> payout_schedule_worker;
  std::vector<std::unique_ptr<PayoutLane>> payout_lanes;
  std::map<std::string, const PayoutGateway*> payout_gateways;
  std::unique_ptr<PayoutNewsDesk> payout_news;
  Caller timekeeper; ///< whom what expires is audited as
  ConfiguredTerms terms{config};
  statements::FileReader reader;
  std::unique_ptr<Reconciliation> reconciliation;
  std::unique_ptr<psp::SandboxSettlements> settlements;
  Caller scheduler; ///< whom the nightly import is audited as
  std::optional<Instant> settlements_fetched;
  std::optional<Instant> settlements_tried;

  std::vector<std::unique_ptr<Lane>> lanes;
  CallRooms rooms; ///< the lanes
  std::map<std::string, const PspGateway*> gateways;
  std::unique_ptr<edge::ShopApi> shop_api;
  std::unique_ptr<edge::WebhookApi> webhook_api;
  std::unique_ptr<OpsApi> ops_api;
  std::vector<std::unique_ptr<WebhookProcessor>> webhook_takers; ///< of those that come in
  std::unique_ptr<WebhookProcessor> webhook_processor; ///< of those that wait
  std::unique_ptr<Worker> webhook_worker;
  std::unique_ptr<Worker> sweeper;
  std::unique_ptr<Worker> selection_worker;
  std::unique_ptr<Worker> selection_cleaner;
  std::unique_ptr<Worker> approval_sweeper;
  std::unique_ptr<Worker> rule_reader;
  std::unique_ptr<Worker> settlement_worker;
  std::unique_ptr<store::PgBooks> books_store;
  std::unique_ptr<Books> books;
  statements::TableFiles report_files;
  std::unique_ptr<store::PgReportFigures> report_figures;
  std::unique_ptr<Reports> reports;
  std::unique_ptr<Worker> book_keeper;
  std::unique_ptr<store::Auditor> auditor;
  std::atomic<std::int64_t> audit_open{0}, audit_lag{0}, audit_proven{0}; ///< as of the last step
  std::unique_ptr<Worker> audit_worker;
  std::unique_ptr<Worker> health_watch;
  WebhookPolicy webhook_policy;
  std::unique_ptr<store::PgWebhooks> webhooks;
  std::unique_ptr<WebhookEndpoints> webhook_endpoints;
  std::unique_ptr<psp::WebhookCourier> webhook_courier;
  std::unique_ptr<WebhookSender> webhook_sender;
  std::unique_ptr<Worker> webhook_sending;
  std::unique_ptr<Worker> webhook_fan_out;
  std::unique_ptr<EventSignal::Subscription> webhook_signal;
  std::unique_ptr<edge::HttpServer> http;
  std::unique_ptr<service::GrpcServer> grpc;
};

} // namespace paydesk::daemon
