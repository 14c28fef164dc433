#include <algorithm>
#include <array>
#include <map>

#include "core/lifecycle.h"
#include "tests/support/fake_daemon/desks.h"
#include "tests/support/fake_daemon/paging.h"

namespace paydesk::fake {
namespace {

using Seconds = std::chrono::seconds;

/// Which of the five heat buckets an age falls in, against the SLA.
std::size_t heat_of(const views::PaymentRow& row) {
  const auto* state = lifecycle::find_state(lifecycle::Machine::charge, row.charge_state);
  if (!state || state->sla_s == 0 || !row.state_since) return 0;
  const double share = std::chrono::duration<double>(now() - *row.state_since).count() / state->sla_s;
  constexpr std::array<double, 4> bounds = {0.25, 0.75, 1.0, 2.0};
  return static_cast<std::size_t>(std::upper_bound(bounds.begin(), bounds.end(), share) - bounds.begin());
}

void add_sum(std::vector<Money>& sums, const Money& amount) {
  const auto own = std::find_if(sums.begin(), sums.end(),
                                [&](const Money& sum) { return sum.currency == amount.currency; });
  if (own == sums.end())
    sums.push_back(amount);
  else
    own->minor += amount.minor;
}

std::vector<views::FlowEdge> edges() {
  return {{"created", "registered", 41.2, 2480},
          {"registered", "awaiting_customer", 40.1, 2391},
          {"awaiting_customer", "processing", 36.4, 2110},
          {"processing", "authorized", 33.0, 1990},
          {"authorized", "captured", 31.7, 1902},
          {"processing", "retry_scheduled", 2.3, 141},
          {"retry_scheduled", "processing", 1.9, 118},
          {"processing", "failed", 0.8, 51},
          {"retry_scheduled", "dead_letter", 0.2, 12},
          {"captured", "settled", 0.0, 1604},
          {"captured", "refunded", 0.6, 37},
          {"processing", "unknown", 0.1, 7}};
}

std::vector<views::SeriesPoint> by_hour(double base) {
  std::vector<views::SeriesPoint> points;
  for (int hour = 23; hour >= 0; --hour)
    points.push_back({now() - std::chrono::hours(hour), {}, base + base * 0.6 * ((hour * 37) % 11) / 11.0});
  return points;
}

void add_row(views::Flow& flow, std::map<std::string, std::size_t>& at, const views::PaymentRow& row) {
  const auto [slot, fresh] = at.try_emplace(row.status, flow.nodes.size());
  if (fresh) flow.nodes.push_back({.status = row.status, .heat = {0, 0, 0, 0, 0}});
  auto& node = flow.nodes[slot->second];
  ++node.count;
  ++node.heat[heat_of(row)];
  add_sum(node.sums, row.amount);
  node.late += row.late ? 1 : 0;
  flow.late += row.late ? 1 : 0;
  flow.dead_letter += row.status == "dead_letter" ? 1 : 0;
  const auto* state = lifecycle::find_state(lifecycle::Machine::charge, row.charge_state);
  flow.in_flight += state && !state->final ? 1 : 0;
  if (row.charge_state == "captured") add_sum(flow.captured, row.amount);
  if (row.status == "refunded") add_sum(flow.refunded, row.amount);
  if (!row.error_class.empty() && node.top_errors.empty())
    node.top_errors = {{row.last_error, 3}, {"issuer timeout", 1}};
  ++flow.payments;
}

std::vector<std::string> permissions_of(const Login& login) {
  std::vector<std::string> names = {"ListPayments",
                                    "SummarizePayments",
                                    "GetPayment",
                                    "PreviewRefund",
                                    "GetRefund",
                                    "ListRefunds",
                                    "ListQueue",
                                    "GetQueueStats",
                                    "ListRuns",
                                    "GetRun",
                                    "ListBreaks",
                                    "ListPairs",
                                    "PreviewResolution",
                                    "ListBalances",
                                    "ListEntries",
                                    "ListWallets",
                                    "Verify",
                                    "Watch",
                                    "GetStatus",
                                    "WhoAmI",
                                    "DescribeLifecycle",
                                    "GetFlow",
                                    "ListAudit",
                                    "ReadReport",
                                    "MakeReport",
                                    "GetBooks",
                                    "ListPayoutBatches",
                                    "GetPayoutBatch"};
  const auto add = [&](std::string_view role, std::initializer_list<const char*> more) {
    if (need_role(login, {role})) names.insert(names.end(), more.begin(), more.end());
  };
  add("operator", {"RetryPayment", "CancelPayment", "CreateRefund", "RetryItems", "DiscardItems", "PausePsp",
                   "ImportFile", "ResolveBreak", "SubmitPayoutBatch", "CancelPayoutBatch"});
  add("approver", {"DecideRefund", "DecideResolution", "CloseDay", "DecidePayoutBatch"});
  return names;
}

} // namespace

Result<void> need_role(const Login& login, std::initializer_list<std::string_view> roles) {
  for (const auto role : roles)
    if (std::find(login.roles.begin(), login.roles.end(), role) != login.roles.end()) return {};
  return fail(ErrorCode::permission_denied,
              login.login + " needs the role " + std::string(*roles.begin()) + ". Nothing was changed.");
}

Result<views::SystemStatus> get_status(Books& books, const Login&, const views::GetStatusRequest&) {
  auto status = books.status;
  status.position = books.position();
  return status;
}

Result<views::Caller> who_am_i(Books&, const Login& login, const views::WhoAmIRequest&) {
  return views::Caller{"principal-" + login.login, login.login, login.display_name, login.roles,
                       permissions_of(login)};
}

Result<views::DescribeLifecycleResponse> describe_lifecycle(Books&, const Login&,
                                                            const views::DescribeLifecycleRequest&) {
  views::DescribeLifecycleResponse response;
  constexpr std::array kinds = {"active", "waiting", "attention", "good", "bad"};
  for (const auto& table : lifecycle::tables()) {
    views::LifecycleMachine machine{std::string(table.name), table.version, {}, {}};
    for (const auto& state : table.states)
      machine.states.push_back({std::string(state.name), kinds[static_cast<std::size_t>(state.kind)],
                                state.final, state.sla_s, state.column, state.row});
    for (const auto& move : table.transitions)
      machine.transitions.push_back(
          {std::string(move.from), std::string(move.trigger), std::string(move.to)});
    response.machines.push_back(std::move(machine));
  }
  response.checksum = lifecycle::checksum();
  return response;
}

Result<views::Flow> get_flow(Books& books, const Login&, const views::GetFlowRequest& request) {
  views::Flow flow;
  std::map<std::string, std::size_t> at;
  for (const auto& row : books.payments)
    if ((request.psp_account.empty() || row.psp_account == request.psp_account) &&
        (request.currency.empty() || row.amount.currency.code() == request.currency))
      add_row(flow, at, row);
  flow.edges = edges();
  flow.ledger_balanced = books.verify.ok;
  flow.open_breaks = std::count_if(books.breaks.begin(), books.breaks.end(), [](const auto& one) {
    return one.state != "resolved" && one.state != "healed";
  });
  for (const auto& psp : books.psps)
    flow.psps.push_back({psp.psp_account, psp.calls_15m > 0 ? double(psp.ok_15m) / double(psp.calls_15m) : -1,
                         0.992, psp.paused});
  flow.captured_by_hour = by_hour(80);
  flow.queue_depth = by_hour(40);
  flow.breaks_by_age = {{{}, "<1d", 14}, {{}, "1-3d", 9}, {{}, "3-7d", 3}, {{}, ">7d", 1}};
  flow.position = books.position();
  flow.awaiting_decision = std::count_if(books.refunds.begin(), books.refunds.end(),
                                         [](const auto& row) { return row.state == "awaiting_approval"; });
  flow.refund_count = static_cast<std::int64_t>(books.refunds.size());
  return flow;
}

Result<views::ListAuditResponse> list_audit(Books& books, const Login&, const views::PageRequest& page) {
  auto found = slice<views::AuditRow>(
      books.audit, page,
      [](const auto& row) { return format_instant(row.at.value_or(Instant{})) + row.action + row.subject; },
      [](const views::AuditRow& row) -> Field {
        return [&row](std::string_view) { return row.principal + " " + row.action + " " + row.subject; };
      });
  if (!found) return tl::unexpected(found.error());
  return views::ListAuditResponse{std::move(found->rows), std::move(found->next_cursor)};
}

} // namespace paydesk::fake
