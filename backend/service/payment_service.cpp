#include "paydesk/v1/payments.grpc.pb.h"
#include "service/allowed.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

class PaymentHandlers final : public v1::PaymentService::Service {
 public:
  PaymentHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status ListPayments(grpc::ServerContext* context, const v1::PageRequest* request,
                            v1::ListPaymentsResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PaymentService/ListPayments"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(*request);
                       if (!page)
                         return tl::unexpected(page.error());
                       return put_view(needs_.queries.list_payments(*page), response);
                     });
  }

  grpc::Status SummarizePayments(grpc::ServerContext* context, const v1::SummarizePaymentsRequest* request,
                                 v1::Totals* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PaymentService/SummarizePayments"), *request,
                     [&](const Caller&) -> Result<void> {
                       if (auto ok = check_text(request->filter(), "filter", 4096); !ok)
                         return ok;
                       return put_view(needs_.queries.summarize_payments(request->filter()), response);
                     });
  }

  grpc::Status GetPayment(grpc::ServerContext* context, const v1::GetPaymentRequest* request,
                          v1::PaymentDetail* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PaymentService/GetPayment"), *request,
                     [&](const Caller& caller) -> Result<void> {
                       const auto id = check_uuid(request->id(), "id");
                       if (!id)
                         return tl::unexpected(id.error());
                       auto detail = needs_.queries.payment(*id);
                       if (detail)
                         judge_for(caller, *detail);
                       return put_view(detail, response);
                     });
  }

  grpc::Status RetryPayment(grpc::ServerContext* context, const v1::PaymentCommand* request,
                            v1::CommandOutcome* response) override {
    return command(*context, rpc("/paydesk.v1.PaymentService/RetryPayment"), *request, response,
                   [this](const Caller& caller, const Uuid& id, const std::string& reason, const auto& keep) {
                     return needs_.commands.retry_payment(caller, id, reason, keep);
                   });
  }

  grpc::Status CancelPayment(grpc::ServerContext* context, const v1::PaymentCommand* request,
                             v1::CommandOutcome* response) override {
    return command(*context, rpc("/paydesk.v1.PaymentService/CancelPayment"), *request, response,
                   [this](const Caller& caller, const Uuid& id, const std::string& reason, const auto& keep) {
                     return needs_.commands.cancel_payment(caller, id, reason, keep);
                   });
  }

 private:
  template <class Act>
  grpc::Status command(grpc::ServerContext& context, const Rpc& method, const v1::PaymentCommand& request,
                       v1::CommandOutcome* response, Act act) {
    return gate_.run(context, method, request, [&](const Caller& caller) -> Result<void> {
      const auto id = check_uuid(request.payment_id(), "payment_id");
      if (const auto ok = all_of(id, check_text(request.reason(), "reason", longest_reason)); !ok)
        return ok;
      return run_once(needs_, caller, method.method, request, request.idempotency_key(), response,
                      [&](const Uuid& key) {
                        const auto keep = kept_as<v1::CommandOutcome>(caller, key);
                        return put_view(act(caller, *id, request.reason(), keep), response);
                      });
    });
  }

  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_payment_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<PaymentHandlers>(needs, gate);
}

} // namespace paydesk::service
