#include "tests/bench/books.h"

#include <atomic>
#include <cstdio>
#include <random>
#include <thread>

#include <fmt/format.h>

#include "store/columns.h"
#include "store/journals.h"
#include "store/verify.h"
#include "tests/bench/past.h"
#include "tests/bench/rounds.h"

namespace paydesk::bench {
namespace {

constexpr int streams = 2, batch = 500, sellers = 1000;

/// All that is booked, at once: one call a batch.
constexpr const char* by_hand_sql = R"(
create function book_captures(ids uuid[], payments uuid[], sellers text[]) returns void language plpgsql as $$
begin
  insert into ledger_account (class, owner, currency)
  select * from (select 'seller_payable', s, 'EUR' from unnest(sellers) s group by s
                 union all values ('psp_receivable', 'bench', 'EUR'), ('commission_revenue', '', 'EUR')) a(class, owner, currency)
   where not exists (select from ledger_account l where l.class = a.class and l.owner = a.owner and l.currency = a.currency)
   order by 1, 2 on conflict do nothing;
  insert into ledger_transaction (transaction_id, kind, cause, payment_id, booked_at, book_date, value_date, description)
  select id, 'capture', 'bench/' || id, payment, now(), (now() at time zone 'UTC')::date, (now() at time zone 'UTC')::date, 'capture'
    from unnest(ids, payments) c(id, payment);
  insert into ledger_entry (transaction_id, line, account_id, currency, amount, booked_at)
  select c.id, e.line, a.account_id, 'EUR', e.amount, now()
    from unnest(ids, sellers) c(id, seller)
   cross join lateral (values (1, 'psp_receivable', 'bench', 1234), (2, 'seller_payable', c.seller, -1111),
                              (3, 'commission_revenue', '', -123)) e(line, class, owner, amount)
    join ledger_account a on a.class = e.class and a.owner = e.owner and a.currency = 'EUR';
  insert into wallet as w (seller, currency, balance)
  select s, 'EUR', 1111 * count(*) from unnest(sellers) s group by s order by s
  on conflict (seller, currency) do update set balance = w.balance + excluded.balance;
end $$)";

/// Books `batch` captures; a side of the comparison.
using Book = std::function<void(store::Tx&, std::mt19937_64&, IdSource&)>;

std::string some_seller(std::mt19937_64& random) { return "seller-" + std::to_string(random() % sellers); }

void book_ours(store::Tx& tx, std::mt19937_64& random, IdSource& ids) {
  const auto euro = Currency::find("EUR").value();
  std::vector<Journal> journals(batch);
  for (auto& journal : journals) {
    journal.id = ids.next();
    journal.kind = "capture";
    journal.cause = "bench/" + journal.id.to_string();
    journal.payment_id = ids.next();
    journal.booked_at = SystemClock().now();
    journal.description = "capture";
    journal.lines = {{{"psp_receivable", "bench"}, euro, 1234},
                     {{"seller_payable", some_seller(random)}, euro, -1111},
                     {{"commission_revenue", ""}, euro, -123}};
  }
  store::write_journals(tx, journals, {});
}

void book_by_hand(store::Tx& tx, std::mt19937_64& random, IdSource& ids) {
  store::Columns<3> rows;
  for (int i = 0; i < batch; ++i)
    rows.add(ids.next(), ids.next(), some_seller(random));
  tx.exec("select book_captures($1::uuid[], $2::uuid[], $3::text[])", rows.params());
}

/// Captures a second, in batches from `streams` threads.
Result<double> rate(store::Database& database, std::chrono::seconds length, const Book& book) {
  std::atomic<std::int64_t> booked{0};
  std::vector<Result<void>> ends(streams);
  std::vector<std::thread> threads;
  const auto begun = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < ends.size(); ++i)
    threads.emplace_back([&, i] {
      std::mt19937_64 random(i);
      const SystemClock clock;
      RandomIds ids(clock);
      while (ends[i] && std::chrono::steady_clock::now() - begun < length) {
        ends[i] = database.in_transaction([&](store::Tx& tx) -> Result<void> {
          book(tx, random, ids);
          return {};
        });
        booked += ends[i] ? batch : 0;
      }
    });
  for (auto& thread : threads)
    thread.join();
  for (const auto& end : ends)
    if (!end)
      return tl::unexpected(end.error());
  return static_cast<double>(booked) / std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

constexpr int days = 400, entries = 10'000'000, calls = 2000;

/// A seller's account each thousandth entry, and its other side; evenly over the days, each day sealed and summed.
constexpr const char* past_sql[] = {
    "set local session_replication_role = replica",
    "insert into ledger_account (class, owner, currency) select 'seller_payable', 'seller-' || n, 'EUR' from generate_series(1, 1000) n",
    "insert into ledger_account (class, owner, currency) values ('psp_receivable', 'bench', 'EUR')",
    R"(create temp table made on commit drop as
       select gen_random_uuid() as id, n, timestamptz '2025-01-01 00:00:00+00' + n * (interval '400 days' / 5000000) as at
         from generate_series(1, 5000000) n)",
    R"(insert into ledger_transaction (transaction_id, kind, cause, booked_at, book_date, value_date, description)
       select id, 'capture', n::text, at, (at at time zone 'UTC')::date, (at at time zone 'UTC')::date, '' from made)",
    R"(insert into ledger_entry (transaction_id, line, account_id, currency, amount, booked_at)
       select m.id, l.line, case l.line when 1 then p.account_id else s.account_id end, 'EUR',
              case l.line when 1 then 1234 else -1234 end, m.at
         from made m
         join ledger_account s on s.class = 'seller_payable' and s.owner = 'seller-' || (m.n % 1000 + 1)
         join ledger_account p on p.class = 'psp_receivable'
        cross join (values (1), (2)) l(line))"};

