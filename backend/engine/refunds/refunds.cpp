#include "engine/refunds/refunds.h"

#include <algorithm>

#include "engine/charges/news.h"
#include "engine/refunds/lines.h"
#include "engine/refunds/second_person.h"

namespace paydesk {
namespace {

Result<void> check_request(const views::RefundRequest& request) {
  if (const auto ok = check_refund_reason(request.reason); !ok)
    return ok;
  if (request.note.size() > 2000)
    return invalid("note", "is longer than 2000 bytes");
  return {};
}

Result<std::vector<Uuid>> charges_of(PaymentStore& store, const Uuid& payment_id) {
  auto charges = store.all_charges_of_payment(payment_id);
  if (charges && charges->empty())
    return fail(ErrorCode::not_found, "there is no payment with this id", "payment_id");
  return charges;
}

views::RefundRow row_of(const Aggregate& a, const Refund& refund, const Order& order) {
  views::RefundRow row;
  row.refund_id = refund.refund_id.to_string();
  row.order_id = refund.order_id.to_string();
  row.payment_id = a.payment.payment_id.to_string();
  row.created_at = refund.created_at;
  row.amount = {refund.amount, a.payment.currency};
  row.state = refund.state;
  row.reason = refund.reason;
  row.note = refund.note;
  row.requested_by = refund.requested_by;
  row.psp_reference = refund.psp_reference;
  row.seller = order.seller;
  row.decided_by = refund.decided_by;
  row.commission = to_string(refund.terms.commission);
  row.funds = to_string(refund.terms.funds);
  row.policy_version = refund.terms.policy_version;
  row.expires_at = refund.expires_at;
  row.deciders = refund.deciders;
  return row;
}

Refund take_on(Turn& turn, const RefundLineAsked& line, const Uuid& id, const Caller& caller,
               const views::RefundRequest& request, const std::optional<SecondPerson>& second) {
  Refund refund;
  refund.refund_id = id;
  refund.order_id = line.order->order_id;
  refund.amount = line.amount;
  refund.reason = request.reason;
  refund.note = request.note;
  refund.requested_by = caller.login;
  refund.requester_id = caller.principal_id;
  refund.state = lifecycle::table(lifecycle::Machine::refund).states.front().name;
  refund.state_since = turn.now;
  refund.created_at = turn.now;
  refund.terms = line.terms;
  refund.added = true;
  if (second) {
    refund.deciders = second->terms.deciders;
    if (second->terms.hours > 0)
      refund.expires_at = turn.now + std::chrono::hours(second->terms.hours);
  }
  line.order->amounts.refund_pending += line.amount;
  turn.a.holds.push_back({id, line.order->seller, line.amount, false});
  if (second)
    turn.move_refund(refund, "approval_needed", caller.login);
  else
    turn.start_operation(OperationKind::refund, id, line.amount);
  turn.note("refund", id, "refund_requested",
            caller.login + " asked for " + format_amount(line.amount, turn.a.payment.currency) + ", " +
                request.reason);
  return refund;
}

/// Whether the caller may decide about it now.
Result<void> check_decider(const Caller& caller, const Refund& refund, Instant now) {
  if (refund.requester_id == caller.principal_id)
    return fail(ErrorCode::permission_denied, "who asked for a refund cannot decide about it");
  const auto has = [&](const std::string& role) { return caller.has_role(role); };
  if (!refund.deciders.empty() && std::none_of(refund.deciders.begin(), refund.deciders.end(), has))
    return fail(ErrorCode::permission_denied, "the approval policy leaves this refund to " +
                                                  describe_roles(refund.deciders) + ". Nothing was decided");
  if (refund.state == "awaiting_approval" && refund.expires_at && now >= *refund.expires_at)
    return fail(ErrorCode::failed_precondition, "nobody decided about this refund until " +
                                                    format_instant(*refund.expires_at) +
                                                    ": its time is over. Nothing was refunded; ask for it anew");
  return {};
}

/// What one order's part would post, and what it does to its seller.
void show_line(views::RefundPreview& preview, const RefundLineAsked& line) {
  const auto currency = line.charge->payment.currency;
  const auto part = line.part();
  for (const auto& posting : postings::refund(line.charge->charge.psp_account, currency, part)) {
    views::PostingLine shown;
    shown.account = posting.account.to_string();
    (posting.amount > 0 ? shown.debit : shown.credit) = {std::abs(posting.amount), currency};
    preview.postings.push_back(std::move(shown));
  }
  preview.wallets.push_back({part.seller, {0, currency}, {-(part.amount - part.commission), currency}});
  preview.terms.push_back({line.order->order_id.to_string(), part.seller, std::string(to_string(line.terms.commission)),
                           std::string(to_string(line.terms.funds)), line.terms.policy_version});
}

} // namespace

Result<views::RefundPreview> Refunds::preview(const Caller& caller, const views::RefundRequest& request) {
  const auto payment_id = Uuid::parse(request.payment_id);
  if (!payment_id)
    return invalid("payment_id", "is not a UUID");
  const auto charges = charges_of(store_, *payment_id);
  if (!charges)
    return tl::unexpected(charges.error());
  views::RefundPreview preview;
  // Nothing is marked as changed, so the transaction writes nothing.
  const auto read = store_.change(*charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    const auto lines = check_lines(aggregates, request, policy_, clock_.now());
    if (!lines)
      return tl::unexpected(lines.error());
    preview = {};
    const auto currency = aggregates.front().payment.currency;
    std::int64_t left = 0;
    for (const auto& a : aggregates)
      for (const auto& order : a.orders)
        left += order.amounts.refundable();
    for (const auto& line : *lines)
      show_line(preview, line);
    const auto total = total_of(*lines);
    preview.total = {total, currency};
    preview.left_after = {left - total, currency};
    const auto second = second_person(policy_, thresholds_, preview.total, asked_alone(aggregates, caller));
    preview.needs_approval = second.has_value();
    if (second)
      preview.approval_reason = second->why;
    return Extra{};
  });
  if (!read)
    return tl::unexpected(read.error());
  return preview;
}

