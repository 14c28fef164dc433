#include "tests/support/fake_daemon/services.h"

#include "paydesk/v1/books.grpc.pb.h"
#include "paydesk/v1/events.grpc.pb.h"
#include "paydesk/v1/ledger.grpc.pb.h"
#include "paydesk/v1/payments.grpc.pb.h"
#include "paydesk/v1/payouts.grpc.pb.h"
#include "paydesk/v1/queues.grpc.pb.h"
#include "paydesk/v1/reconciliation.grpc.pb.h"
#include "paydesk/v1/refunds.grpc.pb.h"
#include "paydesk/v1/reports.grpc.pb.h"
#include "paydesk/v1/system.grpc.pb.h"
#include "tests/support/fake_daemon/desks.h"

namespace paydesk::fake {

namespace {

class PaymentFace final : public v1::PaymentService::Service {
 public:
  explicit PaymentFace(Services& services) : services_(services) {}

  grpc::Status ListPayments(grpc::ServerContext* context, const v1::PageRequest* in,
                            v1::ListPaymentsResponse* out) override {
    return services_.serve("ListPayments", *context, *in, *out, list_payments);
  }
  grpc::Status SummarizePayments(grpc::ServerContext* context, const v1::SummarizePaymentsRequest* in,
                                 v1::Totals* out) override {
    return services_.serve("SummarizePayments", *context, *in, *out, summarize_payments);
  }
  grpc::Status GetPayment(grpc::ServerContext* context, const v1::GetPaymentRequest* in,
                          v1::PaymentDetail* out) override {
    return services_.serve("GetPayment", *context, *in, *out, get_payment);
  }
  grpc::Status RetryPayment(grpc::ServerContext* context, const v1::PaymentCommand* in,
                            v1::CommandOutcome* out) override {
    return services_.serve("RetryPayment", *context, *in, *out, retry_payment);
  }
  grpc::Status CancelPayment(grpc::ServerContext* context, const v1::PaymentCommand* in,
                             v1::CommandOutcome* out) override {
    return services_.serve("CancelPayment", *context, *in, *out, cancel_payment);
  }

 private:
  Services& services_;
};

class RefundFace final : public v1::RefundService::Service {
 public:
  explicit RefundFace(Services& services) : services_(services) {}

  grpc::Status PreviewRefund(grpc::ServerContext* context, const v1::RefundRequest* in,
                             v1::RefundPreview* out) override {
    return services_.serve("PreviewRefund", *context, *in, *out, preview_refund);
  }
  grpc::Status CreateRefund(grpc::ServerContext* context, const v1::RefundRequest* in,
                            v1::CreateRefundResponse* out) override {
    return services_.serve("CreateRefund", *context, *in, *out, create_refund);
  }
  grpc::Status GetRefund(grpc::ServerContext* context, const v1::GetRefundRequest* in,
                         v1::RefundRow* out) override {
    return services_.serve("GetRefund", *context, *in, *out, get_refund);
  }
  grpc::Status ListRefunds(grpc::ServerContext* context, const v1::PageRequest* in,
                           v1::ListRefundsResponse* out) override {
    return services_.serve("ListRefunds", *context, *in, *out, list_refunds);
  }
  grpc::Status DecideRefund(grpc::ServerContext* context, const v1::DecideRefundRequest* in,
                            v1::RefundRow* out) override {
    return services_.serve("DecideRefund", *context, *in, *out, decide_refund);
  }

 private:
  Services& services_;
};

class QueueFace final : public v1::QueueService::Service {
 public:
  explicit QueueFace(Services& services) : services_(services) {}

  grpc::Status ListQueue(grpc::ServerContext* context, const v1::ListQueueRequest* in,
                         v1::ListQueueResponse* out) override {
    return services_.serve("ListQueue", *context, *in, *out, list_queue);
  }
  grpc::Status GetQueueStats(grpc::ServerContext* context, const v1::QueueStatsRequest* in,
                             v1::QueueStats* out) override {
    return services_.serve("GetQueueStats", *context, *in, *out, queue_stats);
  }
  grpc::Status RetryItems(grpc::ServerContext* context, const v1::QueueCommand* in,
                          v1::QueueCommandResponse* out) override {
    return services_.serve("RetryItems", *context, *in, *out, retry_items);
  }
  grpc::Status DiscardItems(grpc::ServerContext* context, const v1::QueueCommand* in,
                            v1::QueueCommandResponse* out) override {
    return services_.serve("DiscardItems", *context, *in, *out, discard_items);
  }
  grpc::Status PausePsp(grpc::ServerContext* context, const v1::PausePspRequest* in,
                        v1::PspQueue* out) override {
    return services_.serve("PausePsp", *context, *in, *out, pause_psp);
  }

