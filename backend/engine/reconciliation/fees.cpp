#include "engine/reconciliation/fees.h"

namespace paydesk::recon {
namespace {

constexpr std::int64_t whole_bp = 10'000;

std::int64_t of(const std::map<std::string, std::int64_t, std::less<>>& amounts, Currency currency) {
  const auto found = amounts.find(currency.code());
  return found == amounts.end() ? 0 : found->second;
}

} // namespace

std::optional<std::int64_t> expected_fee(const SettlementTerms& terms, const SettlementLine& line,
                                         Currency currency) {
  if (!terms.fees) return std::nullopt;
  const auto& fees = *terms.fees;
  if (line.kind == "capture") {
    const auto part = share(line.gross, fees.percent_bp, whole_bp);
    return part ? checked_add(*part, of(fees.fixed, currency)) : std::nullopt;
  }
  const auto dispute = of(fees.dispute, currency);
  if (line.kind == "dispute_fee" || (line.kind == "dispute_withdrawn" && line.fee != 0)) return dispute;
  return 0;
}

std::int64_t vat_in(const SettlementTerms& terms, std::int64_t fee) {
  return share(fee, terms.vat_included_bp, whole_bp + terms.vat_included_bp).value_or(0);
}

} // namespace paydesk::recon
