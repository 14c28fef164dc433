#include "statements/camt053/entries.h"

#include <algorithm>

#include "statements/camt053/amounts.h"

namespace paydesk::statements {
namespace {

using Warnings = std::vector<std::string>;

/// Everything by which a payment can be named.
const std::vector<std::string_view> reference_names{
    "NtryRef", "AcctSvcrRef", "EndToEndId", "TxId", "InstrId",      "MsgId",     "PmtInfId",
    "MndtId",  "ClrSysRef",   "UETR",       "Ref",  "AddtlNtryInf", "AddtlTxInf"};

constexpr std::size_t max_reference_bytes = 1024;
constexpr std::size_t max_remittance_bytes = 4096;
constexpr std::size_t max_return_code_bytes = 35;
constexpr std::size_t max_return_bytes = 300;

/// Cut where a character begins.
void shorten(std::string& text, std::size_t size) {
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
    --size;
  text.resize(size);
}

void add_reference(const Element& leaf, BankEntry& entry, Warnings& warnings) {
  const auto text = leaf.text();
  if (text.empty() || text == "NOTPROVIDED") return;
  if (text.size() > max_reference_bytes) {
    warnings.push_back(leaf.place() + ": a reference of more than 1,024 bytes was left out.");
    return;
  }
  if (leaf.name() == "EndToEndId" && entry.end_to_end_id.empty()) entry.end_to_end_id = text;
  const auto& known = entry.references;
  if (std::find(known.begin(), known.end(), text) == known.end()) entry.references.push_back(text);
}

void read_references(const Element& from, BankEntry& entry, Warnings& warnings) {
  for (const auto& leaf : from.leaves(reference_names))
    add_reference(leaf, entry, warnings);
  for (const auto& line : from.leaves({"Ustrd"})) {
    const auto text = line.text();
    if (!text.empty()) entry.remittance += (entry.remittance.empty() ? "" : " ") + text;
    if (entry.remittance.size() <= max_remittance_bytes) continue;
    shorten(entry.remittance, max_remittance_bytes);
    warnings.push_back(line.place() + ": the remittance text was cut at 4,096 bytes.");
    return;
  }
}

/// Why the bank gave this payment back. A code of its own (Prtry) is only told, for nothing is known of what it means.
void read_return(const Element& payment, BankEntry& entry, Warnings& warnings) {
  const auto told = payment.child("RtrInf");
  if (!told) return;
  const auto keep = [&](std::string text, std::size_t most) {
    if (text.size() > most) {
      shorten(text, most);
      warnings.push_back(told->place() + ": the reason of the return was cut.");
    }
    return text;
  };
  entry.return_code = keep(told->text_at("Rsn/Cd"), max_return_code_bytes);
  auto words = entry.return_code.empty() ? told->text_at("Rsn/Prtry") : entry.return_code;
  for (const auto& line : told->children("AddtlInf"))
    if (const auto text = line.text(); !text.empty()) words += (words.empty() ? "" : ", ") + text;
  entry.return_reason = keep(std::move(words), max_return_bytes);
}

/// What the bank kept: charges it debits, minus those it gives back. Records, else the stated total.
Result<std::int64_t> read_charges(const Element& holder, Currency currency, Warnings& warnings) {
  std::int64_t sum = 0;
  for (const auto& charges : holder.children("Chrgs")) {
    auto records = charges.children("Rcrd");
    if (records.empty() && charges.child("Amt")) records.push_back(charges);
    std::vector<std::pair<Element, bool>> amounts;
    for (const auto& record : records)
      if (const auto amount = record.child("Amt"))
        amounts.emplace_back(*amount, record.text_at("CdtDbtInd") == "CRDT");
    if (const auto total = charges.child("TtlChrgsAndTaxAmt"); amounts.empty() && total)
      amounts.emplace_back(*total, false);
    for (const auto& [amount, credit] : amounts) {
      const auto money = read_amount(amount, warnings);
      if (!money) return tl::unexpected<Error>(money.error());
      if (money->currency != currency) {
        warnings.push_back(amount.place() + ": a charge in another currency is not counted.");
        continue;
      }
      const auto next = checked_add(sum, credit ? -money->minor : money->minor);
      if (!next) return invalid(amount.place(), "The charges are too large.");
      sum = *next;
    }
  }
  return std::max<std::int64_t>(sum, 0);
}

Result<void> read_dates(const Element& entry, BankEntry& read) {
  auto booking = read_date(entry, "BookgDt");
  if (!booking) return tl::unexpected<Error>(booking.error());
  auto value = read_date(entry, "ValDt");
  if (!value) return tl::unexpected<Error>(value.error());
  if (booking->empty() && value->empty())
    return invalid(entry.place("BookgDt"), "The entry has neither a booking date nor a value date.");
  read.booking_date = booking->empty() ? *value : *booking;
  read.value_date = value->empty() ? *booking : *value;
  return {};
}

/// The amount one payment of a batch states for itself, in the account's currency; nothing when it states
/// none.
Result<std::optional<std::int64_t>> own_amount(const Element& details, Currency currency,
                                               Warnings& warnings) {
  auto amount = details.child("Amt");
  if (!amount) amount = details.find("AmtDtls/TxAmt/Amt");
  if (!amount) return std::nullopt;
  const auto money = read_amount(*amount, warnings);
  if (!money) return tl::unexpected<Error>(money.error());
  if (money->currency != currency) return std::nullopt;
  return details.text_at("CdtDbtInd") == "DBIT" ? -money->minor : money->minor;
}

/// One entry a payment, when each has its amount and together they are the whole entry; else nothing.
Result<std::vector<BankEntry>> split(const BankEntry& whole, const std::vector<Element>& payments,
                                     Currency currency, Warnings& warnings) {
  std::vector<BankEntry> parts;
  std::int64_t sum = 0;
  for (const auto& payment : payments) {
    const auto amount = own_amount(payment, currency, warnings);
    if (!amount) return tl::unexpected<Error>(amount.error());
    if (!*amount) return std::vector<BankEntry>{};
    const bool unsigned_debit = whole.amount < 0 && payment.text_at("CdtDbtInd").empty();
    BankEntry part = whole;
    part.amount = unsigned_debit ? -**amount : **amount;
    const auto next = checked_add(sum, part.amount);
    if (!next) return invalid(payment.place(), "The payments are too large.");
    sum = *next;
    const auto charges = read_charges(payment, currency, warnings);
    if (!charges) return tl::unexpected<Error>(charges.error());
    part.charges = *charges;
    read_references(payment, part, warnings);
    read_return(payment, part, warnings);
    if (!part.bank_reference.empty()) part.bank_reference += "/" + std::to_string(parts.size() + 1);
    parts.push_back(std::move(part));
  }
  if (sum != whole.amount) parts.clear();
  return parts;
}

/// The whole entry with what its payments say of references and charges.
Result<BankEntry> joined(BankEntry entry, const Element& element, const std::vector<Element>& payments,
                         Currency currency, Warnings& warnings) {
  read_references(element, entry, warnings);
  if (payments.size() == 1) read_return(payments.front(), entry, warnings); // of several it is not the whole entry's
  for (const auto& holder : payments) {
    const auto charges = read_charges(holder, currency, warnings);
    if (!charges) return tl::unexpected<Error>(charges.error());
    entry.charges = std::max(entry.charges, *charges);
  }
  return entry;
}

std::vector<Element> payments_of(const Element& entry) {
  std::vector<Element> payments;
  for (const auto& details : entry.children("NtryDtls"))
    for (const auto& payment : details.children("TxDtls"))
      payments.push_back(payment);
  return payments;
}

bool is_booked(const Element& entry) {
  const auto code = entry.text_at("Sts/Cd");
  return (code.empty() ? entry.text_at("Sts") : code) == "BOOK";
}

Result<BankEntry> read_whole(const Element& element, BankStatement& statement) {
  BankEntry entry;
  const auto amount = read_signed_amount(element, statement.warnings);
  if (!amount) return tl::unexpected<Error>(amount.error());
  if (amount->currency != statement.currency)
    return invalid(element.place("Amt"), "The entry is in " + amount->currency.to_string() +
                                             ", its account in " + statement.currency.to_string() + ".");
  entry.amount = amount->minor;
  const auto reversal = element.text_at("RvslInd");
  entry.reversal = reversal == "true" || reversal == "1";
  entry.bank_reference = element.text_at("AcctSvcrRef");
  if (auto dates = read_dates(element, entry); !dates) return tl::unexpected<Error>(dates.error());
  const auto charges = read_charges(element, statement.currency, statement.warnings);
  if (!charges) return tl::unexpected<Error>(charges.error());
  entry.charges = *charges;
  return entry;
}

} // namespace

Result<void> read_entry(const Element& element, BankStatement& statement) {
  if (!is_booked(element)) {
    statement.warnings.push_back(element.place() + ": this entry is not booked yet and was left out.");
    return {};
  }
  const auto whole = read_whole(element, statement);
  if (!whole) return tl::unexpected<Error>(whole.error());
  const auto payments = payments_of(element);
  if (payments.size() > 1) {
    auto parts = split(*whole, payments, statement.currency, statement.warnings);
    if (!parts) return tl::unexpected<Error>(parts.error());
    if (!parts->empty()) {
      std::move(parts->begin(), parts->end(), std::back_inserter(statement.entries));
      return {};
    }
  }
  auto entry = joined(*whole, element, payments, statement.currency, statement.warnings);
  if (!entry) return tl::unexpected<Error>(entry.error());
  statement.entries.push_back(std::move(*entry));
  return {};
}

} // namespace paydesk::statements
