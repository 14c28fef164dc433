// A life of a shop in which every invariant has something to hold, and what breaks each of them.
#pragma once

#include "engine/journals/journals.h"
#include "store/approvals.h"
#include "store/people.h"
#include "tests/queries/paid_by_psp.h"
#include "tests/queries/paid_out.h"
#include "tests/queries/shop.h"

namespace paydesk::test {

inline News news(News::Kind kind, std::string reference, std::int64_t amount = 0) {
  News said;
  said.kind = kind;
  said.reference = std::move(reference);
  said.amount = amount;
  return said;
}

/// A journal that two persons made, and its reversing entry.
inline void journal_and_back(Shop& shop) {
  store::PgPeople people(shop.pool, shop.clock, shop.ids);
  const auto asker = people.ensure("asker", "Asker", "person", {"operator"}, false, std::string(32, 'a')).value();
  const auto judge = people.ensure("judge", "Judge", "person", {"approver"}, false, std::string(32, 'j')).value();
  store::PgApprovals store(shop.pool, shop.clock);
  Approvals approvals(store, shop.clock, shop.ids, Journals::commands());
  Journals journals(store, approvals, shop.clock);
  const auto approve = [&](const views::Approval& asked) {
    return approvals.decide(judge, Uuid::parse(asked.approval_id).value(), true, "").value().transaction_id;
  };
  const auto made = approve(journals
                                .propose(asker, {{"",
                                                  {{"bad_debt", "debit", "5.00", "EUR"},
                                                   {"seller_payable:seller-a", "credit", "5.00", "EUR"}}},
                                                 "goodwill", "", "", ""})
                                .value());
  approve(journals.propose_reversal(asker, {made, "a mistake", "", "", ""}).value());
}

/// Captures, one taken back, refunds, a refund under way, a dispute won, one lost, one open, a dead letter, a retry, and a journal taken back.
inline void live(Shop& shop) {
  shop.refund(shop.paid({"100.01", "20.00"}), "33.34");
  shop.refund(shop.paid({"50.00"}), "10.00", false);
  const auto won = shop.paid({"40.00"});
  shop.tell(won, news(News::Kind::dispute_withdrawn, "dp_1", 4000));
  shop.tell(won, news(News::Kind::dispute_won, "dp_1", 4000));
  shop.tell(won, news(News::Kind::dispute_reinstated, "dp_1", 4000));
  const auto lost = shop.paid({"30.00"});
  shop.tell(lost, news(News::Kind::dispute_withdrawn, "dp_2", 3000));
  shop.tell(lost, news(News::Kind::dispute_lost, "dp_2", 3000));
  const auto won_late = shop.paid({"25.00", "15.00"});
  shop.tell(won_late, news(News::Kind::dispute_withdrawn, "dp_4", 4000));
  shop.tell(won_late, news(News::Kind::dispute_lost, "dp_4", 4000));
  shop.tell(won_late, news(News::Kind::dispute_won, "dp_4", 4000));
  shop.tell(shop.paid({"70.00"}), news(News::Kind::dispute_withdrawn, "dp_3", 7000));
  const auto back = shop.paid({"18.00", "9.00"});
  shop.tell(back, news(News::Kind::capture_reversed, "cap_" + back.charge_id.to_string(), 2700));
  const auto dying = shop.order({"15.00"});
  PspAnswer down;
  down.error = ErrorClass::psp_unavailable;
  down.http_status = 503;
  for (int i = 0; i < 8; ++i) {
    shop.answer(dying, down);
    shop.clock.advance(std::chrono::minutes(5));
  }
  shop.answer(shop.order({"16.00"}), down);
  shop.order({"12.00"}); // under way
  journal_and_back(shop);
  pay_out(shop);
  pay_out_by_psp(shop);
  pay_again_by_psp(shop);
  shop.tamper("select seal_ledger('2026-11-16 10:00:20+00'); select sum_sealed_ledger(); select chain_sealed_ledger(5); "
              "select chain_sealed_ledger(1000)");
  shop.publish();
}

/// A statement around all triggers, and the invariant that it breaks.
struct Tampering {
  const char* invariant;
  const char* statement;
};

inline constexpr Tampering tamperings[] = {
    {"transactions_balance", "update ledger_entry set amount = amount + 1 where line = 1"},
    {"transactions_have_two_entries", "delete from ledger_entry where line > 1"},
    {"entries_keep_their_account_currency", "update ledger_entry set currency = 'USD'"},
    {"entries_are_booked_with_their_transaction", "update ledger_entry set booked_at = booked_at - interval '1 day' where line = 1"},
    {"checkpoints_are_what_was_booked", "update ledger_checkpoint set debit = debit + 1"},
    {"ledger_chain_is_what_was_booked", "update ledger_entry set amount = amount * 2"},
    {"ledger_chain_is_what_was_booked", "delete from ledger_chain where seal_no = 1"},
    {"ledger_chain_is_what_was_booked", "update ledger_chain set transactions = transactions + 1"},
    {"ledger_seals_are_told", "delete from ledger_chain where seal_no = 2"},
    {"ledger_seals_are_told", "update event set payload = '{}' where kind = 'ledger.sealed'"},
    {"wallet_balance_is_seller_payable", "update wallet set balance = balance + 1"},
    {"wallet_balance_is_seller_payable", "delete from wallet"},
    {"wallet_reserved_is_its_holds", "delete from wallet_hold"},
    {"wallet_pending_is_its_unsettled_share", "update wallet set pending = pending - 5"},
    {"wallet_pending_is_its_unsettled_share", "update psp_fact set settled_line = payment_id where kind = 'refund'"},
    {"orders_know_their_unsettled_share", "update payment_order set unsettled_share = unsettled_share - 1"},
    {"facts_are_posted_once", "delete from ledger_transaction where kind = 'refund'"},
    {"facts_are_posted_once", "update psp_fact set amount = amount + 1 where kind = 'capture'"},
    {"transactions_of_facts_have_one_fact", "delete from psp_fact where kind = 'dispute_withdrawn'"},
    {"psp_receivable_is_the_unsettled_facts", "update psp_fact set settled_line = payment_id where kind = 'capture'"},
    {"journals_of_people_were_approved", "update approval set transaction_id = null, state = 'rejected' where kind = 'manual_journal'"},
    {"journals_of_people_were_approved", "update ledger_transaction set kind = 'manual_journal' where kind = 'refund'"},
    {"journals_of_people_were_approved", "delete from manual_journal where reverses is not null"},
    {"reversing_entries_mirror_their_journal",
     "update ledger_entry set amount = amount * 2 where transaction_id in (select reverses from manual_journal)"},
    {"payout_transit_is_the_payouts_not_debited", "update payout set amount = amount + 1 where state = 'submitted'"},
    {"payouts_hold_what_is_not_submitted", "delete from wallet_hold where cause_id in (select payout_id from payout)"},
    {"payouts_hold_what_is_not_submitted", "update payout set amount = amount + 1 where state = 'approved'"},
    {"payout_batches_are_their_payouts", "update payout_batch set total = total + 1"},
    {"payout_batches_are_their_payouts", "update payout set state = 'cancelled' where state = 'approved'"},
    {"payouts_are_posted_once", "update payout set seller = 'thief of ' || seller where state = 'submitted'"},
    {"payouts_paid_again_were_not_made",
     "update payout set seller = 'thief' where payout_id in (select before_id from payout_retry)"},
    {"payouts_paid_again_were_not_made",
     "update payout set state = 'paid', returned_transaction_id = null "
     "where payout_id in (select before_id from payout_retry); "
     "insert into payout_history (at, payout_id, trigger, to_state, by_login) "
     "select at, payout_id, 'sent', 'submitted', 'thief' from payout_retry join payout_history using (payout_id)"},
    {"payouts_of_psps_are_their_facts", "delete from payout_fact where kind = 'paid'"},
    {"payouts_of_psps_are_their_facts", "update payout_fact set amount = amount + 1 where kind = 'returned'"},
    {"payouts_of_psps_are_their_facts", "update payout_fact set transaction_id = null where kind = 'paid'"},
    {"payouts_of_psps_are_their_facts", "update payout_sending set generation = generation + 1"},
    {"payout_transit_is_the_payouts_not_debited", "update payout set state = 'failed' where state = 'in_transit'"},
    {"dispute_pending_is_the_undecided_withdrawals", "update dispute set withheld = 0"},
    {"orders_stay_within_their_capture", "update payment_order set refunded = captured + 1 where captured > 0"},
    {"captures_of_orders_charge_and_facts_agree", "update payment_order set captured = captured - 1 where captured > 0"},
    {"captures_of_orders_charge_and_facts_agree", "update charge set captured = captured + 1"},
    {"reversals_of_orders_and_facts_agree", "update payment_order set reversed = reversed + 1 where reversed > 0"},
    {"only_captures_are_taken_back", "update psp_fact set amount = amount - 1 where kind = 'capture_reversed'"},
    {"only_captures_are_taken_back", "update psp_fact set reference = 'x' || reference where kind = 'capture_reversed'"},
    {"refunds_of_orders_and_facts_agree", "update payment_order set refunded = refunded + 1"},
    {"charges_are_worth_their_orders", "update payment_order set amount = amount + 1"},
    {"commission_returned_within_taken", "update payment_order set commission_taken = captured + 1"},
    {"commission_returned_is_what_left_with_it",
     "update payment_order set commission_returned = commission_returned - 1 where commission_returned > 0"},
    {"refunded_keeping_is_the_refunds_that_kept_it",
     "update payment_order set refunded_keeping = refunded where refunded > 0"},
    {"recharged_fees_are_those_of_lost_disputes", "update dispute_loss set fee = fee + 1"},
    {"lost_is_the_losses_of_disputes", "update dispute_loss set amount = amount - 1"},
    {"disputed_is_the_holds_of_disputes", "update dispute_hold set amount = amount + 1"},
    {"disputed_is_the_holds_of_disputes", "update payment_order set disputed = disputed + 1"},
    {"disputes_hold_or_lose_what_is_withheld", "delete from dispute_hold"},
    {"disputes_hold_or_lose_what_is_withheld", "update dispute set booked_lost = not booked_lost"},
    {"refund_pending_is_the_open_refunds", "update refund set state = 'failed' where state = 'requested'"},
    {"live_operations_have_their_job", "delete from job"},
    {"live_operations_have_their_job", "update operation set state = 'failed' where state = 'live'"},
    {"orders_under_way_are_listed", "delete from order_moving"},
    {"orders_under_way_are_listed", "insert into order_moving select order_id from payment_order on conflict do nothing"},
    {"rows_belong_to_their_payment", "delete from payment where payment_id in (select payment_id from payment limit 1)"},
    {"rows_belong_to_their_payment", "update operation set charge_id = operation_id"},
    {"states_are_where_history_ends", "update charge set state = 'cancelled' where state = 'captured'"},
    {"states_are_where_history_ends", "update refund set state = 'failed' where state = 'succeeded'"},
    {"history_has_no_gaps", "delete from history where code = 'authorize_ok'"},
    {"history_has_no_gaps", "update history set code = 'expire' where code = 'capture_ok'"},
    {"events_are_dense_and_whole", "update event set payload = '{\"forged\":1}' where position = 3"},
    {"events_are_dense_and_whole", "delete from event where position = 4"},
    {"seals_chain_their_events", "delete from event where position = 4"},
    {"seals_chain_their_events",
     "update event set kind = 'forged', hash = event_digest(position, at, 'forged', subject_kind, subject_id, payment_id,"
     " payload) where position = 3"},
    {"seals_chain_their_events", "update event_seal set hash = sha256(hash) where position = (select min(position) from event_seal)"},
    {"event_head_is_the_last_event", "delete from event_seal where position = (select max(position) from event_seal)"},
    {"event_head_is_the_last_event", "delete from event where position = (select max(position) from event)"},
    {"shown_status_is_its_function", "update payment_order set status = 'settled' where status = 'captured'"},
    {"settlement_clearing_is_what_the_bank_owes",
     "insert into source_file values ('00000000-0000-0000-0000-000000000001', sha256('x'), 'f', 'csv', 'x', 'op', now());"
     "insert into recon_run (run_id, file_id, psp_account, settlement_date, currency, batch, line_count, gross, fee, net,"
     " newest_at, bank_amount, state, created_at) values ('00000000-0000-0000-0000-000000000002',"
     " '00000000-0000-0000-0000-000000000001', 'card', '2026-11-16', 'EUR', 'b1', 0, 0, 0, 0, now(), 5, 'open', now())"},
};

} // namespace paydesk::test
