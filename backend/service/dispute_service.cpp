#include "paydesk/v1/disputes.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

/// Bytes that no evidence of 20,000 characters can exceed.
constexpr std::size_t most_evidence_bytes = 4 * Disputes::longest_evidence;

class DisputeHandlers final : public v1::DisputeService::Service {
 public:
  DisputeHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status ListDisputes(grpc::ServerContext* context, const v1::PageRequest* request,
                            v1::ListDisputesResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.DisputeService/ListDisputes"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(*request);
                       if (!page)
                         return tl::unexpected(page.error());
                       return put_view(needs_.dispute_store.list(*page), response);
                     });
  }

  grpc::Status GetDispute(grpc::ServerContext* context, const v1::GetDisputeRequest* request,
                          v1::DisputeDetail* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.DisputeService/GetDispute"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto id = check_uuid(request->dispute_id(), "dispute_id");
                       if (!id)
                         return tl::unexpected(id.error());
                       return put_view(needs_.dispute_store.dispute(*id), response);
                     });
  }

  grpc::Status SubmitEvidence(grpc::ServerContext* context, const v1::SubmitEvidenceRequest* request,
                              v1::DisputeRow* response) override {
    const auto& method = rpc("/paydesk.v1.DisputeService/SubmitEvidence");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = all_of(check_uuid(request->dispute_id(), "dispute_id"),
                                 check_needed(request->text(), "text", most_evidence_bytes));
          !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.disputes.submit_evidence(caller, wire::from_wire(*request),
                                                                        kept_as<v1::DisputeRow>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status AcceptDispute(grpc::ServerContext* context, const v1::AcceptDisputeRequest* request,
                             v1::DisputeRow* response) override {
    const auto& method = rpc("/paydesk.v1.DisputeService/AcceptDispute");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = all_of(check_uuid(request->dispute_id(), "dispute_id"),
                                 check_needed(request->reason(), "reason", longest_reason));
          !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.disputes.accept(caller, wire::from_wire(*request),
                                                               kept_as<v1::DisputeRow>(caller, key)),
                                        response);
                      });
    });
  }

 private:
  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_dispute_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<DisputeHandlers>(needs, gate);
}

} // namespace paydesk::service
