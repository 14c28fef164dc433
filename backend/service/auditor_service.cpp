#include "paydesk/v1/auditor.grpc.pb.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

class AuditorHandlers final : public v1::AuditorService::Service {
 public:
  AuditorHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status GetAuditor(grpc::ServerContext* context, const v1::GetAuditorRequest* request,
                          v1::AuditorStatus* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.AuditorService/GetAuditor"), *request, [&](const Caller&) {
      return put_view(needs_.auditor(), response);
    });
  }

 private:
  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_auditor_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<AuditorHandlers>(needs, gate);
}

} // namespace paydesk::service
