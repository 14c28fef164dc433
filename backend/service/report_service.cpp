#include "paydesk/v1/reports.grpc.pb.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

Result<void> check_request(const v1::ReportRequest& request) {
  return all_of(check_needed(request.kind(), "kind", 32), check_text(request.format(), "format", 8),
                check_text(request.from(), "from", 10), check_text(request.to(), "to", 10),
                check_text(request.account(), "account", longest_name), check_text(request.currency(), "currency", 3),
                check_text(request.filter(), "filter", longest_note), check_text(request.seller(), "seller", longest_name),
                check_text(request.by(), "by", 8));
}

class ReportHandlers final : public v1::ReportService::Service {
 public:
  ReportHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status MakeReport(grpc::ServerContext* context, const v1::ReportRequest* request,
                          v1::Report* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.ReportService/MakeReport"), *request,
                     [&](const Caller& caller) -> Result<void> {
                       if (const auto ok = all_of(check_request(*request), check_needed(request->format(), "format", 8)); !ok)
                         return ok;
                       return put_view(needs_.reports.make(caller, wire::from_wire(*request)), response);
                     });
  }

  grpc::Status ReadReport(grpc::ServerContext* context, const v1::ReportRequest* request,
                          v1::ReportTable* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.ReportService/ReadReport"), *request,
                     [&](const Caller& caller) -> Result<void> {
                       if (const auto ok = check_request(*request); !ok)
                         return ok;
                       return put_view(needs_.reports.read(caller, wire::from_wire(*request)), response);
                     });
  }

 private:
  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_report_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<ReportHandlers>(needs, gate);
}

} // namespace paydesk::service
