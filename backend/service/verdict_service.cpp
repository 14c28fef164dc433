#include "paydesk/v1/verdicts.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

Result<void> check_proposal(const v1::ProposeVerdictRequest& request) {
  return all_of(request.payout_id().empty() ? check_uuid(request.job_id(), "job_id")
                                            : check_uuid(request.payout_id(), "payout_id"),
                check_text(request.job_id(), "job_id", longest_name), check_needed(request.outcome(), "outcome", 16),
                check_text(request.psp_reference(), "psp_reference", longest_name),
                check_needed(request.reason(), "reason", longest_reason),
                check_needed(request.evidence_name(), "evidence_name", longest_name));
}

class VerdictHandlers final : public v1::VerdictService::Service {
 public:
  VerdictHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status ProposeVerdict(grpc::ServerContext* context, const v1::ProposeVerdictRequest* request,
                              v1::Verdict* response) override {
    const auto& method = rpc("/paydesk.v1.VerdictService/ProposeVerdict");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = check_proposal(*request); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.verdicts.propose(caller, wire::from_wire(*request),
                                                                kept_as<v1::Verdict>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status DecideVerdict(grpc::ServerContext* context, const v1::DecideVerdictRequest* request,
                             v1::Verdict* response) override {
    const auto& method = rpc("/paydesk.v1.VerdictService/DecideVerdict");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      const auto id = check_uuid(request->verdict_id(), "verdict_id");
      if (const auto ok = all_of(id, check_text(request->note(), "note", longest_note)); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.verdicts.decide(caller, *id, request->approve(), request->note(),
                                                               kept_as<v1::Verdict>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status ListVerdicts(grpc::ServerContext* context, const v1::PageRequest* request,
                            v1::ListVerdictsResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.VerdictService/ListVerdicts"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(*request);
                       if (!page)
                         return tl::unexpected(page.error());
                       return put_view(needs_.verdict_store.list(*page), response);
                     });
  }

  grpc::Status GetVerdictEvidence(grpc::ServerContext* context, const v1::GetVerdictEvidenceRequest* request,
                                  v1::VerdictEvidence* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.VerdictService/GetVerdictEvidence"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto id = check_uuid(request->verdict_id(), "verdict_id");
                       if (!id)
                         return tl::unexpected(id.error());
                       return put_view(needs_.verdict_store.evidence(*id), response);
                     });
  }

 private:
  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_verdict_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<VerdictHandlers>(needs, gate);
}

} // namespace paydesk::service
