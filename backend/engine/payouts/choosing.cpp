#include "engine/payouts/choosing.h"

namespace paydesk {

std::string why_left_out(const PayableWallet& wallet, std::int64_t minimum, Instant now) {
  if (wallet.available <= 0 && wallet.held > 0)
    return "what is available was credited too lately to be paid yet";
  if (wallet.available <= 0)
    return "nothing is available";
  if (wallet.available < minimum)
    return "less than the minimum is available";
  if (!wallet.account_id && !wallet.blocked_why.empty())
    return "the bank account is blocked (" + wallet.blocked_why + "); another one has to be approved";
  if (!wallet.account_id)
    return "there is no approved bank account in this currency";
  if (!wallet.payable_from || *wallet.payable_from > now)
    return "the bank account is new and cools down until " +
           (wallet.payable_from ? format_instant(*wallet.payable_from) : std::string("later"));
  return {};
}

} // namespace paydesk
