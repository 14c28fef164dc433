#include "paydesk/v1/payout_schedules.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

Result<void> check_schedule(const v1::PayoutSchedule& schedule) {
  for (const auto& seller : schedule.sellers())
    if (const auto ok = check_needed(seller, "schedule.sellers", longest_name); !ok)
      return ok;
  return all_of(check_needed(schedule.name(), "schedule.name", longest_name),
                check_text(schedule.currency(), "schedule.currency", 3),
                check_text(schedule.rhythm(), "schedule.rhythm", 16),
                check_text(schedule.cut_off(), "schedule.cut_off", 16),
                check_text(schedule.zone(), "schedule.zone", longest_name),
                check_text(schedule.minimum(), "schedule.minimum", 32),
                check_text(schedule.psp_account(), "schedule.psp_account", longest_name));
}

class PayoutScheduleHandlers final : public v1::PayoutScheduleService::Service {
 public:
  PayoutScheduleHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status ListPayoutSchedules(grpc::ServerContext* context, const v1::ListPayoutSchedulesRequest* request,
                                   v1::ListPayoutSchedulesResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PayoutScheduleService/ListPayoutSchedules"), *request,
                     [&](const Caller&) { return put_view(needs_.payout_schedules.list(), response); });
  }

  grpc::Status SetPayoutSchedule(grpc::ServerContext* context, const v1::SetPayoutScheduleRequest* request,
                                 v1::PayoutSchedule* response) override {
    const auto& method = rpc("/paydesk.v1.PayoutScheduleService/SetPayoutSchedule");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = all_of(check_schedule(request->schedule()),
                                 check_needed(request->reason(), "reason", longest_reason)); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.payout_schedules.set(caller, wire::from_wire(*request),
                                                                    kept_as<v1::PayoutSchedule>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status PreviewPayoutSchedules(grpc::ServerContext* context, const v1::PreviewPayoutSchedulesRequest* request,
                                      v1::PreviewPayoutSchedulesResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PayoutScheduleService/PreviewPayoutSchedules"), *request,
                     [&](const Caller&) { return put_view(needs_.payout_schedules.preview(), response); });
  }

  grpc::Status ListPayoutRuns(grpc::ServerContext* context, const v1::PageRequest* request,
                              v1::ListPayoutRunsResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PayoutScheduleService/ListPayoutRuns"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(*request);
                       if (!page)
                         return tl::unexpected(page.error());
                       return put_view(needs_.payout_schedules.runs(*page), response);
                     });
  }

  grpc::Status GetPayoutRun(grpc::ServerContext* context, const v1::GetPayoutRunRequest* request,
                            v1::PayoutRunDetail* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PayoutScheduleService/GetPayoutRun"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto id = check_uuid(request->run_id(), "run_id");
                       if (!id)
                         return tl::unexpected(id.error());
                       return put_view(needs_.payout_schedules.run(*id), response);
                     });
  }

 private:
  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_payout_schedule_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<PayoutScheduleHandlers>(needs, gate);
}

} // namespace paydesk::service
