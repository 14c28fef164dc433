#include "store/payment_filter.h"

#include <array>
#include <vector>

#include "core/lifecycle.h"

namespace paydesk::store {
namespace {

using filter::KeyType;

// Every place an identifier can stand in: uncorrelated, so the planner looks it up once, by index. Nothing in an id
// sorts after 'f', so an end is found between itself and itself with a 'g'; one that a hundred orders share names none.
constexpr std::string_view identifier_sql = R"(o.order_id in (
  select order_id from payment_order where order_id = any ({ids})
  union all select n.order_id from unnest({ends}) as e(tail) cross join lateral (
    select order_id from payment_order
     where reverse(order_id::text) ~>=~ e.tail and reverse(order_id::text) ~<~ (e.tail || 'g') limit 100) n
  union all select order_id from payment_order where reference = any ({plain})
  union all select order_id from payment_order where payment_id in (
    select payment_id from payment where payment_id = any ({ids})
    union all select payment_id from payment where checkout_reference = any ({plain})
    union all select payment_id from payment where buyer = any ({plain})
    union all select payment_id from charge where psp_token = any ({plain}) and psp_token <> ''
    union all select payment_id from charge where psp_payment_id = any ({plain}) and psp_payment_id <> ''
    union all select payment_id from operation where psp_reference = any ({plain}) and psp_reference <> ''
    union all select payment_id from psp_fact where reference = any ({plain}) and payment_id is not null)))";

constexpr std::string_view order_sql = R"(o.order_id in (
  select order_id from payment_order where order_id = any ({ids})
  union all select order_id from payment_order where reference = any ({plain})
  union all select n.order_id from unnest({ends}) as e(tail) cross join lateral (
    select order_id from payment_order
     where reverse(order_id::text) ~>=~ e.tail and reverse(order_id::text) ~<~ (e.tail || 'g') limit 100) n))";

// What waits is little against what ever was: it is read once, not looked up for each order.
constexpr std::string_view error_sql = R"(c.last_error ilike any ({contains}) or c.error_class = any ({plain})
  or o.charge_id in (select charge_id from job where last_error ilike any ({contains})))";

constexpr std::string_view class_sql = R"(c.error_class = any ({plain})
  or o.charge_id in (select charge_id from job where error_class = any ({plain})))";

// One policy rules every account: what is tried again is tried again exponentially.
constexpr std::string_view policy_sql = R"('exponential' = any ({plain})
  and o.charge_id in (select charge_id from job where attempts > 0 or asks > 0))";

// Orders in short-lived statuses are few and listed by themselves; the others are found by their group.
constexpr std::string_view state_sql = R"(o.status = any ({plain})
  and (o.status_group = any (order_status_groups({plain}))
       or o.order_id = any (array(select order_id from order_moving where order_statuses_move({plain})))))";

constexpr std::string_view retries_sql =
    "(select coalesce(max(j.attempts), 0) from job j where j.charge_id = o.charge_id)";

constexpr FilterField fields[] = {
    {"", KeyType::text, identifier_sql},
    {"created", KeyType::time, "o.created_at"},
    {"state", KeyType::state, state_sql},
    {"psp", KeyType::text, "o.psp_account = any ({plain})"},
    {"currency", KeyType::currency, "o.currency = any ({plain})"},
    {"amount", KeyType::amount, "o.amount", "o.currency"},
    {"age", KeyType::age, "o.status_since"},
    {"seller", KeyType::text, "o.seller = any ({plain})"},
    {"error", KeyType::text, error_sql},
    {"class", KeyType::text, class_sql},
    {"order", KeyType::text, order_sql},
    {"policy", KeyType::text, policy_sql},
    {"retries", KeyType::number, retries_sql},
    {"buyer", KeyType::text, "p.buyer = any ({plain})"},
    {"checkout", KeyType::text, "p.checkout_reference = any ({plain})"},
};

/// The charge's states as they are shown, then what orders alone have.
const std::vector<std::string_view>& all_statuses() {
  static const auto statuses = [] {
    std::vector<std::string_view> names;
    for (const auto& state : lifecycle::table(lifecycle::Machine::charge).states)
      if (state.name != "voided")
        names.push_back(state.name);
    for (const std::string_view name : {"settled", "refund_pending", "partially_refunded", "refunded", "disputed",
                                        "dispute_won", "dispute_lost"})
      names.push_back(name);
    return names;
  }();
  return statuses;
}

/// The state whose terms rule a shown status.
const lifecycle::State* ruling_state(std::string_view status) noexcept {
  if (status == "refund_pending")
    return lifecycle::find_state(lifecycle::Machine::refund, "processing");
  if (status == "disputed")
    return lifecycle::find_state(lifecycle::Machine::dispute, "needs_response");
  return lifecycle::find_state(lifecycle::Machine::charge, status);
}

} // namespace

std::span<const FilterField> payment_filter_fields() noexcept { return fields; }

std::int64_t shown_status_sla(std::string_view status) noexcept {
  const auto* state = ruling_state(status);
  return state == nullptr ? 0 : state->sla_s;
}

bool is_open_status(std::string_view status) noexcept {
  const auto* state = ruling_state(status);
  return state != nullptr && !state->final;
}

std::span<const std::string_view> shown_statuses() noexcept { return all_statuses(); }

} // namespace paydesk::store
