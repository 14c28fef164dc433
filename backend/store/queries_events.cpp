// The event stream as it is read.
#include "store/queries.h"

#include <algorithm>

#include "store/row_values.h"

namespace paydesk::store {
namespace {

constexpr int most_events = 500;

constexpr std::string_view after_sql = R"(
select position, at, kind, subject_kind, subject_id, payment_id, payload, encode(hash, 'hex') as hash
  from event where position > $1::bigint order by position limit $2::int)";
constexpr std::string_view newest_sql = "select position from event_head";
constexpr std::string_view lag_sql = "select count(*) from outbox";

views::Event event_of(const pqxx::row& row) {
  views::Event event;
  event.position = int_of(row["position"]);
  event.at = optional_instant_of(row["at"]);
  event.kind = text_of(row["kind"]);
  event.subject_kind = text_of(row["subject_kind"]);
  event.subject_id = text_of(row["subject_id"]);
  event.payment_id = text_of(row["payment_id"]);
  event.payload_json = text_of(row["payload"]);
  event.hash = text_of(row["hash"]);
  return event;
}

} // namespace

Result<std::vector<views::Event>> PgQueries::events_after(std::int64_t position, int most) {
  return database_.in_transaction([&](Tx& tx) -> Result<std::vector<views::Event>> {
    std::vector<views::Event> events;
    for (const auto& row : tx.exec(after_sql, Params::of(position, std::clamp(most, 1, most_events))))
      events.push_back(event_of(row));
    return events;
  });
}

Result<std::int64_t> PgQueries::newest_position() {
  return database_.in_transaction([&](Tx& tx) -> Result<std::int64_t> { return int_of(tx.exec(newest_sql)[0][0]); });
}

Result<std::int64_t> PgQueries::outbox_lag() {
  return database_.in_transaction([&](Tx& tx) -> Result<std::int64_t> { return int_of(tx.exec(lag_sql)[0][0]); });
}

} // namespace paydesk::store
