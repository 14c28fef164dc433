#include "paydesk/v1/reconciliation.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

constexpr std::size_t largest_file = 64 * 1024 * 1024;

Result<void> check_file(const v1::ImportFileRequest& request) {
  if (request.content().empty())
    return invalid("content", "is empty");
  if (request.content().size() > largest_file)
    return fail(ErrorCode::exhausted, "the file is larger than 64 MiB", "content");
  return all_of(check_needed(request.file_name(), "file_name", longest_name),
                check_text(request.psp_account(), "psp_account", longest_name));
}

/// A run's id that may be left out.
Result<void> check_run(const std::string& run_id) {
  return run_id.empty() ? Result<void>{} : all_of(check_uuid(run_id, "run_id"));
}

Result<void> check_resolution(const v1::ResolveRequest& request) {
  return all_of(check_uuid(request.break_id(), "break_id"),
                check_needed(request.resolution(), "resolution", 64));
}

class ReconciliationHandlers final : public v1::ReconciliationService::Service {
 public:
  ReconciliationHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status ImportFile(grpc::ServerContext* context, const v1::ImportFileRequest* request,
                          v1::ImportFileResponse* response) override {
    const auto& method = rpc("/paydesk.v1.ReconciliationService/ImportFile");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = check_file(*request); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response, [&](const Uuid&) {
        return put_view(needs_.reconciliation.import_file(caller, wire::from_wire(*request)), response);
      });
    });
  }

  grpc::Status ListRuns(grpc::ServerContext* context, const v1::PageRequest* request,
                        v1::ListRunsResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.ReconciliationService/ListRuns"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(*request);
                       if (!page)
                         return tl::unexpected(page.error());
                       return put_view(needs_.reconciliation.list_runs(*page), response);
                     });
  }

  grpc::Status GetRun(grpc::ServerContext* context, const v1::GetRunRequest* request,
                      v1::ReconRun* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.ReconciliationService/GetRun"), *request,
                     [&](const Caller&) -> Result<void> {
                       if (const auto id = check_uuid(request->run_id(), "run_id"); !id)
                         return tl::unexpected(id.error());
                       return put_view(needs_.reconciliation.get_run({request->run_id()}), response);
                     });
  }

  grpc::Status ListBreaks(grpc::ServerContext* context, const v1::ListBreaksRequest* request,
                          v1::ListBreaksResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.ReconciliationService/ListBreaks"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(request->page(), "page.");
                       if (const auto ok = all_of(page, check_run(request->run_id())); !ok)
                         return ok;
                       return put_view(
                           needs_.reconciliation.list_breaks({request->run_id(), request->open_only(), *page}),
                           response);
                     });
  }

  grpc::Status ListPairs(grpc::ServerContext* context, const v1::ListPairsRequest* request,
                         v1::ListPairsResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.ReconciliationService/ListPairs"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(request->page(), "page.");
                       if (const auto ok = all_of(page, check_uuid(request->run_id(), "run_id")); !ok)
                         return ok;
                       return put_view(
                           needs_.reconciliation.list_pairs({request->run_id(), request->breaks_only(), *page}),
                           response);
                     });
  }

  grpc::Status PreviewResolution(grpc::ServerContext* context, const v1::ResolveRequest* request,
                                 v1::ResolutionPreview* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.ReconciliationService/PreviewResolution"), *request,
                     [&](const Caller&) -> Result<void> {
                       if (const auto ok = check_resolution(*request); !ok)
                         return ok;
                       return put_view(needs_.reconciliation.preview(wire::from_wire(*request)), response);
                     });
  }

  // These two keep the caller's key themselves, in the transaction that does what was asked.
  grpc::Status ResolveBreak(grpc::ServerContext* context, const v1::ResolveRequest* request,
                            v1::ReconBreak* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.ReconciliationService/ResolveBreak"), *request,
                     [&](const Caller& caller) -> Result<void> {
                       if (const auto ok = all_of(check_resolution(*request),
                                                  check_needed(request->reason(), "reason", longest_reason),
                                                  check_uuid(request->idempotency_key(), "idempotency_key"));
                           !ok)
                         return ok;
                       return committed(
                           put_view(needs_.reconciliation.resolve(caller, wire::from_wire(*request)), response));
                     });
  }

  grpc::Status DecideResolution(grpc::ServerContext* context, const v1::DecideResolutionRequest* request,
                                v1::ReconBreak* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.ReconciliationService/DecideResolution"), *request,
                     [&](const Caller& caller) -> Result<void> {
                       if (const auto ok = all_of(check_uuid(request->break_id(), "break_id"),
                                                  check_text(request->note(), "note", longest_note),
                                                  check_uuid(request->idempotency_key(), "idempotency_key"));
                           !ok)
                         return ok;
                       return committed(
                           put_view(needs_.reconciliation.decide(caller, wire::from_wire(*request)), response));
                     });
  }

 private:
  Result<void> committed(Result<void> outcome) const {
    if (outcome && needs_.work_waits)
      needs_.work_waits();
    return outcome;
  }

  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_reconciliation_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<ReconciliationHandlers>(needs, gate);
}

} // namespace paydesk::service
