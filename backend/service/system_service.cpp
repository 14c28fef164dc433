#include "core/lifecycle.h"
#include "paydesk/v1/system.grpc.pb.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

std::string kind_name(lifecycle::Kind kind) {
  switch (kind) {
  case lifecycle::Kind::active:
    return "active";
  case lifecycle::Kind::waiting:
    return "waiting";
  case lifecycle::Kind::attention:
    return "attention";
  case lifecycle::Kind::good:
    return "good";
  case lifecycle::Kind::bad:
    return "bad";
  }
  return {};
}

views::DescribeLifecycleResponse describe_lifecycle() {
  views::DescribeLifecycleResponse response;
  for (const auto& table : lifecycle::tables()) {
    views::LifecycleMachine machine;
    machine.name = table.name;
    machine.version = table.version;
    for (const auto& state : table.states)
      machine.states.push_back({std::string(state.name), kind_name(state.kind), state.final, state.sla_s,
                                state.column, state.row});
    for (const auto& move : table.transitions)
      machine.transitions.push_back({std::string(move.from), std::string(move.trigger), std::string(move.to)});
    response.machines.push_back(std::move(machine));
  }
  response.checksum = lifecycle::checksum();
  return response;
}

views::Caller describe(const Caller& caller) {
  return {caller.principal_id.to_string(), caller.login, caller.display_name, caller.roles,
          permitted(role_set(caller.roles))};
}

class SystemHandlers final : public v1::SystemService::Service {
 public:
  SystemHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status GetStatus(grpc::ServerContext* context, const v1::GetStatusRequest* request,
                         v1::SystemStatus* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.SystemService/GetStatus"), *request,
                     [&](const Caller&) { return put_view(needs_.status(), response); });
  }

  grpc::Status WhoAmI(grpc::ServerContext* context, const v1::WhoAmIRequest* request, v1::Caller* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.SystemService/WhoAmI"), *request, [&](const Caller& caller) {
      return put_view(describe(caller), response);
    });
  }

  grpc::Status DescribeLifecycle(grpc::ServerContext* context, const v1::DescribeLifecycleRequest* request,
                                 v1::DescribeLifecycleResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.SystemService/DescribeLifecycle"), *request, [&](const Caller&) {
      return put_view(describe_lifecycle(), response);
    });
  }

  grpc::Status GetFlow(grpc::ServerContext* context, const v1::GetFlowRequest* request, v1::Flow* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.SystemService/GetFlow"), *request,
                     [&](const Caller&) -> Result<void> {
                       if (auto ok = all_of(check_text(request->range(), "range", 16),
                                            check_text(request->psp_account(), "psp_account", longest_name),
                                            check_text(request->currency(), "currency", 3));
                           !ok)
                         return ok;
                       return put_view(needs_.queries.flow(wire::from_wire(*request)), response);
                     });
  }

  grpc::Status ListAudit(grpc::ServerContext* context, const v1::PageRequest* request,
                         v1::ListAuditResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.SystemService/ListAudit"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(*request);
                       if (!page)
                         return tl::unexpected(page.error());
                       return put_view(needs_.queries.audit(*page), response);
                     });
  }

 private:
  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_system_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<SystemHandlers>(needs, gate);
}

} // namespace paydesk::service
