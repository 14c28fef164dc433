#include "tests/races/market.h"

#include <barrier>

#include <gtest/gtest.h>

#include "engine/queue/sweeper.h"
#include "store/verify.h"

namespace paydesk::test {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 60s;

const std::map<std::string, CaptureMode>& accounts() {
  static const std::map<std::string, CaptureMode> all = {{"card", CaptureMode::multiple},
                                                         {"wallet", CaptureMode::automatic},
                                                         {"single", CaptureMode::single},
                                                         {"modif", CaptureMode::multiple}};
  return all;
}

std::unique_ptr<PspGateway> gateway(const std::string& account, CaptureMode mode, const std::string& url,
                                    std::chrono::milliseconds timeout) {
  auto client = psp::HttpClient::create({.connections_per_host = 16, .connections = 16});
  if (!client)
    throw std::runtime_error(client.error().message);
  psp::sandbox::GatewayOptions options;
  options.account = account;
  options.base_url = url;
  options.api_key = "sk_sandbox_" + account;
  options.webhook_secret = "whsec_sandbox_" + account;
  options.capabilities.capture_mode = mode;
  options.total_timeout = timeout;
  return std::make_unique<psp::sandbox::Gateway>(std::move(options), std::move(*client));
}

std::vector<AccountTerms> terms() {
  std::vector<AccountTerms> made;
  for (const auto& [account, mode] : accounts())
    made.push_back({account, "Market", mode, {"EUR"}, 1000, true});
  return made;
}

/// Impatient, so that minutes of life fit into a test.
EnginePolicy quick_policy() {
  EnginePolicy policy;
  policy.retry.base = 20ms;
  policy.retry.cap = 200ms;
  policy.first_check = 200ms;
  policy.ask_delay = 20ms;
  policy.longest_ask = 200ms;
  return policy;
}

} // namespace

void at_once(const std::vector<std::function<void()>>& acts) {
  std::barrier begin(static_cast<std::ptrdiff_t>(acts.size()));
  std::vector<std::jthread> threads;
  for (const auto& act : acts)
    threads.emplace_back([&begin, &act] {
      begin.arrive_and_wait();
      act();
    });
}

