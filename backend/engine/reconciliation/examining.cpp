#include "engine/reconciliation/examining.h"

#include "engine/reconciliation/explaining.h"

namespace paydesk::recon {

void examine(Work& work, std::string_view psp_account, const std::optional<RunRow>& run) {
  const auto terms = work.terms.terms(psp_account);
  auto& tx = work.tx;
  tx.requeue_explained_lines(psp_account, work.now);
  const auto tolerance = terms.fees ? terms.fees->tolerance : 0;
  tx.judge_own_lines(psp_account, tolerance, work.now);
  tx.judge_lines(psp_account, tolerance);
  settle_matched(work, psp_account);
  settle_suspense(work, psp_account);
  std::vector<NewBreak> breaks;
  for (const auto& line : tx.broken_lines(psp_account))
    breaks.push_back(break_of_line(work, line));
  tx.heal_absent(psp_account, work.now);
  if (run)
    for (const auto& fact : tx.absent_facts(*run, terms.settlement_delay_days))
      breaks.push_back(break_of_absent(work, *run, fact));
  tx.add_breaks(breaks, work.now);
  tx.age(psp_account, run ? run->settlement_date : std::string{}, work.now);
}

} // namespace paydesk::recon
