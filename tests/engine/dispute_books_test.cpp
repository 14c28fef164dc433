// Whatever order banks, shops and PSP tell their stories in, and however often: books, wallets, holds and orders agree
// after every step, and when all is told everything is where the bank says it is. RC_PARAMS=max_success=1000 is the
// long form.
#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/dispute_desk.h"

using namespace paydesk;
using namespace paydesk::test;
using Kind = News::Kind;

namespace {

int draw(int least, int most) { return *rc::gen::inRange(least, most + 1); }
bool coin() { return draw(0, 1) == 1; }

/// How a dispute ends by what the bank tells of it.
struct Truth {
  std::string reference;
  std::string state = "inquiry";
  int round = 1;
  std::int64_t withheld = 0;
  std::string movement; ///< the last withdrawal's reference
};

/// One payment's life at the PSP and at the bank, as the news that are told of it.
class Story {
 public:
  Story(World& world, int number, bool counts_rounds) : world_(world), number_(number), counts_rounds_(counts_rounds) {
    std::vector<std::int64_t> amounts;
    for (int i = draw(1, 3); i > 0; --i)
      amounts.push_back(draw(1, 3000));
    payment_ = world.pay_in(amounts);
    world.tell(payment_, news(Kind::authorized, "pay_" + name(), total(amounts)));
    add_captures();
    add_refunds();
    for (int i = draw(1, 2); i > 0; --i)
      add_dispute(i);
  }

  /// Some of them twice, in an order that nobody planned.
  std::vector<News> disordered() const {
    auto all = news_;
    for (const auto& one : news_)
      if (draw(0, 3) == 0)
        all.push_back(one);
    for (std::size_t i = all.size(); i > 1; --i)
      std::swap(all[i - 1], all[static_cast<std::size_t>(draw(0, static_cast<int>(i) - 1))]);
    return all;
  }
  const std::vector<News>& in_order() const { return news_; }
  const std::vector<Truth>& truths() const { return truths_; }
  const Uuid& payment() const { return payment_; }

 private:
  std::string name() const { return std::to_string(number_); }
  static std::int64_t total(const std::vector<std::int64_t>& amounts) {
    std::int64_t sum = 0;
    for (const auto amount : amounts)
      sum += amount;
    return sum;
  }

  void add_captures() {
    const auto a = world_.read(payment_);
    for (const auto& operation : a.operations) {
      if (operation.kind != OperationKind::capture || draw(0, 5) == 0)
        continue;
      const auto amount = coin() ? operation.amount : draw(1, static_cast<int>(operation.amount));
      const auto id = operation.operation_id.to_string();
      news_.push_back(news(Kind::captured, "cap_" + id, amount, id));
      captured_ += amount;
      if (amount < operation.amount && coin()) {
        news_.push_back(news(Kind::captured, "cap2_" + id, operation.amount - amount, id));
        captured_ += operation.amount - amount;
      }
    }
  }

  void add_refunds() {
    auto left = captured_;
    for (int i = draw(0, 2); i > 0 && left > 0; --i) {
      const auto amount = draw(1, static_cast<int>(left));
      news_.push_back(news(Kind::refunded, "ref_" + name() + "_" + std::to_string(i), amount));
      left -= amount;
    }
  }

  void tell(Truth& truth, Kind kind, std::int64_t amount) {
    auto told = news(kind, truth.reference, amount);
    told.round = counts_rounds_ ? truth.round : 0;
    if (kind == Kind::dispute_withdrawn || kind == Kind::dispute_reinstated) {
      told.subject = truth.reference;
      if (kind == Kind::dispute_withdrawn)
        truth.movement = truth.reference + (truth.round == 1 ? "" : "-" + std::to_string(truth.round));
      told.reference = truth.movement;
      truth.withheld += kind == Kind::dispute_withdrawn ? amount : -amount;
    }
    news_.push_back(std::move(told));
  }

  void add_dispute(int n) {
    Truth truth{"dsp_" + name() + "_" + std::to_string(n)};
    const std::int64_t amount = draw(1, 4000);
    if (coin())
      tell(truth, Kind::dispute_inquiry, amount);
    if (!news_.empty() && news_.back().kind == Kind::dispute_inquiry && draw(0, 3) == 0) {
      tell(truth, Kind::dispute_closed, amount);
      truth.state = "closed";
      return truths_.push_back(truth);
    }
    tell(truth, Kind::dispute_opened, amount);
    truth.state = "needs_response";
    tell(truth, Kind::dispute_withdrawn, amount);
    while (end_round(truth, amount) && truth.round < 3 && coin()) {
      ++truth.round;
      tell(truth, Kind::dispute_reopened, amount);
      truth.state = "pre_arbitration";
      if (truth.withheld == 0)
        tell(truth, Kind::dispute_withdrawn, amount);
    }
    truths_.push_back(truth);
  }

