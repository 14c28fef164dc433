#include "ui/lifecycle/machine_layout.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

namespace paydesk::ui::lifecycle {
namespace {

constexpr std::array main_line = {"created", "registered", "awaiting_customer", "processing"};
constexpr std::array after_payment = {"partially_refunded", "refunded", "refund_pending", "disputed", "dispute_won", "dispute_lost"};

struct Move {
  std::string from, to;
  std::optional<Instant> at;
};

/// The charge's moves, oldest first. Where the daemon tells none, the way is guessed from the present state alone.
std::vector<Move> moves_of(const views::PaymentDetail& payment) {
  std::vector<Move> moves;
  for (auto entry = payment.timeline.rbegin(); entry != payment.timeline.rend(); ++entry)
    if (entry->kind == "transition" && !entry->superseded && !entry->to_state.empty() && (entry->subject.empty() || entry->subject == "charge"))
      moves.push_back({entry->from_state, entry->to_state, entry->at});
  return moves;
}

std::int64_t ms_between(const std::optional<Instant>& a, const std::optional<Instant>& b) {
  return a && b ? std::chrono::duration_cast<std::chrono::milliseconds>(*b - *a).count() : -1;
}

bool contains(const std::vector<std::string>& states, const std::string& state) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

/// States of the upper and the lower row, left to right; empty slots keep columns aligned.
struct Rows {
  std::vector<std::string> upper, lower;
};

Rows rows_for(const std::set<std::string>& seen, const std::string& shown) {
  Rows rows;
  rows.upper.assign(main_line.begin(), main_line.end());
  for (const char* state : {"authorized", "capture_requested", "partially_captured"})
    if (seen.contains(state))
      rows.upper.push_back(state);
  rows.upper.push_back("captured");
  rows.upper.push_back("settled");
  rows.lower = {seen.contains("void_requested") || seen.contains("voided") ? "voided" : "cancelled", "expired", "retry_scheduled"};
  rows.lower.push_back(seen.contains("unknown") ? "unknown" : seen.contains("dead_letter") ? "dead_letter" : "failed");
  if (seen.contains("dead_letter") && rows.lower.back() != "dead_letter")
    rows.lower.push_back("dead_letter");
  const bool disputed = shown.starts_with("dispute");
  rows.lower.push_back(disputed ? "disputed" : "refund_pending");
  rows.lower.push_back(disputed ? (shown == "disputed" ? "dispute_won" : shown) : shown == "refunded" ? "refunded" : "partially_refunded");
  return rows;
}

void place(MachineLayout& layout, const std::vector<std::string>& states, double width, double y, bool upper, double shift) {
  const double step = (width - shift) / static_cast<double>(std::max<std::size_t>(states.size(), 1));
  for (std::size_t i = 0; i < states.size(); ++i)
    layout.nodes.push_back({states[i], QPointF(shift + step * (static_cast<double>(i) + 0.5), y), Passage::possible, upper});
}

void add_edge(MachineLayout& layout, const std::string& from, const std::string& to, bool passed, std::int64_t took) {
  if (from == to || !layout.node(from) || !layout.node(to))
    return;
  for (auto& edge : layout.edges)
    if (edge.from == from && edge.to == to) {
      edge.passed = edge.passed || passed;
      edge.took_ms = std::max(edge.took_ms, took);
      return;
    }
  layout.edges.push_back({from, to, passed, took});
}

void add_path(MachineLayout& layout, const views::PaymentDetail& payment, const std::string& shown) {
  const auto moves = moves_of(payment);
  std::optional<Instant> since = payment.created_at;
  for (const auto& move : moves) {
    add_edge(layout, move.from, move.to, true, ms_between(since, move.at));
    since = move.at;
  }
  const bool beyond = shown != payment.charge_state;
  if (beyond && std::find(after_payment.begin(), after_payment.end(), shown) != after_payment.end()) {
    const bool settled = !payment.orders.empty() && payment.orders.front().settled.minor > 0;
    const std::string start = settled ? "settled" : "captured";
    const std::string first = shown.starts_with("dispute") ? "disputed" : "refund_pending";
    add_edge(layout, start, first, true, -1);
    if (first != shown)
      add_edge(layout, first, shown, true, -1);
  }
}

void add_possible(MachineLayout& layout, const views::LifecycleMachine* machine) {
  static const std::array<std::array<const char*, 2>, 8> usual = {{{"registered", "cancelled"}, {"awaiting_customer", "expired"},
      {"processing", "retry_scheduled"}, {"processing", "failed"}, {"captured", "settled"}, {"captured", "refund_pending"},
      {"refund_pending", "partially_refunded"}, {"disputed", "dispute_won"}}};
  for (const auto& [from, to] : usual)
    if (layout.edges.empty() || !layout.node(from) || layout.node(from)->passage != Passage::possible || std::string_view(from) == "refund_pending" ||
        std::string_view(from) == "captured")
      add_edge(layout, from, to, false, -1);
  if (!machine)
    return;
  for (std::size_t i = 0; i + 1 < layout.nodes.size(); ++i) {
    const auto& from = layout.nodes[i].state;
    const auto& to = layout.nodes[i + 1].state;
    const bool declared = std::any_of(machine->transitions.begin(), machine->transitions.end(),
                                      [&](const auto& move) { return move.from == from && move.to == to; });
    if (declared && layout.nodes[i].upper && layout.nodes[i + 1].upper)
      add_edge(layout, from, to, false, -1);
  }
}

} // namespace

const MachineNode* MachineLayout::node(const std::string& state) const noexcept {
  const auto at = std::find_if(nodes.begin(), nodes.end(), [&](const auto& one) { return one.state == state; });
  return at == nodes.end() ? nullptr : &*at;
}

MachineLayout lay_out_machine(const views::PaymentDetail& payment, const std::string& shown,
                              const views::LifecycleMachine* machine, double width) {
  std::set<std::string> seen = {payment.charge_state, shown};
  for (const auto& move : moves_of(payment)) {
    seen.insert(move.from);
    seen.insert(move.to);
  }
  MachineLayout layout;
  const Rows rows = rows_for(seen, shown);
  place(layout, rows.upper, width, 46, true, 0);
  // The lower row stands under the gaps of the upper one's left half, as what leaves a state does.
  place(layout, rows.lower, width, 98, false, 0);
  add_path(layout, payment, shown);
  std::vector<std::string> passed;
  for (const auto& edge : layout.edges) {
    passed.push_back(edge.from);
    passed.push_back(edge.to);
  }
  for (auto& node : layout.nodes)
    node.passage = node.state == shown              ? Passage::here
                   : contains(passed, node.state) || node.state == payment.charge_state ? Passage::passed
                                                    : Passage::possible;
  add_possible(layout, machine);
  return layout;
}

} // namespace paydesk::ui::lifecycle
