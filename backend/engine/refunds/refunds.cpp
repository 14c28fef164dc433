#include "engine/refunds/refunds.h"

#include <algorithm>
#include <array>

#include "engine/charges/news.h"
#include "engine/ledger/postings.h"

namespace paydesk {
namespace {

constexpr std::array<std::string_view, 6> reasons = {"duplicate", "returned", "not_delivered",
                                                     "damaged",   "fraud",    "other"};

/// The charges of one payment: one, or one an order when they were charged directly.
using Charges = std::vector<Aggregate>;

struct Line {
  Aggregate* charge;
  Order* order;
  std::int64_t amount;
};

std::optional<Line> find_line(Charges& charges, const std::string& order_id) {
  const auto id = Uuid::parse(order_id);
  for (auto& a : charges)
    if (auto* order = id ? a.order(*id) : nullptr)
      return Line{&a, order, 0};
  return std::nullopt;
}

Result<Line> check_line(Charges& charges, const views::RefundLine& line, const std::string& field) {
  const auto found = find_line(charges, line.order_id);
  if (!found)
    return invalid(field + ".order_id", "is not an order of this payment");
  auto& a = *found->charge;
  auto* order = found->order;
  const auto refundable = order->amounts.refundable();
  if (line.amount.empty())
    return Line{&a, order, refundable};
  const auto amount = parse_amount(line.amount, a.payment.currency, field + ".amount");
  if (!amount)
    return tl::unexpected(amount.error());
  if (*amount == 0)
    return invalid(field + ".amount", "is zero");
  if (*amount > refundable)
    return fail(ErrorCode::failed_precondition,
                "only " + format_amount(std::max<std::int64_t>(refundable, 0), a.payment.currency) + " " +
                    a.payment.currency.to_string() + " of this order can still be refunded; nothing was refunded",
                field + ".amount");
  return Line{&a, order, *amount};
}

/// The request's lines, each order once; without lines everything that is left of every order.
Result<std::vector<Line>> check_lines(Charges& charges, const views::RefundRequest& request) {
  std::vector<Line> lines;
  for (std::size_t i = 0; i < request.lines.size(); ++i) {
    const auto field = "lines[" + std::to_string(i) + "]";
    const auto line = check_line(charges, request.lines[i], field);
    if (!line)
      return tl::unexpected(line.error());
    if (std::any_of(lines.begin(), lines.end(), [&](const Line& other) { return other.order == line->order; }))
      return invalid(field + ".order_id", "is named twice");
    lines.push_back(*line);
  }
  if (request.lines.empty())
    for (auto& a : charges)
      for (auto& order : a.orders)
        lines.push_back({&a, &order, order.amounts.refundable()});
  std::erase_if(lines, [](const Line& line) { return line.amount <= 0; });
  if (lines.empty())
    return fail(ErrorCode::failed_precondition, "nothing of this payment can be refunded", "lines");
  return lines;
}

Result<void> check_request(const views::RefundRequest& request) {
  if (std::find(reasons.begin(), reasons.end(), request.reason) == reasons.end())
    return invalid("reason", "is not one of duplicate, returned, not_delivered, damaged, fraud, other");
  if (request.note.size() > 2000)
    return invalid("note", "is longer than 2000 bytes");
  return {};
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
  return row;
}

bool needs_approval(const ApprovalThresholds& thresholds, Currency currency, std::int64_t total) {
  const auto at = thresholds.find(currency.code());
  return at != thresholds.end() && total >= at->second;
}

Refund take_on(Turn& turn, const Line& line, const Uuid& id, const Caller& caller, const views::RefundRequest& request,
               bool approval) {
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
  refund.added = true;
  line.order->amounts.refund_pending += line.amount;
  turn.a.holds.push_back({id, line.order->seller, line.amount, false});
  if (approval)
    turn.move_refund(refund, "approval_needed", caller.login);
  else
    turn.start_operation(OperationKind::refund, id, line.amount);
  turn.note("refund", id, "refund_requested",
            caller.login + " asked for " + format_amount(line.amount, turn.a.payment.currency) + ", " +
                request.reason);
  return refund;
}

} // namespace

Result<views::RefundPreview> Refunds::preview(const views::RefundRequest& request) {
  const auto payment_id = Uuid::parse(request.payment_id);
  const auto charges = payment_id ? store_.charges_of_payment(*payment_id) : Result<std::vector<Uuid>>{};
  if (!charges)
    return tl::unexpected(charges.error());
  if (charges->empty())
    return fail(ErrorCode::not_found, "there is no payment with this id", "payment_id");
  views::RefundPreview preview;
  // Nothing is marked as changed, so the transaction writes nothing.
  const auto read = store_.change(*charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    const auto lines = check_lines(aggregates, request);
    if (!lines)
      return tl::unexpected(lines.error());
    preview = {};
    const auto currency = aggregates.front().payment.currency;
    std::int64_t total = 0;
    std::int64_t left = 0;
    for (const auto& a : aggregates)
      for (const auto& order : a.orders)
        left += order.amounts.refundable();
    for (const auto& line : *lines) {
      total += line.amount;
      const postings::Part part{line.order->seller, line.amount, postings::commission_in(*line.order, line.amount)};
      for (const auto& posting : postings::refund(line.charge->charge.psp_account, currency, part)) {
        views::PostingLine shown;
        shown.account = posting.account.to_string();
        (posting.amount > 0 ? shown.debit : shown.credit) = {std::abs(posting.amount), currency};
        preview.postings.push_back(std::move(shown));
      }
      preview.wallets.push_back({line.order->seller, {0, currency}, {-(line.amount - part.commission), currency}});
    }
    preview.total = {total, currency};
    preview.left_after = {left - total, currency};
    preview.needs_approval = needs_approval(thresholds_, currency, total);
    if (preview.needs_approval)
      preview.approval_reason = "From " + format_amount(thresholds_.find(currency.code())->second, currency) + " " +
                                currency.to_string() + " on a second person decides.";
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
  const auto charges = store_.charges_of_payment(*payment_id);
  if (!charges)
    return tl::unexpected(charges.error());
  if (charges->empty())
    return fail(ErrorCode::not_found, "there is no payment with this id", "payment_id");
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
    const auto lines = check_lines(aggregates, request);
    if (!lines)
      return tl::unexpected(lines.error());
    std::int64_t total = 0;
    for (const auto& line : *lines)
      total += line.amount;
    const bool approval = needs_approval(thresholds_, aggregates.front().payment.currency, total);
    for (auto& a : aggregates) {
      Turn turn(a, clock_.now(), ids_, policy_, "operator");
      bool taken = false;
      for (const auto& line : *lines) {
        if (line.charge != &a)
          continue;
        taken = true;
        a.refunds.push_back(take_on(turn, line, id_of(*line.order), caller, request, approval));
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
    if (refund->requester_id == caller.principal_id)
      return fail(ErrorCode::permission_denied, "who asked for a refund cannot decide about it");
    Turn turn(a, clock_.now(), ids_, policy_, "operator");
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
  if (!stored)
    return tl::unexpected(stored.error());
  return row;
}

} // namespace paydesk
