#include "paydesk/v1/journals.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

/// The engine checks the rest: what it may be, not only what it may look like.
template <class Request> Result<void> check_proposal(const Request& request) {
  return all_of(check_needed(request.reason(), "reason", longest_reason),
                check_text(request.evidence_name(), "evidence_name", longest_name));
}

class JournalHandlers final : public v1::JournalService::Service {
 public:
  JournalHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status PreviewJournal(grpc::ServerContext* context, const v1::PreviewJournalRequest* request,
                              v1::JournalPreview* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.JournalService/PreviewJournal"), *request, [&](const Caller&) {
      return put_view(needs_.journals.preview(wire::from_wire(*request)), response);
    });
  }

  grpc::Status ProposeJournal(grpc::ServerContext* context, const v1::ProposeJournalRequest* request,
                              v1::Approval* response) override {
    return propose(*context, rpc("/paydesk.v1.JournalService/ProposeJournal"), *request, response,
                   [&](const Caller& caller, const auto& keep) {
                     return needs_.journals.propose(caller, wire::from_wire(*request), keep);
                   });
  }

  grpc::Status PreviewReversal(grpc::ServerContext* context, const v1::PreviewReversalRequest* request,
                               v1::JournalPreview* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.JournalService/PreviewReversal"), *request, [&](const Caller&) {
      return put_view(needs_.journals.preview_reversal(wire::from_wire(*request)), response);
    });
  }

  grpc::Status ProposeReversal(grpc::ServerContext* context, const v1::ProposeReversalRequest* request,
                               v1::Approval* response) override {
    return propose(*context, rpc("/paydesk.v1.JournalService/ProposeReversal"), *request, response,
                   [&](const Caller& caller, const auto& keep) {
                     return needs_.journals.propose_reversal(caller, wire::from_wire(*request), keep);
                   });
  }

  grpc::Status PreviewWriteOff(grpc::ServerContext* context, const v1::PreviewWriteOffRequest* request,
                               v1::JournalPreview* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.JournalService/PreviewWriteOff"), *request, [&](const Caller&) {
      return put_view(needs_.journals.preview_write_off(wire::from_wire(*request)), response);
    });
  }

  grpc::Status ProposeWriteOff(grpc::ServerContext* context, const v1::ProposeWriteOffRequest* request,
                               v1::Approval* response) override {
    return propose(*context, rpc("/paydesk.v1.JournalService/ProposeWriteOff"), *request, response,
                   [&](const Caller& caller, const auto& keep) {
                     return needs_.journals.propose_write_off(caller, wire::from_wire(*request), keep);
                   });
  }

  grpc::Status PreviewPspInvoice(grpc::ServerContext* context, const v1::PreviewPspInvoiceRequest* request,
                                 v1::JournalPreview* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.JournalService/PreviewPspInvoice"), *request, [&](const Caller&) {
      return put_view(needs_.journals.preview_psp_invoice(wire::from_wire(*request)), response);
    });
  }

  grpc::Status ProposePspInvoice(grpc::ServerContext* context, const v1::ProposePspInvoiceRequest* request,
                                 v1::Approval* response) override {
    return propose(*context, rpc("/paydesk.v1.JournalService/ProposePspInvoice"), *request, response,
                   [&](const Caller& caller, const auto& keep) {
                     return needs_.journals.propose_psp_invoice(caller, wire::from_wire(*request), keep);
                   });
  }

 private:
  /// `ask` is called with the caller and how its answer is kept.
  template <class Request, class Ask>
  grpc::Status propose(grpc::ServerContext& context, const Rpc& method, const Request& request,
                       v1::Approval* response, Ask&& ask) {
    return gate_.run(context, method, request, [&](const Caller& caller) -> Result<void> {
      if (const auto ok = check_proposal(request); !ok)
        return ok;
      return run_once(needs_, caller, method.method, request, request.idempotency_key(), response,
                      [&](const Uuid& key) {
                        return put_view(ask(caller, KeepAnswer<views::Approval>(kept_as<v1::Approval>(caller, key))),
                                        response);
                      });
    });
  }

  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_journal_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<JournalHandlers>(needs, gate);
}

} // namespace paydesk::service
