#include "tests/support/fake_daemon/demo_books.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>
#include <utility>

#include "tests/support/fake_daemon/demo_payouts.h"
#include "tests/support/fake_daemon/demo_reconciliation.h"

namespace paydesk::fake {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

struct Share {
  const char* status;
  const char* charge_state;
  int weight;
};
constexpr std::array<Share, 20> shares = {{{"created", "created", 2},
                                           {"registered", "registered", 3},
                                           {"awaiting_customer", "awaiting_customer", 8},
                                           {"processing", "processing", 6},
                                           {"authorized", "authorized", 6},
                                           {"capture_requested", "capture_requested", 1},
                                           {"captured", "captured", 30},
                                           {"settled", "captured", 20},
                                           {"retry_scheduled", "retry_scheduled", 6},
                                           {"dead_letter", "dead_letter", 2},
                                           {"unknown", "unknown", 1},
                                           {"failed", "failed", 3},
                                           {"expired", "expired", 3},
                                           {"cancelled", "cancelled", 2},
                                           {"voided", "voided", 1},
                                           {"refund_pending", "captured", 1},
                                           {"partially_refunded", "captured", 2},
                                           {"refunded", "captured", 2},
                                           {"disputed", "captured", 1},
                                           {"dispute_lost", "captured", 1}}};
constexpr std::array sellers = {"Bluebird Books", "Hanok Tea",  "Nordlicht Audio", "Casa Verde",
                                "Sora Ceramics",  "Kite & Kin", "Al Noor Spices",  "Ferns & Co"};
constexpr std::array currencies = {"KRW", "EUR", "USD", "JPY", "KWD"};
constexpr std::array psps = {"card-kr", "card-eu", "card-us", "slow"};
constexpr std::array<std::pair<const char*, const char*>, 4> errors = {
    {{"psp_unavailable", "503 Service Unavailable"},
     {"rate_limited", "429 Too Many Requests"},
     {"outcome_unknown", "no answer in 30 s"},
     {"declined_retryable", "51 insufficient funds"}}};

using Random = std::mt19937;
int below(Random& random, int bound) { return static_cast<int>(random() % static_cast<unsigned>(bound)); }

std::string id_of(int kind, int number) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "0192f%03x-%04x-7%03x-8%03x-%012x", kind, (number * 7919) & 0xffff,
                number & 0xfff, (number * 31) & 0xfff, static_cast<unsigned>(number) * 2654435761u);
  return text.data();
}

const Share& pick_share(Random& random) {
  int total = 0;
  for (const auto& share : shares)
    total += share.weight;
  int at = below(random, total);
  for (const auto& share : shares)
    if ((at -= share.weight) < 0) return share;
  return shares.front();
}

