#include "paydesk/v1/psps.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

constexpr int most_rules = 100;

Result<void> check_policy(const v1::SetRetryPolicyRequest& request) {
  if (request.rules_size() > most_rules)
    return invalid("rules", "has more than 100 rules");
  return check_needed(request.psp_account(), "psp_account", longest_name);
}

class PspHandlers final : public v1::PspService::Service {
 public:
  PspHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status GetRetryPolicy(grpc::ServerContext* context, const v1::GetRulesRequest* request,
                              v1::RetryPolicy* response) override {
    return read(*context, rpc("/paydesk.v1.PspService/GetRetryPolicy"), *request, response, &RuleBook::retry_policy);
  }

  grpc::Status PreviewRetryPolicy(grpc::ServerContext* context, const v1::SetRetryPolicyRequest* request,
                                  v1::PreviewRetryPolicyResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PspService/PreviewRetryPolicy"), *request,
                     [&](const Caller&) -> Result<void> {
                       if (const auto ok = check_policy(*request); !ok)
                         return ok;
                       return put_view(needs_.rules.preview_retry_policy(wire::from_wire(*request)), response);
                     });
  }

  grpc::Status SetRetryPolicy(grpc::ServerContext* context, const v1::SetRetryPolicyRequest* request,
                              v1::RetryPolicy* response) override {
    return command(*context, rpc("/paydesk.v1.PspService/SetRetryPolicy"), *request, response, check_policy(*request),
                   &RuleBook::set_retry_policy);
  }

  grpc::Status GetErrorMapping(grpc::ServerContext* context, const v1::GetRulesRequest* request,
                               v1::ErrorMapping* response) override {
    return read(*context, rpc("/paydesk.v1.PspService/GetErrorMapping"), *request, response, &RuleBook::error_mapping);
  }

  grpc::Status PreviewErrorMapping(grpc::ServerContext* context, const v1::SetErrorMappingRequest* request,
                                   v1::PreviewErrorMappingResponse* response) override {
    return read(*context, rpc("/paydesk.v1.PspService/PreviewErrorMapping"), *request, response,
                &RuleBook::preview_error_mapping);
  }

  grpc::Status SetErrorMapping(grpc::ServerContext* context, const v1::SetErrorMappingRequest* request,
                               v1::ErrorMapping* response) override {
    return command(*context, rpc("/paydesk.v1.PspService/SetErrorMapping"), *request, response,
                   check_needed(request->subject(), "subject", longest_name), &RuleBook::set_error_mapping);
  }

  grpc::Status ListUnmapped(grpc::ServerContext* context, const v1::ListUnmappedRequest* request,
                            v1::ListUnmappedResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PspService/ListUnmapped"), *request,
                     [&](const Caller&) -> Result<void> {
                       if (const auto ok = check_text(request->psp_account(), "psp_account", longest_name); !ok)
                         return ok;
                       return put_view(needs_.rules.unmapped(wire::from_wire(*request)), response);
                     });
  }

  grpc::Status GetBreaker(grpc::ServerContext* context, const v1::GetRulesRequest* request,
                          v1::Breaker* response) override {
    return read(*context, rpc("/paydesk.v1.PspService/GetBreaker"), *request, response, &RuleBook::breaker);
  }

  grpc::Status SetBreaker(grpc::ServerContext* context, const v1::SetBreakerRequest* request,
                          v1::Breaker* response) override {
    return command(*context, rpc("/paydesk.v1.PspService/SetBreaker"), *request, response,
                   check_needed(request->psp_account(), "psp_account", longest_name), &RuleBook::set_breaker);
  }

  grpc::Status ForceBreaker(grpc::ServerContext* context, const v1::ForceBreakerRequest* request,
                            v1::Breaker* response) override {
    return command(*context, rpc("/paydesk.v1.PspService/ForceBreaker"), *request, response,
                   check_needed(request->psp_account(), "psp_account", longest_name), &RuleBook::force_breaker);
  }

  grpc::Status GetRouting(grpc::ServerContext* context, const v1::GetRulesRequest* request,
                          v1::Routing* response) override {
    return read(*context, rpc("/paydesk.v1.PspService/GetRouting"), *request, response, &RuleBook::routing);
  }

  grpc::Status SetRouting(grpc::ServerContext* context, const v1::SetRoutingRequest* request,
                          v1::Routing* response) override {
    return command(*context, rpc("/paydesk.v1.PspService/SetRouting"), *request, response, {},
                   &RuleBook::set_routing);
  }

  grpc::Status SetIntake(grpc::ServerContext* context, const v1::SetIntakeRequest* request,
                         v1::PspIntake* response) override {
    return command(*context, rpc("/paydesk.v1.PspService/SetIntake"), *request, response,
                   check_needed(request->psp_account(), "psp_account", longest_name), &RuleBook::set_intake);
  }

  grpc::Status ListRuleVersions(grpc::ServerContext* context, const v1::ListRuleVersionsRequest* request,
                                v1::ListRuleVersionsResponse* response) override {
    return read(*context, rpc("/paydesk.v1.PspService/ListRuleVersions"), *request, response, &RuleBook::versions);
  }

  grpc::Status CompareRuleVersions(grpc::ServerContext* context, const v1::CompareRuleVersionsRequest* request,
                                   v1::CompareRuleVersionsResponse* response) override {
    return read(*context, rpc("/paydesk.v1.PspService/CompareRuleVersions"), *request, response, &RuleBook::compare);
  }

  grpc::Status RestoreRules(grpc::ServerContext* context, const v1::RestoreRulesRequest* request,
                            v1::RuleVersion* response) override {
    return command(*context, rpc("/paydesk.v1.PspService/RestoreRules"), *request, response,
                   all_of(check_needed(request->subject(), "subject", longest_name), check_version(request->version())),
                   &RuleBook::restore);
  }

 private:
  static Result<void> check_version(std::int32_t version) {
    return version < 0 ? Result<void>(invalid("version", "is negative")) : Result<void>{};
  }

  /// Every change says why.
  template <class Request> static Result<void> check_why(const Request& request) {
    if constexpr (requires { request.note(); })
      return check_needed(request.note(), "note", longest_reason);
    else
      return check_needed(request.reason(), "reason", longest_reason);
  }

  template <class Request, class Response, class View, class Answer>
  grpc::Status read(grpc::ServerContext& context, const Rpc& method, const Request& request, Response* response,
                    Result<Answer> (RuleBook::*ask)(const View&)) {
    return gate_.run(context, method, request, [&](const Caller&) -> Result<void> {
      if (const auto ok = check_needed(request.subject(), "subject", longest_name); !ok)
        return ok;
      if constexpr (requires { request.version(); })
        if (const auto ok = check_version(request.version()); !ok)
          return ok;
      return put_view((needs_.rules.*ask)(wire::from_wire(request)), response);
    });
  }

  template <class Request, class Response, class View, class Answer>
  grpc::Status command(grpc::ServerContext& context, const Rpc& method, const Request& request, Response* response,
                       const Result<void>& fields,
                       Result<Answer> (RuleBook::*act)(const Caller&, const View&, const KeepAnswer<Answer>&)) {
    return gate_.run(context, method, request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = all_of(fields, check_why(request)); !ok)
        return ok;
      return run_once(needs_, caller, method.method, request, request.idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view((needs_.rules.*act)(caller, wire::from_wire(request),
                                                            kept_as<Response>(caller, key)),
                                        response);
                      });
    });
  }

  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_psp_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<PspHandlers>(needs, gate);
}

} // namespace paydesk::service
