// What the database refuses by itself about approvals, whoever asks: by its constraints, its triggers and its rights.
#include <gtest/gtest.h>
#include <pqxx/pqxx>

#include "tests/queries/refusal.h"
#include "tests/queries/shop.h"

namespace paydesk::test {
namespace {

/// One approval that waits, its asker (…01) and two deciders: …02 with a live session …12, and …03 whose session …13
/// was revoked.
struct Waiting : Shop {
  Waiting() {
    paid({"100.00"});
    tamper("insert into principal (principal_id, login, display_name, kind) select ('00000000-0000-0000-0000-00000000000' "
           "|| n)::uuid, 'person-' || n, 'Person', 'person' from generate_series(1, 3) n;"
           "insert into session (session_id, principal_id, token_sha256, kind, revoked_at) select "
           "('00000000-0000-0000-0000-00000000001' || n)::uuid, ('00000000-0000-0000-0000-00000000000' || n)::uuid, "
           "sha256(n::text::bytea), 'local', case when n = 3 then now() end from generate_series(1, 3) n;"
           "insert into approval (approval_id, kind, subject, amounts, command_version, command, preview, preview_hash, "
           "reason, evidence_name, evidence, policy_version, deciders, state, requested_by, requester_id, requested_at, "
           "expires_at) values ('00000000-0000-0000-0000-0000000000a1', 'manual_journal', 'x', '', 1, 'c', 'p', "
           "sha256('p'), 'why', '', '', 0, 'approver', 'pending', 'person-1', '00000000-0000-0000-0000-000000000001', "
           "now(), now() + interval '1 hour')");
  }
};

std::string rejected_by(int principal, int session, const std::string& more = {}) {
  return "update approval set state = 'rejected', path = '{reject}', decided_by = 'x', decided_at = now(), decider_id = "
         "'00000000-0000-0000-0000-00000000000" + std::to_string(principal) + "', decider_session = "
         "'00000000-0000-0000-0000-00000000001" + std::to_string(session) + "'" + more;
}

TEST(ApprovalGuards, who_asked_does_not_decide_and_who_decides_has_a_live_session_of_their_own) {
  Waiting shop;
  for (const auto& role : {shop.database.app, shop.database.owner}) {
    EXPECT_EQ(refusal(role, rejected_by(1, 1)), "23514") << "who asked";
    EXPECT_EQ(refusal(role, rejected_by(3, 3)), "23514") << "a revoked session";
    EXPECT_EQ(refusal(role, rejected_by(2, 1)), "23514") << "a session of somebody else";
    EXPECT_EQ(refusal(role, rejected_by(2, 9)), "23514") << "no session";
    EXPECT_EQ(refusal(role, rejected_by(2, 2, ", withdrawn = true")), "23514") << "withdrawn by another";
    EXPECT_EQ(refusal(role, "update approval set state = 'rejected', path = '{reject}', decided_at = now()"), "23514");
    EXPECT_EQ(refusal(role, rejected_by(2, 2, ", path = '{approve}'")), "42601") << "set twice";
    EXPECT_EQ(refusal(role, rejected_by(2, 2)), "");
    EXPECT_EQ(refusal(role, "update approval set expires_at = expires_at"),
              role == shop.database.app ? "42501" : "");
  }
  shop.tamper("update approval set requested_at = now() - interval '2 hours', expires_at = now() - interval '1 hour'");
  EXPECT_EQ(refusal(shop.database.app, rejected_by(2, 2)), "23514") << "too late";
  EXPECT_EQ(refusal(shop.database.app, "update approval set state = 'expired', path = '{expire}', decided_at = now()"), "");
}

TEST(ApprovalGuards, nothing_is_approved_without_what_it_booked_and_what_is_decided_stays) {
  Waiting shop;
  const std::string approved =
      "update approval set state = 'approved', path = '{approve}', decided_by = 'x', decided_at = now(), decider_id = "
      "'00000000-0000-0000-0000-000000000002', decider_session = '00000000-0000-0000-0000-000000000012'";
  const std::string booked = ", transaction_id = (select transaction_id from ledger_transaction limit 1)";
  for (const auto& role : {shop.database.app, shop.database.owner}) {
    EXPECT_EQ(refusal(role, approved), "23514");
    EXPECT_EQ(refusal(role, approved + ", transaction_id = gen_random_uuid()"), "23503");
    EXPECT_EQ(refusal(role, approved + booked), "");
    EXPECT_EQ(refusal(role, "update approval set state = 'approved', path = '{reject}'"), "23514");
    EXPECT_EQ(refusal(role, approved + booked + ";" + approved), "23001") << "decided already";
    EXPECT_EQ(refusal(role, "insert into approval select (jsonb_populate_record(a, jsonb_build_object('approval_id', "
                            "gen_random_uuid()))).* from approval a"),
              "23505")
        << "the same asked for twice";
    EXPECT_EQ(refusal(role, "insert into approval select (jsonb_populate_record(a, jsonb_build_object('approval_id', "
                            "gen_random_uuid(), 'subject', '', 'preview', 'q'))).* from approval a"),
              "23514")
        << "a preview with another hash";
  }
}

TEST(ApprovalGuards, what_was_asked_for_is_neither_changed_nor_removed) {
  Waiting shop;
  for (const std::string column : {"command", "preview", "reason", "deciders", "requester_id", "expires_at", "evidence"})
    EXPECT_EQ(refusal(shop.database.app, "update approval set " + column + " = " + column), "42501") << column;
  for (const std::string table : {"approval", "approval_rule", "manual_journal"})
    for (const auto& sql : {"delete from " + table, "truncate " + table + " cascade"}) {
      EXPECT_EQ(refusal(shop.database.owner, sql), "23001") << sql;
      EXPECT_EQ(refusal(shop.database.app, sql), "42501") << sql;
    }
  for (const std::string table : {"approval_rule", "manual_journal"})
    EXPECT_EQ(refusal(shop.database.owner, "update " + table + (table == "approval_rule" ? " set hours = 1" : " set reverses = null")),
              "23001");
}

} // namespace
} // namespace paydesk::test