 private:
  Services& services_;
};

class ReconciliationFace final : public v1::ReconciliationService::Service {
 public:
  explicit ReconciliationFace(Services& services) : services_(services) {}

  grpc::Status ImportFile(grpc::ServerContext* context, const v1::ImportFileRequest* in,
                          v1::ImportFileResponse* out) override {
    return services_.serve("ImportFile", *context, *in, *out, import_file);
  }
  grpc::Status ListRuns(grpc::ServerContext* context, const v1::PageRequest* in,
                        v1::ListRunsResponse* out) override {
    return services_.serve("ListRuns", *context, *in, *out, list_runs);
  }
  grpc::Status GetRun(grpc::ServerContext* context, const v1::GetRunRequest* in, v1::ReconRun* out) override {
    return services_.serve("GetRun", *context, *in, *out, get_run);
  }
  grpc::Status ListBreaks(grpc::ServerContext* context, const v1::ListBreaksRequest* in,
                          v1::ListBreaksResponse* out) override {
    return services_.serve("ListBreaks", *context, *in, *out, list_breaks);
  }
  grpc::Status ListPairs(grpc::ServerContext* context, const v1::ListPairsRequest* in,
                         v1::ListPairsResponse* out) override {
    return services_.serve("ListPairs", *context, *in, *out, list_pairs);
  }
  grpc::Status PreviewResolution(grpc::ServerContext* context, const v1::ResolveRequest* in,
                                 v1::ResolutionPreview* out) override {
    return services_.serve("PreviewResolution", *context, *in, *out, preview_resolution);
  }
  grpc::Status ResolveBreak(grpc::ServerContext* context, const v1::ResolveRequest* in,
                            v1::ReconBreak* out) override {
    return services_.serve("ResolveBreak", *context, *in, *out, resolve_break);
  }
  grpc::Status DecideResolution(grpc::ServerContext* context, const v1::DecideResolutionRequest* in,
                                v1::ReconBreak* out) override {
    return services_.serve("DecideResolution", *context, *in, *out, decide_resolution);
  }

 private:
  Services& services_;
};

class LedgerFace final : public v1::LedgerService::Service {
 public:
  explicit LedgerFace(Services& services) : services_(services) {}

  grpc::Status ListBalances(grpc::ServerContext* context, const v1::ListBalancesRequest* in,
                            v1::ListBalancesResponse* out) override {
    return services_.serve("ListBalances", *context, *in, *out, list_balances);
  }
  grpc::Status ListEntries(grpc::ServerContext* context, const v1::ListEntriesRequest* in,
                           v1::ListEntriesResponse* out) override {
    return services_.serve("ListEntries", *context, *in, *out, list_entries);
  }
  grpc::Status ListWallets(grpc::ServerContext* context, const v1::PageRequest* in,
                           v1::ListWalletsResponse* out) override {
    return services_.serve("ListWallets", *context, *in, *out, list_wallets);
  }
  grpc::Status Verify(grpc::ServerContext* context, const v1::VerifyRequest* in,
                      v1::VerifyResponse* out) override {
    return services_.serve("Verify", *context, *in, *out, verify);
  }

 private:
  Services& services_;
};

class SystemFace final : public v1::SystemService::Service {
 public:
  explicit SystemFace(Services& services) : services_(services) {}

  grpc::Status GetStatus(grpc::ServerContext* context, const v1::GetStatusRequest* in,
                         v1::SystemStatus* out) override {
    return services_.serve("GetStatus", *context, *in, *out, get_status);
  }
  grpc::Status WhoAmI(grpc::ServerContext* context, const v1::WhoAmIRequest* in, v1::Caller* out) override {
    return services_.serve("WhoAmI", *context, *in, *out, who_am_i);
  }
  grpc::Status DescribeLifecycle(grpc::ServerContext* context, const v1::DescribeLifecycleRequest* in,
                                 v1::DescribeLifecycleResponse* out) override {
    return services_.serve("DescribeLifecycle", *context, *in, *out, describe_lifecycle);
  }
  grpc::Status GetFlow(grpc::ServerContext* context, const v1::GetFlowRequest* in, v1::Flow* out) override {
    return services_.serve("GetFlow", *context, *in, *out, get_flow);
  }
  grpc::Status ListAudit(grpc::ServerContext* context, const v1::PageRequest* in,
                         v1::ListAuditResponse* out) override {
    return services_.serve("ListAudit", *context, *in, *out, list_audit);
  }

