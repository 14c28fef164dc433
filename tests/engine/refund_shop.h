// A market whose refund policy and approval policy are changed while it runs.
#pragma once

#include <gtest/gtest.h>

#include "engine/proof.h"
#include "engine/rules/board.h"
#include "engine/rules/rule_book.h"
#include "store/breakers.h"
#include "store/rules.h"

namespace paydesk::test {

struct RefundShop {
  explicit RefundShop(CaptureMode mode = CaptureMode::automatic) : world(mode) {
    world.policy.rules = &board;
    (void)board.refresh();
  }

  World world;
  store::PgRules store{world.database};
  store::PgBreakers breakers{world.database};
  RuleBoard board{store};
  RuleBook book{store, breakers, world.clock, world.policy, [this] { (void)board.refresh(); }};
  Caller admin = person("admin", "admin");

  Caller person(const std::string& login, const std::string& role) {
    return {world.ids.next(), login, login, {role}, world.ids.next()};
  }

  Result<views::RefundPolicy> set(std::vector<views::RefundRule> rules) {
    const auto version = book.refund_policy({"*", 0}).value().head.version;
    return book.set_refund_policy(admin, {version, std::move(rules), "as agreed", {}});
  }
  void set_approvals(std::vector<views::ApprovalRule> rules) {
    const auto version = book.approval_policy({"*", 0}).value().head.version;
    const auto done = book.set_approval_policy(admin, {version, std::move(rules), "as agreed", {}});
    ASSERT_TRUE(done) << done.error().field << " " << done.error().message;
  }

  /// A payment of these minor units that is paid.
  Uuid paid(const std::vector<std::int64_t>& amounts, const std::string& currency = "EUR") {
    std::int64_t total = 0;
    for (const auto amount : amounts)
      total += amount;
    const auto payment = world.pay_in(amounts, currency);
    const auto charge = world.charge_of(payment).to_string();
    world.tell(payment, news(News::Kind::captured, "cap_" + charge, total, charge));
    return payment;
  }

  views::RefundRequest request(const Uuid& payment, const std::string& amount, std::size_t order = 0) {
    views::RefundRequest made{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
    made.lines = {{world.read(payment).orders.at(order).order_id.to_string(), amount}};
    return made;
  }
  Result<std::vector<views::RefundRow>> refund(const Uuid& payment, const std::string& amount, std::size_t order = 0) {
    return world.refunds.create(world.operator_, request(payment, amount, order));
  }
};

inline views::RefundRule refund_rule_of(std::string name, std::string commission, std::string funds = "owe") {
  views::RefundRule made;
  made.name = std::move(name);
  made.commission = std::move(commission);
  made.funds = std::move(funds);
  return made;
}

} // namespace paydesk::test
