#include "paydesk/v1/selections.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

constexpr std::size_t longest_filter = 2000;

class SelectionHandlers final : public v1::SelectionService::Service {
 public:
  SelectionHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status FreezeSelection(grpc::ServerContext* context, const v1::FreezeSelectionRequest* request,
                               v1::Selection* response) override {
    return command(*context, rpc("/paydesk.v1.SelectionService/FreezeSelection"), *request, response,
                   check_text(request->filter(), "filter", longest_filter),
                   [&](const Caller& caller, const SelectionStore::Keep& keep) {
                     return needs_.selections.freeze(caller, request->dead_letter(), request->filter(), keep);
                   });
  }

  grpc::Status RunSelection(grpc::ServerContext* context, const v1::RunSelectionRequest* request,
                            v1::Selection* response) override {
    const auto id = check_uuid(request->selection_id(), "selection_id");
    return command(*context, rpc("/paydesk.v1.SelectionService/RunSelection"), *request, response,
                   all_of(id, check_text(request->reason(), "reason", longest_reason)),
                   [&](const Caller& caller, const SelectionStore::Keep& keep) {
                     return needs_.selections.run(caller, *id, request->action(), request->reason(), keep);
                   });
  }

  grpc::Status CancelSelection(grpc::ServerContext* context, const v1::CancelSelectionRequest* request,
                               v1::Selection* response) override {
    const auto id = check_uuid(request->selection_id(), "selection_id");
    return command(*context, rpc("/paydesk.v1.SelectionService/CancelSelection"), *request, response,
                   all_of(id, check_text(request->reason(), "reason", longest_reason)),
                   [&](const Caller& caller, const SelectionStore::Keep& keep) {
                     return needs_.selections.cancel(caller, *id, request->reason(), keep);
                   });
  }

  grpc::Status GetSelection(grpc::ServerContext* context, const v1::GetSelectionRequest* request,
                            v1::SelectionProgress* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.SelectionService/GetSelection"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto id = check_uuid(request->selection_id(), "selection_id");
                       const auto page = check_page(request->page(), "page.");
                       if (const auto ok = all_of(id, page); !ok)
                         return ok;
                       return put_view(needs_.selections.progress(*id, *page), response);
                     });
  }

 private:
  template <class Request, class Act>
  grpc::Status command(grpc::ServerContext& context, const Rpc& method, const Request& request,
                       v1::Selection* response, const Result<void>& checked, Act act) {
    return gate_.run(context, method, request, [&](const Caller& caller) -> Result<void> {
      if (!checked)
        return checked;
      return run_once(needs_, caller, method.method, request, request.idempotency_key(), response,
                      [&](const Uuid& key) { return put_view(act(caller, kept_as<v1::Selection>(caller, key)), response); });
    });
  }

  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_selection_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<SelectionHandlers>(needs, gate);
}

} // namespace paydesk::service
