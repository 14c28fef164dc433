// What a person does about a pay-out at a PSP.
#include "engine/payouts/payouts.h"
#include "engine/payouts/sent.h"

namespace paydesk {
namespace {

using Act = Result<void> (*)(SentTurn&, const std::string&);

PayoutSendingStore::Decide deciding(Act act, const Clock& clock, IdSource& ids, const std::string& reason) {
  return [act, &clock, &ids, reason](std::vector<SentPayout>& payouts) -> Result<PayoutsDecided> {
    SentTurn turn(payouts.front(), clock.now(), ids);
    if (const auto done = act(turn, reason); !done)
      return tl::unexpected(done.error());
    return PayoutsDecided{};
  };
}

Result<views::PayoutBatchDetail> no_psp_pays() {
  return fail(ErrorCode::failed_precondition, "no PSP account is configured that can pay out. Nothing was changed");
}

} // namespace

Result<views::PayoutBatchDetail> Payouts::retry(const Caller& caller, const Uuid& payout_id, const std::string& reason,
                                                const PayoutStore::KeepDetail& keep) {
  if (needs_.sending == nullptr)
    return no_psp_pays();
  return needs_.sending->act(caller, payout_id, "retry", reason, needs_.clock.now(),
                             deciding(retry_payout, needs_.clock, needs_.ids, reason), keep);
}

Result<views::PayoutBatchDetail> Payouts::give_up(const Caller& caller, const Uuid& payout_id,
                                                  const std::string& reason, const PayoutStore::KeepDetail& keep) {
  if (needs_.sending == nullptr)
    return no_psp_pays();
  return needs_.sending->act(caller, payout_id, "give_up", reason, needs_.clock.now(),
                             deciding(give_up_payout, needs_.clock, needs_.ids, reason), keep);
}

} // namespace paydesk
