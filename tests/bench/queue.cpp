// The queue's own work beside the barest queue there is: take a batch under lease with SKIP LOCKED, delete it.
#include <atomic>
#include <cstdio>
#include <functional>
#include <thread>

#include <fmt/format.h>

#include "store/claims.h"
#include "store/columns.h"
#include "tests/bench/engine.h"
#include "tests/bench/place.h"
#include "tests/bench/rounds.h"

namespace paydesk::bench {
namespace {

constexpr int items = 30'000;
constexpr int batch = 64; ///< a lane's window
constexpr int workers = 2;

constexpr const char* prepare_sql[] = {
    R"(create table work as
       select gen_random_uuid() as job_id, payment_id, charge_id, 'bench-0'::text as psp_account, 'capture'::text as kind,
              'queued'::text as state, created_at as due_at, 8 as max_attempts, created_at,
              'seller-' || row_number() over () % 1000 as seller
         from charge order by created_at limit 30000)",
    R"(create table bare_job (job_id uuid primary key, psp_account text not null, due_at timestamptz not null,
                              leased boolean not null default false, token bigint not null default 0))",
    "create index bare_due on bare_job (psp_account, due_at)",
    "grant select, insert, update, delete on work, bare_job to paydesk_app"};

constexpr std::string_view refill_sql = R"(
insert into job (job_id, payment_id, charge_id, psp_account, kind, state, due_at, max_attempts, created_at, seller)
select job_id, payment_id, charge_id, psp_account, kind, state, due_at, max_attempts, created_at, seller from work)";
constexpr std::string_view refill_bare_sql =
    "insert into bare_job (job_id, psp_account, due_at) select job_id, psp_account, due_at from work";

constexpr std::string_view bare_take_sql = R"(
update bare_job j set leased = true, due_at = $4::timestamptz, token = nextval('fencing_token')
  from (select job_id from bare_job where psp_account = $1 and due_at <= $3::timestamptz
         order by due_at limit $2::int for update skip locked) due
 where j.job_id = due.job_id
returning j.job_id, j.token)";

/// Takes one batch and finishes it; how many items.
using Turn = std::function<Result<int>(store::Database&)>;

Result<void> finish(store::Database& database, std::string_view sql, const std::vector<Uuid>& ids) {
  return database.in_transaction([&](store::Tx& tx) -> Result<void> {
    tx.exec(sql, store::Params::of(store::array_of(ids, [](const Uuid& id) { return id; })));
    return {};
  });
}

/// Items a second until the queue is empty.
Result<double> empty(store::Database& database, std::string_view refill, const Turn& turn) {
  if (auto filled = database.in_transaction([&](store::Tx& tx) -> Result<void> {
        tx.exec(refill);
        return {};
      });
      !filled)
    return tl::unexpected(filled.error());
  std::atomic<int> done{0};
  std::vector<Result<void>> ends(workers);
  std::vector<std::thread> threads;
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < workers; ++i)
    threads.emplace_back([&, i] {
      while (done < items) {
        const auto taken = turn(database);
        if (!taken) {
          ends[static_cast<std::size_t>(i)] = tl::unexpected(taken.error());
          done = items;
          return;
        }
        done += *taken;
      }
    });
  for (auto& thread : threads)
    thread.join();
  for (const auto& end : ends)
    if (!end)
      return tl::unexpected(end.error());
  return items / std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

} // namespace

Result<void> queue_alone(int rounds) {
  auto place = provide({});
  if (!place)
    return tl::unexpected(place.error());
  for (double made = 0; made < items;) {
    const auto rate = place->mill->run(std::chrono::seconds(5));
    if (!rate)
      return tl::unexpected(rate.error());
    made += *rate * 5;
  }
  store::Database owner(place->connection(store::cluster_owner_role), 1);
  if (auto made = owner.in_transaction([&](store::Tx& tx) -> Result<void> {
        for (const auto* sql : prepare_sql)
          tx.exec_once(sql);
        return {};
      });
      !made)
    return made;
  store::Database database(place->connection(store::cluster_app_role), workers);
  store::Claims claims;
  const SystemClock clock;
  const Turn ours = [&](store::Database& db) -> Result<int> {
    std::vector<Uuid> ids;
    const auto taken = db.in_transaction([&](store::Tx& tx) -> Result<void> {
      ids.clear();
      for (const auto& job : claims.take(tx, "bench-0", batch, clock.now(), clock.now() + std::chrono::seconds(60)))
        ids.push_back(job.job_id);
      return {};
    });
    const auto ended = taken ? finish(db, "delete from job where job_id = any($1::uuid[])", ids) : taken;
    return ended ? Result<int>(static_cast<int>(ids.size())) : tl::unexpected(ended.error());
  };
  const Turn bare = [&](store::Database& db) -> Result<int> {
    std::vector<Uuid> ids;
    const auto taken = db.in_transaction([&](store::Tx& tx) -> Result<void> {
      ids.clear();
      const auto rows = tx.exec(bare_take_sql, store::Params::of(std::string("bench-0"), batch, clock.now(),
                                                                 clock.now() + std::chrono::seconds(60)));
      for (const auto& row : rows)
        ids.push_back(store::uuid_of(row[0]));
      return {};
    });
    const auto ended = taken ? finish(db, "delete from bare_job where job_id = any($1::uuid[])", ids) : taken;
    return ended ? Result<int>(static_cast<int>(ids.size())) : tl::unexpected(ended.error());
  };
  Comparison comparison;
  comparison.name = "queue";
  comparison.unit = comparison.reference_unit = "items/s";
  comparison.config = fmt::format("{} items in batches of {} by {} workers: taken under lease, then deleted; ours with "
                                  "turns of 1000 sellers, fencing and the charges' locks, the reference with one index",
                                  items, batch, workers);
  auto done = interleave(comparison, rounds, [&] { return empty(database, refill_sql, ours); },
                         [&] { return empty(database, refill_bare_sql, bare); });
  if (done)
    fmt::print("{}\n", last_line(comparison));
  return done;
}

} // namespace paydesk::bench
