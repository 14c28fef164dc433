#include <algorithm>
#include <map>
#include <set>

#include "paydesk/v1/refunds.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

constexpr int most_lines = 100;

Result<void> check_request(const v1::RefundRequest& request) {
  if (const auto ok = all_of(check_uuid(request.payment_id(), "payment_id"),
                             check_needed(request.reason(), "reason", longest_reason),
                             check_text(request.note(), "note", longest_note));
      !ok)
    return ok;
  if (request.lines_size() > most_lines)
    return invalid("lines", "has more than 100 lines");
  for (int i = 0; i < request.lines_size(); ++i) {
    const auto field = "lines[" + std::to_string(i) + "]";
    if (const auto ok = all_of(check_uuid(request.lines(i).order_id(), field + ".order_id"),
                               check_text(request.lines(i).amount(), field + ".amount", 32));
        !ok)
      return ok;
  }
  return {};
}

/// The preview knows what it does to each seller; the wallets say what there is to do it to. A seller with several
/// orders gets one line.
Result<void> fill_wallets(Queries& queries, views::RefundPreview& preview) {
  std::map<std::string, std::int64_t> effects;
  std::set<std::string> may_not_owe;
  for (const auto& terms : preview.terms)
    if (terms.funds == "refuse")
      may_not_owe.insert(terms.seller);
  for (const auto& wallet : preview.wallets)
    effects[wallet.seller] += wallet.available_after.minor;
  std::vector<std::string> sellers;
  for (const auto& [seller, effect] : effects)
    sellers.push_back(seller);
  const auto currency = preview.total.currency;
  const auto wallets = queries.wallets_of(sellers, currency);
  if (!wallets)
    return tl::unexpected(wallets.error());
  preview.wallets.clear();
  for (const auto& wallet : *wallets) {
    const auto effect = effects[wallet.seller];
    preview.wallets.push_back({wallet.seller,
                               {wallet.available.minor, currency},
                               {wallet.available.minor + effect, currency}});
    const auto has = wallet.balance.minor - wallet.reserved.minor;
    if (may_not_owe.contains(wallet.seller) && has + effect < 0 && preview.refusal.empty())
      preview.refusal = describe_shortage(wallet.seller, has, -effect, currency);
  }
  return {};
}

class RefundHandlers final : public v1::RefundService::Service {
 public:
  RefundHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status PreviewRefund(grpc::ServerContext* context, const v1::RefundRequest* request,
                             v1::RefundPreview* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.RefundService/PreviewRefund"), *request,
                     [&](const Caller& caller) -> Result<void> {
                       // A preview is asked for before a reason is chosen.
                       auto checked = *request;
                       if (checked.reason().empty())
                         checked.set_reason("other");
                       if (const auto ok = check_request(checked); !ok)
                         return ok;
                       auto preview = needs_.refunds.preview(caller, wire::from_wire(checked));
                       if (preview)
                         if (const auto ok = fill_wallets(needs_.queries, *preview); !ok)
                           return ok;
                       return put_view(preview, response);
                     });
  }

  grpc::Status CreateRefund(grpc::ServerContext* context, const v1::RefundRequest* request,
                            v1::CreateRefundResponse* response) override {
    const auto& method = rpc("/paydesk.v1.RefundService/CreateRefund");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = check_request(*request); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) -> Result<void> {
                        const auto keep = [answer = kept_as<v1::CreateRefundResponse>(caller, key)](const auto& made) {
                          return answer(views::CreateRefundResponse{made});
                        };
                        auto rows = needs_.refunds.create(caller, wire::from_wire(*request), keep);
                        if (!rows)
                          return tl::unexpected(rows.error());
                        return put_view(views::CreateRefundResponse{std::move(*rows)}, response);
                      });
    });
  }

  grpc::Status GetRefund(grpc::ServerContext* context, const v1::GetRefundRequest* request,
                         v1::RefundRow* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.RefundService/GetRefund"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto id = check_uuid(request->refund_id(), "refund_id");
                       if (!id)
                         return tl::unexpected(id.error());
                       return put_view(needs_.queries.refund(*id), response);
                     });
  }

  grpc::Status ListRefunds(grpc::ServerContext* context, const v1::PageRequest* request,
                           v1::ListRefundsResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.RefundService/ListRefunds"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(*request);
                       if (!page)
                         return tl::unexpected(page.error());
                       return put_view(needs_.queries.list_refunds(*page), response);
                     });
  }

  grpc::Status DecideRefund(grpc::ServerContext* context, const v1::DecideRefundRequest* request,
                            v1::RefundRow* response) override {
    const auto& method = rpc("/paydesk.v1.RefundService/DecideRefund");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      const auto id = check_uuid(request->refund_id(), "refund_id");
      if (const auto ok = all_of(id, check_text(request->note(), "note", longest_note)); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        const auto keep = kept_as<v1::RefundRow>(caller, key);
                        return put_view(
                            needs_.refunds.decide(caller, *id, request->approve(), request->note(), keep), response);
                      });
    });
  }

  grpc::Status GetRefundPolicy(grpc::ServerContext* context, const v1::GetRulesRequest* request,
                               v1::RefundPolicy* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.RefundService/GetRefundPolicy"), *request, [&](const Caller&) {
      return put_view(needs_.rules.refund_policy(wire::from_wire(*request)), response);
    });
  }

  grpc::Status SetRefundPolicy(grpc::ServerContext* context, const v1::SetRefundPolicyRequest* request,
                               v1::RefundPolicy* response) override {
    const auto& method = rpc("/paydesk.v1.RefundService/SetRefundPolicy");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = check_text(request->note(), "note", longest_note); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.rules.set_refund_policy(caller, wire::from_wire(*request),
                                                                       kept_as<v1::RefundPolicy>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status TryRefundPolicy(grpc::ServerContext* context, const v1::TryRefundPolicyRequest* request,
                               v1::TryRefundPolicyResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.RefundService/TryRefundPolicy"), *request,
                     [&](const Caller&) -> Result<void> {
                       if (const auto ok = all_of(check_needed(request->seller(), "seller", longest_name),
                                                  check_needed(request->currency(), "currency", 3),
                                                  check_text(request->day(), "day", 10));
                           !ok)
                         return ok;
                       return put_view(needs_.rules.try_refund_policy(wire::from_wire(*request)), response);
                     });
  }

 private:
  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_refund_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<RefundHandlers>(needs, gate);
}

} // namespace paydesk::service