 private:
  Services& services_;
};

class ReportFace final : public v1::ReportService::Service {
 public:
  explicit ReportFace(Services& services) : services_(services) {}

  grpc::Status ReadReport(grpc::ServerContext* context, const v1::ReportRequest* in, v1::ReportTable* out) override {
    return services_.serve("ReadReport", *context, *in, *out, read_report);
  }
  grpc::Status MakeReport(grpc::ServerContext* context, const v1::ReportRequest* in, v1::Report* out) override {
    return services_.serve("MakeReport", *context, *in, *out, make_report);
  }

 private:
  Services& services_;
};

class BooksFace final : public v1::BooksService::Service {
 public:
  explicit BooksFace(Services& services) : services_(services) {}

  grpc::Status GetBooks(grpc::ServerContext* context, const v1::GetBooksRequest* in, v1::BooksStatus* out) override {
    return services_.serve("GetBooks", *context, *in, *out, get_books);
  }
  grpc::Status CloseDay(grpc::ServerContext* context, const v1::CloseDayRequest* in, v1::BooksStatus* out) override {
    return services_.serve("CloseDay", *context, *in, *out, close_day);
  }

 private:
  Services& services_;
};

class PayoutFace final : public v1::PayoutService::Service {
 public:
  explicit PayoutFace(Services& services) : services_(services) {}

  grpc::Status ListPayoutBatches(grpc::ServerContext* context, const v1::PageRequest* in,
                                 v1::ListPayoutBatchesResponse* out) override {
    return services_.serve("ListPayoutBatches", *context, *in, *out, list_payout_batches);
  }
  grpc::Status GetPayoutBatch(grpc::ServerContext* context, const v1::GetPayoutBatchRequest* in,
                              v1::PayoutBatchDetail* out) override {
    return services_.serve("GetPayoutBatch", *context, *in, *out, get_payout_batch);
  }
  grpc::Status DecidePayoutBatch(grpc::ServerContext* context, const v1::DecidePayoutBatchRequest* in,
                                 v1::PayoutBatch* out) override {
    return services_.serve("DecidePayoutBatch", *context, *in, *out, decide_payout_batch);
  }
  grpc::Status SubmitPayoutBatch(grpc::ServerContext* context, const v1::PayoutBatchCommand* in,
                                 v1::PayoutBatch* out) override {
    return services_.serve("SubmitPayoutBatch", *context, *in, *out, submit_payout_batch);
  }
  grpc::Status CancelPayoutBatch(grpc::ServerContext* context, const v1::PayoutBatchCommand* in,
                                 v1::PayoutBatch* out) override {
    return services_.serve("CancelPayoutBatch", *context, *in, *out, cancel_payout_batch);
  }

 private:
  Services& services_;
};

class EventFace final : public v1::EventService::Service {
 public:
  explicit EventFace(Services& services) : services_(services) {}

  grpc::Status Watch(grpc::ServerContext* context, const v1::WatchRequest* in,
                     grpc::ServerWriter<v1::EventBatch>* writer) override {
    return services_.watch(*context, in->after_position(), [writer](const views::EventBatch& batch) {
      v1::EventBatch out;
      wire::to_wire(batch, &out);
      return writer->Write(out);
    });
  }

 private:
  Services& services_;
};

} // namespace

std::vector<std::unique_ptr<grpc::Service>> make_faces(Services& services) {
  std::vector<std::unique_ptr<grpc::Service>> faces;
  faces.push_back(std::make_unique<PaymentFace>(services));
  faces.push_back(std::make_unique<RefundFace>(services));
  faces.push_back(std::make_unique<QueueFace>(services));
  faces.push_back(std::make_unique<ReconciliationFace>(services));
  faces.push_back(std::make_unique<LedgerFace>(services));
  faces.push_back(std::make_unique<SystemFace>(services));
  faces.push_back(std::make_unique<ReportFace>(services));
  faces.push_back(std::make_unique<BooksFace>(services));
  faces.push_back(std::make_unique<PayoutFace>(services));
  faces.push_back(std::make_unique<EventFace>(services));
  return faces;
}

} // namespace paydesk::fake
