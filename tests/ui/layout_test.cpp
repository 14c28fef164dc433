// The Flow map's geometry and one payment's own states.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

#include <QTest>

#include "core/lifecycle.h"
#include "tests/ui/ui_tests.h"
#include "ui/lifecycle/flow_items.h"
#include "ui/lifecycle/flow_layout.h"
#include "ui/lifecycle/machine_layout.h"
#include "ui/theme/draw.h"
#include "ui/theme/theme.h"

namespace paydesk::ui::tests {

using namespace lifecycle;

namespace {

const std::vector<std::string> optional_states = {"capture_requested", "partially_captured", "void_requested", "voided"};

/// Distance of a point from the border of a rectangle.
double from_border(const QRectF& rect, const QPointF& at) {
  const double inside = std::min({std::abs(at.x() - rect.left()), std::abs(at.x() - rect.right()), std::abs(at.y() - rect.top()), std::abs(at.y() - rect.bottom())});
  return rect.adjusted(-0.6, -0.6, 0.6, 0.6).contains(at) ? inside : 1000;
}

/// Moves through the states, one each pause.
void walk(views::PaymentDetail& payment, const std::vector<std::string>& path, std::chrono::milliseconds pause) {
  Instant at = *payment.created_at;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    views::TimelineEntry entry;
    entry.kind = "transition";
    entry.subject = "charge";
    entry.from_state = path[i];
    entry.to_state = path[i + 1];
    entry.at = at += std::chrono::duration_cast<Instant::duration>(pause);
    payment.timeline.insert(payment.timeline.begin(), entry);
  }
}

views::PaymentDetail payment_in(const std::string& state) {
  views::PaymentDetail payment;
  payment.charge_state = state;
  payment.created_at = Instant{std::chrono::seconds(1000)};
  walk(payment, {"created", "registered", "awaiting_customer", "processing", "retry_scheduled", "processing", "captured"}, std::chrono::seconds(1));
  return payment;
}

/// Payments with the hardest ways that the daemon tells of.
std::vector<views::PaymentDetail> winding_ways() {
  const std::vector<std::vector<std::string>> ways = {
      {"created", "registered", "awaiting_customer", "processing", "authorized", "captured"},
      {"created", "retry_scheduled", "created", "retry_scheduled", "created", "registered", "awaiting_customer", "processing", "captured"},
      {"created", "retry_scheduled", "registered", "awaiting_customer", "registered", "awaiting_customer", "processing", "retry_scheduled", "processing", "captured"},
      {"created", "registered", "awaiting_customer", "processing", "authorized", "capture_requested", "unknown", "retry_scheduled", "capture_requested", "unknown",
       "retry_scheduled", "processing", "dead_letter"},
      {"created", "registered", "awaiting_customer", "processing", "authorized", "capture_requested", "partially_captured", "captured"},
      {"created", "unknown", "created", "retry_scheduled", "dead_letter", "retry_scheduled", "registered", "cancelled"},
      {"created", "registered", "awaiting_customer", "processing", "unknown", "captured"}};
  std::vector<views::PaymentDetail> payments;
  for (const auto& way : ways)
    for (const auto pause : {std::chrono::milliseconds(8), std::chrono::milliseconds(1300), std::chrono::milliseconds(112'000)}) {
      views::PaymentDetail payment;
      payment.charge_state = way.back();
      payment.created_at = Instant{std::chrono::seconds(1000)};
      walk(payment, way, pause);
      payments.push_back(std::move(payment));
    }
  return payments;
}

bool touches(const QRectF& rect, const QPointF& centre, double radius) {
  const double dx = centre.x() - std::clamp(centre.x(), rect.left(), rect.right()), dy = centre.y() - std::clamp(centre.y(), rect.top(), rect.bottom());
  return std::hypot(dx, dy) < radius;
}

} // namespace

class LayoutTest : public QObject {
  Q_OBJECT

  Theme theme_;
  const States& states_ = theme_.states();

 private Q_SLOTS:
  void no_two_states_overlap() {
    for (const auto& also : {std::vector<std::string>{}, optional_states}) {
      const auto layout = lay_out_flow(also);
      for (std::size_t i = 0; i < layout.nodes.size(); ++i)
        for (std::size_t j = i + 1; j < layout.nodes.size(); ++j)
          QVERIFY2(!layout.nodes[i].rect.adjusted(-3, -3, 3, 3).intersects(layout.nodes[j].rect),
                   (std::string(layout.nodes[i].status) + " and " + std::string(layout.nodes[j].status)).c_str());
    }
  }

  void states_have_the_designs_measures() {
    for (const auto& node : lay_out_flow(optional_states).nodes) {
      QCOMPARE(node.rect.width(), 132.0);
      QCOMPARE(node.rect.height(), node.terminal ? 28.0 : 68.0);
    }
  }

  void every_edge_begins_and_ends_at_its_states() {
    const auto layout = lay_out_flow(optional_states);
    QVERIFY(layout.edges.size() >= 30);
    for (const auto& edge : layout.edges) {
      const std::string name = std::string(edge.from) + " to " + std::string(edge.to);
      const auto* from = layout.node(edge.from);
      const auto* to = layout.node(edge.to);
      QVERIFY2(from && to, name.c_str());
      QVERIFY2(from_border(from->rect, edge.path.elementAt(0)) < 0.6, name.c_str());
      QVERIFY2(from_border(to->rect, edge.path.currentPosition()) < 0.6, name.c_str());
      QVERIFY2(edge.path.length() > 8, name.c_str());
    }
  }

  void no_edge_runs_through_a_state_that_it_does_not_touch() {
    for (const auto& layout : {lay_out_flow({}), lay_out_flow(optional_states)})
      for (const auto& edge : layout.edges)
        for (const auto& node : layout.nodes) {
          if (node.status == edge.from || node.status == edge.to)
            continue;
          for (int step = 0; step <= 100; ++step)
            QVERIFY2(!node.rect.contains(edge.path.pointAtPercent(step / 100.0)),
                     (std::string(edge.from) + " to " + std::string(edge.to) + " through " + std::string(node.status)).c_str());
        }
  }

  void every_shown_status_has_a_place() {
    const auto layout = lay_out_flow(optional_states);
    for (const char* status : {"created", "registered", "awaiting_customer", "processing", "authorized", "captured", "settled", "retry_scheduled", "unknown", "dead_letter",
                               "failed", "expired", "cancelled", "refund_pending", "partially_refunded", "refunded", "disputed", "dispute_won", "dispute_lost",
                               "capture_requested", "partially_captured", "void_requested"})
      QVERIFY2(layout.node(status), status);
    QVERIFY(!lay_out_flow({}).node("capture_requested"));
  }

  void arrow_keys_walk_the_main_line_and_reach_every_state() {
    const auto layout = lay_out_flow({});
    QCOMPARE(neighbour(layout, "created", Direction::right), std::string_view("registered"));
    QCOMPARE(neighbour(layout, "captured", Direction::left), std::string_view("authorized"));
    QCOMPARE(neighbour(layout, "created", Direction::left), std::string_view("created"));
    QCOMPARE(neighbour(layout, "processing", Direction::up), std::string_view("unknown"));
    std::set<std::string_view> reached = {"created"};
    for (std::size_t round = 0; round < layout.nodes.size(); ++round)
      for (const auto status : std::set(reached))
        for (const auto direction : {Direction::left, Direction::right, Direction::up, Direction::down})
          reached.insert(neighbour(layout, status, direction));
    QCOMPARE(reached.size(), layout.nodes.size());
  }

  void edges_grow_with_the_rate() {
    QCOMPARE(edge_width(0.5), 1.0);
    QCOMPARE(edge_width(3), 1.4);
    QCOMPARE(edge_width(7), 2.2);
    QCOMPARE(edge_width(20), 3.0);
  }

  void a_payments_states_do_not_overlap_and_its_path_is_passed() {
    for (const std::string shown : {"captured", "refund_pending", "partially_refunded", "disputed", "dispute_lost", "settled"}) {
      const auto layout = lay_out_machine(payment_in("captured"), shown, nullptr, states_, 400);
      for (std::size_t i = 0; i < layout.nodes.size(); ++i)
        for (std::size_t j = i + 1; j < layout.nodes.size(); ++j) {
          const QPointF way = layout.nodes[i].centre - layout.nodes[j].centre;
          QVERIFY(std::hypot(way.x(), way.y()) > 2 * layout.radius + 4);
        }
      QVERIFY(layout.node(shown));
      QCOMPARE(static_cast<int>(layout.node(shown)->passage), static_cast<int>(Passage::here));
      for (const char* state : {"created", "registered", "awaiting_customer", "processing", "retry_scheduled"})
        QCOMPARE(static_cast<int>(layout.node(state)->passage), static_cast<int>(Passage::passed));
      for (const auto& edge : layout.edges)
        QVERIFY(layout.node(edge.from) && layout.node(edge.to));
    }
  }

  void time_spent_in_a_state_stands_at_its_edge() {
    const auto layout = lay_out_machine(payment_in("captured"), "captured", nullptr, states_, 400);
    const auto edge = std::find_if(layout.edges.begin(), layout.edges.end(), [](const auto& one) { return one.from == "created" && one.to == "registered"; });
    QVERIFY(edge != layout.edges.end());
    QVERIFY(edge->passed);
    QCOMPARE(edge->took_ms, std::int64_t{1000});
  }

  void nothing_written_in_a_payments_states_lies_on_anything_else_data() {
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << QStringLiteral("en");
    QTest::newRow("Korean") << QStringLiteral("ko");
  }

  void nothing_written_in_a_payments_states_lies_on_anything_else() {
    QFETCH(QString, language);
    theme_.states().set_language(language);
    constexpr double width = 390;
    for (const auto& payment : winding_ways()) {
      const auto layout = lay_out_machine(payment, payment.charge_state, nullptr, states_, width);
      for (const auto& node : layout.nodes) {
        QVERIFY(!node.caption.isEmpty() && node.caption.size() <= 2);
        QVERIFY2(QRectF(0, 0, width, machine_height).contains(node.caption_rect), node.state.c_str());
        for (const auto& line : node.caption)
          QVERIFY2(text_width(line, caption_font(node.passage)) <= node.caption_rect.width() + 1, node.state.c_str());
        for (const auto& other : layout.nodes) {
          QVERIFY2(&other == &node || !other.caption_rect.intersects(node.caption_rect), (node.state + " and " + other.state).c_str());
          QVERIFY2(!touches(node.caption_rect, other.centre, layout.radius), (node.state + " on " + other.state).c_str());
        }
      }
      for (const auto& edge : layout.edges) {
        if (edge.label.isEmpty())
          continue;
        const std::string name = edge.from + " to " + edge.to;
        QVERIFY2(QRectF(0, 0, width, machine_height).contains(edge.label_rect), name.c_str());
        QVERIFY2(text_width(edge.label, edge_label_font()) <= edge.label_rect.width(), name.c_str());
        for (const auto& node : layout.nodes)
          QVERIFY2(!touches(edge.label_rect, node.centre, layout.radius) && !node.caption_rect.intersects(edge.label_rect), (name + " on " + node.state).c_str());
        for (const auto& other : layout.edges)
          QVERIFY2(&other == &edge || !other.label_rect.intersects(edge.label_rect), (name + " and " + other.from + " to " + other.to).c_str());
      }
    }
    theme_.states().set_language(QStringLiteral("en"));
  }

  void a_payments_lines_touch_no_other_state_and_opposite_ones_stand_apart() {
    for (const auto& payment : winding_ways()) {
      const auto layout = lay_out_machine(payment, payment.charge_state, nullptr, states_, 390);
      for (const auto& edge : layout.edges) {
        const std::string name = edge.from + " to " + edge.to;
        QVERIFY2(edge.path.length() > 4, name.c_str());
        for (const auto& node : layout.nodes)
          for (int step = 0; step <= 50 && node.state != edge.from && node.state != edge.to; ++step) {
            const QPointF way = edge.path.pointAtPercent(step / 50.0) - node.centre;
            QVERIFY2(std::hypot(way.x(), way.y()) > layout.radius, (name + " through " + node.state).c_str());
          }
        for (const auto& other : layout.edges)
          if (other.from == edge.to && other.to == edge.from) {
            const QPointF way = edge.path.pointAtPercent(0.5) - other.path.pointAtPercent(0.5);
            QVERIFY2(std::hypot(way.x(), way.y()) >= 6, name.c_str());
          }
      }
    }
  }

  void usual_captions_are_whole_however_many_states_a_payment_passed() {
    for (const auto& payment : winding_ways()) {
      const auto layout = lay_out_machine(payment, payment.charge_state, nullptr, states_, 390);
      for (const auto& node : layout.nodes)
        QVERIFY2(!node.caption.join(QLatin1Char(' ')).contains(QChar(0x2026)), node.state.c_str());
    }
  }

  void the_longest_time_is_the_last_to_lose_its_label() {
    auto payment = payment_in("captured");
    payment.timeline.front().at = Instant{std::chrono::seconds(5000)};
    const auto layout = lay_out_machine(payment, "captured", nullptr, states_, 390);
    const auto longest = std::max_element(layout.edges.begin(), layout.edges.end(), [](const auto& a, const auto& b) { return a.took_ms < b.took_ms; });
    QVERIFY(!longest->label.isEmpty());
  }

  void parts_captured_have_their_place_beside_the_chosen_states_card() {
    const auto layout = lay_out_flow(optional_states);
    const QRectF card(layout.bounds.right() - 498, 206, 498, 103);
    for (const auto& node : layout.nodes)
      QVERIFY2(!node.rect.intersects(card), std::string(node.status).c_str());
    const auto edge = std::find_if(layout.edges.begin(), layout.edges.end(), [](const auto& one) { return one.from == "partially_captured"; });
    QVERIFY(edge != layout.edges.end());
    for (int step = 0; step <= 100; ++step)
      QVERIFY(!layout.node("refund_pending")->rect.contains(edge->path.pointAtPercent(step / 100.0)));
  }

  void every_charge_state_can_be_drawn() {
    for (const auto& state : paydesk::lifecycle::table(paydesk::lifecycle::Machine::charge).states) {
      views::PaymentDetail payment;
      payment.charge_state = std::string(state.name);
      const auto layout = lay_out_machine(payment, payment.charge_state, nullptr, states_, 400);
      QVERIFY(layout.nodes.size() >= 10);
    }
  }
};

std::unique_ptr<QObject> layout_tests() { return std::make_unique<LayoutTest>(); }

} // namespace paydesk::ui::tests

#include "layout_test.moc"
