#include "engine/journals/plans.h"

#include <algorithm>
#include <map>

#include "core/chart.h"

namespace paydesk::journals {
namespace {

using Wallets = std::map<JournalBooks::SellerCurrency, std::int64_t>;

/// The owners of these lines whose class has owners of this kind.
std::vector<std::string> owners_in(const std::vector<Posting>& lines, chart::Owner kind) {
  std::vector<std::string> owners;
  for (const auto& line : lines)
    if (const auto* known = chart::find(line.account.account_class); known != nullptr && known->owner == kind)
      owners.push_back(line.account.owner);
  std::sort(owners.begin(), owners.end());
  owners.erase(std::unique(owners.begin(), owners.end()), owners.end());
  return owners;
}

Result<void> check_known(const std::vector<Posting>& lines, chart::Owner kind, const std::vector<std::string>& known,
                         const std::string& word) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto* its = chart::find(lines[i].account.account_class);
    if (its != nullptr && its->owner == kind &&
        std::find(known.begin(), known.end(), lines[i].account.owner) == known.end())
      return invalid("lines[" + std::to_string(i) + "].account", "there is no " + word + " " + lines[i].account.owner);
  }
  return {};
}

Result<void> check_owners(ApprovalTx& tx, const std::vector<Posting>& lines) {
  const auto sellers = owners_in(lines, chart::Owner::seller);
  if (const auto ok = check_known(lines, chart::Owner::seller, tx.known_sellers(sellers), "seller"); !ok)
    return ok;
  const auto accounts = owners_in(lines, chart::Owner::psp_account);
  return check_known(lines, chart::Owner::psp_account, tx.known_psp_accounts(accounts), "PSP account");
}

/// Buyers are given back what they are owed and no more: of two persons who give the same excess back, one is refused.
Result<void> check_buyers(ApprovalTx& tx, const std::vector<Posting>& lines, bool lock) {
  std::map<Currency, std::int64_t> taken;
  for (const auto& line : lines)
    if (line.account.account_class == "buyer_payable")
      taken[line.currency] += line.amount; // each side is within a balanced journal, so it cannot overflow
  std::vector<Currency> currencies;
  for (const auto& [currency, amount] : taken)
    if (amount > 0)
      currencies.push_back(currency);
  if (currencies.empty())
    return {};
  const auto owed = tx.owed_to_buyers(currencies, lock);
  for (std::size_t i = 0; i < currencies.size(); ++i)
    if (const auto amount = taken[currencies[i]]; amount > owed[i])
      return fail(ErrorCode::failed_precondition,
                  "buyers are owed " + format_amount(owed[i], currencies[i]) + " " + currencies[i].to_string() +
                      " beyond their orders, and this takes " + format_amount(amount, currencies[i]) +
                      " of it. Nothing was booked; look at the statement of buyer_payable for what was given back",
                  "lines");
  return {};
}

/// The plan with what it does to the wallets; refused where a balance would be more than can be kept.
Result<Plan> with_wallets(ApprovalTx& tx, Plan plan, bool lock) {
  Wallets changes;
  for (const auto& line : plan.lines)
    if (line.account.account_class == "seller_payable") {
      auto& change = changes[{line.account.owner, line.currency}];
      const auto next = checked_sub(change, line.amount);
      if (!next)
        return invalid("lines", "change the wallet of " + line.account.owner + " by more than can be kept");
      change = *next;
    }
  std::vector<JournalBooks::SellerCurrency> keys;
  for (const auto& [key, change] : changes)
    keys.push_back(key);
  const auto balances = tx.balances(keys, lock);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto after = checked_add(balances[i], changes[keys[i]]);
    if (!after)
      return invalid("lines", "would give the wallet of " + keys[i].first + " more than can be kept");
    plan.wallets.push_back({keys[i].first, {balances[i], keys[i].second}, {*after, keys[i].second}});
  }
  return plan;
}

std::string describe(const views::BalanceEffect& wallet) {
  const auto currency = wallet.balance_now.currency;
  const auto change = wallet.balance_after.minor - wallet.balance_now.minor;
  return "wallet " + wallet.seller + ": " + (change > 0 ? "+" : "") + format_amount(change, currency) + " " +
         currency.to_string() + (wallet.balance_after.minor < 0 ? ", below zero then" : ", not below zero then");
}

} // namespace

