// A database with a shop's life in it, made by the engine and the store themselves.
#pragma once

#include <string>
#include <vector>

#include "core/clock.h"
#include "engine/charges/news.h"
#include "engine/payments/create.h"
#include "engine/refunds/refunds.h"
#include "store/payments.h"
#include "store/queries.h"
#include "tests/support/migrated.h"

namespace paydesk::test {

/// One fresh, migrated database. Payments go through the real use cases on one thread; the PSP is played by news.
class Shop {
  OwnDatabase own_{migrated()}; ///< goes last, after the connections into it

 public:
  Shop();
  ~Shop();

  struct Sale {
    Uuid payment_id;
    Uuid charge_id;
  };
  /// A payment with one order a part ("10.00"), registered with the PSP's queue but not told of yet.
  Sale order(const std::vector<std::string>& parts, const std::string& seller = "seller-a",
             const std::string& account = "card", const std::string& currency = "EUR");
  /// Registered, authorised and captured in full.
  Sale paid(const std::vector<std::string>& parts, const std::string& seller = "seller-a",
            const std::string& account = "card", const std::string& currency = "EUR");
  void tell(const Sale& sale, News news);
  void capture(const Sale& sale);
  /// One turn of the sale's first job that the PSP answers so.
  void answer(const Sale& sale, const PspAnswer& answer);
  /// One turn of each job of the account "card" that is due.
  void answer_all(const PspAnswer& answer);
  /// Asks for a refund and lets the PSP confirm it.
  views::RefundRow refund(const Sale& sale, const std::string& amount, bool confirm = true);
  /// Moves the outbox into the event stream.
  void publish();

  views::PaymentDetail detail(const Sale& sale);
  /// As the database's superuser, around triggers: what no program of ours can do.
  void tamper(const std::string& statement);
  std::int64_t count(const std::string& query);

  TestDatabase database;
  ManualClock clock;
  SeededIds ids;
  EnginePolicy policy;
  store::Database pool;
  store::PgPayments payments;
  store::PgQueries queries;
  std::string method; ///< a stored one: one charge an order
  Caller shop{Uuid{{1}}, "shop", "Shop", {"shop"}, Uuid{}};
  Caller operator_{Uuid{{2}}, "op", "Operator", {"operator"}, Uuid{}};

 private:
  std::vector<ClaimedJob> claim();
  void answer(const ClaimedJob& job, PspAnswer said);

  int made_ = 0;
  std::vector<AccountTerms> terms_;
};

/// Rows of a page, failing the test on an error.
views::ListPaymentsResponse must_list(Shop& shop, views::PageRequest page);

} // namespace paydesk::test
