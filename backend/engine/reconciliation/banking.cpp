#include "engine/reconciliation/banking.h"

#include <algorithm>
#include <map>

#include "engine/reconciliation/dates.h"
#include "engine/reconciliation/explaining.h"
#include "engine/reconciliation/payout_entries.h"
#include "engine/reconciliation/postings.h"
#include "engine/reconciliation/tokens.h"

namespace paydesk::recon {
namespace {

EntryRow entry_row(Work& work, const StatementRow& statement, const BankEntry& entry, std::size_t number) {
  EntryRow row;
  row.entry_id = work.ids.next();
  row.statement_id = statement.statement_id;
  row.entry_no = static_cast<std::int64_t>(number);
  row.account = statement.account;
  row.currency = statement.currency;
  row.amount = entry.amount;
  row.charges = entry.charges;
  row.booking_date = entry.booking_date;
  row.value_date = entry.value_date;
  row.bank_reference = entry.bank_reference;
  row.remittance = entry.remittance;
  row.return_code = entry.return_code;
  row.return_reason = entry.return_reason;
  row.tokens = tokens_of(entry);
  row.state = statement.held ? "held" : "open";
  return row;
}

StatementRow add_statement(Work& work, const Uuid& file_id, const BankStatement& read) {
  StatementRow statement{work.ids.next(), file_id,      read.id,      read.account,        read.last_date,
                         read.currency,   read.opening, read.closing, read.difference != 0};
  std::vector<EntryRow> entries;
  for (const auto& entry : read.entries)
    if (entry.amount != 0) entries.push_back(entry_row(work, statement, entry, entries.size() + 1));
  work.tx.add_statement(statement, entries);
  return statement;
}

/// Batches that should be on the statement by now and are on none.
void open_unbanked(Work& work, const StatementRow& statement) {
  std::vector<NewBreak> breaks;
  for (const auto& run : work.tx.unbanked_runs(statement.currency, statement.last_date)) {
    const auto terms = work.terms.terms(run.psp_account);
    const bool elsewhere = !terms.bank_account.empty() && terms.bank_account != statement.account;
    if (!elsewhere && days_between(run.settlement_date, statement.last_date) > terms.bank_delay_days)
      breaks.push_back(break_of_unbanked(work, run, statement));
  }
  work.tx.add_breaks(breaks, work.now);
}

/// Books entries in order, so that the second entry of a batch sees what the first one did.
class Booking {
 public:
  explicit Booking(Work& work) : work_(work) {}

  void book(const EntryRow& entry) {
    if (book_payouts(entry) || book_invoice(entry)) return;
    const auto parts = parts_of(entry);
    if (parts.empty()) {
      suspend(entry);
      return;
    }
    std::optional<Uuid> transaction;
    for (const auto& part : parts)
      transaction = pay(entry, part);
    changes_.push_back({entry.entry_id, "matched", entry.state == "open" ? transaction : std::nullopt});
    if (entry.state == "unexpected") explained_.push_back(entry.entry_id);
  }

  void finish() {
    work_.tx.write(journals_, {});
    work_.tx.move_payouts(payouts_.paid(), work_.now);
    work_.tx.move_payouts(payouts_.given_back(), work_.now);
    work_.tx.pay_invoices(invoices_);
    work_.tx.match_entries(matches_, changes_);
    work_.tx.heal_entries(explained_, work_.now);
    for (const auto& [run_id, paid] : paid_) {
      work_.tx.heal_bank_breaks(run_id, work_.now);
      if (paid.run.unexplained() != 0)
        breaks_.push_back(break_of_total(work_, paid.run, paid.last, paid.first_entry));
    }
    work_.tx.add_breaks(breaks_, work_.now);
  }

 private:
  struct Part {
    Uuid run_id;
    std::int64_t amount = 0, fee = 0;
  };
  struct Paid {
    RunRow run;
    EntryRow last;
    bool first_entry = true;
  };

  RunRow& run_of(const RunRow& read) {
    return paid_.try_emplace(read.run_id, Paid{read, {}, true}).first->second.run;
  }

  /// The runs the entry is about: those of a PSP account it names, when it names one.
  std::vector<RunRow> runs_of(const EntryRow& entry) const {
    std::vector<RunRow> named;
    std::copy_if(entry.runs.begin(), entry.runs.end(), std::back_inserter(named), [&](const RunRow& run) {
      return std::find(entry.tokens.begin(), entry.tokens.end(), run.psp_account) != entry.tokens.end();
    });
    auto runs = named.empty() ? entry.runs : named;
    for (auto& run : runs)
      if (const auto known = paid_.find(run.run_id); known != paid_.end()) run = known->second.run;
    return runs;
  }

  /// How the entry divides: over all its batches when it is their sum, else wholly to the first.
  std::vector<Part> parts_of(const EntryRow& entry) const {
    const auto runs = runs_of(entry);
    if (runs.empty()) return {};
    std::int64_t open = 0;
    for (const auto& run : runs)
      open += run.unexplained();
    const auto fee = entry.charges != 0 && entry.amount + entry.charges == open ? entry.charges : 0;
    std::vector<Part> parts;
    for (const auto& run : runs)
      if (run.unexplained() != 0) parts.push_back({run.run_id, run.unexplained(), 0});
    if (entry.amount + fee != open || parts.empty())
      return {{runs.front().run_id, entry.amount, charges_that_explain(entry, runs.front())}};
    parts.front().amount -= fee;
    parts.front().fee = fee;
    return parts;
  }

