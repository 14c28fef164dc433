#include "store/breaker_rows.h"

#include <algorithm>
#include <charconv>

namespace paydesk::store {
namespace {

constexpr std::string_view settings_sql = R"(
select enabled, window_s, min_calls, failure_percent, consecutive, open_s, longest_open_s, probes,
       questions_per_minute
  from breaker_setting where subject = $1 order by version desc limit 1)";

constexpr std::string_view read_sql = R"(
select state, since, why, forced, forced_by, trips, probe_at, probes_out, probes_ok, failures_in_row, buckets,
       questions_since, questions
  from psp_breaker where psp_account = $1)";
constexpr std::string_view lock_sql = "select from psp_breaker where psp_account = $1 for update";

constexpr std::string_view make_sql = R"(
insert into psp_breaker (psp_account, state, since, questions_since)
values ($1, 'closed', $2::timestamptz, $2::timestamptz) on conflict do nothing)";

constexpr std::string_view write_sql = R"(
update psp_breaker
   set state = $2, since = $3::timestamptz, why = $4, forced = $5, forced_by = $6, trips = $7::int,
       probe_at = $8::timestamptz, probes_out = $9::int, probes_ok = $10::int, failures_in_row = $11::int,
       buckets = $12, questions_since = $13::timestamptz, questions = $14::int
 where psp_account = $1)";

constexpr std::string_view tell_sql = R"(
insert into outbox (at, kind, subject_kind, subject_id, payload)
select $1::timestamptz, e.kind, 'psp', $2,
       jsonb_build_object('code', 'breaker_' || $3::text, 'why', $4::text, 'by', $5::text)::text
  from (values ('breaker.' || $3::text), ('alert')) as e(kind)
 where e.kind <> 'alert' or $3::text <> 'closed')";

constexpr std::string_view gate_sql = R"(
select a.paused, coalesce(b.forced, b.state, 'closed') as state
  from psp_account a left join psp_breaker b using (psp_account) where a.psp_account = $1)";

std::string buckets_text(const std::vector<Breaker::Bucket>& buckets) {
  std::string text;
  for (const auto& bucket : buckets)
    text += std::to_string(bucket.begin.time_since_epoch().count()) + " " + std::to_string(bucket.calls) + " " +
            std::to_string(bucket.failures) + "\n";
  return text;
}

std::vector<Breaker::Bucket> read_buckets(const std::string& text) {
  std::vector<std::int64_t> numbers;
  for (const char* at = text.data(); at < text.data() + text.size();) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(at, text.data() + text.size(), number);
    if (error != std::errc{})
      return {};
    numbers.push_back(number);
    at = end + 1;
  }
  std::vector<Breaker::Bucket> buckets;
  for (std::size_t i = 0; i + 2 < numbers.size(); i += 3)
    buckets.push_back({Instant{std::chrono::microseconds(numbers[i])}, static_cast<int>(numbers[i + 1]),
                       static_cast<int>(numbers[i + 2])});
  return buckets;
}

Breaker breaker_of(const pqxx::row& row) {
  Breaker breaker;
  breaker.state = parse_breaker_state(row["state"].c_str()).value_or(BreakerState::closed);
  breaker.since = instant_of(row["since"]);
  breaker.why = text_of(row["why"]);
  if (!row["forced"].is_null())
    breaker.forced = parse_breaker_state(row["forced"].c_str());
  breaker.trips = static_cast<int>(int_of(row["trips"]));
  breaker.probe_at = optional_instant_of(row["probe_at"]);
  breaker.probes_out = static_cast<int>(int_of(row["probes_out"]));
  breaker.probes_ok = static_cast<int>(int_of(row["probes_ok"]));
  breaker.failures_in_row = static_cast<int>(int_of(row["failures_in_row"]));
  breaker.buckets = read_buckets(text_of(row["buckets"]));
  breaker.questions_since = instant_of(row["questions_since"]);
  breaker.questions = static_cast<int>(int_of(row["questions"]));
  return breaker;
}

} // namespace

BreakerSettings breaker_settings_of(const pqxx::row& row) {
  const auto number = [&](const char* name) { return static_cast<int>(int_of(row[name])); };
  return {bool_of(row["enabled"]),
          std::chrono::seconds(int_of(row["window_s"])),
          number("min_calls"),
          number("failure_percent"),
          number("consecutive"),
          std::chrono::seconds(int_of(row["open_s"])),
          std::chrono::seconds(int_of(row["longest_open_s"])),
          number("probes"),
          number("questions_per_minute")};
}

BreakerSettings breaker_settings(Tx& tx, std::string_view psp_account) {
  const auto rows = tx.exec(settings_sql, Params::of(psp_account));
  return rows.empty() ? BreakerSettings{} : breaker_settings_of(rows[0]);
}

AccountBreaker read_breaker(Tx& tx, const std::string& psp_account, bool lock, Instant now) {
  if (lock) {
    tx.exec(make_sql, Params::of(psp_account, now));
    tx.exec(lock_sql, Params::of(psp_account));
  }
  AccountBreaker found;
  found.psp_account = psp_account;
  found.settings = breaker_settings(tx, psp_account);
  const auto rows = tx.exec(read_sql, Params::of(psp_account));
  if (rows.empty()) {
    found.breaker.since = found.breaker.questions_since = now;
    return found;
  }
  found.breaker = breaker_of(rows[0]);
  found.forced_by = text_of(rows[0]["forced_by"]);
  return found;
}

void write_breaker(Tx& tx, const AccountBreaker& changed) {
  const auto& b = changed.breaker;
  const auto forced = b.forced ? std::optional(std::string(to_string(*b.forced))) : std::nullopt;
  tx.exec(write_sql, Params::of(changed.psp_account, to_string(b.state), b.since, b.why, forced, changed.forced_by,
                                b.trips, b.probe_at, b.probes_out, b.probes_ok, b.failures_in_row,
                                buckets_text(b.buckets), b.questions_since, b.questions));
}

void tell_breaker(Tx& tx, const AccountBreaker& changed, Instant now) {
  tx.exec(tell_sql, Params::of(now, changed.psp_account, to_string(changed.breaker.effective()),
                               changed.breaker.why, changed.forced_by));
}

Gate read_gate(Tx& tx, const std::string& psp_account, int most, Instant now) {
  const auto rows = tx.exec(gate_sql, Params::of(psp_account));
  if (rows.empty() || bool_of(rows[0]["paused"]))
    return {};
  if (std::string_view(rows[0]["state"].c_str()) == "closed")
    return {true, most, 0};
  // Most looks at an open one find nothing to do: they take no lock.
  auto seen = read_breaker(tx, psp_account, false, now);
  auto admission = admit(seen.breaker, seen.settings, now);
  if (!admission.all && admission.calls == 0 && admission.questions == 0)
    return {};
  auto locked = read_breaker(tx, psp_account, true, now);
  const auto before = locked.breaker.effective();
  admission = admit(locked.breaker, locked.settings, now);
  if (locked.breaker.effective() != before)
    tell_breaker(tx, locked, now);
  write_breaker(tx, locked);
  return {false, admission.all ? most : std::min(admission.calls, most), std::min(admission.questions, most)};
}

void take_from_gate(Tx& tx, const std::string& psp_account, int calls, int questions, Instant now) {
  auto locked = read_breaker(tx, psp_account, true, now);
  if (questions > 0 && now - locked.breaker.questions_since >= std::chrono::seconds(60)) {
    locked.breaker.questions_since = now;
    locked.breaker.questions = 0;
  }
  take(locked.breaker, calls, questions);
  write_breaker(tx, locked);
}

} // namespace paydesk::store
