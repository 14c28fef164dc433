// Selections of queue items: frozen by a filter, worked off in the background by whichever daemon is there.
#include <gtest/gtest.h>

#include "engine/engine_world.h"
#include "engine/queue/selections.h"
#include "store/selections.h"

using namespace paydesk;
using namespace paydesk::test;

namespace {

PspAnswer unavailable(const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "503"); }

/// A world with dead letters, and people that the database knows.
struct Letters {
  Letters() : store(world.database, world.clock), selections(store, world.commands, world.clock, world.ids) {
    world.policy.retry.max_attempts = 1;
    for (const auto* caller : {&world.operator_, &other, &admin})
      know(*caller);
  }

  void sql(const std::string& statement) {
    pqxx::connection connection(world.owner_connection);
    pqxx::work work(connection);
    work.exec(statement);
    work.commit();
  }

  void know(const Caller& caller) {
    const auto id = caller.principal_id.to_string();
    sql("insert into principal (principal_id, login, display_name, kind) values ('" + id + "', '" + caller.login +
        "', '', 'person'); insert into role_grant (principal_id, role) values ('" + id + "', '" +
        caller.roles.front() + "')");
  }

  /// Payments whose registration is dead.
  void die(int count) {
    world.psp->usual = unavailable;
    const std::vector<AccountTerms> accounts = {{"card", "KR", CaptureMode::multiple, {"EUR"}, 1000, true}};
    std::vector<NewPayment> payments;
    for (int i = 0; i < count; ++i) {
      CreatePayment request{"buyer", "CHK", "EUR", "card", "http://shop/ok", "http://shop/no", 3600, {}, {}};
      request.orders.push_back({"seller-1", "10.00", "SO", "tea"});
      payments.push_back(make_payment(world.shop, world.ids.next(), request, accounts, world.clock.now(), world.ids,
                                      world.policy)
                             .value());
      payments.back().request_hash = std::string(32, 'h');
    }
    ASSERT_TRUE(world.store.create(payments));
    world.work(count / 64 + 5);
    world.psp->usual = nullptr;
  }

  /// What was told of a selection: "running 200+0 of 250".
  std::vector<std::string> told(const Uuid& id) {
    pqxx::connection connection(world.owner_connection);
    pqxx::work work(connection);
    std::vector<std::string> steps;
    for (const auto& row :
         work.exec("select kind, p->>'done', p->>'refused', p->>'items' from (select outbox_id, kind, payload::jsonb p "
                   "from outbox where subject_kind = 'selection' and subject_id = '" + id.to_string() +
                   "') o order by outbox_id"))
      steps.push_back(row[0].as<std::string>().substr(10) + " " + row[1].c_str() + "+" + row[2].c_str() + " of " +
                      row[3].c_str());
    return steps;
  }

  Uuid freeze(const Caller& caller, const std::string& filter = {}) {
    const auto frozen = selections.freeze(caller, true, filter);
    EXPECT_TRUE(frozen) << frozen.error().message;
    return frozen ? *Uuid::parse(frozen->selection_id) : Uuid{};
  }

  /// Works selections off until none is left.
  void finish() {
    for (Result<bool> more = true; more && *more;) {
      more = selections.step();
      ASSERT_TRUE(more) << more.error().message;
    }
  }

  std::map<std::string, std::int64_t> outcomes(const Uuid& id) {
    std::map<std::string, std::int64_t> counts;
    const auto progress = selections.progress(id, {}).value();
    for (const auto& each : progress.selection.outcomes)
      counts[each.outcome] = each.count;
    return counts;
  }

  std::string job(int n) {
    pqxx::connection connection(world.owner_connection);
    pqxx::work work(connection);
    return work.exec("select job_id from job where state = 'dead' order by dead_since, job_id offset " +
                     std::to_string(n) + " limit 1")[0][0]
        .c_str();
  }

