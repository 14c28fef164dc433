#include "engine/payouts/accounts.h"

namespace paydesk {

Result<views::PayoutAccount> PayoutAccounts::propose(const Caller& caller,
                                                     const views::ProposePayoutAccountRequest& request,
                                                     const PayoutAccountStore::Keep& keep) {
  const auto currency = Currency::find(request.currency);
  if (!currency)
    return invalid("currency", "is no ISO 4217 currency such as EUR");
  auto account = check_bank_account({request.scheme, request.bank, request.number, request.holder}, *currency);
  if (!account)
    return tl::unexpected(account.error());
  return store_.propose(
      caller, {ids_.next(), request.seller, *currency, std::move(*account), request.reason, clock_.now()}, keep);
}

Result<views::PayoutAccount> PayoutAccounts::decide(const Caller& caller, const Uuid& account_id, bool approve,
                                                    const std::string& note, const PayoutAccountStore::Keep& keep) {
  const auto now = clock_.now();
  return store_.decide(caller, {account_id, approve, note, now, now + cool_down_}, keep);
}

Result<views::PayoutAccount> PayoutAccounts::block(const Caller& caller, const Uuid& account_id,
                                                   const std::string& reason, const PayoutAccountStore::Keep& keep) {
  return store_.block(caller, account_id, reason, clock_.now(), keep);
}

} // namespace paydesk
