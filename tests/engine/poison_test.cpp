// What the store refuses for good is set aside alone; everything beside it goes on.
#include <gtest/gtest.h>

#include "engine/engine_world.h"

using namespace paydesk;
using namespace paydesk::test;

namespace {

/// Payments that wait to be registered, all due at once.
std::vector<Uuid> create(World& world, int count) {
  const std::vector<AccountTerms> accounts = {{"card", "KR", CaptureMode::multiple, {"EUR"}, 1000, true}};
  std::vector<NewPayment> payments;
  std::vector<Uuid> ids;
  for (int i = 0; i < count; ++i) {
    CreatePayment request{"buyer", "CHK", "EUR", "card", "http://shop/ok", "http://shop/no", 3600, {}, {}};
    request.orders.push_back({"seller-1", "10.00", "SO", "tea"});
    payments.push_back(make_payment(world.shop, world.ids.next(), request, accounts, world.clock.now(), world.ids,
                                    world.policy)
                           .value());
    payments.back().request_hash = std::string(32, 'h');
    ids.push_back(payments.back().payment().payment_id);
  }
  EXPECT_TRUE(world.store.create(payments));
  return ids;
}

void step(World& world, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    world.lane->step(std::chrono::milliseconds(0));
    world.clock.advance(std::chrono::milliseconds(1));
  }
}

int count_in(World& world, const std::vector<Uuid>& payments, const std::string& state) {
  int count = 0;
  for (const auto& payment : payments)
    count += world.read(payment).charge.state == state ? 1 : 0;
  return count;
}

} // namespace

TEST(Poison, an_answer_that_cannot_be_stored_is_set_aside_and_the_others_are_committed) {
  World world;
  const auto payments = create(world, 20);
  const auto bad = world.charge_of(payments[7]);
  world.psp->usual = [&](const PspCall& call) {
    auto answer = usual(call);
    if (call.charge_id == bad && call.kind == OperationKind::register_charge)
      answer.response = std::string("a\0b", 3); // no text of PostgreSQL can hold this
    return answer;
  };
  step(world, 4);
  EXPECT_EQ(count_in(world, payments, "registered"), 19);
  const auto a = world.read(payments[7]);
  ASSERT_EQ(a.jobs.size(), 1u);
  EXPECT_TRUE(a.jobs[0].dead);
  EXPECT_TRUE(a.jobs[0].ask); // nothing is sent again before the PSP was asked
  EXPECT_NE(a.jobs[0].last_error.find("could not be stored"), std::string::npos);
  EXPECT_EQ(world.lane->stats().in_flight, 0);
  EXPECT_EQ(world.one_number("select count(*) from attempt where error_code = 'not_stored' and response = ''"), 1);
  EXPECT_EQ(world.one_number("select count(*) from outbox where kind = 'alert' and payload like '%set_aside%'"), 1);
  const auto job = a.jobs[0].job_id;
  EXPECT_FALSE(world.commands.discard_items(world.operator_, {job}, "gone").value().at(0).done);

  world.psp->usual = nullptr;
  ASSERT_TRUE(world.commands.retry_items(world.operator_, {job}, "mended").value().at(0).done);
  step(world, 10);
  EXPECT_EQ(count_in(world, payments, "registered"), 20);
  world.check_books();
}

TEST(Poison, a_job_that_cannot_be_begun_is_set_aside_and_the_others_are_sent) {
  World world;
  const auto payments = create(world, 20);
  const auto bad = world.charge_of(payments[7]);
  {
    pqxx::connection connection(world.owner_connection);
    pqxx::work work(connection);
    work.exec("alter table attempt add constraint poison check (charge_id <> '" + bad.to_string() + "')");
    work.commit();
  }
  step(world, 30);
  EXPECT_EQ(count_in(world, payments, "registered"), 19);
  const auto a = world.read(payments[7]);
  ASSERT_EQ(a.jobs.size(), 1u);
  EXPECT_TRUE(a.jobs[0].dead);
  EXPECT_NE(a.jobs[0].last_error.find("could not be sent"), std::string::npos);
  for (const auto& call : world.psp->calls)
    EXPECT_NE(call.charge_id, bad);
  EXPECT_EQ(world.one_number("select count(*) from outbox where kind = 'alert' and payload like '%set_aside%'"), 1);
}
