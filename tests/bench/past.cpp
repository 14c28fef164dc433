#include "tests/bench/past.h"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

namespace paydesk::bench {
namespace {

constexpr int seed_payments = 10'000;
constexpr int published_at_once = 20'000;

/// What the mill leaves behind; wallets and accounts are few, however long the past.
constexpr const char* tables[] = {"payment",       "idempotency",        "charge",       "payment_order",
                                  "operation",     "attempt",            "webhook_event", "psp_fact",
                                  "history",       "ledger_transaction", "ledger_entry"};

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
  constexpr std::string_view references[] = {"event_id", "psp_token", "psp_payment_id", "psp_reference", "cause"};
  if (column == "caller_id")
    return "t.caller_id";
  if (type == "uuid" || type == "timestamp with time zone")
    return "earlier(t." + column + ", k)";
  if (column == "history_id")
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
/// rows that are copied.
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
    tx.exec_once(fmt::format("insert into outbox (at, kind, subject_kind, subject_id, payment_id, payload) "
                             "select at, kind, subject_kind, subject_id, earlier(payment_id, k), payload "
                             "from event cross join generate_series(1, {}) k",
                             copies));
    tx.exec_once(fmt::format("update wallet set balance = balance * {0}, pending = pending * {0}", copies + 1));
    tx.exec_once("select setval(pg_get_serial_sequence('history', 'history_id'), (select max(history_id) from history))");
    tx.exec_once("analyze");
    return {};
  });
}

/// The copies' events, chained as all are.
Result<void> publish(store::Database& server) {
  for (int more = 1; more > 0;) {
    const auto published = server.in_transaction([](store::Tx& tx) -> Result<int> {
      return tx.exec(fmt::format("select publish_events({})", published_at_once))[0][0].as<int>();
    });
    if (!published)
      return tl::unexpected(published.error());
    more = *published;
  }
  return {};
}

} // namespace

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
  if (auto published = publish(server); !published)
    return tl::unexpected(published.error());
  const auto count = server.in_transaction(
      [](store::Tx& tx) -> Result<std::int64_t> { return tx.exec("select count(*) from payment")[0][0].as<std::int64_t>(); });
  if (count)
    fmt::print("a past of {} payments stands\n", *count);
  std::fflush(stdout);
  return place;
}

} // namespace paydesk::bench
