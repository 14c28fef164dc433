#include "service/allowed.h"

#include <algorithm>

#include "service/permissions.h"

namespace paydesk::service {
namespace {

struct ActionRpc {
  std::string_view action;
  const Rpc* rpc;
};

constexpr ActionRpc action_rpcs[] = {
    {"retry", &rpc("/paydesk.v1.PaymentService/RetryPayment")},
    {"cancel", &rpc("/paydesk.v1.PaymentService/CancelPayment")},
    {"refund", &rpc("/paydesk.v1.RefundService/CreateRefund")},
    {"discard", &rpc("/paydesk.v1.QueueService/DiscardItems")},
    {"resolve", &rpc("/paydesk.v1.VerdictService/ProposeVerdict")},
    {"answer_dispute", &rpc("/paydesk.v1.DisputeService/SubmitEvidence")},
    {"accept_dispute", &rpc("/paydesk.v1.DisputeService/AcceptDispute")},
    {"approve_refund", &rpc("/paydesk.v1.RefundService/DecideRefund")},
    {"reject_refund", &rpc("/paydesk.v1.RefundService/DecideRefund")},
    {"approve_verdict", &rpc("/paydesk.v1.VerdictService/DecideVerdict")},
    {"reject_verdict", &rpc("/paydesk.v1.VerdictService/DecideVerdict")},
};

void refuse(views::AllowedAction& action, Explanation reason) {
  action.allowed = false;
  action.effect = {};
  action.why_not.push_back(std::move(reason));
}

/// What others asked for may be decided; when there is nothing else it is the caller's own.
void leave_out_own(const Caller& caller, views::AllowedAction& action) {
  std::erase_if(action.subjects, [&](const views::ActionSubject& subject) { return subject.asked_by == caller.login; });
  if (action.subjects.empty())
    refuse(action, say<"not.own_request">(with<"who">(caller.login)));
}

} // namespace

void judge_for(const Caller& caller, views::PaymentDetail& payment) {
  const auto roles = role_set(caller.roles);
  for (auto& action : payment.actions) {
    if (!action.allowed)
      continue;
    if (action.name.starts_with("approve_") || action.name.starts_with("reject_"))
      leave_out_own(caller, action);
    const auto row = std::find_if(std::begin(action_rpcs), std::end(action_rpcs),
                                  [&](const ActionRpc& one) { return one.action == action.name; });
    if (row != std::end(action_rpcs) && (row->rpc->roles & roles) == 0)
      refuse(action, say<"not.role">(with<"roles">(role_names(row->rpc->roles))));
  }
}

} // namespace paydesk::service
