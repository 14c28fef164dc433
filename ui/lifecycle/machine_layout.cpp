#include "ui/lifecycle/machine_layout.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include <QFontMetricsF>

#include "ui/lifecycle/machine_routes.h"
#include "ui/theme/draw.h"

namespace paydesk::ui::lifecycle {
namespace {

constexpr std::array main_line = {"created", "registered", "awaiting_customer", "processing"};
constexpr std::array after_payment = {"partially_refunded", "refunded", "refund_pending", "disputed", "dispute_won", "dispute_lost"};

constexpr double upper_row = 46, lower_row = 110;

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

/// One slot of the upper and of the lower row, either may be empty.
struct Column {
  std::string upper, lower;
};

/// Whether a payment left its first state for good, the way every one does.
bool only_began(const std::vector<Move>& moves) {
  return std::none_of(moves.begin(), moves.end(), [](const Move& move) { return move.to == "created" || (move.from == "created" && move.to != "registered"); });
}

std::vector<Column> columns_for(const std::set<std::string>& seen, const std::string& shown, const std::vector<Move>& moves) {
  constexpr std::size_t most = 7; // whose captions fit beside each other
  const bool given_up = seen.contains("dead_letter");
  const std::string trouble = seen.contains("unknown") ? "unknown" : given_up ? "dead_letter" : "failed";
  std::vector<Column> columns = {{main_line[0], seen.contains("void_requested") || seen.contains("voided") ? "voided" : "cancelled"},
                                 {main_line[1], "expired"}, {main_line[2], "retry_scheduled"}, {main_line[3], trouble}};
  for (const char* state : {"authorized", "capture_requested", "partially_captured"})
    if (seen.contains(state))
      columns.push_back({state, {}});
  if (given_up && trouble != "dead_letter") {
    if (columns.size() == main_line.size())
      columns.push_back({});
    columns[main_line.size()].lower = "dead_letter";
  }
  const bool disputed = shown.starts_with("dispute");
  columns.push_back({"captured", disputed ? "disputed" : "refund_pending"});
  const Column last = {"settled", disputed ? (shown == "disputed" ? "dispute_won" : shown) : shown == "refunded" ? "refunded" : "partially_refunded"};
  // What may come after all that is the first to give way where a payment came through many states.
  if (columns.size() < most || seen.contains(last.upper) || seen.contains(last.lower))
    columns.push_back(last);
  if (columns.size() > most && only_began(moves) && shown != "created" && !seen.contains(columns.front().lower))
    columns.erase(columns.begin());
  return columns;
}

double caption_width(const QStringList& lines, Passage passage) {
  double widest = 0;
  for (const auto& line : lines)
    widest = std::max<double>(widest, text_width(line, caption_font(passage)));
  return widest;
}

/// The label on one line where it fits, else on two of lengths as even as can be.
QStringList wrapped(const QString& label, Passage passage, double width) {
  if (text_width(label, caption_font(passage)) <= width)
    return {label};
  QStringList best = {label};
  for (auto space = label.indexOf(QLatin1Char(' ')); space >= 0; space = label.indexOf(QLatin1Char(' '), space + 1)) {
    const QStringList split = {label.left(space), label.mid(space + 1)};
    if (caption_width(split, passage) < caption_width(best, passage))
      best = split;
  }
  return best;
}

void place(MachineLayout& layout, const std::vector<Column>& columns, const std::string& shown, const States& states, double width) {
  const auto wanted = [&](const std::string& state) {
    if (state.empty())
      return 0.0;
    const auto passage = state == shown ? Passage::here : Passage::passed;
    return caption_width(wrapped(states.look(QString::fromStdString(state)).label, passage, 0), passage) + 8;
  };
  std::vector<double> widths;
  double sum = 0;
  for (const auto& column : columns) {
    widths.push_back(std::max({wanted(column.upper), wanted(column.lower), 2 * layout.radius + 18}));
    sum += widths.back();
  }
  const double spare = (width - sum) / static_cast<double>(columns.size());
  double left = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    // Columns share what is left evenly, and give way by their widths.
    const double room = spare >= 0 ? widths[i] + spare : widths[i] * width / sum;
    for (const bool upper : {true, false}) {
      const auto& state = upper ? columns[i].upper : columns[i].lower;
      if (state.empty())
        continue;
      MachineNode node{state, QPointF(left + room / 2, upper ? upper_row : lower_row), Passage::possible, upper, {}, QRectF(left + 2, 0, room - 4, 0)};
      layout.nodes.push_back(std::move(node));
    }
    left += room;
  }
  std::stable_partition(layout.nodes.begin(), layout.nodes.end(), [](const auto& node) { return node.upper; });
}

/// Writes the captions into the columns that place() left in their rectangles.
void write_captions(MachineLayout& layout, const States& states) {
  constexpr double line = 13, gap = 15;
  for (auto& node : layout.nodes) {
    const double room = node.caption_rect.width();
    const QFontMetricsF metrics(caption_font(node.passage));
    for (const auto& words : wrapped(states.look(QString::fromStdString(node.state)).label, node.passage, room))
      node.caption << (text_width(words, caption_font(node.passage)) <= room ? words : metrics.elidedText(words, Qt::ElideRight, room));
    const double wide = caption_width(node.caption, node.passage), high = line * static_cast<double>(node.caption.size());
    node.caption_rect = QRectF(node.centre.x() - wide / 2, node.upper ? node.centre.y() - gap - high : node.centre.y() + gap, wide, high);
  }
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
  layout.edges.push_back({from, to, passed, took, {}, {}, {}});
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

QFont caption_font(Passage passage) { return Theme::font(10, passage == Passage::here ? 600 : passage == Passage::passed ? 500 : 400); }

QFont edge_label_font() { return Theme::font(10); }

MachineLayout lay_out_machine(const views::PaymentDetail& payment, const std::string& shown,
                              const views::LifecycleMachine* machine, const States& states, double width) {
  std::set<std::string> seen = {payment.charge_state, shown};
  const auto moves = moves_of(payment);
  for (const auto& move : moves) {
    seen.insert(move.from);
    seen.insert(move.to);
  }
  MachineLayout layout;
  place(layout, columns_for(seen, shown, moves), shown, states, width);
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
  write_captions(layout, states);
  route_edges(layout);
  place_labels(layout, QRectF(0, 0, width, machine_height));
  return layout;
}

} // namespace paydesk::ui::lifecycle
