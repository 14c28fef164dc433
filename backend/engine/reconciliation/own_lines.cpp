#include "engine/reconciliation/own_lines.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "engine/reconciliation/explaining.h"

namespace paydesk::recon {
namespace {

/// `whose`: the account's owner is the PSP account. `sign`: of the gross; money that leaves us is negative.
struct OwnKind {
  std::string_view kind;
  std::string_view account_class;
  bool whose = false;
  int sign = 0;
};

constexpr OwnKind own_kinds[] = {
    {"reserve_held", "psp_reserve", true, -1},          {"reserve_released", "psp_reserve", true, 1},
    {"carried_out", "settlement_clearing", true, 1},    {"carried_in", "settlement_clearing", true, -1},
    {"fee_invoice", "psp_payable", true, -1},           {"deposit_excess", "buyer_payable", false, 1},
    {"deposit_short", "buyer_payable", false, 1},       {"deposit_double", "buyer_payable", false, 1},
    {"deposit_returned", "buyer_payable", false, -1},   {"payout", "settlement_clearing", true, -1},
    {"payout_returned", "settlement_clearing", true, 1}, {"payout_failed", "settlement_clearing", true, 1},
};

const OwnKind* find(std::string_view kind) {
  const auto at = std::find_if(std::begin(own_kinds), std::end(own_kinds),
                               [&](const OwnKind& each) { return each.kind == kind; });
  return at == std::end(own_kinds) ? nullptr : &*at;
}

} // namespace

std::optional<AccountName> own_account(const LineRow& line) {
  const auto* known = find(line.kind);
  if (known == nullptr) return std::nullopt;
  return AccountName{std::string(known->account_class), known->whose ? line.psp_account : std::string{}};
}

std::string why_not_booked(const LineRow& line) {
  const auto* known = find(line.kind);
  if (known != nullptr && (line.gross > 0 ? 1 : line.gross < 0 ? -1 : 0) != known->sign)
    return "A " + line.kind + " has to be " + (known->sign > 0 ? "above" : "below") + " zero, this one is " +
           worded(line.gross, line.currency) + ". Nothing is booked.";
  const auto amount = worded(line.gross < 0 ? -line.gross : line.gross, line.currency);
  if (line.kind == "reserve_released")
    return "The PSP releases " + amount + ", more than it holds back by the files that are here.";
  if (line.kind == "carried_in")
    return "The batch begins with " + amount + " carried over as " + line.psp_reference +
           ", and no other batch has carried out that amount under this reference.";
  if (line.kind == "deposit_returned")
    return "The PSP gave " + amount + " back to a buyer as " + line.psp_reference +
           ", and no deposit of at least that much is known under this reference.";
  if (line.kind == "payout")
    return "The PSP took " + amount + " for pay-out " + line.psp_reference +
           ", and it has not told that it paid a pay-out of that amount under this reference.";
  if (line.kind == "payout_returned" || line.kind == "payout_failed")
    return "The PSP gives back " + amount + " of pay-out " + line.psp_reference +
           ", and it has not told that one of that amount came back or failed under this reference.";
  return "The PSP deducted " + amount + " for invoice " + line.psp_reference +
         ", and no open invoice of this number and amount was entered.";
}

} // namespace paydesk::recon