  World world;
  Caller other{world.ids.next(), "other", "", {"operator"}, {}};
  Caller admin{world.ids.next(), "root", "", {"admin"}, {}};
  store::PgSelections store;
  Selections selections;
};

} // namespace

TEST(Selections, three_thousand_dead_letters_are_replayed_once_each_though_a_daemon_dies_among_them) {
  Letters letters;
  auto& world = letters.world;
  letters.die(3000);
  const auto frozen = letters.selections.freeze(world.operator_, true, "");
  ASSERT_TRUE(frozen) << frozen.error().message;
  EXPECT_EQ(frozen->totals.count, 3000);
  ASSERT_EQ(frozen->totals.sums.size(), 1u);
  EXPECT_EQ(frozen->totals.sums[0], (Money{3'000'000, *Currency::find("EUR")}));
  const auto id = *Uuid::parse(frozen->selection_id);
  letters.die(2); // later than the selection: never touched

  const auto changed = *Uuid::parse(letters.job(1500));
  ASSERT_TRUE(world.commands.retry_items(letters.other, {changed}, "by hand")->at(0).done);

  ASSERT_TRUE(letters.selections.run(world.operator_, id, "retry", "PSP is back"));
  for (int i = 0; i < 5; ++i)
    ASSERT_TRUE(letters.selections.step().value());
  const auto dying = letters.store.take(Selections::batch, world.clock.now(), world.clock.now() + Selections::lease);
  ASSERT_TRUE(dying && *dying);
  EXPECT_FALSE(letters.selections.step().value()); // its lease holds
  EXPECT_EQ(letters.selections.progress(id, {}).value().selection.done, 1000);

  world.advance(Selections::lease);
  Selections second(letters.store, world.commands, world.clock, world.ids);
  ASSERT_TRUE(second.step().value());
  const auto late = world.commands.act_on_selected(**dying, (*dying)->items);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::conflict);
  letters.finish();

  auto progress = letters.selections.progress(id, {}).value();
  EXPECT_EQ(progress.selection.state, "done");
  EXPECT_EQ(progress.selection.done, 2999);
  EXPECT_EQ(progress.selection.refused, 1);
  EXPECT_EQ(letters.outcomes(id)["under_way"], 2999);
  world.work(60);
  EXPECT_EQ(letters.outcomes(id)["registered"], 2999);
  EXPECT_EQ(world.one_number("select count(*) from selection_item where message = "
                             "'it was taken out of the dead letters meanwhile' and job_id = '" +
                             changed.to_string() + "'"),
            1);
  EXPECT_EQ(world.one_number("select count(*) from job where state = 'dead'"), 2);
  EXPECT_EQ(world.one_number("select count(*) from history where code = 'operator_retry' and from_state = ''"), 3000);
  EXPECT_EQ(world.one_number("select count(*) from audit_record where action = 'queue.retry' and "
                             "subject like 'selection %'"),
            15);
  int pages = 0;
  std::set<std::string> seen;
  for (views::PageRequest page{{}, {}, 500, false};; page.cursor = progress.next_cursor, ++pages) {
    progress = letters.selections.progress(id, page).value();
    for (const auto& item : progress.items)
      seen.insert(item.job_id);
    if (progress.next_cursor.empty())
      break;
  }
  EXPECT_EQ(pages, 5);
  EXPECT_EQ(seen.size(), 3000u);
}

TEST(Selections, each_step_of_one_is_told_as_it_is_taken) {
  Letters letters;
  letters.die(250);
  const auto id = letters.freeze(letters.world.operator_);
  const auto changed = *Uuid::parse(letters.job(3));
  ASSERT_TRUE(letters.world.commands.retry_items(letters.other, {changed}, "by hand")->at(0).done);
  ASSERT_TRUE(letters.selections.run(letters.world.operator_, id, "retry", "PSP is back"));
  letters.finish();
  EXPECT_EQ(letters.told(id), (std::vector<std::string>{"frozen 0+0 of 250", "running 0+0 of 250",
                                                        "running 199+1 of 250", "done 249+1 of 250"}));
}

