// Where the two columns of a run's drawing stand and how their links run: pure geometry.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "views/reconciliation.h"

namespace paydesk::ui {

inline constexpr int pair_row = 27;

/// A line of one side.
struct PairSide {
  std::size_t pair = 0; ///< index into the pairs
};

/// A link between rows of both sides; −1 where there is no counterpart.
struct PairLink {
  std::size_t pair = 0;
  int left = -1;
  int right = -1;
};

/// Ledger lines and file lines each without gaps, in the order of the pairs.
struct PairsLayout {
  std::vector<PairSide> left;
  std::vector<PairSide> right;
  std::vector<PairLink> links;

  int rows() const noexcept { return static_cast<int>(std::max(left.size(), right.size())); }
};

bool has_ledger_side(const views::ReconPair& pair) noexcept;
bool has_file_side(const views::ReconPair& pair) noexcept;
PairsLayout lay_out_pairs(const std::vector<views::ReconPair>& pairs);

} // namespace paydesk::ui
