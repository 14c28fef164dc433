#include "paydesk/v1/queues.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

Result<std::vector<Uuid>> check_jobs(const v1::QueueCommand& request) {
  std::vector<const std::string*> texts;
  for (const auto& id : request.job_ids())
    texts.push_back(&id);
  return check_uuids(texts, "job_ids");
}

class QueueHandlers final : public v1::QueueService::Service {
 public:
  QueueHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status ListQueue(grpc::ServerContext* context, const v1::ListQueueRequest* request,
                         v1::ListQueueResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.QueueService/ListQueue"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(request->page(), "page.");
                       if (!page)
                         return tl::unexpected(page.error());
                       return put_view(needs_.queries.list_queue({request->dead_letter(), *page}), response);
                     });
  }

  grpc::Status GetQueueStats(grpc::ServerContext* context, const v1::QueueStatsRequest* request,
                             v1::QueueStats* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.QueueService/GetQueueStats"), *request,
                     [&](const Caller&) { return put_view(needs_.queries.queue_stats(), response); });
  }

  grpc::Status RetryItems(grpc::ServerContext* context, const v1::QueueCommand* request,
                          v1::QueueCommandResponse* response) override {
    return command(*context, rpc("/paydesk.v1.QueueService/RetryItems"), *request, response,
                   check_text(request->reason(), "reason", longest_reason),
                   [&](const Caller& caller, const std::vector<Uuid>& ids, const auto& keep) {
                     return needs_.commands.retry_items(caller, ids, request->reason(), keep);
                   });
  }

  grpc::Status DiscardItems(grpc::ServerContext* context, const v1::QueueCommand* request,
                            v1::QueueCommandResponse* response) override {
    return command(*context, rpc("/paydesk.v1.QueueService/DiscardItems"), *request, response,
                   check_needed(request->reason(), "reason", longest_reason),
                   [&](const Caller& caller, const std::vector<Uuid>& ids, const auto& keep) {
                     return needs_.commands.discard_items(caller, ids, request->reason(), keep);
                   });
  }

  grpc::Status PausePsp(grpc::ServerContext* context, const v1::PausePspRequest* request,
                        v1::PspQueue* response) override {
    const auto& method = rpc("/paydesk.v1.QueueService/PausePsp");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      // Stopping an account needs a reason, going on does not.
      if (const auto ok = all_of(check_needed(request->psp_account(), "psp_account", longest_name),
                                 request->paused() ? check_needed(request->reason(), "reason", longest_reason)
                                                   : check_text(request->reason(), "reason", longest_reason));
          !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.people.pause_psp(caller, request->psp_account(), request->paused(),
                                                                request->reason(), kept_as<v1::PspQueue>(caller, key)),
                                        response);
                      });
    });
  }

 private:
  template <class Act>
  grpc::Status command(grpc::ServerContext& context, const Rpc& method, const v1::QueueCommand& request,
                       v1::QueueCommandResponse* response, const Result<void>& reason, Act act) {
    return gate_.run(context, method, request, [&](const Caller& caller) -> Result<void> {
      const auto ids = check_jobs(request);
      if (const auto ok = all_of(ids, reason); !ok)
        return ok;
      return run_once(needs_, caller, method.method, request, request.idempotency_key(), response,
                      [&](const Uuid& key) -> Result<void> {
                        const auto keep = [answer = kept_as<v1::QueueCommandResponse>(caller, key)](const auto& made) {
                          return answer(views::QueueCommandResponse{made});
                        };
                        auto results = act(caller, *ids, keep);
                        if (!results)
                          return tl::unexpected(results.error());
                        return put_view(views::QueueCommandResponse{std::move(*results)}, response);
                      });
    });
  }

  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_queue_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<QueueHandlers>(needs, gate);
}

} // namespace paydesk::service
