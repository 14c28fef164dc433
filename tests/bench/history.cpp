// What a payment costs behind a long past.
#include <algorithm>
#include <array>
#include <cstdio>

#include <fmt/format.h>

#include "tests/bench/engine.h"
#include "tests/bench/place.h"
#include "tests/bench/rounds.h"

namespace paydesk::bench {
namespace {

constexpr int seed_payments = 10'000;
constexpr std::array pasts = {10'000, 100'000, 1'000'000};

/// What the mill leaves behind. Wallets and accounts are few, however long the past.
constexpr const char* tables[] = {"payment",       "idempotency",        "charge",       "payment_order",
                                  "operation",     "attempt",            "webhook_event", "psp_fact",
                                  "history",       "ledger_transaction", "ledger_entry",  "event"};

constexpr const char* functions[] = {
    // UUIDv7: the first 48 bits are milliseconds.
    R"(create function earlier(id uuid, k int) returns uuid language sql immutable as $$
         select (lpad(to_hex(('x' || left(h, 12))::bit(48)::bigint - k * 3600000::bigint), 12, '0')
                 || substr(h, 13))::uuid
           from replace(id::text, '-', '') h $$)",
    R"(create function earlier(at timestamptz, k int) returns timestamptz language sql immutable as $$
         select at - k * interval '1 hour' $$)",
    R"(create function other(reference text, k int) returns text language sql immutable as $$
         select case when reference = '' then '' else reference || '-' || k end $$)"};

constexpr std::string_view columns_sql = R"(
select attname, format_type(atttypid, null) as type
  from pg_attribute
 where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attgenerated = ''
 order by attnum)";

/// A column's value in the k-th copy: another id, an earlier time, a reference of its own.
std::string copied(const std::string& table, const std::string& column, const std::string& type) {
  constexpr std::string_view references[] = {"event_id", "psp_token", "psp_payment_id", "psp_reference", "cause",
                                             "subject_id"};
  if (column == "caller_id")
    return "t.caller_id";
  if (type == "uuid" || type == "timestamp with time zone")
    return "earlier(t." + column + ", k)";
  if (column == "history_id" || column == "position")
    return "t." + column + " + k * 1000000::bigint";
  const bool reference = std::find(std::begin(references), std::end(references), column) != std::end(references) ||
                         (table == "psp_fact" && column == "reference");
  return reference ? "other(t." + column + ", k)" : "t." + column;
}

void copy_table(store::Tx& tx, const std::string& table, int copies) {
  std::string names;
  std::string values;
  for (const auto& row : tx.exec(columns_sql, store::Params::of(table))) {
    const std::string column = row[0].c_str();
    names += (names.empty() ? "" : ", ") + column;
    values += (values.empty() ? "" : ", ") + copied(table, column, row[1].c_str());
  }
  tx.exec_once(fmt::format("insert into {0} ({1}) overriding system value select {2} from {0} t "
                           "cross join generate_series(1, {3}) k",
                           table, names, values, copies));
}

/// The mill's own payments, copied into the past until there are so many. Triggers rest meanwhile: they have seen the
/// rows that are copied. Events are copied ahead instead, so that the publisher goes on behind them.
Result<void> lengthen(store::Database& server, int payments) {
  return server.in_transaction([&](store::Tx& tx) -> Result<void> {
    const int copies = payments / tx.exec("select count(*) from payment")[0][0].as<int>() - 1;
    if (copies < 1)
      return {};
    tx.exec("set local session_replication_role = replica");
    for (const auto* function : functions)
      tx.exec_once(function);
    for (const auto* table : tables)
      copy_table(tx, table, copies);
    tx.exec_once("update event_head set position = (select max(position) from event)");
    tx.exec_once("select setval(pg_get_serial_sequence('history', 'history_id'), (select max(history_id) from history))");
    tx.exec_once("analyze");
    return {};
  });
}

Result<Place> with_past(int payments) {
  auto place = provide({});
  if (!place)
    return place;
  for (double made = 0; made < seed_payments;) {
    const auto rate = place->mill->run(std::chrono::seconds(1));
    if (!rate)
      return tl::unexpected(rate.error());
    made += *rate;
  }
  store::Database server(place->connection("postgres"), 1);
  if (auto lengthened = lengthen(server, payments); !lengthened)
    return tl::unexpected(lengthened.error());
  const auto count = server.in_transaction(
      [](store::Tx& tx) -> Result<std::int64_t> { return tx.exec("select count(*) from payment")[0][0].as<std::int64_t>(); });
  if (count)
    fmt::print("a past of {} payments stands\n", *count);
  std::fflush(stdout);
  return place;
}

/// Microseconds a payment.
Result<double> cost(Place& place, std::chrono::seconds length) {
  const auto rate = place.mill->run(length);
  return rate ? Result<double>(1e6 / *rate) : tl::unexpected(rate.error());
}

} // namespace

Result<void> history(int rounds, std::chrono::seconds length) {
  std::vector<Place> places;
  for (const int past : pasts) {
    auto place = with_past(past);
    if (!place)
      return tl::unexpected(place.error());
    places.push_back(std::move(*place));
  }
  for (auto& place : places)
    if (auto warm = cost(place, std::chrono::seconds(5)); !warm)
      return tl::unexpected(warm.error());
  Comparison middle{"history", "us/payment behind 100,000", "us/payment behind 10,000", "", {}, {}};
  Comparison whole{"history", "us/payment behind 1,000,000", "us/payment behind 10,000",
                   fmt::format("engine alone, whole life of a payment behind a past of 1,000,000 payments beside one of "
                               "10,000, databases of their own; rounds of {} s",
                               length.count()),
                   {}, {}};
  for (int round = 0; round < rounds; ++round)
    for (auto [comparison, place] : {std::pair{&middle, &places[1]}, std::pair{&whole, &places[2]}})
      if (auto done = interleave(*comparison, 1, [&] { return cost(*place, length); },
                                 [&] { return cost(places[0], length); });
          !done)
        return done;
  fmt::print("behind 100,000: {}\n{}\n", last_line(middle), last_line(whole));
  return {};
}

} // namespace paydesk::bench
