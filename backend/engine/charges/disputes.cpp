#include "engine/charges/disputes.h"

#include <algorithm>
#include <string>

#include "engine/charges/capture_reversal.h"
#include "engine/charges/dispute_money.h"

namespace paydesk {
namespace {

/// More than any bank takes a dispute up again; what is told of later ones is not believed.
constexpr int most_rounds = 20;

const std::string& name_in(const News& news) { return news.subject.empty() ? news.reference : news.subject; }

bool is_decided(const Dispute& dispute) { return dispute.state == "won" || dispute.state == "lost"; }

Dispute* find_dispute(Turn& turn, const News& news) {
  auto& disputes = turn.a.disputes;
  const auto at = std::find_if(disputes.begin(), disputes.end(),
                               [&](const Dispute& dispute) { return dispute.psp_reference == name_in(news); });
  return at == disputes.end() ? nullptr : &*at;
}

Dispute& make_dispute(Turn& turn, const News& news) {
  Dispute dispute;
  dispute.dispute_id = turn.ids.next();
  dispute.psp_reference = name_in(news);
  dispute.amount = news.amount;
  dispute.state = lifecycle::table(lifecycle::Machine::dispute).states.front().name;
  dispute.state_since = turn.now;
  dispute.created_at = turn.now;
  dispute.added = true;
  turn.a.disputes.push_back(std::move(dispute));
  return turn.a.disputes.back();
}

/// Ends the answer of this kind that is under way.
void end_answers(Turn& turn, const Dispute& dispute, OperationKind kind, Operation::State state) {
  for (auto& operation : turn.a.operations)
    if (operation.kind == kind && operation.subject_id == dispute.dispute_id &&
        operation.state == Operation::State::live)
      turn.end_operation(operation, state, dispute.psp_reference);
}

/// Nobody waits for an answer any more, or for another one.
void end_all_answers(Turn& turn, const Dispute& dispute) {
  end_answers(turn, dispute, OperationKind::dispute_evidence, Operation::State::failed);
  end_answers(turn, dispute, OperationKind::dispute_accept, Operation::State::failed);
}

/// It is no question any more, and not closed either.
void escalate(Turn& turn, Dispute& dispute, const News& news) {
  if (dispute.state == "inquiry" || dispute.state == "closed")
    turn.move_dispute(dispute, "escalate", news.reference);
}

/// Taken up again: it was won before, also when nobody has told that.
void begin_round(Turn& turn, Dispute& dispute, const News& news) {
  escalate(turn, dispute, news);
  if (dispute.state != "won")
    turn.move_dispute(dispute, "win", "as it was reopened");
  turn.move_dispute(dispute, "reopen", news.reference);
  end_all_answers(turn, dispute);
  ++dispute.round;
  dispute.due_by.reset();
  dispute.warned = 0;
}

/// The round that the news is about is reached; false when it has passed.
bool reach_round(Turn& turn, Dispute& dispute, const News& news) {
  if (news.round > most_rounds) {
    turn.alert("dispute_round_unheard_of", name_in(news));
    return false;
  }
  while (dispute.round < news.round)
    begin_round(turn, dispute, news);
  return news.round == 0 || news.round == dispute.round;
}

void on_reopened(Turn& turn, Dispute& dispute, const News& news) {
  const auto before = dispute.round;
  // Without a number it is the second round's, or the one's after what was won.
  if (news.round == 0 && (dispute.round == 1 || dispute.state == "won"))
    begin_round(turn, dispute, news);
  reach_round(turn, dispute, news);
  if (dispute.round == before)
    turn.superseded(news);
}

/// Moves the dispute of the round that the news is about; what that leads to for answers that are under way.
void on_step(Turn& turn, Dispute& dispute, const News& news, std::string_view trigger) {
  if (!reach_round(turn, dispute, news))
    return turn.superseded(news);
  escalate(turn, dispute, news);
  if (!turn.move_dispute(dispute, trigger, news.reference))
    turn.superseded(news);
  if (dispute.state == "under_review")
    end_answers(turn, dispute, OperationKind::dispute_evidence, Operation::State::succeeded);
  if (dispute.state == "accepted" || dispute.state == "lost")
    end_answers(turn, dispute, OperationKind::dispute_accept, Operation::State::succeeded);
  if (!takes_answer(dispute))
    end_all_answers(turn, dispute);
}

/// Until when the bank waits; a question, and each round, has a time of its own.
void learn_due_date(Turn& turn, Dispute& dispute, const News& news) {
  const bool over = news.kind == News::Kind::dispute_inquiry ? dispute.state != "inquiry"
                    : news.kind == News::Kind::dispute_opened ? dispute.round > 1
                                                              : news.round != 0 && news.round < dispute.round;
  if (!news.due_by || over || dispute.due_by == news.due_by)
    return;
  dispute.due_by = news.due_by;
  dispute.warned = 0;
  dispute.changed = true;
  turn.a.dirty = true;
}

/// An order counts as won while a dispute of it is.
void mark_won(Turn& turn) {
  std::vector<std::int64_t> weights;
  for (const auto& order : turn.a.orders)
    weights.push_back(turn.a.charge.captured > 0 ? order.amounts.captured : order.amounts.amount);
  for (auto& order : turn.a.orders)
    order.dispute_won = false;
  for (const auto& dispute : turn.a.disputes) {
    if (dispute.state != "won")
      continue;
    const auto parts = allocate(dispute.amount, weights);
    for (std::size_t i = 0; i < parts.size(); ++i)
      turn.a.orders[i].dispute_won = turn.a.orders[i].dispute_won || parts[i] > 0;
  }
}

/// Whether a part of the story is missing: the end of a dispute whose withdrawal was never told, or a dispute before
/// its capture. A webhook was lost, and the PSP knows it all.
bool has_gap(const Turn& turn, const Dispute& dispute, const News& news) {
  if (turn.a.charge.captured == 0 && taken_back(turn.a) == 0)
    return true;
  switch (news.kind) {
  case News::Kind::dispute_reinstated:
    return !turn.knows_fact("dispute_withdrawn", news.reference);
  case News::Kind::dispute_won:
    return !turn.knows_fact("dispute_withdrawn", news.reference) && dispute.withheld == 0;
  case News::Kind::dispute_lost:
    return dispute.withheld == 0 && dispute.state != "won";
  case News::Kind::dispute_reopened:
    return !is_decided(dispute) && dispute.round == 1;
  default:
    return false;
  }
}

void apply(Turn& turn, Dispute& dispute, const News& news) {
  switch (news.kind) {
  case News::Kind::dispute_inquiry:
    return dispute.state == "inquiry" ? void() : turn.superseded(news);
  case News::Kind::dispute_closed:
    return turn.move_dispute(dispute, "close", news.reference) ? void() : turn.superseded(news);
  case News::Kind::dispute_withdrawn:
    escalate(turn, dispute, news);
    return on_dispute_withdrawn(turn, dispute, news);
  case News::Kind::dispute_reinstated:
    escalate(turn, dispute, news);
    return on_dispute_reinstated(turn, dispute, news);
  case News::Kind::dispute_reviewed:
    return on_step(turn, dispute, news, "evidence_sent");
  case News::Kind::dispute_accepted:
    return on_step(turn, dispute, news, "accept");
  case News::Kind::dispute_won:
    return on_step(turn, dispute, news, "win");
  case News::Kind::dispute_lost:
    return on_step(turn, dispute, news, "lose");
  case News::Kind::dispute_reopened:
    return on_reopened(turn, dispute, news);
  default:
    return escalate(turn, dispute, news);
  }
}

} // namespace

bool takes_answer(const Dispute& dispute) noexcept {
  return lifecycle::next(lifecycle::Machine::dispute, dispute.state, "accept").has_value();
}

const Operation* answer_under_way(const Aggregate& a, const Uuid& dispute_id) {
  const auto at = std::find_if(a.operations.begin(), a.operations.end(), [&](const Operation& operation) {
    return answers_dispute(operation.kind) && operation.subject_id == dispute_id &&
           operation.state == Operation::State::live;
  });
  return at == a.operations.end() ? nullptr : &*at;
}

void on_dispute_news(Turn& turn, const News& news) {
  auto* known = find_dispute(turn, news);
  if (known == nullptr && news.amount <= 0)
    return turn.alert("dispute_without_amount", name_in(news));
  auto& dispute = known == nullptr ? make_dispute(turn, news) : *known;
  const bool gap = has_gap(turn, dispute, news);
  apply(turn, dispute, news);
  learn_due_date(turn, dispute, news);
  settle_dispute(turn, dispute);
  mark_won(turn);
  if (gap)
    turn.ask_psp();
  turn.a.dirty = true;
}

} // namespace paydesk
