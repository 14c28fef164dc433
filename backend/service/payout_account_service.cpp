#include "paydesk/v1/payout_accounts.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"
#include "wire/payout_accounts.h"

namespace paydesk::service {
namespace {

Result<void> check_proposal(const v1::ProposePayoutAccountRequest& request) {
  return all_of(check_needed(request.seller(), "seller", longest_name), check_needed(request.currency(), "currency", 3),
                check_needed(request.scheme(), "scheme", 16), check_text(request.bank(), "bank", longest_name),
                check_needed(request.number(), "number", longest_name),
                check_needed(request.holder(), "holder", longest_name),
                check_needed(request.reason(), "reason", longest_reason));
}

class PayoutAccountHandlers final : public v1::PayoutAccountService::Service {
 public:
  PayoutAccountHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status ProposePayoutAccount(grpc::ServerContext* context, const v1::ProposePayoutAccountRequest* request,
                                    v1::PayoutAccount* response) override {
    const auto& method = rpc("/paydesk.v1.PayoutAccountService/ProposePayoutAccount");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = check_proposal(*request); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.payout_accounts.propose(caller, wire::from_wire(*request),
                                                                       kept_as<v1::PayoutAccount>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status DecidePayoutAccount(grpc::ServerContext* context, const v1::DecidePayoutAccountRequest* request,
                                   v1::PayoutAccount* response) override {
    const auto& method = rpc("/paydesk.v1.PayoutAccountService/DecidePayoutAccount");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      const auto id = check_uuid(request->account_id(), "account_id");
      if (const auto ok = all_of(id, check_text(request->note(), "note", longest_note)); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.payout_accounts.decide(caller, *id, request->approve(), request->note(),
                                                                      kept_as<v1::PayoutAccount>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status BlockPayoutAccount(grpc::ServerContext* context, const v1::BlockPayoutAccountRequest* request,
                                  v1::PayoutAccount* response) override {
    const auto& method = rpc("/paydesk.v1.PayoutAccountService/BlockPayoutAccount");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      const auto id = check_uuid(request->account_id(), "account_id");
      if (const auto ok = all_of(id, check_needed(request->reason(), "reason", longest_reason)); !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.payout_accounts.block(caller, *id, request->reason(),
                                                                     kept_as<v1::PayoutAccount>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status ListPayoutAccounts(grpc::ServerContext* context, const v1::PageRequest* request,
                                  v1::ListPayoutAccountsResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.PayoutAccountService/ListPayoutAccounts"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(*request);
                       if (!page)
                         return tl::unexpected(page.error());
                       return put_view(needs_.payout_accounts.list(*page), response);
                     });
  }

 private:
  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_payout_account_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<PayoutAccountHandlers>(needs, gate);
}

} // namespace paydesk::service
