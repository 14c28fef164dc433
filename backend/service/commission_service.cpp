#include "paydesk/v1/commission.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

Result<void> check_order(const v1::TryCommissionRequest& request) {
  return all_of(check_needed(request.seller(), "seller", longest_name), check_needed(request.amount(), "amount", 32),
                check_needed(request.currency(), "currency", 3), check_text(request.day(), "day", 10));
}

class CommissionHandlers final : public v1::CommissionService::Service {
 public:
  CommissionHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status GetCommission(grpc::ServerContext* context, const v1::GetRulesRequest* request,
                             v1::Commission* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.CommissionService/GetCommission"), *request, [&](const Caller&) {
      return put_view(needs_.rules.commission(wire::from_wire(*request)), response);
    });
  }

  grpc::Status SetCommission(grpc::ServerContext* context, const v1::SetCommissionRequest* request,
                             v1::Commission* response) override {
    const auto& method = rpc("/paydesk.v1.CommissionService/SetCommission");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = check_text(request->note(), "note", longest_note); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.rules.set_commission(caller, wire::from_wire(*request),
                                                                    kept_as<v1::Commission>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status TryCommission(grpc::ServerContext* context, const v1::TryCommissionRequest* request,
                             v1::TryCommissionResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.CommissionService/TryCommission"), *request,
                     [&](const Caller&) -> Result<void> {
                       if (const auto ok = check_order(*request); !ok)
                         return ok;
                       return put_view(needs_.rules.try_commission(wire::from_wire(*request)), response);
                     });
  }

 private:
  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_commission_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<CommissionHandlers>(needs, gate);
}

} // namespace paydesk::service