  /// True when it was won.
  bool end_round(Truth& truth, std::int64_t amount) {
    const auto answer = draw(0, 3);
    if (answer == 1)
      tell(truth, Kind::dispute_reviewed, amount);
    if (answer == 2)
      tell(truth, Kind::dispute_accepted, amount);
    truth.state = answer == 1 ? "under_review" : answer == 2 ? "accepted" : truth.state;
    const auto end = draw(0, 4);
    if (end == 0)
      return false;
    if (end <= 2) {
      tell(truth, Kind::dispute_lost, amount);
      truth.state = "lost";
    }
    if (end == 1)
      return false;
    tell(truth, Kind::dispute_won, amount);
    truth.state = "won";
    if (draw(0, 4) > 0)
      tell(truth, Kind::dispute_reinstated, amount);
    return true;
  }

  World& world_;
  const int number_;
  const bool counts_rounds_;
  Uuid payment_;
  std::int64_t captured_ = 0;
  std::vector<News> news_;
  std::vector<Truth> truths_;
};

std::int64_t sum_of(const std::vector<DisputeShare>& shares) {
  std::int64_t sum = 0;
  for (const auto& share : shares)
    sum += share.amount;
  return sum;
}

/// What one payment says of itself, after every step.
void expect_agreement(World& world, const Uuid& payment) {
  const auto a = world.read(payment);
  std::int64_t disputed = 0, lost = 0;
  for (const auto& order : a.orders) {
    disputed += order.amounts.disputed;
    lost += order.amounts.lost;
    RC_ASSERT(order.commission_returned <= order.commission_taken);
  }
  std::int64_t held = 0, borne = 0;
  std::string causes;
  for (const auto& dispute : a.disputes) {
    held += sum_of(dispute.holds);
    borne += sum_of(dispute.losses);
    RC_ASSERT((dispute.booked_lost ? dispute.holds.empty() : sum_of(dispute.holds) == dispute.withheld));
    RC_ASSERT(dispute.booked_lost == (dispute.state == "lost" && dispute.withheld > 0 && a.charge.captured > 0));
    causes += (causes.empty() ? "'" : ",'") + dispute.dispute_id.to_string() + "'";
  }
  RC_ASSERT(held == disputed);
  RC_ASSERT(borne == lost);
  if (!causes.empty())
    RC_ASSERT(world.one_number("select coalesce(sum(amount), 0) from wallet_hold where cause_id in (" + causes + ")") ==
              held);
}

void expect_books(World& world) {
  const auto proof = store::verify_books(world.database, world.clock.now());
  RC_ASSERT(proof.has_value());
  for (const auto& finding : proof->findings)
    if (finding.violations > 0)
      RC_FAIL(finding.invariant + ": " + (finding.examples.empty() ? "" : finding.examples.front()));
}

World& shared_world() {
  static World world(CaptureMode::multiple);
  return world;
}

void tell_in_disorder(bool counts_rounds) {
  static int number = 0;
  auto& world = shared_world();
  Story story(world, ++number * 2 + (counts_rounds ? 1 : 0), counts_rounds);
  for (const auto& told : story.disordered()) {
    world.tell(story.payment(), told);
    expect_agreement(world, story.payment());
  }
  expect_books(world);
  if (!counts_rounds)
    return;
  const auto a = world.read(story.payment());
  for (const auto& truth : story.truths()) {
    const auto found = std::find_if(a.disputes.begin(), a.disputes.end(),
                                    [&](const Dispute& dispute) { return dispute.psp_reference == truth.reference; });
    RC_ASSERT(found != a.disputes.end());
    RC_ASSERT(found->state == truth.state);
    RC_ASSERT(found->round == truth.round);
    RC_ASSERT(found->withheld == truth.withheld);
  }
}

} // namespace

RC_GTEST_PROP(DisputeBooks, agree_after_every_step_and_end_where_the_bank_says, ()) { tell_in_disorder(true); }

RC_GTEST_PROP(DisputeBooks, agree_after_every_step_also_when_the_psp_does_not_count_rounds, ()) {
  tell_in_disorder(false);
}
