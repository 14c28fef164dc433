// Journals that people make, as screens, CLI and service read them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/money.h"
#include "views/common.h"

namespace paydesk::views {

struct ManualLine {
  std::string account; ///< "class" or "class:owner"
  std::string side;    ///< debit, credit
  std::string amount;  ///< decimal with exactly the currency's digits, above zero
  std::string currency;
};

struct ManualJournal {
  std::string value_date; ///< YYYY-MM-DD; empty: the day it is booked
  std::vector<ManualLine> lines; ///< 2 to 200, balanced per currency
};

struct PreviewJournalRequest {
  ManualJournal journal;
};

struct ProposeJournalRequest {
  ManualJournal journal;
  std::string reason;
  std::string evidence_name; ///< with `evidence`, or both empty
  std::string evidence;      ///< the file itself, at most 2 MiB
  std::string idempotency_key;
};

struct PreviewReversalRequest {
  std::string transaction_id;
};

/// Takes a manual journal back, line by line.
struct ProposeReversalRequest {
  std::string transaction_id;
  std::string reason;
  std::string evidence_name;
  std::string evidence;
  std::string idempotency_key;
};

struct PreviewWriteOffRequest {
  std::string seller;
  std::string amount;
  std::string currency;
};

/// Gives up what a seller owes, at most the negative balance.
struct ProposeWriteOffRequest {
  std::string seller;
  std::string amount;
  std::string currency;
  std::string reason;
  std::string evidence_name;
  std::string evidence;
  std::string idempotency_key;
};

/// What a PSP invoices beside its settlement files. Amounts are decimals with the currency's digits.
struct PspInvoice {
  std::string psp_account;
  std::string number; ///< one word, once an account
  std::string net;
  std::string vat; ///< empty: none
  std::string currency;
  std::string value_date; ///< YYYY-MM-DD; empty: the day it is booked
};

struct PreviewPspInvoiceRequest {
  PspInvoice invoice;
};

struct ProposePspInvoiceRequest {
  PspInvoice invoice;
  std::string reason;
  std::string evidence_name;
  std::string evidence;
  std::string idempotency_key;
};

struct BalanceEffect {
  std::string seller;
  Money balance_now;
  Money balance_after;
};

struct JournalPreview {
  std::string value_date; ///< empty: the day it is booked
  std::vector<PostingLine> postings;
  std::vector<BalanceEffect> wallets;
  std::vector<std::string> deciders; ///< roles that may approve it
  std::int32_t hours = 0;            ///< that it would wait
  std::vector<std::string> preview;  ///< what is stored and hashed with the request
  std::string preview_hash;          ///< SHA-256, hex
};

} // namespace paydesk::views
