// Captures, refunds under changing policies, refunds that come back, disputes that are lost and won, captures that are
// taken back, in any order: commission is exact, nobody who may not owe does by a refund, and the books hold after every
// step. RC_PARAMS=max_success=1000 is the long form.
#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/refund_shop.h"

namespace paydesk::test {
namespace {

using Kind = News::Kind;

int draw(int least, int most) { return *rc::gen::inRange(least, most + 1); }
bool coin() { return draw(0, 1) == 1; }

/// The rounded share that the commission kept has to be, in numbers of its own.
std::int64_t rounded(std::int64_t whole, std::int64_t part, std::int64_t base) {
  __extension__ const __int128 product = static_cast<__int128>(whole) * part;
  auto quotient = static_cast<std::int64_t>(product / base);
  const auto twice = static_cast<std::int64_t>(product % base) * 2;
  return quotient + (twice > base || (twice == base && quotient % 2 == 1) ? 1 : 0);
}

/// One payment, what people ask of it and what the PSP tells of it.
class Life {
 public:
  Life(RefundShop& shop, int number) : shop_(shop), name_(std::to_string(number)) {
    for (int i = draw(1, 3); i > 0; --i)
      amounts_.push_back(draw(1, 3'000));
    currency_ = *rc::gen::element<std::string>("EUR", "JPY", "KWD");
    payment_ = shop_.world.pay_in(amounts_, currency_);
    charge_ = shop_.world.charge_of(payment_).to_string();
    tell(news(Kind::captured, "cap_" + name_, total(), charge_));
  }

  void step() {
    switch (draw(0, 9)) {
    case 0:
      return tell(news(Kind::capture_reversed, "cap_" + name_, 0, charge_));
    case 1:
      return tell(news(Kind::refunded, "out_" + name_ + std::to_string(draw(0, 2)), draw(1, 500)));
    case 2:
      return send_a_refund_back();
    case 3:
    case 4:
      return dispute();
    default:
      return refund();
    }
  }

  void check() {
    for (const auto& order : shop_.world.read(payment_).orders) {
      const auto& of = order.amounts;
      RC_ASSERT(order.refunded_keeping >= 0);
      RC_ASSERT(order.refunded_keeping <= of.refunded);
      const auto base = std::max<std::int64_t>(of.captured, 1);
      const auto gone = std::clamp<std::int64_t>(of.refunded - order.refunded_keeping + of.lost, 0, base);
      RC_ASSERT(order.commission_returned == rounded(order.commission_taken, gone, base));
      RC_ASSERT(order.commission_returned <= order.commission_taken);
    }
    RC_ASSERT(-shop_.world.balance("commission_revenue") ==
              shop_.world.one_number("select sum(commission_taken - commission_returned) from payment_order"));
    RC_ASSERT(-shop_.world.balance("fee_recharge_revenue") == shop_.world.one_number("select sum(fee) from dispute_loss"));
    RC_ASSERT(-shop_.world.balance("seller_payable") == shop_.world.one_number("select sum(balance) from wallet"));
  }

 private:
  std::int64_t total() const {
    std::int64_t sum = 0;
    for (const auto amount : amounts_)
      sum += amount;
    return sum;
  }
  void tell(const News& told) { shop_.world.tell(payment_, told); }

  void refund() {
    auto& world = shop_.world;
    const auto order = static_cast<std::size_t>(draw(0, static_cast<int>(amounts_.size()) - 1));
    const auto seller = "seller-" + std::to_string(order + 1);
    const auto spare = [&] {
      return world.one_number("select sum(balance - reserved) from wallet where seller = '" + seller +
                              "' and currency = '" + currency_ + "'");
    };
    const auto before = spare();
    const auto request = shop_.request(payment_, format_amount(draw(1, 1'500), *Currency::find(currency_)), order);
    const auto preview = world.refunds.preview(world.operator_, request);
    const auto made = world.refunds.create(world.operator_, request);
    RC_ASSERT(preview.has_value() || !made);
    if (!made) {
      RC_ASSERT(made.error().code == ErrorCode::failed_precondition);
      RC_ASSERT(spare() == before);
      return;
    }
    if (made->at(0).funds == "refuse") {
      std::int64_t takes = 0;
      for (const auto& line : preview->postings)
        if (line.account == "seller_payable:" + seller)
          takes += line.debit.minor;
      RC_ASSERT(before >= takes);
    }
    if (coin())
      world.psp->next[OperationKind::refund] = {
          [](const PspCall& call) { return refused(call, ErrorClass::declined_final, "no"); }};
    world.work(4);
    world.psp->next.clear();
  }

  void send_a_refund_back() {
    const auto a = shop_.world.read(payment_);
    for (const auto& refund : a.refunds)
      if (refund.state == "succeeded")
        for (const auto& operation : a.operations)
          if (operation.subject_id == refund.refund_id && operation.state == Operation::State::succeeded)
            return tell(news(Kind::refund_failed, refund.psp_reference, refund.amount, operation.operation_id.to_string()));
  }

  void dispute() {
    const auto reference = "dsp_" + name_ + std::to_string(draw(0, 1));
    const auto amount = draw(1, 2'000);
    tell(news(Kind::dispute_opened, reference, amount));
    tell(news(Kind::dispute_withdrawn, reference, amount));
    tell(news(coin() ? Kind::dispute_lost : Kind::dispute_won, reference, amount));
    if (draw(0, 3) == 0)
      tell(news(Kind::dispute_reinstated, reference, amount));
  }

  RefundShop& shop_;
  const std::string name_;
  std::vector<std::int64_t> amounts_;
  std::string currency_;
  Uuid payment_;
  std::string charge_;
};

void change_policy(RefundShop& shop) {
  std::vector<views::RefundRule> rules;
  for (const auto* currency : {"EUR", "JPY", "KWD"}) {
    auto rule = refund_rule_of(currency, coin() ? "keep" : "return", draw(0, 2) == 0 ? "refuse" : "owe");
    rule.currencies = {currency};
    if (coin())
      rule.dispute_fee = format_amount(draw(1, 300), *Currency::find(currency));
    if (coin())
      rule.sellers = {"seller-1", "seller-3"};
    rules.push_back(std::move(rule));
  }
  RC_ASSERT(shop.set(std::move(rules)).has_value());
}

void expect_books(World& world) {
  const auto proof = store::verify_books(world.database, world.clock.now());
  RC_ASSERT(proof.has_value());
  for (const auto& finding : proof->findings)
    if (finding.violations > 0)
      RC_FAIL(finding.invariant + ": " + (finding.examples.empty() ? "" : finding.examples.front()));
}

} // namespace

RC_GTEST_PROP(RefundBooks, are_exact_after_every_step_under_every_policy, ()) {
  static RefundShop shop;
  static int number = 0;
  Life life(shop, ++number);
  for (int i = draw(3, 10); i > 0; --i) {
    if (draw(0, 2) == 0)
      change_policy(shop);
    life.step();
    life.check();
  }
  expect_books(shop.world);
}

} // namespace paydesk::test