constexpr const char* ours_sql = R"(
select s.debit, s.credit from ledger_account a cross join lateral account_sums(a.account_id, $2::timestamptz) s
 where a.class = 'seller_payable' and a.owner = $1 and a.currency = 'EUR')";

constexpr const char* index_read_sql = R"(
select amount from ledger_entry
 where account_id = (select account_id from ledger_account where class = 'seller_payable' and owner = $1 and currency = 'EUR')
   and booked_at <= $2::timestamptz
 order by booked_at desc limit 1)";

constexpr const char* summed_sql = R"(
select sum(amount) filter (where amount > 0), -sum(amount) filter (where amount < 0) from ledger_entry
 where account_id = (select account_id from ledger_account where class = 'seller_payable' and owner = $1 and currency = 'EUR')
   and booked_at <= $2::timestamptz)";

Result<void> make_entries(store::Database& server) {
  auto made = server.in_transaction([](store::Tx& tx) -> Result<void> {
    for (const auto* sql : past_sql)
      tx.exec_once(sql);
    return {};
  });
  for (int day = 1; made && day <= days; ++day)
    made = server.in_transaction([&](store::Tx& tx) -> Result<void> {
      tx.exec(fmt::format("select seal_ledger(timestamptz '2025-01-01 00:00:00+00' + {} * interval '1 day')", day));
      tx.exec("select sum_sealed_ledger()");
      return {};
    });
  if (made)
    made = server.in_transaction([](store::Tx& tx) -> Result<void> {
      tx.exec_once("analyze");
      return {};
    });
  return made;
}

/// Microseconds a call at a random account and instant.
Result<double> cost(store::Database& database, const char* sql, int times) {
  std::mt19937_64 random(1);
  const auto begun = std::chrono::steady_clock::now();
  const auto done = database.in_transaction([&](store::Tx& tx) -> Result<void> {
    for (int i = 0; i < times; ++i) {
      const Instant at = parse_instant("2025-01-01T00:00:00Z").value() + std::chrono::seconds(random() % (days * 86400LL));
      tx.exec(sql, store::Params::of("seller-" + std::to_string(random() % sellers + 1), at));
    }
    return {};
  });
  if (!done)
    return tl::unexpected(done.error());
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begun).count() / times;
}

/// What the proof reads, every row of it once.
constexpr const char* scanned[] = {"payment",       "charge",         "payment_order",      "operation",    "job",     "refund",
                                   "dispute",       "psp_fact",       "history",            "event",        "wallet",  "wallet_hold",
                                   "ledger_account", "ledger_entry",  "ledger_transaction", "ledger_chain", "event_seal"};

