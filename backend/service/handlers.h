// The services' handlers, one file a service. Internal to the service library.
#pragma once

#include <memory>

#include <grpcpp/impl/service_type.h>

#include "service/gate.h"
#include "service/needs.h"

namespace paydesk::service {

class WatchHub;

std::unique_ptr<grpc::Service> make_payment_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_refund_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_queue_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_selection_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_auditor_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_report_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_books_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_commission_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_psp_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_reconciliation_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_ledger_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_system_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_webhook_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_dispute_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_verdict_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_approval_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_journal_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_payout_account_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_payout_schedule_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_payout_service(const ServiceNeeds& needs, Gate& gate);
std::unique_ptr<grpc::Service> make_event_service(Gate& gate, Tokens& tokens, WatchHub& hub);

} // namespace paydesk::service