Result<std::vector<views::RefundRow>> Refunds::create(const Caller& caller, const views::RefundRequest& request,
                                                      const KeepAnswer<std::vector<views::RefundRow>>& keep) {
  if (auto ok = check_request(request); !ok)
    return tl::unexpected(ok.error());
  const auto key = Uuid::parse(request.idempotency_key);
  if (!key)
    return invalid("idempotency_key", "is not a UUID");
  const auto payment_id = Uuid::parse(request.payment_id);
  if (!payment_id)
    return invalid("payment_id", "is not a UUID");
  const auto charges = charges_of(store_, *payment_id);
  if (!charges)
    return tl::unexpected(charges.error());
  std::vector<views::RefundRow> rows;
  const auto stored = store_.change(*charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Extra extra;
    rows.clear();
    // The refunds of a key have ids derived from it, so a repeated command finds what it made.
    const auto id_of = [&](const Order& order) {
      return derived_uuid(*key, caller.principal_id.to_string() + order.order_id.to_string());
    };
    for (auto& a : aggregates)
      for (const auto& order : a.orders)
        if (const auto* known = a.refund(id_of(order)))
          rows.push_back(row_of(a, *known, order));
    if (!rows.empty()) {
      if (keep)
        extra.answer = keep(rows);
      return extra;
    }
    const auto now = clock_.now();
    const auto lines = check_lines(aggregates, request, policy_, now);
    if (!lines)
      return tl::unexpected(lines.error());
    extra.funds = funds_needed(*lines);
    const auto second = second_person(policy_, thresholds_, {total_of(*lines), aggregates.front().payment.currency},
                                      asked_alone(aggregates, caller));
    for (auto& a : aggregates) {
      Turn turn(a, now, ids_, policy_, "operator");
      bool taken = false;
      for (const auto& line : *lines) {
        if (line.charge != &a)
          continue;
        taken = true;
        a.refunds.push_back(take_on(turn, line, id_of(*line.order), caller, request, second));
        rows.push_back(row_of(a, a.refunds.back(), *line.order));
        extra.audit.push_back({caller.principal_id, caller.login, "refund.create", rows.back().refund_id,
                               a.payment.payment_id, "{}", rows.back().state});
      }
      if (taken)
        turn.finish();
    }
    if (keep)
      extra.answer = keep(rows);
    return extra;
  });
  if (!stored)
    return tl::unexpected(stored.error());
  return rows;
}