TEST(Selections, one_that_is_stopped_tells_so_and_a_refused_command_tells_nothing) {
  Letters letters;
  letters.die(1);
  const auto id = letters.freeze(letters.world.operator_);
  EXPECT_FALSE(letters.selections.run(letters.other, id, "retry", ""));
  ASSERT_TRUE(letters.selections.cancel(letters.world.operator_, id, "no more"));
  EXPECT_FALSE(letters.selections.run(letters.world.operator_, id, "retry", ""));
  EXPECT_EQ(letters.told(id), (std::vector<std::string>{"frozen 0+0 of 1", "cancelled 0+0 of 1"}));
  const auto unable = letters.freeze(letters.world.operator_);
  ASSERT_TRUE(letters.selections.run(letters.world.operator_, unable, "retry", ""));
  letters.sql("update principal set enabled = false where principal_id = '" +
              letters.world.operator_.principal_id.to_string() + "'");
  letters.finish();
  EXPECT_EQ(letters.told(unable).back(), "cancelled 0+0 of 1");
}

TEST(Selections, of_two_that_overlap_each_item_is_done_by_one) {
  Letters letters;
  letters.die(300);
  const auto second = letters.freeze(letters.other, "psp:card");
  letters.die(100);
  const auto first = letters.freeze(letters.world.operator_);
  ASSERT_TRUE(letters.selections.run(letters.other, second, "discard", "the shop is closed"));
  ASSERT_TRUE(letters.selections.step().value());
  ASSERT_TRUE(letters.selections.run(letters.world.operator_, first, "retry", ""));
  letters.finish();
  const auto retried = letters.selections.progress(first, {}).value().selection;
  const auto discarded = letters.selections.progress(second, {}).value().selection;
  EXPECT_EQ(retried.done + discarded.done, 400);
  EXPECT_EQ(retried.refused, discarded.done);
  EXPECT_EQ(discarded.refused, 300 - discarded.done);
  EXPECT_GE(retried.done, 100);
  EXPECT_GE(discarded.done, 200);
  EXPECT_EQ(letters.outcomes(second)["given_up"], discarded.done);
}

TEST(Selections, an_item_that_died_again_is_another_one) {
  Letters letters;
  letters.die(2);
  const auto id = letters.freeze(letters.world.operator_);
  const auto job = *Uuid::parse(letters.job(0));
  letters.world.psp->usual = unavailable;
  ASSERT_TRUE(letters.world.commands.retry_items(letters.other, {job}, "")->at(0).done);
  letters.world.advance(std::chrono::minutes(1));
  letters.world.work();
  ASSERT_TRUE(letters.selections.run(letters.world.operator_, id, "retry", ""));
  letters.finish();
  letters.world.work();
  EXPECT_EQ(letters.outcomes(id), (std::map<std::string, std::int64_t>{{"dead_again", 1}, {"refused", 1}}));
}

TEST(Selections, an_unknown_outcome_is_never_discarded) {
  Letters letters;
  letters.die(3);
  letters.sql("update job set error_class = 'outcome_unknown' where job_id = '" + letters.job(1) + "'");
  const auto id = letters.freeze(letters.world.operator_);
  ASSERT_TRUE(letters.selections.run(letters.world.operator_, id, "discard", "given up"));
  letters.finish();
  EXPECT_EQ(letters.outcomes(id), (std::map<std::string, std::int64_t>{{"given_up", 2}, {"refused", 1}}));
  EXPECT_EQ(letters.world.one_number("select count(*) from job where state = 'dead'"), 1);
}