Result<double> seconds_of(const std::function<Result<void>()>& work) {
  const auto begun = std::chrono::steady_clock::now();
  if (auto done = work(); !done)
    return tl::unexpected(done.error());
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

Result<void> prove(store::Database& database) {
  const auto proof = store::verify_books(database, SystemClock().now());
  if (!proof)
    return tl::unexpected(proof.error());
  for (const auto& finding : proof->findings)
    if (finding.violations > 0)
      return fail(ErrorCode::internal, finding.invariant + ": " + finding.examples.front());
  return {};
}

Result<void> scan(store::Database& database) {
  return database.in_transaction([](store::Tx& tx) -> Result<void> {
    for (const auto* table : scanned)
      tx.exec_once(fmt::format("select count(*), sum(hash_record_extended(t, 0)::numeric) from {} t", table));
    return {};
  });
}

Result<void> seal(store::Database& server) {
  auto done = server.in_transaction([](store::Tx& tx) -> Result<void> {
    tx.exec("select seal_ledger(now())");
    return {};
  });
  for (int more = 1; done && more > 0;)
    done = server.in_transaction([&](store::Tx& tx) -> Result<void> {
      more = tx.exec("select chain_sealed_ledger(1000)")[0][0].as<int>();
      return {};
    });
  return done;
}

} // namespace

Result<void> postings(int rounds, std::chrono::seconds length) {
  auto place = provide({});
  if (!place)
    return tl::unexpected(place.error());
  store::Database server(place->connection(store::cluster_owner_role), 1);
  if (auto made = server.in_transaction([](store::Tx& tx) -> Result<void> {
        tx.exec_once(by_hand_sql);
        return {};
      });
      !made)
    return made;
  store::Database database(place->connection(store::cluster_app_role), streams);
  Comparison comparison{"postings", "captures/s", "captures/s by a hand-written function",
                        fmt::format("{} cores; a capture is a ledger transaction with three entries and its seller's wallet; "
                                    "{} streams, batches of {}, {} sellers, all triggers; reference: one plpgsql function a "
                                    "batch that writes the same rows; rounds of {} s",
                                    std::thread::hardware_concurrency(), streams, batch, sellers, length.count()),
                        {}, {}};
  for (const auto& warm : {book_ours, book_by_hand})
    if (auto done = rate(database, std::chrono::seconds(3), warm); !done)
      return tl::unexpected(done.error());
  auto done = interleave(comparison, rounds, [&] { return rate(database, length, book_ours); },
                         [&] { return rate(database, length, book_by_hand); });
  if (done)
    fmt::print("{}\n", last_line(comparison));
  return done;
}

Result<void> as_of(int rounds) {
  auto place = provide({});
  if (!place)
    return tl::unexpected(place.error());
  store::Database server(place->connection("postgres"), 1);
  if (auto made = make_entries(server); !made)
    return made;
  store::Database database(place->connection(store::cluster_app_role), 1);
  Comparison comparison{"as-of", "us a balance of the past", "us an index read",
                        fmt::format("{} entries on 1001 accounts in {} days, each day sealed and summed; {} balances at random "
                                    "accounts and instants beside reading the last entry before the same instants by its index",
                                    entries, days, calls),
                        {}, {}};
  for (const auto* warm : {ours_sql, index_read_sql})
    if (auto done = cost(database, warm, calls); !done)
      return tl::unexpected(done.error());
  if (const auto summed = cost(database, summed_sql, calls / 20))
    fmt::print("summed from the beginning: {:.1f} us\n", *summed);
  auto done = interleave(comparison, rounds, [&] { return cost(database, ours_sql, calls); },
                         [&] { return cost(database, index_read_sql, calls); });
  if (done)
    fmt::print("{}\n", last_line(comparison));
  return done;
}

Result<void> verify(int rounds) {
  constexpr int payments = 1'000'000;
  auto place = with_past(payments);
  if (!place)
    return tl::unexpected(place.error());
  store::Database server(place->connection("postgres"), 1);
  if (auto sealed = seal(server); !sealed)
    return sealed;
  Comparison comparison{"verify", "s to prove everything", "s to scan the same tables",
                        fmt::format("{} cores; every check of the proof over {} payments, beside one plain scan of the {} tables "
                                    "that hashes each row",
                                    std::thread::hardware_concurrency(), payments, std::size(scanned)),
                        {}, {}};
  auto done = interleave(comparison, rounds, [&] { return seconds_of([&] { return prove(server); }); },
                         [&] { return seconds_of([&] { return scan(server); }); });
  if (done)
    fmt::print("{}\n", last_line(comparison));
  return done;
}

} // namespace paydesk::bench
