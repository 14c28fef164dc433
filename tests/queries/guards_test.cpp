// What the database refuses by itself, whoever asks: by its triggers, its constraints and the rights of the daemon's role.
#include <gtest/gtest.h>
#include <pqxx/pqxx>

#include "tests/queries/refusal.h"
#include "tests/queries/shop.h"

namespace paydesk::test {
namespace {

News news(News::Kind kind, std::string reference, std::int64_t amount = 0) {
  News said;
  said.kind = kind;
  said.reference = std::move(reference);
  said.amount = amount;
  return said;
}

/// A database with a row in everything that is guarded.
struct Lived : Shop {
  Lived() {
    refund(paid({"100.00"}), "10.00");
    refund(paid({"50.00"}), "10.00", false);
    const auto lost = paid({"30.00"});
    tell(lost, news(News::Kind::dispute_withdrawn, "dp_1", 3000));
    tell(lost, news(News::Kind::dispute_lost, "dp_1", 3000));
    tamper("insert into verdict (verdict_id, payment_id, charge_id, operation_id, job_id, operation, psp_account, outcome,"
           " amount, currency, psp_reference, reason, evidence_name, evidence, state, proposed_by, proposer_id, proposed_at)"
           " select gen_random_uuid(), payment_id, charge_id, operation_id, gen_random_uuid(), 'refund', 'card', 'done', 1,"
           " 'EUR', 'r', 'why', 'file', 'x', 'pending', 'first', '00000000-0000-0000-0000-0000000000aa', now()"
           " from operation where state = 'live' limit 1");
    publish();
  }
};

constexpr const char* append_only[] = {"ledger_entry",  "ledger_transaction", "ledger_account", "history",
                                       "audit_record",  "event",              "event_seal", "ledger_chain",     "rule_version",
                                       "retry_rule",    "mapping_rule",       "breaker_setting", "commission_rule",
                                       "commission_tier", "ledger_closing",   "ledger_checkpoint"};

TEST(Guards, what_is_append_only_is_neither_changed_nor_removed_by_anybody) {
  Lived shop;
  for (const std::string table : append_only) {
    pqxx::connection owner(shop.database.owner);
    const auto column = pqxx::work(owner)
                            .exec1("select column_name from information_schema.columns where table_name = '" + table +
                                   "' and is_identity = 'NO' order by ordinal_position limit 1")[0]
                            .as<std::string>();
    for (const auto& sql : {"update " + table + " set " + column + " = " + column, "delete from " + table,
                            "truncate " + table + " cascade"}) {
      // The trigger's word, also where no row is concerned; an identity column refuses before it.
      EXPECT_EQ(refusal(shop.database.owner, sql), "23001") << sql;
      const auto app = refusal(shop.database.app, sql);
      EXPECT_TRUE(app == "42501" || app == "23001") << sql << ": " << app;
    }
  }
}

TEST(Guards, an_unbalanced_transaction_is_not_stored) {
  Lived shop;
  for (const auto& role : {shop.database.app, shop.database.owner}) {
    const auto entries = [&](const std::string& amounts, const std::string& accounts = "(select min(account_id) from ledger_account)") {
      // Two statements: an entry's transaction has to be there when its statement ends.
      return "insert into ledger_transaction values ('00000000-0000-0000-0000-0000000000f1', 'capture', 'forged', null,"
             " '2026-11-16 12:00:00+00', '2026-11-16', '2026-11-16', 'x');"
             "insert into ledger_entry select '00000000-0000-0000-0000-0000000000f1', n, " +
             accounts + ", 'EUR', amount, '2026-11-16 12:00:00+00' from unnest(array" + amounts + ") with ordinality as v(amount, n)";
    };
    EXPECT_EQ(refusal(role, entries("[100, -99]")), "23514");
    EXPECT_EQ(refusal(role, entries("[100]")), "23514");
    EXPECT_EQ(refusal(role, entries("[0, 0]")), "23514");
    EXPECT_EQ(refusal(role, entries("[100, -100]", "999999")), "23503") << "an account that does not exist";
    EXPECT_EQ(refusal(role, "insert into ledger_entry select '00000000-0000-0000-0000-0000000000f2', n, 1, 'EUR', amount, now() from "
                            "unnest(array[100, -100]) with ordinality as v(amount, n)"),
              "23503")
        << "a transaction that does not exist";
    EXPECT_EQ(refusal(role, entries("[100, -100]")), "") << "what balances is stored";
  }
}

TEST(Guards, one_fact_one_posting_one_live_operation_one_job) {
  Lived shop;
  for (const auto& role : {shop.database.app, shop.database.owner}) {
    EXPECT_EQ(refusal(role, "insert into psp_fact select (jsonb_populate_record(f, jsonb_build_object('transaction_id', "
                            "gen_random_uuid(), 'source', 'webhook'))).* from psp_fact f"),
              "23505")
        << "the same reference from another source";
    EXPECT_EQ(refusal(role, "insert into ledger_transaction select gen_random_uuid(), kind, cause, payment_id, booked_at, "
                            "book_date, value_date, description from ledger_transaction"),
              "23505")
        << "the same cause posted again";
    EXPECT_EQ(refusal(role, "insert into operation select (jsonb_populate_record(o, jsonb_build_object('operation_id', "
                            "gen_random_uuid(), 'generation', o.generation + 1))).* from operation o where state = 'live'"),
              "23505")
        << "a second live generation";
    EXPECT_EQ(refusal(role, "insert into webhook_event select gen_random_uuid(), 'card', 'evt_1', now(), '{}', '', 'pending', "
                            "0, now(), null, '' from generate_series(1, 2)"),
              "23505");
    EXPECT_EQ(refusal(role, "insert into idempotency (caller_id, key, request_hash) select caller_id, key, request_hash "
                            "from idempotency"),
              "23505");
    EXPECT_EQ(refusal(role, "insert into dispute select (jsonb_populate_record(d, jsonb_build_object('dispute_id', "
                            "gen_random_uuid(), 'state', 'inquiry', 'path', '[]'::jsonb))).* from dispute d"),
              "23505");
  }
  EXPECT_EQ(refusal(shop.database.owner,
                    "insert into job (job_id, payment_id, charge_id, operation_id, psp_account, kind, state, due_at, "
                    "max_attempts, created_at) select gen_random_uuid(), payment_id, charge_id, operation_id, psp_account, "
                    "kind, 'queued', now(), 8, now() from job where operation_id is not null"),
            "23505")
      << "a second job of one operation";
}

TEST(Guards, nobody_decides_alone) {
  Lived shop;
  for (const auto& role : {shop.database.app, shop.database.owner}) {
    EXPECT_EQ(refusal(role, "update refund set decided_by = requested_by, decider_id = requester_id"), "23514");
    EXPECT_EQ(refusal(role, "update verdict set state = 'approved', decided_by = proposed_by, decider_id = proposer_id, "
                            "decided_at = now()"),
              "23514");
    EXPECT_EQ(refusal(role, "update verdict set state = 'approved', decided_at = now()"), "23514") << "by nobody";
  }
  // What is decided about cannot be put under an old decision.
  EXPECT_EQ(refusal(shop.database.app, "update verdict set amount = amount + 1"), "42501");
  EXPECT_EQ(refusal(shop.database.app, "update verdict set proposer_id = gen_random_uuid()"), "42501");
  EXPECT_EQ(refusal(shop.database.app, "delete from verdict"), "42501");
}

TEST(Guards, amounts_keep_their_bounds) {
  Lived shop;
  for (const auto& role : {shop.database.app, shop.database.owner})
    for (const std::string sql :
         {"update payment_order set captured = -1", "update payment_order set refunded = -1",
          "update payment_order set refund_pending = -1", "update payment_order set disputed = -1",
          "update payment_order set lost = -1", "update payment_order set amount = 0",
          "update payment_order set commission_returned = commission_taken + 1", "update charge set captured = -1",
          "update charge set amount = 0", "update refund set amount = 0", "update dispute set amount = 0",
          "update wallet_hold set amount = 0", "update payment set total = 0"})
      EXPECT_NE(refusal(role, sql), "") << sql;
}

TEST(Guards, the_daemon_removes_nothing_of_a_payments_life) {
  Lived shop;
  for (const std::string table : {"payment", "charge", "payment_order", "operation", "attempt", "refund", "dispute",
                                  "psp_fact", "wallet", "webhook_event", "idempotency", "principal", "verdict"}) {
    EXPECT_EQ(refusal(shop.database.app, "delete from " + table), "42501") << table;
    EXPECT_EQ(refusal(shop.database.app, "truncate " + table + " cascade"), "42501") << table;
  }
  for (const std::string sql :
       {"drop trigger ledger_entry_append_only on ledger_entry", "alter table charge disable trigger all",
        "set session_replication_role = replica", "alter table psp_fact drop constraint psp_fact_pkey",
        "create or replace function check_lifecycle() returns trigger language plpgsql as $$ begin return new; end $$"})
    EXPECT_EQ(refusal(shop.database.app, sql), "42501") << sql;
}

} // namespace
} // namespace paydesk::test