Result<views::RefundRow> Refunds::decide(const Caller& caller, const Uuid& refund_id, bool approve,
                                         const std::string& note, const KeepAnswer<views::RefundRow>& keep) {
  const auto charges = store_.charges_of_refund(refund_id);
  if (!charges)
    return tl::unexpected(charges.error());
  if (charges->empty())
    return fail(ErrorCode::not_found, "there is no refund with this id", "refund_id");
  views::RefundRow row;
  const auto stored = store_.change(*charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    auto& a = aggregates.front();
    auto* refund = a.refund(refund_id);
    if (refund == nullptr)
      return fail(ErrorCode::not_found, "there is no refund with this id", "refund_id");
    const auto now = clock_.now();
    if (const auto ok = check_decider(caller, *refund, now); !ok)
      return tl::unexpected(ok.error());
    Turn turn(a, now, ids_, policy_, "operator");
    if (!turn.move_refund(*refund, approve ? "approve" : "reject", caller.login + (note.empty() ? "" : ": " + note)))
      return fail(ErrorCode::failed_precondition, "a refund that is " + refund->state + " waits for no decision");
    refund->decided_by = caller.login;
    refund->decider_id = caller.principal_id;
    if (approve)
      turn.start_operation(OperationKind::refund, refund_id, refund->amount);
    else
      release_refund(turn, *refund);
    turn.finish();
    row = row_of(a, *refund, *a.order(refund->order_id));
    Extra extra;
    extra.audit.push_back({caller.principal_id, caller.login, approve ? "refund.approve" : "refund.reject",
                           row.refund_id, a.payment.payment_id, "{}", row.state});
    if (keep)
      extra.answer = keep(row);
    return extra;
  });
  if (stored)
    return row;
  record_refusal(caller, refund_id, approve, stored.error());
  return tl::unexpected(stored.error());
}

/// Who tried to decide what they may not is on record too. What could not be stored for want of a database is not: the
/// refusal stands without it.
void Refunds::record_refusal(const Caller& caller, const Uuid& refund_id, bool approve, const Error& error) {
  if (error.code != ErrorCode::permission_denied && error.code != ErrorCode::failed_precondition)
    return;
  (void)store_.change({}, [&](std::vector<Aggregate>&) -> Result<Extra> {
    Extra extra;
    extra.audit.push_back({caller.principal_id, caller.login, approve ? "refund.approve" : "refund.reject",
                           refund_id.to_string(), {}, "{}", "refused: " + error.message});
    return extra;
  });
}

Result<int> Refunds::expire(const Caller& caller, int most) {
  const auto charges = store_.charges_of_expired_refunds(most, clock_.now());
  if (!charges || charges->empty())
    return charges ? Result<int>(0) : tl::unexpected(charges.error());
  const auto stored = store_.change(*charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Extra extra;
    for (auto& a : aggregates) {
      Turn turn(a, clock_.now(), ids_, policy_, "engine");
      bool ended = false;
      for (auto& refund : a.refunds) {
        const bool over = refund.state == "awaiting_approval" && refund.expires_at && turn.now >= *refund.expires_at;
        if (!over || !turn.move_refund(refund, "reject", "nobody decided until " + format_instant(*refund.expires_at)))
          continue;
        ended = true;
        release_refund(turn, refund);
        extra.audit.push_back({caller.principal_id, caller.login, "refund.expire", refund.refund_id.to_string(),
                               a.payment.payment_id, "{}", refund.state});
      }
      if (ended)
        turn.finish();
    }
    return extra;
  });
  return stored ? Result<int>(static_cast<int>(charges->size())) : tl::unexpected(stored.error());
}

} // namespace paydesk
