#include <nlohmann/json.hpp>

#include "app/demo/summary.h"
#include "core/money.h"

namespace paydesk::demo {
namespace {

using Json = nlohmann::ordered_json;

Json counts_json(const std::map<std::string, std::int64_t>& counts) {
  auto json = Json::object();
  for (const auto& [name, count] : counts)
    json[name] = count;
  return json;
}

std::string decimal(std::int64_t minor, const std::string& code) {
  const auto currency = Currency::find(code);
  return currency ? format_amount(minor, *currency) : std::to_string(minor);
}

Json money_json(const std::map<std::string, std::map<std::string, MoneyMoved>>& by_account) {
  auto json = Json::object();
  for (const auto& [account, currencies] : by_account)
    for (const auto& [currency, moved] : currencies)
      json[account][currency] = {{"captured", decimal(moved.captured, currency)},
                                 {"refunded", decimal(moved.refunded, currency)},
                                 {"disputed", decimal(moved.withdrawn, currency)}};
  return json;
}

Json breaks_json(const BreaksResult& breaks) {
  auto planted = Json::object();
  for (const auto& [fault, score] : breaks.planted)
    planted[fault] = {{"planted", score.planted}, {"found", score.found}};
  return {{"by_type", counts_json(breaks.by_type)},   {"by_state", counts_json(breaks.by_state)},
          {"planted", std::move(planted)},            {"not_found", breaks.not_found},
          {"not_planted", breaks.not_planted},        {"resolved", counts_json(breaks.resolved)},
          {"by_two_persons", breaks.second_person},   {"refused_once", breaks.refused}};
}

Json verify_json(const views::VerifyResponse& verify) {
  auto violated = Json::object();
  for (const auto& finding : verify.findings)
    if (finding.violations > 0)
      violated[finding.invariant] = {{"violations", finding.violations}, {"examples", finding.examples}};
  return {{"ok", verify.ok}, {"invariants", verify.findings.size()}, {"violated", std::move(violated)}};
}

Json traffic_json(const TrafficResult& traffic) {
  return {{"requested", traffic.requested}, {"created", traffic.created},   {"paid", traffic.paid},
          {"abandoned", traffic.abandoned}, {"declined", traffic.declined}, {"failed", traffic.failed},
          {"errors", traffic.errors}};
}

Json people_json(const Summary& s) {
  return {{"refunds",
           {{"requested", s.refunds.requested},
            {"whole", s.refunds.whole},
            {"partial", s.refunds.partial},
            {"approved", s.refunds.approved},
            {"rejected", s.refunds.rejected},
            {"commands_repeated", s.refunds.repeated}}},
          {"disputes", {{"opened", s.disputes.opened}, {"won", s.disputes.won}, {"lost", s.disputes.lost}}},
          {"dead_letters", {{"retried", s.dead_letters_retried}, {"left", s.quiet.dead_letters}}}};
}

Json seconds_json(const Summary& s) {
  auto json = Json::object();
  for (const auto& [stage, seconds] : s.seconds)
    json[stage] = seconds;
  json["total"] = s.total_seconds;
  return json;
}

} // namespace

std::string to_json(const Summary& s) {
  const auto failures = s.failures();
  Json json{{"ok", failures.empty()},
            {"failures", failures},
            {"version", s.version},
            {"payments", s.options.payments},
            {"seed", s.options.seed},
            {"fault_rate", s.options.fault_rate},
            {"kills", s.kills},
            {"payments_by_state", counts_json(s.payments_by_state)},
            {"orders_by_status", counts_json(s.orders_by_status)},
            {"traffic", traffic_json(s.traffic)}};
  json.update(people_json(s));
  json["unfinished"] = {{"by_reason", counts_json(s.quiet.unfinished.by_reason)},
                        {"unexplained", s.quiet.unfinished.unexplained}};
  json["ledger"] = {{"balanced", s.contradictions.unbalanced.empty()}, {"money", money_json(s.comparison.ledger)}};
  json["wallets_equal"] = s.contradictions.wallets.empty();
  json["verify"] = verify_json(s.verify);
  json["truth"] = {{"equal", s.comparison.differences.empty()},
                   {"checkouts", s.comparison.checkouts},
                   {"money", money_json(s.comparison.psp)},
                   {"differences", s.comparison.differences}};
  json["settlement"] = {{"batches", s.settlement_batches}, {"lines", s.settlement_lines}};
  json["payouts"] = {{"currency", s.payouts.currency},
                     {"by_bank", s.payouts.by_bank.size()},
                     {"by_psp", s.payouts.by_psp.size()},
                     {"returned", s.payouts.returned.empty() ? 0 : 1},
                     {"paid", s.payouts.paid},
                     {"differences", s.payouts.differences}};
  json["breaks"] = breaks_json(s.breaks);
  json["webhooks"] = {{"heard", s.webhooks.heard.events},
                      {"captured", s.webhooks.captured},
                      {"refunded", s.webhooks.refunded},
                      {"refused_once", s.webhooks.heard.refused},
                      {"repeated", s.webhooks.heard.repeated},
                      {"missing", s.webhooks.missing}};
  json["faults_fired"] = counts_json(s.faults_fired);
  json["left_running"] = s.left_running;
  json["seconds"] = seconds_json(s);
  json["payments_per_second"] = s.payments_per_second();
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace paydesk::demo
