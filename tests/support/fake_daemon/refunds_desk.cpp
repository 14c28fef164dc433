#include <algorithm>

#include "tests/support/fake_daemon/desks.h"
#include "tests/support/fake_daemon/paging.h"

namespace paydesk::fake {
namespace {

constexpr std::int64_t approval_above_minor = 100'000;

struct Part {
  std::string order_id;
  std::string seller;
  Money amount;
};

Result<Part> part_of(const views::OrderDetail& order, const std::string& amount) {
  Part part{order.order_id, order.seller, order.refundable};
  if (!amount.empty()) {
    const auto minor = parse_amount(amount, order.amount.currency, "amount");
    if (!minor) return tl::unexpected(minor.error());
    part.amount.minor = *minor;
  }
  if (part.amount.minor <= 0 || part.amount.minor > order.refundable.minor)
    return fail(ErrorCode::failed_precondition,
                "Order " + order.order_id + " can be refunded at most " +
                    format_amount(order.refundable.minor, order.amount.currency) + ". Nothing was refunded.",
                "amount");
  return part;
}

Result<std::vector<Part>> parts_of(Books& books, const Login& login, const views::RefundRequest& request) {
  const auto payment = get_payment(books, login, {request.payment_id});
  if (!payment) return tl::unexpected(payment.error());
  std::vector<Part> parts;
  auto lines = request.lines;
  if (lines.empty())
    for (const auto& order : payment->orders)
      lines.push_back({order.order_id, {}});
  for (const auto& line : lines) {
    const auto order = std::find_if(payment->orders.begin(), payment->orders.end(),
                                    [&](const auto& one) { return one.order_id == line.order_id; });
    if (order == payment->orders.end())
      return fail(ErrorCode::not_found, "The payment has no order " + line.order_id + ".", "lines");
    auto part = part_of(*order, line.amount);
    if (!part) return tl::unexpected(part.error());
    parts.push_back(std::move(*part));
  }
  return parts;
}

} // namespace

Result<views::RefundPreview> preview_refund(Books& books, const Login& login,
                                            const views::RefundRequest& request) {
  const auto parts = parts_of(books, login, request);
  if (!parts) return tl::unexpected(parts.error());
  views::RefundPreview preview;
  for (const auto& part : *parts) {
    const auto currency = part.amount.currency;
    preview.total = {preview.total.minor + part.amount.minor, currency};
    const Money commission{part.amount.minor / 10, currency};
    preview.postings.push_back(
        {"seller_payable:" + part.seller, {part.amount.minor - commission.minor, currency}, {}});
    preview.postings.push_back({"commission_revenue", commission, {}});
    preview.wallets.push_back({part.seller,
                               {part.amount.minor * 5, currency},
                               {part.amount.minor * 5 - (part.amount.minor - commission.minor), currency}});
  }
  preview.postings.push_back({"psp_receivable:card", {}, preview.total});
  preview.left_after = {0, preview.total.currency};
  preview.needs_approval = preview.total.minor > approval_above_minor;
  if (preview.needs_approval)
    preview.approval_reason = "From " + format_amount(approval_above_minor, preview.total.currency) + " " +
                              preview.total.currency.to_string() + " on a second person decides.";
  preview.refusal = books.refund_refusal;
  return preview;
}

Result<views::CreateRefundResponse> create_refund(Books& books, const Login& login,
                                                  const views::RefundRequest& request) {
  if (auto may = need_role(login, {"support", "operator"}); !may) return tl::unexpected(may.error());
  const auto parts = parts_of(books, login, request);
  if (!parts) return tl::unexpected(parts.error());
  views::CreateRefundResponse response;
  for (const auto& part : *parts) {
    views::RefundRow row;
    row.refund_id = "0192f000-0000-7000-8000-" + std::to_string(100'000'000'000 + books.refunds.size());
    row.order_id = part.order_id;
    row.payment_id = request.payment_id;
    row.created_at = now();
    row.amount = part.amount;
    row.state = part.amount.minor > approval_above_minor ? "awaiting_approval" : "processing";
    row.reason = request.reason;
    row.note = request.note;
    row.requested_by = login.login;
    row.seller = part.seller;
    books.refunds.insert(books.refunds.begin(), row);
    publish(books, "refund.requested", "refund", row.refund_id, row.payment_id);
    response.refunds.push_back(std::move(row));
  }
  return response;
}

Result<views::RefundRow> get_refund(Books& books, const Login&, const views::GetRefundRequest& request) {
  for (const auto& row : books.refunds)
    if (row.refund_id == request.refund_id) return row;
  return fail(ErrorCode::not_found, "No refund has the id " + request.refund_id + ".", "refund_id");
}

Result<views::ListRefundsResponse> list_refunds(Books& books, const Login&, const views::PageRequest& page) {
  auto found = slice<views::RefundRow>(
      books.refunds, page, [](const auto& row) { return row.refund_id; },
      [](const views::RefundRow& row) -> Field {
        return [&row](std::string_view key) {
          return key == "state"    ? row.state
                 : key == "seller" ? row.seller
                 : key.empty()     ? row.refund_id + " " + row.order_id
                                   : std::string();
        };
      });
  if (!found) return tl::unexpected(found.error());
  return views::ListRefundsResponse{std::move(found->rows), std::move(found->next_cursor)};
}

Result<views::RefundRow> decide_refund(Books& books, const Login& login,
                                       const views::DecideRefundRequest& request) {
  if (auto may = need_role(login, {"approver"}); !may) return tl::unexpected(may.error());
  for (auto& row : books.refunds) {
    if (row.refund_id != request.refund_id) continue;
    if (row.state != "awaiting_approval")
      return fail(ErrorCode::failed_precondition, "The refund is " + row.state + ". Nothing was decided.");
    if (row.requested_by == login.login)
      return fail(ErrorCode::permission_denied, "Who asked for a refund cannot decide it.");
    row.state = request.approve ? "processing" : "rejected";
    row.decided_by = login.login;
    publish(books, request.approve ? "refund.approved" : "refund.rejected", "refund", row.refund_id,
            row.payment_id);
    return row;
  }
  return fail(ErrorCode::not_found, "No refund has the id " + request.refund_id + ".", "refund_id");
}

} // namespace paydesk::fake
