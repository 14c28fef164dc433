#include "paydesk/v1/payouts.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

template <class Request> Result<void> check_terms(const Request& request) {
  for (const auto& seller : request.sellers())
    if (const auto ok = check_needed(seller, "sellers", longest_name); !ok)
      return ok;
  return all_of(check_needed(request.currency(), "currency", 3), check_text(request.minimum(), "minimum", 32));
}

class PayoutHandlers final : public v1::PayoutService::Service {
 public:
  PayoutHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status PreviewPayouts(grpc::ServerContext* context, const v1::PreviewPayoutsRequest* request,
                              v1::PayoutBatchDetail* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PayoutService/PreviewPayouts"), *request,
                     [&](const Caller&) -> Result<void> {
                       if (const auto ok = check_terms(*request); !ok)
                         return ok;
                       return put_view(needs_.payouts.preview(wire::from_wire(*request)), response);
                     });
  }

  grpc::Status CreatePayoutBatch(grpc::ServerContext* context, const v1::CreatePayoutBatchRequest* request,
                                 v1::PayoutBatchDetail* response) override {
    const auto& method = rpc("/paydesk.v1.PayoutService/CreatePayoutBatch");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = all_of(check_terms(*request), check_text(request->psp_account(), "psp_account", longest_name),
                               check_needed(request->reason(), "reason", longest_reason)); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.payouts.create(caller, wire::from_wire(*request),
                                                              kept_as<v1::PayoutBatchDetail>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status DecidePayoutBatch(grpc::ServerContext* context, const v1::DecidePayoutBatchRequest* request,
                                 v1::PayoutBatch* response) override {
    const auto& method = rpc("/paydesk.v1.PayoutService/DecidePayoutBatch");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      const auto id = check_uuid(request->batch_id(), "batch_id");
      if (const auto ok = all_of(id, check_text(request->note(), "note", longest_note)); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.payouts.decide(caller, *id, request->approve(), request->note(),
                                                              kept_as<v1::PayoutBatch>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status CancelPayoutBatch(grpc::ServerContext* context, const v1::PayoutBatchCommand* request,
                                 v1::PayoutBatch* response) override {
    return command(*context, rpc("/paydesk.v1.PayoutService/CancelPayoutBatch"), *request, response,
                   [&](const Caller& caller, const Uuid& id, const Uuid& key) {
                     return needs_.payouts.cancel(caller, id, request->reason(), kept_as<v1::PayoutBatch>(caller, key));
                   });
  }

  grpc::Status SubmitPayoutBatch(grpc::ServerContext* context, const v1::PayoutBatchCommand* request,
                                 v1::PayoutBatch* response) override {
    return command(*context, rpc("/paydesk.v1.PayoutService/SubmitPayoutBatch"), *request, response,
                   [&](const Caller& caller, const Uuid& id, const Uuid& key) {
                     return needs_.payouts.submit(caller, id, request->reason(), kept_as<v1::PayoutBatch>(caller, key));
                   });
  }

  grpc::Status ImportPayoutStatus(grpc::ServerContext* context, const v1::ImportPayoutStatusRequest* request,
                                  v1::PayoutBatchDetail* response) override {
    const auto& method = rpc("/paydesk.v1.PayoutService/ImportPayoutStatus");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.payouts.hear(caller, request->content(),
                                                            kept_as<v1::PayoutBatchDetail>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status RetryPayout(grpc::ServerContext* context, const v1::PayoutCommand* request,
                           v1::PayoutBatchDetail* response) override {
    return act(*context, rpc("/paydesk.v1.PayoutService/RetryPayout"), *request, response, &Payouts::retry);
  }

  grpc::Status GiveUpPayout(grpc::ServerContext* context, const v1::PayoutCommand* request,
                            v1::PayoutBatchDetail* response) override {
    return act(*context, rpc("/paydesk.v1.PayoutService/GiveUpPayout"), *request, response, &Payouts::give_up);
  }

  grpc::Status GetPayoutFile(grpc::ServerContext* context, const v1::GetPayoutBatchRequest* request,
                             v1::PayoutFile* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PayoutService/GetPayoutFile"), *request,
                     [&](const Caller& caller) -> Result<void> {
                       const auto id = check_uuid(request->batch_id(), "batch_id");
                       if (!id)
                         return tl::unexpected(id.error());
                       return put_view(needs_.payouts.file(caller, *id), response);
                     });
  }

  grpc::Status GetPayoutBatch(grpc::ServerContext* context, const v1::GetPayoutBatchRequest* request,
                              v1::PayoutBatchDetail* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PayoutService/GetPayoutBatch"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto id = check_uuid(request->batch_id(), "batch_id");
                       if (!id)
                         return tl::unexpected(id.error());
                       return put_view(needs_.payouts.detail(*id), response);
                     });
  }

  grpc::Status GetPayout(grpc::ServerContext* context, const v1::GetPayoutRequest* request,
                         v1::PayoutDetail* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PayoutService/GetPayout"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto id = check_uuid(request->payout_id(), "payout_id");
                       if (!id)
                         return tl::unexpected(id.error());
                       return put_view(needs_.payouts.payout(*id), response);
                     });
  }

  grpc::Status ListPayoutBatches(grpc::ServerContext* context, const v1::PageRequest* request,
                                 v1::ListPayoutBatchesResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PayoutService/ListPayoutBatches"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(*request);
                       if (!page)
                         return tl::unexpected(page.error());
                       return put_view(needs_.payouts.list(*page), response);
                     });
  }

 private:
  using Act = Result<views::PayoutBatchDetail> (Payouts::*)(const Caller&, const Uuid&, const std::string&,
                                                            const PayoutStore::KeepDetail&);
  /// What is done to one pay-out for a reason.
  grpc::Status act(grpc::ServerContext& context, const Rpc& method, const v1::PayoutCommand& request,
                   v1::PayoutBatchDetail* response, Act made) {
    return gate_.run(context, method, request, [&](const Caller& caller) -> Result<void> {
      const auto id = check_uuid(request.payout_id(), "payout_id");
      if (const auto ok = all_of(id, check_needed(request.reason(), "reason", longest_reason)); !ok)
        return ok;
      return run_once(needs_, caller, method.method, request, request.idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view((needs_.payouts.*made)(caller, *id, request.reason(),
                                                               kept_as<v1::PayoutBatchDetail>(caller, key)),
                                        response);
                      });
    });
  }

  /// What is done to one batch for a reason.
  template <class Act>
  grpc::Status command(grpc::ServerContext& context, const Rpc& method, const v1::PayoutBatchCommand& request,
                       v1::PayoutBatch* response, Act&& act) {
    return gate_.run(context, method, request, [&](const Caller& caller) -> Result<void> {
      const auto id = check_uuid(request.batch_id(), "batch_id");
      if (const auto ok = all_of(id, check_needed(request.reason(), "reason", longest_reason)); !ok)
        return ok;
      return run_once(needs_, caller, method.method, request, request.idempotency_key(), response,
                      [&](const Uuid& key) { return put_view(act(caller, *id, key), response); });
    });
  }

  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_payout_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<PayoutHandlers>(needs, gate);
}

} // namespace paydesk::service
