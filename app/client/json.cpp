#include "app/client/json.h"

#include <google/protobuf/util/json_util.h>
#include <nlohmann/json.hpp>

#include "app/client/rpcs.h"
#include "app/client/wire_types.h"

namespace paydesk::client {

template <>
struct WireOf<views::Event> {
  using type = v1::Event;
};

namespace {

using Json = nlohmann::ordered_json;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

Json document(const Message& message);

/// Field `index` of a repeated field, or the single value where index is negative.
Json value(const Message& message, const FieldDescriptor* field, int index) {
  const auto& in = *message.GetReflection();
  const bool many = index >= 0;
  switch (field->cpp_type()) {
  case FieldDescriptor::CPPTYPE_INT32:
    return many ? in.GetRepeatedInt32(message, field, index) : in.GetInt32(message, field);
  case FieldDescriptor::CPPTYPE_INT64:
    return many ? in.GetRepeatedInt64(message, field, index) : in.GetInt64(message, field);
  case FieldDescriptor::CPPTYPE_DOUBLE:
    return many ? in.GetRepeatedDouble(message, field, index) : in.GetDouble(message, field);
  case FieldDescriptor::CPPTYPE_BOOL:
    return many ? in.GetRepeatedBool(message, field, index) : in.GetBool(message, field);
  case FieldDescriptor::CPPTYPE_STRING:
    return many ? in.GetRepeatedString(message, field, index) : in.GetString(message, field);
  case FieldDescriptor::CPPTYPE_MESSAGE:
    if (!many && !in.HasField(message, field)) return nullptr;
    return document(many ? in.GetRepeatedMessage(message, field, index) : in.GetMessage(message, field));
  default:
    return nullptr;
  }
}

Json document(const Message& message) {
  Json out = Json::object();
  const auto* descriptor = message.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const auto* field = descriptor->field(i);
    // Of values of which there is one, the others are not there.
    if (field->real_containing_oneof() != nullptr && !message.GetReflection()->HasField(message, field)) continue;
    if (!field->is_repeated()) {
      out[field->name()] = value(message, field, -1);
      continue;
    }
    Json list = Json::array();
    for (int at = 0; at < message.GetReflection()->FieldSize(message, field); ++at)
      list.push_back(value(message, field, at));
    out[field->name()] = std::move(list);
  }
  return out;
}

} // namespace

