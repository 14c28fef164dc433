#include "store/claims.h"

#include <array>

#include "store/params.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

// The charge is locked with its job: who waits for neither cannot be part of a deadlock. What is taken is an array of
// places in the table, made once; as a join it was carried out again for each row of the queue when the planner took
// that for short, which it often is.
constexpr std::string_view by_priority_sql = R"(
update job set leased = true, lease_until = $4::timestamptz, token = nextval('fencing_token'), doubt = doubt or leased
 where ctid = any (array(
       select due.ctid
         from (values (0), (1), (2)) class(priority)
        cross join lateral (
              select job.ctid from job join charge using (charge_id)
               where job.psp_account = $1 and job.state = 'queued' and job.priority = class.priority
                 and due_at <= $3::timestamptz and lease_until <= $3::timestamptz
               order by due_at limit $2::int for update of job, charge skip locked) due
        limit $2::int))
returning job_id, charge_id, token, '' as seller)";

// Sellers are found by skipping from one to the next in the index, however many jobs each has. What other kinds leave
// free goes to the oldest first tries.
constexpr std::string_view by_turns_sql = R"(
with recursive turn as (
  (select seller from job
    where psp_account = $1 and state = 'queued' and not leased and priority = 0 and due_at <= $3::timestamptz
      and seller > $9
    order by seller limit 1)
  union all
  select (select seller from job
           where psp_account = $1 and state = 'queued' and not leased and priority = 0 and due_at <= $3::timestamptz
             and seller > turn.seller
           order by seller limit 1)
    from turn where turn.seller is not null),
seller as (select seller from turn where seller is not null limit $5::int),
first_try as (
  select due.place, seller.seller
    from seller cross join lateral (
         select job.ctid as place from job join charge using (charge_id)
          where job.psp_account = $1 and job.state = 'queued' and not leased and job.priority = 0
            and job.seller = seller.seller and due_at <= $3::timestamptz
          order by due_at limit greatest(1, $5::int / (select count(*) from seller))
          for update of job, charge skip locked) due),
again as (
  select job.ctid as place, '' as seller from job join charge using (charge_id)
   where job.psp_account = $1 and job.state = 'queued' and job.priority = 1 and due_at <= $3::timestamptz
     and lease_until <= $3::timestamptz
   order by due_at limit $6::int for update of job, charge skip locked),
question as (
  select job.ctid as place, '' as seller from job join charge using (charge_id)
   where job.psp_account = $1 and job.state = 'queued' and job.priority = 2 and due_at <= $3::timestamptz
     and lease_until <= $3::timestamptz
   order by due_at limit $8::int for update of job, charge skip locked),
oldest as (
  select job.ctid as place, '' as seller from job join charge using (charge_id)
   where job.psp_account = $1 and job.state = 'queued' and job.priority = 0 and due_at <= $3::timestamptz
     and lease_until <= $3::timestamptz and job.ctid <> all (array(select place from first_try))
   order by due_at
   limit greatest($7::int, $2::int - (select count(*) from (table first_try union all table again
                                                            union all table question) picked))
   for update of job, charge skip locked),
due as (
  select place, max(seller) as seller
    from (table first_try union all table again union all table question union all table oldest) picked
   group by place limit $2::int)
update job set leased = true, lease_until = $4::timestamptz, token = nextval('fencing_token'), doubt = doubt or leased
 where ctid = any (array(select place from due))
returning job_id, charge_id, token, (select max(seller) from due))";

constexpr std::string_view questions_sql = R"(
update job set leased = true, lease_until = $4::timestamptz, token = nextval('fencing_token'), doubt = doubt or leased
 where ctid = any (array(
       select due.ctid
         from (values (1), (2)) class(priority)
        cross join lateral (
              select job.ctid from job join charge using (charge_id)
               where job.psp_account = $1 and job.state = 'queued' and job.priority = class.priority
                 and due_at <= $3::timestamptz and lease_until <= $3::timestamptz
                 and (job.ask or job.kind = 'query')
               order by due_at limit $2::int for update of job, charge skip locked) due
        limit $2::int))
returning job_id, charge_id, token, '' as seller)";

enum Kind : std::size_t { first_try, again, oldest, question };
constexpr std::array<Kind, 8> pattern = {first_try, again, first_try, oldest, first_try, again, first_try, question};

std::array<int, 4> shares(unsigned slot, int room) {
  std::array<int, 4> shares{};
  for (int i = 0; i < room; ++i)
    ++shares[pattern[(slot + static_cast<unsigned>(i)) % pattern.size()]];
  return shares;
}

/// Appends what the statement took, and answers the last seller who had a turn; empty: none.
std::string collect(const pqxx::result& rows, std::vector<ClaimedJob>& jobs) {
  for (const auto& row : rows)
    jobs.push_back({uuid_of(row[0]), uuid_of(row[1]), int_of(row[2])});
  return rows.empty() ? std::string() : text_of(rows[0][3]);
}

} // namespace

std::vector<ClaimedJob> Claims::take(Tx& tx, const std::string& account, int most, Instant now, Instant lease_until) {
  std::vector<ClaimedJob> jobs;
  auto turns = turns_of(account);
  if (turns.backlog) {
    const auto share = shares(turns.slot, most);
    turns.seller = collect(tx.exec(by_turns_sql, Params::of(account, most, now, lease_until, share[first_try],
                                                            share[again], share[oldest], share[question],
                                                            turns.seller)),
                           jobs);
    turns.slot += static_cast<unsigned>(most);
  }
  if (const int rest = most - static_cast<int>(jobs.size()); rest > 0)
    collect(tx.exec(by_priority_sql, Params::of(account, rest, now, lease_until)), jobs);
  turns.backlog = static_cast<int>(jobs.size()) == most;
  keep(account, std::move(turns));
  return jobs;
}

std::vector<ClaimedJob> Claims::take_questions(Tx& tx, const std::string& account, int most, Instant now,
                                               Instant lease_until) {
  std::vector<ClaimedJob> jobs;
  collect(tx.exec(questions_sql, Params::of(account, most, now, lease_until)), jobs);
  return jobs;
}

Claims::Turns Claims::turns_of(const std::string& account) {
  const std::lock_guard lock(mutex_);
  return turns_[account];
}

void Claims::keep(const std::string& account, Turns turns) {
  const std::lock_guard lock(mutex_);
  turns_[account] = std::move(turns);
}

} // namespace paydesk::store