  static std::int64_t charges_that_explain(const EntryRow& entry, const RunRow& run) {
    return entry.amount + entry.charges == run.unexplained() ? entry.charges : 0;
  }

  Uuid pay(const EntryRow& entry, const Part& part) {
    const auto read = std::find_if(entry.runs.begin(), entry.runs.end(),
                                   [&](const RunRow& run) { return run.run_id == part.run_id; });
    auto& run = run_of(*read);
    auto& paid = paid_.at(part.run_id);
    const bool from_suspense = entry.state == "unexpected";
    add_journal(entry, from_suspense ? "bank_match" : "bank", run.psp_account + "/" + run.batch,
                from_suspense ? postings::explained_entry(run, part.amount, part.fee)
                              : postings::banked(entry.account, run, part.amount, part.fee));
    paid.first_entry = !run.bank_amount.has_value();
    paid.last = entry;
    run.bank_amount = run.bank_amount.value_or(0) + part.amount;
    run.bank_fee += part.fee;
    matches_.push_back({entry.entry_id, run.run_id, part.amount, part.fee});
    return journals_.back().id;
  }

  /// Whether it is about pay-outs, to the last minor unit.
  bool book_payouts(const EntryRow& entry) {
    const auto explained = payouts_.explain(entry);
    if (!explained) return false;
    add_journal(entry, explained->kind, "", explained->postings);
    payouts_.book(*explained, journals_.back().id);
    changes_.push_back({entry.entry_id, "matched", journals_.back().id});
    return true;
  }

  /// Whether it pays the one invoice that it names, and nothing else; of two entries the first does.
  bool book_invoice(const EntryRow& entry) {
    if (entry.invoices.size() != 1 || !entry.runs.empty()) return false;
    const auto& invoice = entry.invoices.front();
    if (std::any_of(invoices_.begin(), invoices_.end(),
                    [&](const InvoicePaid& paid) { return paid.invoice == invoice.transaction_id; }))
      return false;
    const bool from_suspense = entry.state == "unexpected";
    add_journal(entry, from_suspense ? "bank_match" : "bank", "", postings::invoice_paid(entry, invoice));
    const auto id = journals_.back().id;
    invoices_.push_back({invoice.transaction_id, entry.entry_id, id});
    changes_.push_back({entry.entry_id, "matched", from_suspense ? std::nullopt : std::optional(id)});
    if (from_suspense) explained_.push_back(entry.entry_id);
    return true;
  }

  void suspend(const EntryRow& entry) {
    if (entry.state == "unexpected") return;
    add_journal(entry, "bank", "", postings::unexplained_entry(entry));
    changes_.push_back({entry.entry_id, "unexpected", journals_.back().id});
    breaks_.push_back(break_of_entry(work_, entry));
  }

  void add_journal(const EntryRow& entry, std::string kind, const std::string& batch,
                   std::vector<Posting> postings) {
    Journal journal;
    journal.id = work_.ids.next();
    journal.kind = std::move(kind);
    journal.cause = entry.account + "/" + entry.entry_id.to_string() + (batch.empty() ? "" : "/" + batch);
    journal.booked_at = work_.now;
    journal.value_date = entry.value_date;
    journal.description =
        "bank entry " + (entry.bank_reference.empty() ? "of " + entry.booking_date : entry.bank_reference);
    journal.lines = std::move(postings);
    journals_.push_back(std::move(journal));
  }

  Work& work_;
  std::map<Uuid, Paid> paid_;
  PayoutEntries payouts_;
  std::vector<InvoicePaid> invoices_;
  std::vector<Journal> journals_;
  std::vector<EntryMatch> matches_;
  std::vector<EntryChange> changes_;
  std::vector<Uuid> explained_;
  std::vector<NewBreak> breaks_;
};

} // namespace

std::string take_statements(Work& work, const Uuid& file_id, const BankFile& file) {
  std::vector<StatementRow> statements;
  std::size_t entries = 0;
  std::size_t held = 0;
  std::vector<NewBreak> breaks;
  for (const auto& read : file.statements) {
    statements.push_back(add_statement(work, file_id, read));
    entries += read.entries.size();
    if (!statements.back().held) continue;
    ++held;
    breaks.push_back(break_of_statement(work, statements.back(), read.difference));
  }
  work.tx.add_breaks(breaks, work.now);
  book_entries(work);
  for (const auto& statement : statements)
    if (!statement.held) open_unbanked(work, statement);
  std::string message = counted(statements.size(), "bank statement", "bank statements") + " with " +
                        counted(entries, "entry", "entries") + " imported.";
  if (held != 0)
    message += " " + counted(held, "does not foot and waits for a person to accept it.",
                             "do not foot and wait for a person to accept them.");
  return message;
}

void book_entries(Work& work) {
  Booking booking(work);
  for (const auto& entry : work.tx.open_entries())
    booking.book(entry);
  booking.finish();
}

} // namespace paydesk::recon
