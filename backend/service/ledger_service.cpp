#include "engine/books/books.h"
#include "paydesk/v1/ledger.grpc.pb.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

class LedgerHandlers final : public v1::LedgerService::Service {
 public:
  LedgerHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status ListBalances(grpc::ServerContext* context, const v1::ListBalancesRequest* request,
                            v1::ListBalancesResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.LedgerService/ListBalances"), *request,
                     [&](const Caller&) -> Result<void> {
                       if (auto ok = check_text(request->account(), "account", longest_name); !ok)
                         return ok;
                       auto rows = needs_.queries.balances(request->account());
                       if (!rows)
                         return tl::unexpected(rows.error());
                       return put_view(views::ListBalancesResponse{std::move(*rows)}, response);
                     });
  }

  grpc::Status ListEntries(grpc::ServerContext* context, const v1::ListEntriesRequest* request,
                           v1::ListEntriesResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.LedgerService/ListEntries"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(request->page(), "page.");
                       const auto payment = request->payment_id().empty()
                                                ? Result<Uuid>(Uuid{})
                                                : check_uuid(request->payment_id(), "payment_id");
                       const auto ok = all_of(page, payment, check_text(request->account(), "account", longest_name));
                       if (!ok)
                         return ok;
                       return put_view(needs_.queries.entries({request->account(), request->payment_id(), *page}),
                                       response);
                     });
  }

  grpc::Status ListWallets(grpc::ServerContext* context, const v1::PageRequest* request,
                           v1::ListWalletsResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.LedgerService/ListWallets"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto page = check_page(*request);
                       if (!page)
                         return tl::unexpected(page.error());
                       return put_view(needs_.queries.wallets(*page), response);
                     });
  }

  grpc::Status Verify(grpc::ServerContext* context, const v1::VerifyRequest* request,
                      v1::VerifyResponse* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.LedgerService/Verify"), *request, [&](const Caller&) -> Result<void> {
      if (request->as_of().empty())
        return put_view(needs_.queries.verify(), response);
      const auto as_of = instant_or_day(request->as_of());
      if (!as_of)
        return invalid("as_of", "is neither an instant like 2027-01-31T12:00:00Z nor a date");
      if (*as_of > needs_.clock.now())
        return invalid("as_of", "is still to come");
      return put_view(needs_.queries.verify_past(*as_of), response);
    });
  }

 private:
  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_ledger_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<LedgerHandlers>(needs, gate);
}

} // namespace paydesk::service
