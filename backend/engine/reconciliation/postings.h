// The posting rules of domain.md §7 for settlement and bank, as pure functions. Zero lines are left out.
#pragma once

#include <string>
#include <vector>

#include "engine/ports/ledger.h"
#include "engine/ports/recon_rows.h"
#include "engine/ports/settlement_terms.h"

namespace paydesk::recon::postings {

/// +100, fee 2.90: settlement_clearing 97.10, psp_fees 2.90 / psp_receivable 100; negative lines mirrored. A line that is
/// about no fact goes against its own account instead: psp_reserve 9.71 / settlement_clearing 9.71.
std::vector<Posting> settled(const LineRow& line, const SettlementTerms& terms);

/// A fact of 100 USD settled as 92.00 EUR: settled() in EUR against fx_clearing, and fx_clearing USD 100 /
/// psp_receivable USD 100.
std::vector<Posting> settled_in_other_currency(const LineRow& line, const FactRow& fact,
                                               const SettlementTerms& terms);

/// A line the ledger knows nothing of: settlement_clearing, psp_fees / recon_suspense.
std::vector<Posting> unknown_line(const LineRow& line, const SettlementTerms& terms);

/// The fact of an unknown line has come: recon_suspense / psp_receivable.
std::vector<Posting> unknown_line_explained(const LineRow& line);

/// Money the PSP settled twice: settlement_clearing, psp_fees / psp_payable, for it will be asked back.
std::vector<Posting> duplicate_line(const LineRow& line, const SettlementTerms& terms);

/// recon_writeoff `amount` / psp_receivable `amount`; a gain when negative.
std::vector<Posting> write_off_receivable(const std::string& psp_account, Currency currency,
                                          std::int64_t amount);

/// What came to the bank: bank `amount`, bank_fees `fee` / settlement_clearing of the batch.
std::vector<Posting> banked(const std::string& bank_account, const RunRow& run, std::int64_t amount,
                            std::int64_t fee);

/// What came to the bank and nothing explains: bank / recon_suspense.
std::vector<Posting> unexplained_entry(const EntryRow& entry);

/// What the bank debited for pay-outs: payout_transit `amount`, bank_fees `fee` / bank.
std::vector<Posting> paid_out(const EntryRow& entry, std::int64_t amount, std::int64_t fee);

/// A pay-out that came back less the bank's fee: bank, bank_fees `fee` / seller_payable.
std::vector<Posting> payout_returned(const EntryRow& entry, const std::string& seller, std::int64_t fee);

/// An invoice that the bank debited: psp_payable, bank_fees for what is beyond its total / bank; recon_suspense when the
/// entry has been there.
std::vector<Posting> invoice_paid(const EntryRow& entry, const InvoiceRow& invoice);

/// An entry once in suspense turned out to pay this batch: recon_suspense, bank_fees / settlement_clearing.
std::vector<Posting> explained_entry(const RunRow& run, std::int64_t amount, std::int64_t fee);

/// The rest of a batch: `account_class` (recon_writeoff, bank_fees) `amount` / settlement_clearing.
std::vector<Posting> rest_of_batch(const RunRow& run, const AccountName& against, std::int64_t amount);

/// An unexplained entry is what a buyer deposited in excess, short or twice: recon_suspense / buyer_payable.
std::vector<Posting> assign_receipt(const EntryRow& entry);

/// An unexplained entry given up: recon_suspense / recon_writeoff.
std::vector<Posting> write_off_entry(const EntryRow& entry);

} // namespace paydesk::recon::postings
