#include "app/demo/payouts.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "app/client/idempotency.h"
#include "app/demo/accounts.h"
#include "app/demo/comparison.h"
#include "app/demo/interrupt.h"
#include "app/demo/settlement.h"
#include "core/money.h"

namespace paydesk::demo {
namespace {

namespace rpc = client::rpc;

constexpr std::size_t most_sellers = 8;
constexpr const char* paying_psp = "card";
constexpr std::chrono::seconds patience{90};

/// A German account number of the test bank, with its check digits (ISO 13616).
std::string iban_of(int number) {
  auto digits = std::to_string(number);
  digits = "37040044" + std::string(10 - digits.size(), '0') + digits;
  int remainder = 0;
  for (const char c : digits + "131400") // "DE00" as digits
    remainder = (remainder * 10 + (c - '0')) % 97;
  const auto check = std::to_string(98 - remainder);
  return "DE" + std::string(2 - check.size(), '0') + check + digits;
}

/// The sellers of the currency in which the most have something available.
Result<std::pair<std::string, std::vector<std::string>>> payable(const Person& person) {
  const auto wallets = all_rows<rpc::ListWallets>(person, &views::ListWalletsResponse::rows,
                                                  [](views::PageRequest page) { return page; });
  if (!wallets)
    return tl::unexpected(wallets.error());
  std::map<std::string, std::vector<std::string>> sellers;
  for (const auto& wallet : *wallets)
    if (wallet.available.minor > 0)
      sellers[wallet.available.currency.to_string()].push_back(wallet.seller);
  std::pair<std::string, std::vector<std::string>> most;
  for (auto& [currency, names] : sellers)
    if (names.size() > most.second.size())
      most = {currency, std::move(names)};
  std::sort(most.second.begin(), most.second.end());
  if (most.second.size() > most_sellers)
    most.second.resize(most_sellers);
  return most;
}

/// What two persons do about the pay-outs of one run.
class Treasury {
 public:
  Treasury(const Stack& stack, Progress& progress, std::string currency) : stack_(stack), progress_(progress) {
    result_.currency = std::move(currency);
  }

  Result<void> open_account(const std::string& seller) {
    const auto asked = clerk().ask<rpc::ProposePayoutAccount>({seller, result_.currency, "iban", "", iban_of(++numbers_),
                                                              seller, "as the seller wrote",
                                                              client::new_idempotency_key()});
    if (!asked)
      return tl::unexpected(asked.error());
    const auto decided = approver().ask<rpc::DecidePayoutAccount>(
        {asked->account_id, true, "called back", client::new_idempotency_key()});
    return decided ? Result<void>{} : tl::unexpected(decided.error());
  }

  Result<void> by_bank(const std::vector<std::string>& sellers) {
    const auto batch = submitted(sellers, "");
    if (!batch)
      return tl::unexpected(batch.error());
    if (const auto file = clerk().ask<rpc::GetPayoutFile>({batch->batch.batch_id}); !file)
      return tl::unexpected(file.error());
    for (const auto& payout : batch->payouts)
      result_.by_bank.push_back(payout.payout_id);
    result_.returned = result_.by_bank.front();
    const auto stated = clerk().ask<rpc::ImportFile>(
        {"treasury.xml", statement(*batch), {}, client::new_idempotency_key()});
    return stated ? Result<void>{} : tl::unexpected(stated.error());
  }

  Result<void> by_psp(const std::vector<std::string>& sellers) {
    if (sellers.empty())
      return {};
    const auto batch = submitted(sellers, paying_psp);
    if (!batch)
      return tl::unexpected(batch.error());
    for (const auto& payout : batch->payouts)
      result_.by_psp.push_back(payout.payout_id);
    return wait_for(batch->batch.batch_id);
  }

  PayoutsResult take() { return std::move(result_); }

 private:
  const Person& clerk() const { return stack_.desk().clerk(); }
  const Person& approver() const { return stack_.desk().approver(); }

  Result<views::PayoutBatchDetail> submitted(const std::vector<std::string>& sellers, const std::string& psp) {
    const auto made = clerk().ask<rpc::CreatePayoutBatch>(
        {result_.currency, "", sellers, "paid out by the demo", client::new_idempotency_key(), psp});
    if (!made)
      return made;
    const auto& id = made->batch.batch_id;
    if (const auto approved = approver().ask<rpc::DecidePayoutBatch>({id, true, "fine", client::new_idempotency_key()});
        !approved)
      return tl::unexpected(approved.error());
    if (const auto sent = clerk().ask<rpc::SubmitPayoutBatch>({id, "weekly", client::new_idempotency_key()}); !sent)
      return tl::unexpected(sent.error());
    progress_.tell(std::to_string(made->payouts.size()) + " pay-outs of " +
                   amount_text(made->batch.total.minor, result_.currency) + " from " + made->batch.funding_account);
    return made;
  }

  Result<void> wait_for(const std::string& batch_id) {
    const auto until = std::chrono::steady_clock::now() + patience;
    for (;;) {
      const auto now = clerk().ask<rpc::GetPayoutBatch>({batch_id});
      if (!now)
        return tl::unexpected(now.error());
      const auto under_way = std::count_if(now->payouts.begin(), now->payouts.end(), [](const views::Payout& payout) {
        return payout.state != "paid" && payout.state != "failed" && payout.state != "returned";
      });
      if (under_way == 0)
        return {};
      progress_.count(std::to_string(under_way) + " pay-outs under way");
      if (std::chrono::steady_clock::now() > until)
        return fail(ErrorCode::unavailable, "pay-outs of batch " + batch_id + " have not come to an end");
      if (!pause(std::chrono::milliseconds(300)))
        return tl::unexpected(interruption());
    }
  }

