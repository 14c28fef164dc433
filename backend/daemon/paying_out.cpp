// What of the daemon pays out: batches, the lanes of PSPs that can, and their webhooks.
#include "daemon/parts.h"

#include <algorithm>

#include "psp/http/http_client.h"
#include "psp/sandbox/payout_gateway.h"

namespace paydesk::daemon {
namespace {

constexpr int payout_connections = 8; ///< to each PSP: pay-outs come in batches, and nobody waits at a screen

/// The account's, when its PSP can pay out.
Result<std::unique_ptr<PayoutGateway>> make_payout_gateway(const PspAccountConfig& account) {
  auto client = psp::HttpClient::create({.connections_per_host = payout_connections, .connections = payout_connections});
  if (!client)
    return tl::unexpected(client.error());
  psp::sandbox::GatewayOptions options;
  options.account = account.id;
  options.base_url = account.base_url;
  options.api_key = account.api_key.reveal();
  options.connect_timeout = std::chrono::milliseconds(account.connect_timeout_ms);
  options.total_timeout = std::chrono::milliseconds(account.timeout_ms);
  std::unique_ptr<PayoutGateway> gateway =
      std::make_unique<psp::sandbox::SandboxPayouts>(std::move(options), std::move(*client));
  if (!gateway->capabilities().payout)
    gateway.reset();
  return gateway;
}

} // namespace

Result<void> Daemon::Parts::start_paying_out() {
  payout_store = std::make_unique<store::PgPayouts>(*database, clock);
  payout_sending = std::make_unique<store::PgPayoutSending>(*database);
  verdicts = std::make_unique<Verdicts>(*payments, *verdict_store, clock, ids, policy, payout_sending.get());
  PayoutWatch watch;
  watch.first_look = std::chrono::ceil<std::chrono::seconds>(config.engine.first_check);
  std::vector<std::string> able;
  std::uint64_t seed = static_cast<std::uint64_t>(started_at.time_since_epoch().count());
  for (const auto& account : config.psp_accounts) {
    auto gateway = make_payout_gateway(account);
    if (!gateway)
      return tl::unexpected(gateway.error());
    if (!*gateway)
      continue;
    able.push_back(account.id);
    payout_gateways.emplace(account.id, gateway->get());
    PayoutLaneOptions options;
    options.window = payout_connections;
    options.watch = watch;
    options.longest_call = std::chrono::milliseconds(account.timeout_ms) * 2; // its turn, then its answer
    options.lease = options.longest_call * 2 + std::chrono::seconds(15);
    payout_lanes.push_back(std::make_unique<PayoutLane>(std::move(*gateway), *payout_sending, clock, ids, policy,
                                                        options, [this] { publisher->poke(); }, ++seed));
  }
  const FundingAccount funding{config.payouts.funding_name, config.payouts.funding_iban, config.payouts.funding_bic};
  payout_schedule_store = std::make_unique<store::PgPayoutSchedules>(*database);
  payout_schedules = std::make_unique<PayoutSchedules>(
      PayoutSchedules::Needs{*payout_schedule_store, clock, ids, funding, able});
  payouts = std::make_unique<Payouts>(
      Payouts::Needs{*payout_store, clock, ids,
                     funding, statements::write_pain001, statements::read_pain002, std::move(able), payout_sending.get()});
  payout_news = std::make_unique<PayoutNewsDesk>(
      *payout_sending, clock, ids,
      [this](const RawWebhook& raw) -> Result<std::optional<PayoutWord>> {
        const auto gateway = payout_gateways.find(raw.psp_account);
        return gateway == payout_gateways.end() ? std::optional<PayoutWord>() : gateway->second->read_event(raw.body);
      },
      watch);
  return {};
}

// What is about pay-outs goes its own way; the rest is about charges.
Result<void> Daemon::Parts::take_in(WebhookProcessor& charges, std::span<const RawWebhook> events) {
  std::vector<RawWebhook> ours, others;
  std::partition_copy(events.begin(), events.end(), std::back_inserter(ours), std::back_inserter(others),
                      [this](const RawWebhook& event) { return payout_news->is_ours(event); });
  if (!ours.empty())
    if (const auto taken = payout_news->take_in(ours); !taken)
      return taken;
  return others.empty() ? Result<void>{} : charges.take_in(others);
}

} // namespace paydesk::daemon
