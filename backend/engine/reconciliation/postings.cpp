#include "engine/reconciliation/postings.h"

#include "engine/reconciliation/fees.h"
#include "engine/reconciliation/own_lines.h"

namespace paydesk::recon::postings {
namespace {

/// Collects lines and leaves zeros out.
class Lines {
 public:
  explicit Lines(Currency currency) : currency_(currency) {}
  Lines& debit(AccountName account, std::int64_t amount) {
    if (amount != 0) lines_.push_back({std::move(account), currency_, amount});
    return *this;
  }
  Lines& credit(AccountName account, std::int64_t amount) { return debit(std::move(account), -amount); }
  std::vector<Posting> take() { return std::move(lines_); }

 private:
  Currency currency_;
  std::vector<Posting> lines_;
};

AccountName clearing(const std::string& psp_account, const std::string& batch) {
  return {"settlement_clearing", psp_account + ":" + batch};
}

/// Net and fee on the debit side, the whole on `against`.
std::vector<Posting> line_against(const LineRow& line, const SettlementTerms& terms, AccountName against) {
  const auto vat = vat_in(terms, line.fee);
  return Lines(line.currency)
      .debit(clearing(line.psp_account, line.batch), line.net)
      .debit({"psp_fees", ""}, line.fee - vat)
      .debit({"input_vat", ""}, vat)
      .credit(std::move(against), line.gross)
      .take();
}

} // namespace

std::vector<Posting> settled(const LineRow& line, const SettlementTerms& terms) {
  return line_against(line, terms, own_account(line).value_or(AccountName{"psp_receivable", line.psp_account}));
}

std::vector<Posting> settled_in_other_currency(const LineRow& line, const FactRow& fact,
                                               const SettlementTerms& terms) {
  auto postings = line_against(line, terms, {"fx_clearing", ""});
  const auto ledger_side = Lines(fact.currency)
                               .debit({"fx_clearing", ""}, fact.signed_amount())
                               .credit({"psp_receivable", line.psp_account}, fact.signed_amount())
                               .take();
  postings.insert(postings.end(), ledger_side.begin(), ledger_side.end());
  return postings;
}

std::vector<Posting> unknown_line(const LineRow& line, const SettlementTerms& terms) {
  return line_against(line, terms, {"recon_suspense", ""});
}

std::vector<Posting> unknown_line_explained(const LineRow& line) {
  return Lines(line.currency)
      .debit({"recon_suspense", ""}, line.gross)
      .credit({"psp_receivable", line.psp_account}, line.gross)
      .take();
}

std::vector<Posting> duplicate_line(const LineRow& line, const SettlementTerms& terms) {
  return line_against(line, terms, {"psp_payable", line.psp_account});
}

std::vector<Posting> write_off_receivable(const std::string& psp_account, Currency currency,
                                          std::int64_t amount) {
  return Lines(currency)
      .debit({"recon_writeoff", ""}, amount)
      .credit({"psp_receivable", psp_account}, amount)
      .take();
}

std::vector<Posting> banked(const std::string& bank_account, const RunRow& run, std::int64_t amount,
                            std::int64_t fee) {
  return Lines(run.currency)
      .debit({"bank", bank_account}, amount)
      .debit({"bank_fees", ""}, fee)
      .credit(clearing(run.psp_account, run.batch), amount + fee)
      .take();
}

std::vector<Posting> unexplained_entry(const EntryRow& entry) {
  return Lines(entry.currency)
      .debit({"bank", entry.account}, entry.amount)
      .credit({"recon_suspense", ""}, entry.amount)
      .take();
}

std::vector<Posting> paid_out(const EntryRow& entry, std::int64_t amount, std::int64_t fee) {
  return Lines(entry.currency)
      .debit({"payout_transit", ""}, amount)
      .debit({"bank_fees", ""}, fee)
      .credit({"bank", entry.account}, amount + fee)
      .take();
}

std::vector<Posting> payout_returned(const EntryRow& entry, const std::string& seller, std::int64_t fee) {
  return Lines(entry.currency)
      .debit({"bank", entry.account}, entry.amount)
      .debit({"bank_fees", ""}, fee)
      .credit({"seller_payable", seller}, entry.amount + fee)
      .take();
}

std::vector<Posting> invoice_paid(const EntryRow& entry, const InvoiceRow& invoice) {
  const bool in_suspense = entry.state == "unexpected";
  return Lines(entry.currency)
      .debit({"psp_payable", invoice.psp_account}, invoice.total)
      .debit({"bank_fees", ""}, -entry.amount - invoice.total)
      .credit(in_suspense ? AccountName{"recon_suspense", ""} : AccountName{"bank", entry.account}, -entry.amount)
      .take();
}

std::vector<Posting> explained_entry(const RunRow& run, std::int64_t amount, std::int64_t fee) {
  return Lines(run.currency)
      .debit({"recon_suspense", ""}, amount)
      .debit({"bank_fees", ""}, fee)
      .credit(clearing(run.psp_account, run.batch), amount + fee)
      .take();
}

std::vector<Posting> rest_of_batch(const RunRow& run, const AccountName& against, std::int64_t amount) {
  return Lines(run.currency)
      .debit(against, amount)
      .credit(clearing(run.psp_account, run.batch), amount)
      .take();
}

std::vector<Posting> assign_receipt(const EntryRow& entry) {
  return Lines(entry.currency)
      .debit({"recon_suspense", ""}, entry.amount)
      .credit({"buyer_payable", ""}, entry.amount)
      .take();
}

std::vector<Posting> write_off_entry(const EntryRow& entry) {
  return Lines(entry.currency)
      .debit({"recon_suspense", ""}, entry.amount)
      .credit({"recon_writeoff", ""}, entry.amount)
      .take();
}

} // namespace paydesk::recon::postings