std::int64_t pick_minor(Random& random, std::string_view currency) {
  const std::int64_t base = 300 + below(random, 90'000);
  return currency == "KRW" ? base * 10 : currency == "KWD" ? base * 5 : base;
}

views::PaymentRow payment(Random& random, int number, Instant created) {
  const auto& share = pick_share(random);
  views::PaymentRow row;
  row.order_id = id_of(0x0a1, number);
  row.payment_id = id_of(0x0b2, number / (number % 11 == 1 ? 2 : 1));
  row.created_at = created;
  row.seller = sellers[static_cast<std::size_t>(below(random, sellers.size()))];
  row.psp_account = psps[static_cast<std::size_t>(below(random, psps.size()))];
  row.psp_reference = "psp_" + std::to_string(88'000'000 + number * 17);
  const auto* currency = currencies[static_cast<std::size_t>(below(random, currencies.size()))];
  row.amount = money(pick_minor(random, currency), currency);
  row.status = share.status;
  row.charge_state = share.charge_state;
  row.max_attempts = 8;
  row.attempts = 1;
  row.state_since = created + seconds(30 + below(random, 50));
  row.method = "Hosted page";
  row.orders_in_payment = 1;
  const bool troubled =
      row.status == "retry_scheduled" || row.status == "dead_letter" || row.status == "unknown";
  if (troubled || row.status == "failed") {
    const auto& error = errors[static_cast<std::size_t>(below(random, errors.size()))];
    row.error_class = error.first;
    row.last_error = error.second;
    row.attempts = row.status == "dead_letter" ? 8 : 1 + below(random, 7);
  }
  if (row.status == "retry_scheduled") row.next_due_at = now() + seconds(below(random, 900));
  row.late = (troubled && below(random, 3) == 0) || (row.status == "processing" && below(random, 5) == 0);
  return row;
}

views::QueueItem queue_item(const views::PaymentRow& row, int number) {
  views::QueueItem item;
  item.job_id = id_of(0x0c3, number);
  item.payment_id = row.payment_id;
  item.order_id = row.order_id;
  item.psp_account = row.psp_account;
  item.operation = number % 5 == 0 ? "refund" : "capture";
  item.amount = row.amount;
  item.error_class = row.error_class;
  item.last_error = row.last_error;
  item.attempts = row.attempts;
  item.max_attempts = row.max_attempts;
  item.policy = "exponential";
  item.created_at = row.created_at;
  item.charge_state = row.charge_state;
  item.seller = row.seller;
  if (row.charge_state == "dead_letter") {
    item.dead_since = row.state_since;
    item.owner = number % 3 == 0 ? "demo-operator" : "";
  } else {
    item.due_at = row.next_due_at;
  }
  return item;
}

void add_queues(Books& books) {
  int number = 0;
  for (const auto& row : books.payments) {
    if (row.charge_state == "retry_scheduled")
      books.retry_queue.push_back(queue_item(row, ++number));
    else if (row.charge_state == "dead_letter")
      books.dead_letters.push_back(queue_item(row, ++number));
  }
  for (const auto* psp : psps)
    books.psps.push_back({.psp_account = psp, .calls_15m = 840, .ok_15m = 835, .breaker = "closed", .intake = "active"});
  books.psps.back().ok_15m = 412;
}

void add_refunds(Books& books) {
  int number = 0;
  for (const auto& row : books.payments) {
    if (row.status != "refunded" && row.status != "partially_refunded" && row.status != "refund_pending")
      continue;
    views::RefundRow refund;
    refund.refund_id = id_of(0x0d4, ++number);
    refund.order_id = row.order_id;
    refund.payment_id = row.payment_id;
    refund.created_at = std::min(*row.created_at + minutes(90), now());
    refund.amount = row.status == "refunded" ? row.amount : Money{row.amount.minor / 3, row.amount.currency};
    refund.state = row.status != "refund_pending" ? "succeeded"
                   : number % 2                   ? "awaiting_approval"
                                                  : "processing";
    refund.reason = number % 2 ? "returned" : "damaged";
    refund.note = "Customer wrote on the second day";
    refund.requested_by = "demo-operator";
    refund.seller = row.seller;
    books.refunds.push_back(std::move(refund));
  }
}

void add_ledger(Books& books) {
  int number = 0;
  for (const auto& row : books.payments) {
    if (row.charge_state != "captured") continue;
    const auto currency = row.amount.currency;
    const Money commission{row.amount.minor / 10, currency};
    views::Journal journal;
    journal.id = id_of(0x0e5, ++number);
    journal.kind = "capture";
    journal.booked_at = row.state_since;
    journal.book_date = format_instant(*row.state_since).substr(0, 10);
    journal.value_date = journal.book_date;
    journal.description = "Capture of order " + row.order_id;
    journal.payment_id = row.payment_id;
    journal.lines = {{"psp_receivable:" + row.psp_account, row.amount, {}},
                     {"seller_payable:" + row.seller, {}, {row.amount.minor - commission.minor, currency}},
                     {"commission_revenue", {}, commission}};
    books.journals.push_back(std::move(journal));
  }
  std::map<std::pair<std::string, std::string>, views::AccountBalance> accounts;
  for (const auto& journal : books.journals)
    for (const auto& line : journal.lines) {
      const auto currency = line.debit.currency.code().empty() ? line.credit.currency : line.debit.currency;
      auto& account = accounts[{line.account, currency.to_string()}];
      account.account = line.account;
      account.debit = {account.debit.minor + line.debit.minor, currency};
      account.credit = {account.credit.minor + line.credit.minor, currency};
      account.balance = {account.debit.minor - account.credit.minor, currency};
    }
  for (auto& [key, account] : accounts) {
    if (account.account.starts_with("seller_payable:")) {
      const auto currency = account.balance.currency;
      const std::int64_t balance = -account.balance.minor;
      books.wallets.push_back({account.account.substr(15),
                               {balance, currency},
                               {balance / 3, currency},
                               {balance / 20, currency},
                               {balance - balance / 3 - balance / 20, currency}});
    }
    books.balances.push_back(std::move(account));
  }
}

void add_system(Books& books) {
  constexpr std::array invariants = {"every transaction sums to zero per currency",
                                     "balance equals the sum of entries", "wallet equals its account",
                                     "one posting per PSP fact", "refunds never exceed captures"};
  books.verify.ok = true;
  for (const auto* invariant : invariants)
    books.verify.findings.push_back({invariant, static_cast<std::int64_t>(books.journals.size()), 0, {}});
  books.status.parts = {{"database", true, "PostgreSQL 15, 3 of 8 connections"},
                        {"publisher", true, "lag 0"},
                        {"lane:card-kr", true, "idle"},
                        {"lane:slow", false, "breaker half open: 5xx since 13:40"}};
  books.status.database = "embedded cluster";
  books.status.time_zone = "Asia/Seoul";
  for (int i = 0; i < 60; ++i) {
    const auto& row = books.payments[static_cast<std::size_t>(i) * 7 % books.payments.size()];
    const bool breaks = i % 4 == 3;
    books.audit.push_back({now() - minutes(i * 9), i % 3 ? "demo-operator" : "demo-approver",
                           breaks  ? "recon.resolve"
                           : i % 3 ? "payment.retry"
                                   : "refund.approve",
                           (breaks ? "break/" : "") + row.payment_id,
                           breaks ? R"({"type": "fee_mismatch", "at_stake": "0.78 EUR", "resolution": "accept_fee",
                                        "reason": "seen and explained in the fee notice"})"
                                  : "{}",
                           breaks ? "resolved" : i % 3 ? "due now" : "processing", row.payment_id});
  }
}

} // namespace