TEST(Selections, only_the_owner_or_an_admin_runs_one_once_and_in_time) {
  Letters letters;
  letters.die(2);
  const auto id = letters.freeze(letters.world.operator_);
  EXPECT_EQ(letters.selections.run(letters.other, id, "retry", "").error().code, ErrorCode::permission_denied);
  EXPECT_EQ(letters.selections.cancel(letters.other, id, "").error().code, ErrorCode::permission_denied);
  EXPECT_EQ(letters.selections.run(letters.world.operator_, id, "steal", "").error().field, "action");
  EXPECT_EQ(letters.selections.run(letters.world.operator_, id, "discard", "").error().field, "reason");
  EXPECT_EQ(letters.selections.run(letters.world.operator_, letters.world.ids.next(), "retry", "").error().code,
            ErrorCode::not_found);
  ASSERT_TRUE(letters.selections.run(letters.admin, id, "retry", ""));
  EXPECT_EQ(letters.selections.run(letters.admin, id, "retry", "").error().code, ErrorCode::failed_precondition);

  const auto late = letters.freeze(letters.world.operator_);
  letters.world.advance(Selections::lifetime);
  const auto expired = letters.selections.run(letters.world.operator_, late, "retry", "");
  EXPECT_EQ(expired.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(expired.error().message.find("expired"), std::string::npos);
  EXPECT_EQ(letters.selections.clean_up().value(), 0);
  letters.world.advance(Selections::kept_expired + std::chrono::hours(1));
  EXPECT_EQ(letters.selections.clean_up().value(), 1);
  EXPECT_EQ(letters.selections.progress(late, {}).error().code, ErrorCode::not_found);
  EXPECT_EQ(letters.world.one_number("select count(*) from selection_item where selection_id = '" +
                                     late.to_string() + "'"),
            0);
}

TEST(Selections, cancelling_stops_what_has_not_begun) {
  Letters letters;
  letters.die(450);
  const auto id = letters.freeze(letters.world.operator_);
  ASSERT_TRUE(letters.selections.run(letters.world.operator_, id, "retry", ""));
  ASSERT_TRUE(letters.selections.step().value());
  ASSERT_TRUE(letters.selections.cancel(letters.world.operator_, id, "the wrong ones"));
  EXPECT_FALSE(letters.selections.step().value());
  letters.world.work(30);
  EXPECT_EQ(letters.outcomes(id), (std::map<std::string, std::int64_t>{{"not_begun", 250}, {"registered", 200}}));
  EXPECT_EQ(letters.selections.cancel(letters.world.operator_, id, "").error().code, ErrorCode::failed_precondition);
}

TEST(Selections, one_whose_runner_lost_the_role_goes_no_further) {
  Letters letters;
  letters.die(250);
  const auto id = letters.freeze(letters.world.operator_);
  ASSERT_TRUE(letters.selections.run(letters.world.operator_, id, "retry", ""));
  ASSERT_TRUE(letters.selections.step().value());
  letters.sql("delete from role_grant");
  ASSERT_TRUE(letters.selections.step());
  const auto selection = letters.selections.progress(id, {}).value().selection;
  EXPECT_EQ(selection.state, "cancelled");
  EXPECT_EQ(selection.note, "stopped: operator may not do this any more");
  EXPECT_EQ(selection.done, 200);
}

TEST(Selections, hostile_input_is_refused_by_name_and_freezes_nothing) {
  Letters letters;
  letters.die(1);
  const auto& caller = letters.world.operator_;
  for (const auto* filter : {"nosuch:1", "psp:", "\"", "'; drop table job; --:", "retries:>many"}) {
    const auto frozen = letters.selections.freeze(caller, true, filter);
    ASSERT_FALSE(frozen) << filter;
    EXPECT_EQ(frozen.error().field, "filter") << filter;
  }
  EXPECT_EQ(letters.selections.freeze(caller, false, "").error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(letters.world.one_number("select count(*) from selection"), 0);
  const auto id = letters.freeze(caller);
  EXPECT_EQ(letters.selections.progress(id, {"psp:card", {}, 0, false}).error().field, "filter");
  EXPECT_EQ(letters.selections.progress(id, {{}, {}, 501, false}).error().field, "limit");
  EXPECT_EQ(letters.selections.progress(id, {{}, "00ff", 0, false}).error().field, "cursor");
}
