#include "core/chart.h"

#include <algorithm>
#include <iterator>

namespace paydesk::chart {
namespace {

constexpr AccountClass all[] = {
    {"psp_receivable", Type::asset, Owner::psp_account, "what PSPs tell and settlement lines"},
    {"settlement_clearing", Type::asset, Owner::settlement, "settlement lines and bank statements"},
    {"psp_reserve", Type::asset, Owner::psp_account, "settlement lines"},
    {"bank", Type::asset, Owner::bank_account, "bank statements"},
    {"input_vat", Type::asset, Owner::nobody},
    {"dispute_pending", Type::asset, Owner::psp_account, "withdrawals of disputes and what becomes of them"},
    {"seller_payable", Type::liability, Owner::seller},
    {"buyer_payable", Type::liability, Owner::nobody},
    {"payout_transit", Type::liability, Owner::nobody, "pay-outs and bank statements"},
    {"psp_payable", Type::liability, Owner::psp_account},
    {"output_vat", Type::liability, Owner::nobody},
    {"commission_deferred", Type::liability, Owner::nobody},
    {"commission_revenue", Type::income, Owner::nobody},
    {"fee_recharge_revenue", Type::income, Owner::nobody},
    {"sales_revenue", Type::income, Owner::nobody},
    {"psp_fees", Type::expense, Owner::nobody},
    {"bank_fees", Type::expense, Owner::nobody},
    {"dispute_losses", Type::expense, Owner::nobody},
    {"bad_debt", Type::expense, Owner::nobody},
    {"recon_writeoff", Type::expense, Owner::nobody},
    {"fx_clearing", Type::position, Owner::nobody},
    {"fx_gain_loss", Type::position, Owner::nobody},
    {"recon_suspense", Type::position, Owner::nobody},
};

} // namespace

std::span<const AccountClass> classes() noexcept { return all; }

const AccountClass* find(std::string_view name) noexcept {
  const auto at = std::find_if(std::begin(all), std::end(all), [&](const AccountClass& each) { return each.name == name; });
  return at == std::end(all) ? nullptr : &*at;
}

} // namespace paydesk::chart