Books demo_books(int payments, std::uint32_t seed) {
  Books books;
  Random random(seed);
  Instant created = now();
  for (int number = payments; number > 0; --number) {
    created -= seconds(5 + below(random, 50));
    books.payments.push_back(payment(random, number, created));
  }
  add_queues(books);
  add_refunds(books);
  add_ledger(books);
  add_demo_reconciliation(books);
  add_demo_payouts(books);
  if (!books.payments.empty()) add_system(books);
  for (int i = 39; i >= 0 && !books.payments.empty(); --i) {
    const auto& row = books.payments[static_cast<std::size_t>(i) % books.payments.size()];
    publish(books, "charge." + row.charge_state, "charge", row.payment_id, row.payment_id);
  }
  return books;
}

void let_something_happen(Books& books, std::uint32_t& random_state) {
  Random random(++random_state);
  if (books.payments.empty() || below(random, 3) == 0) {
    const int number = 1'000'000 + static_cast<int>(random_state % 100'000);
    auto row = payment(random, number, now());
    row.status = row.charge_state = "created";
    row.state_since = now();
    row.late = false;
    row.error_class = row.last_error = "";
    row.next_due_at.reset();
    books.payments.insert(books.payments.begin(), row);
    publish(books, "charge.created", "charge", row.payment_id, row.payment_id);
    return;
  }
  auto& row = books.payments[static_cast<std::size_t>(
      below(random, static_cast<int>(std::min<std::size_t>(60, books.payments.size()))))];
  constexpr std::array path = {"created",    "registered", "awaiting_customer",
                               "processing", "authorized", "captured"};
  for (std::size_t i = 0; i + 1 < path.size(); ++i)
    if (row.charge_state == path[i]) {
      row.charge_state = row.status = path[i + 1];
      row.state_since = now();
      row.late = false;
      break;
    }
  publish(books, "charge." + row.charge_state, "charge", row.payment_id, row.payment_id);
}

} // namespace paydesk::fake
