#include "engine/books/books.h"
#include "paydesk/v1/books.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

class BooksHandlers final : public v1::BooksService::Service {
 public:
  BooksHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status GetBooks(grpc::ServerContext* context, const v1::GetBooksRequest* request,
                        v1::BooksStatus* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.BooksService/GetBooks"), *request,
                     [&](const Caller&) { return put_view(needs_.books.status(), response); });
  }

  grpc::Status CloseDay(grpc::ServerContext* context, const v1::CloseDayRequest* request,
                        v1::BooksStatus* response) override {
    const auto& method = rpc("/paydesk.v1.BooksService/CloseDay");
    return gate_.run(*context, method, *request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = all_of(check_needed(request->day(), "day", 10),
                                 check_needed(request->reason(), "reason", longest_reason));
          !ok)
        return ok;
      return run_once(needs_, caller, method.method, *request, request->idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(needs_.books.close_day(caller, wire::from_wire(*request),
                                                               kept_as<v1::BooksStatus>(caller, key)),
                                        response);
                      });
    });
  }

  grpc::Status GetBalancesAsOf(grpc::ServerContext* context, const v1::BalancesAsOfRequest* request,
                               v1::BalancesAsOf* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.BooksService/GetBalancesAsOf"), *request,
                     [&](const Caller&) -> Result<void> {
                       if (const auto ok = all_of(check_text(request->account(), "account", longest_name),
                                                  check_needed(request->at(), "at", 40));
                           !ok)
                         return ok;
                       return put_view(needs_.books.balances(wire::from_wire(*request)), response);
                     });
  }

  grpc::Status GetTrialBalance(grpc::ServerContext* context, const v1::TrialBalanceRequest* request,
                               v1::TrialBalance* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.BooksService/GetTrialBalance"), *request,
                     [&](const Caller&) -> Result<void> {
                       if (const auto ok = all_of(check_text(request->from(), "from", 10),
                                                  check_needed(request->to(), "to", 10));
                           !ok)
                         return ok;
                       return put_view(needs_.books.trial_balance(wire::from_wire(*request)), response);
                     });
  }

  grpc::Status GetStatement(grpc::ServerContext* context, const v1::StatementRequest* request,
                            v1::Statement* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.BooksService/GetStatement"), *request,
                     [&](const Caller&) -> Result<void> {
                       if (const auto ok = all_of(check_needed(request->account(), "account", longest_name),
                                                  check_needed(request->currency(), "currency", 3),
                                                  check_text(request->from(), "from", 10),
                                                  check_needed(request->to(), "to", 10),
                                                  check_text(request->cursor(), "cursor", longest_note));
                           !ok)
                         return ok;
                       return put_view(needs_.books.statement(wire::from_wire(*request)), response);
                     });
  }

  grpc::Status GetLedgerSeal(grpc::ServerContext* context, const v1::GetLedgerSealRequest* request,
                             v1::LedgerSeal* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.BooksService/GetLedgerSeal"), *request, [&](const Caller&) {
      return put_view(needs_.books.ledger_seal(request->seal_no()), response);
    });
  }

 private:
  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_books_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<BooksHandlers>(needs, gate);
}

} // namespace paydesk::service
