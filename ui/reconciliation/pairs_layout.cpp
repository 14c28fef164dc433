#include "ui/reconciliation/pairs_layout.h"

namespace paydesk::ui {

bool has_ledger_side(const views::ReconPair& pair) noexcept { return !pair.ledger_amount.currency.code().empty(); }

bool has_file_side(const views::ReconPair& pair) noexcept { return !pair.file_amount.currency.code().empty(); }

PairsLayout lay_out_pairs(const std::vector<views::ReconPair>& pairs) {
  PairsLayout layout;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    PairLink link{i, -1, -1};
    if (has_ledger_side(pairs[i])) {
      link.left = static_cast<int>(layout.left.size());
      layout.left.push_back({i});
    }
    if (has_file_side(pairs[i])) {
      link.right = static_cast<int>(layout.right.size());
      layout.right.push_back({i});
    }
    layout.links.push_back(link);
  }
  return layout;
}

} // namespace paydesk::ui