std::string describe(const Plan& plan) {
  std::string text = "value date " + (plan.value_date.empty() ? "the day it is booked" : plan.value_date) + "\n";
  if (plan.reverses)
    text += "takes back journal " + plan.reverses->to_string() + "\n";
  for (const auto& line : plan.lines)
    text += describe(line) + "\n";
  for (const auto& wallet : plan.wallets)
    text += describe(wallet) + "\n";
  return text;
}

Result<std::string> JournalCommand::preview(ApprovalTx& tx, const std::string& command) const {
  const auto planned = plan(tx, command, false);
  if (!planned)
    return tl::unexpected(planned.error());
  return describe(*planned);
}

Result<void> JournalCommand::carry_out(ApprovalTx& tx, const StoredApproval& approval, const Uuid& transaction_id,
                                       Instant now) const {
  const auto planned = plan(tx, approval.command, true);
  if (!planned)
    return tl::unexpected(planned.error());
  Journal journal;
  journal.id = transaction_id;
  journal.kind = kind();
  journal.cause = planned->cause.empty() ? "approval/" + approval.approval_id.to_string() : planned->cause;
  journal.booked_at = now;
  journal.value_date = planned->value_date;
  journal.description = approval.view.reason;
  journal.lines = planned->lines;
  tx.write(journal);
  return {};
}

void JournalCommand::link(ApprovalTx& tx, const StoredApproval& approval, const Uuid& transaction_id) const {
  const auto reversed = read_reversal(approval.command);
  tx.add_manual_journal(transaction_id, approval.approval_id,
                        reversed ? std::optional(*reversed) : std::optional<Uuid>{});
}

Result<Plan> ManualJournals::plan(ApprovalTx& tx, const std::string& command, bool lock) const {
  auto given = read_manual(command);
  if (!given)
    return tl::unexpected(given.error());
  if (const auto ok = check_owners(tx, given->lines); !ok)
    return tl::unexpected(ok.error());
  if (const auto ok = check_buyers(tx, given->lines, lock); !ok)
    return tl::unexpected(ok.error());
  return with_wallets(tx, {given->value_date, std::move(given->lines), {}, {}, {}}, lock);
}

Result<Plan> ReversingEntries::plan(ApprovalTx& tx, const std::string& command, bool lock) const {
  const auto id = read_reversal(command);
  if (!id)
    return tl::unexpected(id.error());
  auto booked = tx.journal(*id);
  if (!booked)
    return fail(ErrorCode::not_found, "there is no transaction with this id in the ledger", "transaction_id");
  if (booked->kind != manual_journal_kind)
    return fail(ErrorCode::failed_precondition,
                "only a manual journal is taken back, and this is a " + booked->kind +
                    ": what facts booked is corrected by facts (a refund, a resolution)",
                "transaction_id");
  if (booked->reversed_by)
    return fail(ErrorCode::failed_precondition,
                "this journal was taken back already, by " + booked->reversed_by->to_string(), "transaction_id");
  for (auto& line : booked->lines)
    line.amount = -line.amount;
  if (const auto ok = check_buyers(tx, booked->lines, lock); !ok)
    return tl::unexpected(ok.error());
  return with_wallets(tx, {{}, std::move(booked->lines), *id, "ledger_transaction/" + id->to_string(), {}}, lock);
}

Result<Plan> WriteOffs::plan(ApprovalTx& tx, const std::string& command, bool lock) const {
  const auto given = read_write_off(command);
  if (!given)
    return tl::unexpected(given.error());
  const auto& [seller, amount] = *given;
  const std::vector<std::string> sellers = {seller};
  if (tx.known_sellers(sellers).empty())
    return invalid("seller", "there is no seller " + seller);
  const std::vector<JournalBooks::SellerCurrency> wallet = {{seller, amount.currency}};
  const auto balance = tx.balances(wallet, lock).front();
  if (balance >= 0)
    return fail(ErrorCode::failed_precondition, seller + " owes no " + amount.currency.to_string(), "seller");
  if (amount.minor > -balance)
    return fail(ErrorCode::failed_precondition,
                seller + " owes " + format_amount(-balance, amount.currency) + " " + amount.currency.to_string() +
                    ", not " + format_amount(amount.minor, amount.currency),
                "amount");
  return with_wallets(tx,
                      {{},
                       {{{"bad_debt", ""}, amount.currency, amount.minor},
                        {{"seller_payable", seller}, amount.currency, -amount.minor}},
                       {}, {}, {}},
                      lock);
}

} // namespace paydesk::journals