  /// The bank's: one debit of the batch, and its first pay-out given back, because that account is closed.
  std::string statement(const views::PayoutBatchDetail& detail) const {
    const auto date = "<Dt>" + day_from_today(0) + "</Dt>";
    const auto amount = [&](std::int64_t minor) {
      return "<Amt Ccy=\"" + result_.currency + "\">" +
             format_amount(minor < 0 ? -minor : minor, *Currency::find(result_.currency)) + "</Amt><CdtDbtInd>" +
             (minor < 0 ? "DBIT" : "CRDT") + "</CdtDbtInd>";
    };
    const auto balance = [&](const char* code, std::int64_t minor) {
      return "<Bal><Tp><CdOrPrtry><Cd>" + std::string(code) + "</Cd></CdOrPrtry></Tp>" + amount(minor) + "<Dt>" + date +
             "</Dt></Bal>";
    };
    const auto entry = [&](std::int64_t minor, const std::string& reference, const std::string& more) {
      return "<Ntry>" + amount(minor) + "<Sts>BOOK</Sts><BookgDt>" + date + "</BookgDt><ValDt>" + date +
             "</ValDt><NtryDtls><TxDtls><Refs><EndToEndId>" + reference + "</EndToEndId></Refs>" + more +
             "</TxDtls></NtryDtls></Ntry>";
    };
    const auto opening = detail.batch.total.minor * 2;
    const auto back = detail.payouts.front().amount.minor;
    auto reference = detail.payouts.front().payout_id;
    std::erase(reference, '-');
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document "
           "xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><GrpHdr><MsgId>T1</MsgId></GrpHdr>"
           "<Stmt><Id>T1</Id><Acct><Id><IBAN>" +
           std::string(funding_iban) + "</IBAN></Id><Ccy>" + result_.currency + "</Ccy></Acct>" +
           balance("OPBD", opening) + balance("CLBD", opening - detail.batch.total.minor + back) +
           entry(-detail.batch.total.minor, detail.batch.message_id, "") +
           entry(back, reference, "<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>account closed</AddtlInf></RtrInf>") +
           "</Stmt></BkToCstmrStmt></Document>\n";
  }

  const Stack& stack_;
  Progress& progress_;
  PayoutsResult result_;
  int numbers_ = 0;
};

} // namespace

Result<PayoutsResult> pay_out(const Stack& stack, Progress& progress) {
  const auto found = payable(stack.desk().clerk());
  if (!found)
    return tl::unexpected(found.error());
  const auto& [currency, sellers] = *found;
  Treasury treasury(stack, progress, currency);
  if (sellers.empty())
    return treasury.take();
  for (const auto& seller : sellers)
    if (auto opened = treasury.open_account(seller); !opened)
      return tl::unexpected(opened.error());
  const auto half = sellers.begin() + static_cast<std::ptrdiff_t>((sellers.size() + 1) / 2);
  if (auto done = treasury.by_bank({sellers.begin(), half}); !done)
    return tl::unexpected(done.error());
  if (auto done = treasury.by_psp({half, sellers.end()}); !done)
    return tl::unexpected(done.error());
  // Its account is closed: the seller names another one, and is paid again.
  if (auto opened = treasury.open_account(sellers.front()); !opened)
    return tl::unexpected(opened.error());
  if (auto done = treasury.by_psp({sellers.front()}); !done)
    return tl::unexpected(done.error());
  return treasury.take();
}

Result<void> compare_payouts(const Stack& stack, PayoutsResult& result) {
  const auto truth = stack.sandbox().payouts(paying_psp);
  if (!truth)
    return tl::unexpected(truth.error());
  auto unclaimed = *truth;
  const auto shown = [&](const std::string& id) { return stack.desk().clerk().ask<rpc::GetPayout>({id}); };
  const auto differs = [&](const views::PayoutDetail& detail, const std::string& truly) {
    result.differences.push_back("pay-out " + detail.payout.payout_id + " to " + detail.payout.seller + " is " +
                                 detail.payout.state + ", truly it is " + truly);
  };
  for (const auto& id : result.by_bank) {
    const auto detail = shown(id);
    if (!detail)
      return tl::unexpected(detail.error());
    const std::string truly = id == result.returned ? "returned" : "paid";
    if (detail->payout.state != truly)
      differs(*detail, truly);
    if (id == result.returned && detail->payout.retried_by != result.by_psp.back())
      differs(*detail, "paid again by " + result.by_psp.back());
    result.paid += truly == "paid" ? 1 : 0;
  }
  for (const auto& id : result.by_psp) {
    const auto detail = shown(id);
    if (!detail)
      return tl::unexpected(detail.error());
    const auto at = unclaimed.find(detail->key);
    if (at == unclaimed.end()) {
      if (detail->payout.state != "failed")
        differs(*detail, "unknown to the PSP");
      continue;
    }
    const auto amount = std::to_string(detail->payout.amount.minor) + " " + result.currency;
    if (at->second.status != detail->payout.state || at->second.amount != amount)
      differs(*detail, at->second.status + " over " + at->second.amount + " minor units");
    result.paid += at->second.status == "paid" ? 1 : 0;
    unclaimed.erase(at);
  }
  for (const auto& [reference, payout] : unclaimed)
    result.differences.push_back("the PSP has paid out " + payout.amount + " minor units as " + reference +
                                 ", which is no pay-out of ours");
  return {};
}

} // namespace paydesk::demo