Daemon::Daemon(const TestDatabase& made, const std::string& psp_url, std::chrono::milliseconds call_timeout,
               std::uint64_t seed)
    : policy(quick_policy()), database(made.app, 16), refunds(store, clock, ids, policy, {{"EUR", 50'000}}) {
  LaneOptions options;
  options.idle_wait = 10ms;
  options.longest_call = call_timeout + 1s;
  options.lease = 20s;
  std::map<std::string, const PspGateway*> gateways;
  for (const auto& [account, mode] : accounts()) {
    auto made_gateway = gateway(account, mode, psp_url, call_timeout);
    gateways.emplace(account, made_gateway.get());
    lanes.push_back(
        std::make_unique<Lane>(std::move(made_gateway), store, clock, ids, policy, options, nullptr, ++seed));
    rooms.emplace(account, lanes.back().get());
  }
  webhooks_ = std::make_unique<WebhookProcessor>(
      store, clock, ids, policy,
      [gateways](const RawWebhook& raw) { return gateways.at(raw.psp_account)->reread_webhook(raw.body); }, &rooms);
}

Daemon::~Daemon() { stop(); }

void Daemon::repeat(const std::function<bool()>& turn) {
  threads_.emplace_back([this, turn] {
    while (running_)
      if (!turn())
        std::this_thread::sleep_for(10ms);
  });
}

void Daemon::start() {
  running_ = true;
  for (const auto& lane : lanes)
    lane->start();
  repeat([this] {
    const auto touched = webhooks_->step(16);
    EXPECT_TRUE(touched) << touched.error().message;
    return touched && !touched->empty();
  });
  repeat([this] {
    const auto swept = sweep(store, clock, ids, policy, 50);
    EXPECT_TRUE(swept) << swept.error().message;
    return swept && *swept > 0;
  });
}

void Daemon::stop() {
  running_ = false;
  for (auto& thread : threads_)
    thread.join();
  threads_.clear();
  for (const auto& lane : lanes)
    lane->stop();
}

void Daemon::wake() {
  for (const auto& lane : lanes)
    lane->wake();
}

Market::Market(const Options& options)
    : database(*made_), pool(database.app, 8),
      psp_url_(options.psp_url ? options.psp_url(sandbox.port())
                               : "http://127.0.0.1:" + std::to_string(sandbox.port())),
      call_timeout_(options.call_timeout), policy_(quick_policy()) {
  for (const auto& [account, mode] : accounts()) {
    if (const auto stored = store::upsert_psp_account(pool, account, "sandbox", "Market", mode, "UTC"); !stored)
      throw std::runtime_error(stored.error().message);
    readers_.emplace(account, gateway(account, mode, psp_url_, call_timeout_));
  }
  edge::Router router;
  router.add("POST", "/webhooks/{account}",
             [this](const edge::HttpRequest& request) -> boost::asio::awaitable<edge::HttpResponse> {
               co_return edge::HttpResponse{take_in(request) ? 200 : 503};
             });
  auto started = edge::HttpServer::start({}, std::move(router).handler());
  if (!started)
    throw std::runtime_error(started.error().message);
  door_ = std::move(*started);
  for (const auto& [account, mode] : accounts())
    sandbox.set_webhook(account, "http://127.0.0.1:" + std::to_string(door_->port()) + "/webhooks/" + account);
}

Market::~Market() {
  daemons.clear();
  door_.reset();
}

bool Market::take_in(const edge::HttpRequest& request) {
  const auto& reader = *readers_.at(std::string(request.path_value("account")));
  const auto content = reader.read_webhook([&](std::string_view name) { return request.header(name); }, request.body,
                                           clock.now());
  EXPECT_TRUE(content) << content.error().message;
  if (!content)
    return false;
  const RawWebhook raw{ids.next(),   reader.account(), content->event_id, content->event_type,
                       request.body, {},               clock.now()};
  return store.insert({&raw, 1}).has_value();
}

Daemon& Market::add_daemon() {
  daemons.push_back(std::make_unique<Daemon>(database, psp_url_, call_timeout_, daemons.size() * 100));
  return *daemons.back();
}

void Market::stop_daemons() { daemons.clear(); }

Market::Sale Market::order(const std::string& account, const std::vector<std::int64_t>& amounts,
                           const std::string& method) {
  CreatePayment request{"buyer", "CHK-" + std::to_string(++orders_), "EUR", account, "http://shop/ok", "http://shop/no",
                        3600,    {},                                 method};
  for (std::size_t i = 0; i < amounts.size(); ++i)
    request.orders.push_back(
        {"seller-" + std::to_string(i + 1), format_amount(amounts[i], *Currency::find("EUR")), "SO", "tea"});
  std::vector<NewPayment> one;
  auto made = make_payment(person("shop", "shop"), ids.next(), request, terms(), clock.now(), ids, policy_);
  if (!made)
    throw std::runtime_error(made.error().field + " " + made.error().message);
  made->request_hash = std::string(32, 'h');
  Sale sale{made->payment().payment_id, {}};
  for (const auto& charge : made->charges)
    sale.charges.push_back(charge.charge.charge_id);
  one.push_back(std::move(*made));
  if (const auto created = store.create(one); !created)
    throw std::runtime_error(created.error().message);
  return sale;
}

std::string Market::page_of(const Sale& sale) {
  const auto sql = "select psp_token from charge where payment_id = '" + sale.payment_id.to_string() + "'";
  for (const auto until = std::chrono::steady_clock::now() + patience; std::chrono::steady_clock::now() < until;) {
    if (auto token = text(sql); !token.empty())
      return token;
    for (const auto& daemon : daemons)
      daemon->wake();
    std::this_thread::sleep_for(5ms);
  }
  throw std::runtime_error("no page of payment " + sale.payment_id.to_string());
}

void Market::pay_page(const std::string& token) {
  sandbox_test::http_call(sandbox.port(), "GET", "/pay/" + token);
  sandbox_test::http_call(sandbox.port(), "POST", "/pay/" + token,
                          {{"Content-Type", "application/x-www-form-urlencoded"}}, "card=ok");
}

Market::Sale Market::paid(const std::string& account, const std::vector<std::int64_t>& amounts) {
  const auto sale = order(account, amounts);
  pay(sale);
  settle();
  EXPECT_EQ(state_of(sale), "captured");
  return sale;
}

void Market::settle() {
  const auto until = std::chrono::steady_clock::now() + patience;
  int quiet = 0; // twice in a row, as a webhook may be between there and here
  std::int64_t here = 0;
  std::int64_t there = 0;
  while (quiet < 2 && std::chrono::steady_clock::now() < until) {
    there = sandbox.control("GET", "/control/webhooks").at("pending").get<std::int64_t>();
    here = number("select (select count(*) from job where state = 'queued') + "
                  "(select count(*) from webhook_event where state in ('pending', 'waiting'))");
    quiet = here + there == 0 ? quiet + 1 : 0;
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(quiet, 2) << here << " pieces of work here and " << there << " webhooks there do not end";
}

void Market::prove() {
  const auto proof = store::verify_books(pool, clock.now());
  ASSERT_TRUE(proof) << proof.error().message;
  for (const auto& finding : proof->findings)
    EXPECT_EQ(finding.violations, 0) << finding.invariant << ": "
                                     << (finding.examples.empty() ? "" : finding.examples.front());
  EXPECT_EQ(number("select count(*) from operation o where state = 'live' and not exists "
                   "(select from job j where j.operation_id = o.operation_id)"),
            0);
  for (const auto& [account, mode] : accounts()) {
    const auto truth = sandbox.truth(account);
    for (const auto& checkout : truth.at("checkouts")) {
      const auto reference = checkout.at("reference").get<std::string>();
      EXPECT_EQ(number("select captured from charge where charge_id = '" + reference + "'"),
                checkout.at("captured").get<std::int64_t>())
          << checkout;
      EXPECT_EQ(number("select sum(refunded) from payment_order where charge_id = '" + reference + "'"),
                checkout.at("refunded").get<std::int64_t>())
          << checkout;
    }
  }
}

nlohmann::json Market::truth_of(const Uuid& charge_id) {
  for (const auto& [account, mode] : accounts()) {
    const auto truth = sandbox.truth(account);
    for (const auto& checkout : truth.at("checkouts"))
      if (checkout.at("reference") == charge_id.to_string())
        return checkout;
  }
  return nlohmann::json::object();
}

std::string Market::state_of(const Sale& sale) {
  return text("select string_agg(distinct state, ' ' order by state) from charge where payment_id = '" +
              sale.payment_id.to_string() + "'");
}

std::int64_t Market::captured(const Sale& sale) {
  return number("select sum(captured) from charge where payment_id = '" + sale.payment_id.to_string() + "'");
}

std::int64_t Market::number(const std::string& sql) {
  const auto found = text(sql);
  return found.empty() ? 0 : std::stoll(found);
}

std::string Market::text(const std::string& sql) {
  const auto found = pool.in_transaction([&](store::Tx& tx) -> Result<std::string> {
    const auto rows = tx.exec_once(sql);
    return rows.empty() || rows[0][0].is_null() ? std::string() : rows[0][0].as<std::string>();
  });
  if (!found)
    throw std::runtime_error(found.error().message);
  return *found;
}

Caller Market::person(const std::string& login, const std::string& role) {
  return {derived_uuid(Uuid{}, login), login, login, {role}, Uuid{}};
}

} // namespace paydesk::test
