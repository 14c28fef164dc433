#include "paydesk/v1/approvals.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

class ApprovalHandlers final : public v1::ApprovalService::Service {
 public:
  ApprovalHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status ListApprovals(grpc::ServerContext* context, const v1::PageRequest* request,
                             v1::ListApprovalsResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.ApprovalService/ListApprovals"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(*request);
                       if (!page)
                         return tl::unexpected(page.error());
                       return put_view(needs_.approval_store.list(*page), response);
                     });
  }

  grpc::Status GetApproval(grpc::ServerContext* context, const v1::GetApprovalRequest* request,
                           v1::ApprovalDetail* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.ApprovalService/GetApproval"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto id = check_uuid(request->approval_id(), "approval_id");
                       return id ? put_view(needs_.approvals.show(*id), response) : tl::unexpected(id.error());
                     });
  }

  grpc::Status DecideApproval(grpc::ServerContext* context, const v1::DecideApprovalRequest* request,
                              v1::Approval* response) override {
    const auto& method = rpc("/paydesk.v1.ApprovalService/DecideApproval");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      const auto id = check_uuid(request->approval_id(), "approval_id");
      if (const auto ok = all_of(id, check_text(request->note(), "note", longest_note)); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.approvals.decide(caller, *id, request->approve(), request->note(),
                                                                kept_as<v1::Approval>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status CancelApproval(grpc::ServerContext* context, const v1::CancelApprovalRequest* request,
                              v1::Approval* response) override {
    const auto& method = rpc("/paydesk.v1.ApprovalService/CancelApproval");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      const auto id = check_uuid(request->approval_id(), "approval_id");
      if (const auto ok = all_of(id, check_text(request->note(), "note", longest_note)); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.approvals.cancel(caller, *id, request->note(),
                                                                kept_as<v1::Approval>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status GetApprovalEvidence(grpc::ServerContext* context, const v1::GetApprovalEvidenceRequest* request,
                                   v1::ApprovalEvidence* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.ApprovalService/GetApprovalEvidence"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto id = check_uuid(request->approval_id(), "approval_id");
                       return id ? put_view(needs_.approval_store.evidence(*id), response)
                                 : tl::unexpected(id.error());
                     });
  }

  grpc::Status GetApprovalPolicy(grpc::ServerContext* context, const v1::GetRulesRequest* request,
                                 v1::ApprovalPolicy* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.ApprovalService/GetApprovalPolicy"), *request, [&](const Caller&) {
      return put_view(needs_.rules.approval_policy(wire::from_wire(*request)), response);
    });
  }

  grpc::Status SetApprovalPolicy(grpc::ServerContext* context, const v1::SetApprovalPolicyRequest* request,
                                 v1::ApprovalPolicy* response) override {
    const auto& method = rpc("/paydesk.v1.ApprovalService/SetApprovalPolicy");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = check_text(request->note(), "note", longest_note); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.rules.set_approval_policy(caller, wire::from_wire(*request),
                                                                         kept_as<v1::ApprovalPolicy>(caller, key)),
                                        response);
                      });
    });
  }

 private:
  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_approval_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<ApprovalHandlers>(needs, gate);
}

} // namespace paydesk::service
