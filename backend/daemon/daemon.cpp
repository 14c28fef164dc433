#include "daemon/daemon.h"

#include <fstream>

#include <spdlog/spdlog.h>

#include "daemon/local_access.h"
#include "daemon/parts.h"
#include "daemon/socket_folder.h"
#include "engine/queue/sweeper.h"
#include "engine/routing/failover.h"
#include "psp/sandbox/gateway.h"
#include "store/app_role.h"
#include "store/schema.h"

namespace paydesk::daemon {
namespace {

/// So many transactions apply webhooks at once; more would only make smaller ones.
constexpr int webhook_streams = 2;

/// The external database's address with the role that may not alter the schema.
std::string as_app_role(const std::string& url) {
  if (url.find("://") == std::string::npos)
    return url + " options='-c role=paydesk_app'";
  return url + (url.find('?') == std::string::npos ? "?" : "&") + "options=-c%20role%3Dpaydesk_app";
}

Result<std::unique_ptr<PspGateway>> make_gateway(const PspAccountConfig& account) {
  auto client = psp::HttpClient::create({.connections_per_host = account.concurrency,
                                         .connections = account.concurrency});
  if (!client)
    return tl::unexpected(client.error());
  psp::sandbox::GatewayOptions options;
  options.account = account.id;
  options.base_url = account.base_url;
  options.api_key = account.api_key.reveal();
  options.webhook_secret = account.webhook_secret.reveal();
  options.capabilities.capture_mode = account.capture_mode;
  options.connect_timeout = std::chrono::milliseconds(account.connect_timeout_ms);
  options.total_timeout = std::chrono::milliseconds(account.timeout_ms);
  return std::make_unique<psp::sandbox::Gateway>(std::move(options), std::move(*client));
}

std::vector<AccountTerms> terms_of(const Config& config) {
  std::vector<AccountTerms> terms;
  for (const auto& account : config.psp_accounts) {
    AccountTerms made{account.id, account.entity, account.capture_mode, {}, account.commission_bp,
                      true}; // the sandbox charges stored payment methods
    for (const auto& currency : account.currencies)
      made.currencies.push_back(currency.to_string());
    terms.push_back(std::move(made));
  }
  return terms;
}

} // namespace

SettlementTerms ConfiguredTerms::terms(std::string_view psp_account) const {
  for (const auto& account : config_.psp_accounts)
    if (account.id == psp_account)
      return account.settlement;
  return {};
}

Daemon::Parts::Parts(Config given) : config(std::move(given)) {
  policy.retry = config.retry;
  policy.first_check = config.engine.first_check;
  policy.ask_delay = config.engine.ask_delay;
}

Daemon::Parts::~Parts() { stop(); }

Result<void> Daemon::Parts::start_store() {
  std::string owner = config.database_url;
  std::string app = as_app_role(config.database_url);
  if (config.database_url.empty()) {
    auto started = DatabaseKeeper::start(config.state_dir / "cluster", faults);
    if (!started)
      return tl::unexpected(started.error());
    keeper = std::move(*started);
    owner = keeper->connection_string(store::cluster_owner_role);
    app = keeper->connection_string(store::cluster_app_role);
    spdlog::info("embedded database {}", keeper->adopted() ? "adopted" : "started");
  } else if (auto provided = store::provide_app_role(owner); !provided) {
    return provided;
  }
  const auto migrated = store::migrate(owner);
  if (!migrated)
    return tl::unexpected(migrated.error());
  if (*migrated > 0)
    spdlog::info("schema brought up to date by {} migrations", *migrated);
  database = std::make_unique<store::Database>(app, 24);
  payments = std::make_unique<store::PgPayments>(*database);
  queries = std::make_unique<store::PgQueries>(*database, clock, store::QueryOptions{"UTC", config.retry,
                                                                       std::chrono::ceil<std::chrono::seconds>(config.engine.first_check)});
  people = std::make_unique<store::PgPeople>(*database, clock, ids);
  recon_store = std::make_unique<store::PgReconciliation>(*database);
  command_log = std::make_unique<store::PgCommandLog>(*database);
  rule_store = std::make_unique<store::PgRules>(*database);
  rule_board = std::make_unique<RuleBoard>(*rule_store);
  policy.rules = rule_board.get();
  breakers = std::make_unique<store::PgBreakers>(*database);
  policy.breakers = breakers.get();
  account_terms = terms_of(config);
  policy.accounts = &account_terms;
  publisher = std::make_unique<store::Publisher>(app);
  events = std::make_unique<store::EventWatcher>(app);
  auto tokens = provide_tokens(*people, config.state_dir / "tokens", local_principals(config.demo));
  if (!tokens)
    return tl::unexpected(tokens.error());
  locals = std::move(*tokens);
  return {};
}

Result<void> Daemon::Parts::start_engine() {
  commands = std::make_unique<OperatorCommands>(*payments, clock, ids, policy);
  selection_store = std::make_unique<store::PgSelections>(*database, clock);
  selections = std::make_unique<Selections>(*selection_store, *commands, clock, ids);
  rule_book = std::make_unique<RuleBook>(*rule_store, *breakers, clock, policy, [this] { (void)rule_board->refresh(); });
  verdict_store = std::make_unique<store::PgVerdicts>(*database, clock);
  dispute_store = std::make_unique<store::PgDisputes>(*database, clock);
  payout_account_store = std::make_unique<store::PgPayoutAccounts>(*database, clock);
  payout_accounts = std::make_unique<PayoutAccounts>(*payout_account_store, clock, ids, config.payouts.cool_down);
  disputes = std::make_unique<Disputes>(*payments, clock, ids, policy);
  books_store = std::make_unique<store::PgBooks>(*database);
  books = std::make_unique<Books>(*books_store, clock);
  report_figures = std::make_unique<store::PgReportFigures>(*database, clock);
  reports = std::make_unique<Reports>(Reports::Needs{*books, *queries, *report_figures, report_files, clock});
  refunds = std::make_unique<Refunds>(*payments, clock, ids, policy, config.approval_threshold);
  reconciliation = std::make_unique<Reconciliation>(
      Reconciliation::Needs{*recon_store, reader, terms, clock, ids, ReconciliationPolicy{}});
  std::uint64_t seed = static_cast<std::uint64_t>(started_at.time_since_epoch().count());
  for (const auto& account : config.psp_accounts) {
    const auto stored = store::upsert_psp_account(*database, account.id, account.provider, account.entity,
                                                  account.capture_mode, account.time_zone);
    if (!stored)
      return tl::unexpected(stored.error());
    auto gateway = make_gateway(account);
    if (!gateway)
      return tl::unexpected(gateway.error());
    gateways.emplace(account.id, gateway->get());
    rule_book->propose_mapping(account.provider, (*gateway)->proposed_mapping());
    LaneOptions options;
    options.window = account.concurrency * 2;
    options.longest_call = std::chrono::milliseconds(account.timeout_ms) * 2; // its turn, then its answer
    options.lease = options.longest_call * 2 + std::chrono::seconds(15);
    lanes.push_back(std::make_unique<Lane>(
        std::move(*gateway), *payments, clock, ids, policy, options,
        [this](const std::vector<Uuid>& payments) {
          publisher->poke();
          if (shop_api)
            shop_api->changed(payments);
        },
        ++seed));
    rooms.emplace(account.id, lanes.back().get());
  }
  if (const auto seeded = rule_book->seed_mappings(); !seeded)
    return tl::unexpected(seeded.error());
  if (const auto read = rule_board->refresh(); !read)
    return tl::unexpected(read.error());
  const auto reread = [this](const RawWebhook& raw) -> Result<WebhookContent> {
    const auto gateway = gateways.find(raw.psp_account);
    if (gateway == gateways.end())
      return fail(ErrorCode::failed_precondition, "PSP account " + raw.psp_account + " is no longer configured");
    return gateway->second->reread_webhook(raw.body);
  };
  for (int i = 0; i < webhook_streams; ++i)
    webhook_takers.push_back(std::make_unique<WebhookProcessor>(*payments, clock, ids, policy, reread, &rooms));
  webhook_processor = std::make_unique<WebhookProcessor>(*payments, clock, ids, policy, reread, &rooms);
  webhook_processor->hand_on([this](const RawWebhook& raw) { return payout_news && payout_news->is_ours(raw); },
                             [this](std::span<const RawWebhook> events) { return payout_news->take_again(events); });
  return {};
}

Result<void> Daemon::Parts::start_edges() {
  shop_api = std::make_unique<edge::ShopApi>(
      edge::ShopApi::Parts{*payments, *queries, *people, clock, ids, policy, account_terms, rooms,
                           [this](const std::string&) { publisher->poke(); }});
  std::vector<edge::WebhookApi::TakeIn> takers;
  for (const auto& taker : webhook_takers)
    takers.push_back([this, taker = taker.get()](std::span<const RawWebhook> events) {
      const auto taken = take_in(*taker, events);
      publisher->poke();
      return taken;
    });
  webhook_api = std::make_unique<edge::WebhookApi>(std::move(takers), clock, ids, gateways);
  // For what could not be applied at once.
  webhook_worker = std::make_unique<Worker>(std::chrono::milliseconds(250), [this] {
    const auto touched = webhook_processor->step(128);
    if (touched && !touched->empty())
      publisher->poke();
    return went_on("webhooks", touched, touched && !touched->empty());
  });
  sweeper = std::make_unique<Worker>(std::chrono::milliseconds(1000), [this] {
    const auto swept = sweep(*payments, clock, ids, policy, 200);
    if (swept && *swept > 0)
      work_waits({});
    return went_on("sweeper", swept, swept && *swept == 200);
  });
  selection_worker = std::make_unique<Worker>(std::chrono::milliseconds(1000), [this] {
    const auto worked = selections->step();
    if (worked && *worked)
      work_waits({});
    return went_on("selections", worked, worked && *worked);
  });
  selection_cleaner = std::make_unique<Worker>(std::chrono::minutes(10), [this] {
    return went_on("old selections", selections->clean_up(), false);
  });
  rule_reader = std::make_unique<Worker>(std::chrono::milliseconds(1000), [this] {
    const auto read = went_on("rules", rule_board->refresh(), false);
    const auto moved = move_stranded(*rule_store, *payments, clock, ids, policy, 200);
    if (moved && *moved > 0)
      work_waits({});
    return went_on("failover", moved, moved && *moved == 200) || read;
  });
  ops_api = std::make_unique<OpsApi>(metrics(), [this] { return status(); });
  std::string rest;
  if (config.rest.enabled) {
    edge::Router router;
    shop_api->add_routes(router);
    webhook_api->add_routes(router);
    ops_api->add_routes(router);
    edge::HttpOptions options;
    options.address = config.rest.address;
    options.port = static_cast<std::uint16_t>(config.rest.port);
    options.threads = static_cast<unsigned>(config.rest.threads);
    options.body_limit = static_cast<std::size_t>(config.rest.body_limit_kib) * 1024;
    options.max_connections = static_cast<std::size_t>(config.rest.max_connections);
    options.on_defect = [](const std::string& what, const edge::HttpRequest& request) {
      spdlog::error("{} {}: {}", request.method, request.path, what);
    };
    auto started = edge::HttpServer::start(options, std::move(router).handler());
    if (!started)
      return tl::unexpected(started.error());
    http = std::move(*started);
    rest = "http://" + config.rest.address + ":" + std::to_string(http->port());
    spdlog::info("shops and webhooks at {}", rest);
  }
  if (auto started = start_grpc(); !started)
    return started;
  for (const auto& lane : lanes)
    lane->start();
  for (const auto& lane : payout_lanes)
    lane->start();
  return write_endpoints(config.state_dir / "endpoints.json", "unix:" + config.grpc.unix_socket.string(), rest, version);
}

Result<void> Daemon::Parts::start_grpc() {
  if (auto made = make_socket_folder(config.grpc.unix_socket.parent_path()); !made)
    return made;
  service::GrpcOptions options;
  options.unix_socket = config.grpc.unix_socket.string();
  if (config.grpc.port != 0)
    options.tcp_address = config.grpc.address + ":" + std::to_string(config.grpc.port);
  for (const auto& [path, text] : {std::pair{&config.grpc.tls_cert_file, &options.certificate_pem},
                                   std::pair{&config.grpc.tls_key_file, &options.key_pem}}) {
    if (path->empty())
      continue;
    std::ifstream file(*path);
    text->assign(std::istreambuf_iterator<char>(file), {});
    if (text->empty())
      return fail(ErrorCode::invalid_argument, "cannot read " + path->string());
  }
  auto started = service::GrpcServer::start(
      std::move(options), {*queries, *commands, *selections, *rule_book, *refunds, *reconciliation, *people, *command_log, *events,
                           *webhook_endpoints, *verdicts, *verdict_store, *disputes, *dispute_store, *books, *reports, *approval_store, *approvals, *journals, *payout_accounts, *payouts, *payout_schedules, clock,
                           [this] { return status(); }, [this] { command_was_done(); },
                           [](const service::CallRecord& call) {
                             spdlog::debug("{} by {}: {} in {} us", call.method,
                                           call.login.empty() ? "nobody" : call.login, call.code, call.latency.count());
                           },
                           locals, [this] { return store::auditor_status(*database); }});
  if (!started)
    return tl::unexpected(started.error());
  grpc = std::move(*started);
  spdlog::info("console and paydeskctl at {}", config.grpc.unix_socket.string());
  return {};
}

void Daemon::Parts::work_waits(const std::string& psp_account) {
  publisher->poke();
  for (const auto& lane : lanes)
    if (psp_account.empty() || lane->gateway().account() == psp_account)
      lane->wake();
  for (const auto& lane : payout_lanes)
    if (psp_account.empty() || lane->gateway().account() == psp_account)
      lane->wake();
}

void Daemon::Parts::command_was_done() {
  work_waits({});
  webhook_worker->poke();
  selection_worker->poke();
  wake_webhook_sender();
}

void Daemon::Parts::stop() {
  if (health_watch)
    health_watch->stop();
  if (http)
    http->stop(std::chrono::seconds(12));
  grpc.reset(); // its watchers hang on the event signal, which has to outlive them
  if (shop_api)
    shop_api->stop();
  if (webhook_api)
    webhook_api->stop();
  for (auto* worker : {&audit_worker, &book_keeper, &payout_schedule_worker, &settlement_worker, &sweeper, &selection_worker, &selection_cleaner, &approval_sweeper, &rule_reader, &webhook_worker})
    if (*worker)
      (*worker)->stop();
  stop_webhooks();
  for (const auto& lane : lanes)
    lane->stop();
  for (const auto& lane : payout_lanes)
    lane->stop();
  events.reset();
  publisher.reset();
  if (keeper) {
    if (const auto stopped = keeper->stop(); !stopped)
      spdlog::error("embedded database: {}", stopped.error().message);
    keeper.reset();
  }
}

Daemon::Daemon(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Daemon::~Daemon() = default;

Result<std::unique_ptr<Daemon>> Daemon::start_once(const Config& config) {
  auto parts = std::make_unique<Parts>(config);
  for (auto step : {&Parts::start_store, &Parts::start_engine, &Parts::start_paying_out, &Parts::start_approvals, &Parts::start_webhooks, &Parts::start_edges,
                    &Parts::start_settlements, &Parts::start_payout_schedules, &Parts::start_bookkeeping, &Parts::start_auditing, &Parts::start_watching})
    if (const auto started = (parts.get()->*step)(); !started)
      return tl::unexpected(started.error());
  return std::unique_ptr<Daemon>(new Daemon(std::move(parts)));
}

// A database that is killed, restarted or full while we start is no reason to give up at once: nothing has been
// promised to anybody yet, so everything is simply made anew.
Result<std::unique_ptr<Daemon>> Daemon::start(const Config& config, const Pause& pause) {
  const auto begun = std::chrono::steady_clock::now();
  std::chrono::milliseconds wait{500};
  for (int tries = 1;; ++tries) {
    auto started = start_once(config);
    const bool may_pass = !started && (started.error().code == ErrorCode::unavailable ||
                                       started.error().code == ErrorCode::exhausted);
    if (!may_pass)
      return started;
    if (std::chrono::steady_clock::now() - begun + wait > start_patience)
      return fail(started.error().code,
                  started.error().message + " (tried " + std::to_string(tries) + " times in " +
                      std::to_string(start_patience.count()) + " s; nothing was begun)",
                  started.error().field);
    spdlog::warn("cannot start yet: {}; tried again in {} ms", in_one_line(started.error().message), wait.count());
    if (!pause(wait))
      return fail(ErrorCode::conflict, "told to stop while starting; nothing was begun");
    wait = std::min(wait * 2, std::chrono::milliseconds(2'000));
  }
}

void Daemon::stop() { parts_->stop(); }

} // namespace paydesk::daemon