template <class View>
std::string to_json(const View& view) {
  typename WireOf<View>::type message;
  wire::to_wire(view, &message);
  return document(message).dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <class View>
Result<View> from_json(const std::string& text) {
  typename WireOf<View>::type message;
  const auto status = google::protobuf::util::JsonStringToMessage(text, &message);
  if (!status.ok()) return invalid("file", "It is not the JSON that belongs here: " + status.ToString());
  return wire::from_wire(message);
}

template Result<views::RetryPolicy> from_json(const std::string&);
template Result<views::ErrorMapping> from_json(const std::string&);
template Result<views::Breaker> from_json(const std::string&);
template Result<views::Routing> from_json(const std::string&);
template Result<views::Commission> from_json(const std::string&);
template Result<views::RefundPolicy> from_json(const std::string&);
template Result<views::ApprovalPolicy> from_json(const std::string&);
template Result<views::ManualJournal> from_json(const std::string&);
template Result<views::LedgerSeal> from_json(const std::string&);
template std::string to_json(const views::Event&);
#define PAYDESK_ANSWER(View) template std::string to_json(const views::View&)
PAYDESK_ANSWER(ListPaymentsResponse);
PAYDESK_ANSWER(PaymentDetail);
PAYDESK_ANSWER(CommandOutcome);
PAYDESK_ANSWER(Approval);
PAYDESK_ANSWER(ListApprovalsResponse);
PAYDESK_ANSWER(ApprovalDetail);
PAYDESK_ANSWER(ApprovalEvidence);
PAYDESK_ANSWER(ApprovalPolicy);
PAYDESK_ANSWER(JournalPreview);
PAYDESK_ANSWER(Verdict);
PAYDESK_ANSWER(ListVerdictsResponse);
PAYDESK_ANSWER(VerdictEvidence);
PAYDESK_ANSWER(DisputeRow);
PAYDESK_ANSWER(DisputeDetail);
PAYDESK_ANSWER(ListDisputesResponse);
PAYDESK_ANSWER(RefundPreview);
PAYDESK_ANSWER(CreateRefundResponse);
PAYDESK_ANSWER(RefundRow);
PAYDESK_ANSWER(RefundPolicy);
PAYDESK_ANSWER(TryRefundPolicyResponse);
PAYDESK_ANSWER(ListRefundsResponse);
PAYDESK_ANSWER(ListQueueResponse);
PAYDESK_ANSWER(QueueStats);
PAYDESK_ANSWER(QueueCommandResponse);
PAYDESK_ANSWER(Selection);
PAYDESK_ANSWER(SelectionProgress);
PAYDESK_ANSWER(PspQueue);
PAYDESK_ANSWER(RetryPolicy);
PAYDESK_ANSWER(PreviewRetryPolicyResponse);
PAYDESK_ANSWER(ErrorMapping);
PAYDESK_ANSWER(PreviewErrorMappingResponse);
PAYDESK_ANSWER(ListUnmappedResponse);
PAYDESK_ANSWER(Breaker);
PAYDESK_ANSWER(Routing);
PAYDESK_ANSWER(Report);
PAYDESK_ANSWER(ReportTable);
PAYDESK_ANSWER(AuditorStatus);
PAYDESK_ANSWER(BooksStatus);
PAYDESK_ANSWER(BalancesAsOf);
PAYDESK_ANSWER(TrialBalance);
PAYDESK_ANSWER(Statement);
PAYDESK_ANSWER(LedgerSeal);
PAYDESK_ANSWER(Commission);
PAYDESK_ANSWER(TryCommissionResponse);
PAYDESK_ANSWER(PayoutAccount);
PAYDESK_ANSWER(ListPayoutAccountsResponse);
PAYDESK_ANSWER(PayoutSchedule);
PAYDESK_ANSWER(ListPayoutSchedulesResponse);
PAYDESK_ANSWER(PreviewPayoutSchedulesResponse);
PAYDESK_ANSWER(ListPayoutRunsResponse);
PAYDESK_ANSWER(PayoutRunDetail);
PAYDESK_ANSWER(PayoutBatch);
PAYDESK_ANSWER(PayoutBatchDetail);
PAYDESK_ANSWER(PayoutDetail);
PAYDESK_ANSWER(PayoutFile);
PAYDESK_ANSWER(ListPayoutBatchesResponse);
PAYDESK_ANSWER(PspIntake);
PAYDESK_ANSWER(ListRuleVersionsResponse);
PAYDESK_ANSWER(CompareRuleVersionsResponse);
PAYDESK_ANSWER(RuleVersion);
PAYDESK_ANSWER(ImportFileResponse);
PAYDESK_ANSWER(ListRunsResponse);
PAYDESK_ANSWER(ReconRun);
PAYDESK_ANSWER(ListBreaksResponse);
PAYDESK_ANSWER(ListPairsResponse);
PAYDESK_ANSWER(ResolutionPreview);
PAYDESK_ANSWER(ReconBreak);
PAYDESK_ANSWER(ListBalancesResponse);
PAYDESK_ANSWER(ListEntriesResponse);
PAYDESK_ANSWER(ListWalletsResponse);
PAYDESK_ANSWER(VerifyResponse);
PAYDESK_ANSWER(SystemStatus);
PAYDESK_ANSWER(Caller);
PAYDESK_ANSWER(Flow);
PAYDESK_ANSWER(ListAuditResponse);
PAYDESK_ANSWER(ListWebhookEndpointsResponse);
PAYDESK_ANSWER(WebhookEndpoint);
PAYDESK_ANSWER(WebhookEndpointSecret);
PAYDESK_ANSWER(WebhookDelivery);
PAYDESK_ANSWER(ListWebhookDeliveriesResponse);
PAYDESK_ANSWER(WebhookDeliveryDetail);
PAYDESK_ANSWER(WebhookCommandResponse);
PAYDESK_ANSWER(ListIncomingWebhooksResponse);
PAYDESK_ANSWER(Totals);
#undef PAYDESK_ANSWER

} // namespace paydesk::client
