#include "app/demo/summary.h"

#include <cstdio>
#include <string_view>

namespace paydesk::demo {
namespace {

constexpr std::int64_t enough_for_every_fault = 500; ///< payments after which a fault that never fired is suspicious
constexpr std::size_t most_named = 10;

using Counts = std::map<std::string, std::int64_t>;

std::string counts_text(const Counts& counts) {
  std::string text;
  for (const auto& [name, count] : counts)
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + name;
  return text.empty() ? "none" : text;
}

std::string number_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

/// "name   value" lines.
class Page {
 public:
  void line(std::string_view name, const std::string& value) {
    std::string padded(name);
    padded.resize(std::max<std::size_t>(padded.size() + 1, 19), ' ');
    text_ += padded + value + "\n";
  }
  /// The first few of a list, each on its own line.
  void list(const std::vector<std::string>& items) {
    for (std::size_t i = 0; i < std::min(items.size(), most_named); ++i)
      text_ += "  " + items[i] + "\n";
    if (items.size() > most_named)
      text_ += "  and " + std::to_string(items.size() - most_named) + " more\n";
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void add_money(Page& page, const Comparison& comparison) {
  std::map<std::string, MoneyMoved> totals;
  for (const auto& [account, currencies] : comparison.ledger)
    for (const auto& [currency, moved] : currencies)
      totals[currency] += moved;
  for (const auto& [currency, moved] : totals)
    page.line("in " + currency, amount_text(moved.captured, currency) + " captured, " +
                                    amount_text(moved.refunded, currency) + " refunded, " +
                                    amount_text(moved.withdrawn, currency) + " disputed");
}

void add_breaks(Page& page, const BreaksResult& breaks) {
  page.line("breaks", counts_text(breaks.by_type) + " (" + counts_text(breaks.by_state) + ")");
  for (const auto& [fault, score] : breaks.planted)
    page.line("  " + fault, std::to_string(score.found) + " of " + std::to_string(score.planted) + " found");
  page.line("resolved", counts_text(breaks.resolved) + "; " + std::to_string(breaks.second_person) +
                            " by two persons, " + std::to_string(breaks.refused) + " refused once");
  if (!breaks.not_planted.empty())
    page.line("not planted", std::to_string(breaks.not_planted.size()));
  page.list(breaks.not_planted);
}

void add_people(Page& page, const Summary& s) {
  page.line("refunds", std::to_string(s.refunds.requested) + " asked for (" + std::to_string(s.refunds.whole) +
                           " whole, " + std::to_string(s.refunds.partial) + " partial), " +
                           std::to_string(s.refunds.approved) + " approved and " +
                           std::to_string(s.refunds.rejected) + " rejected by a second person, " +
                           std::to_string(s.refunds.repeated) + " commands repeated");
  page.line("disputes", std::to_string(s.disputes.opened) + " opened, " + std::to_string(s.disputes.won) + " won, " +
                            std::to_string(s.disputes.lost) + " lost");
  page.line("dead letters", std::to_string(s.dead_letters_retried) + " retried, " +
                                std::to_string(s.quiet.dead_letters) + " left");
}

std::string stages_text(const Summary& s) {
  std::string text;
  for (const auto& [stage, seconds] : s.seconds)
    text += stage + " " + number_text(seconds) + ", ";
  return text + "in all " + number_text(s.total_seconds);
}

void add_doubts(const Summary& s, std::vector<std::string>& failures) {
  for (const auto& finding : s.verify.findings)
    if (finding.violations > 0)
      failures.push_back("verify: " + finding.invariant + " is violated " + std::to_string(finding.violations) +
                         " times, such as " + (finding.examples.empty() ? "?" : finding.examples.front()));
  if (!s.verify.ok && failures.empty())
    failures.push_back("verify says that the books are not right");
  if (s.options.payments >= enough_for_every_fault && s.options.fault_rate > 0)
    for (const auto& [fault, count] : s.faults_fired)
      if (count == 0)
        failures.push_back("the fault " + fault + " never fired");
  if (s.traffic.failed > 0)
    failures.push_back(std::to_string(s.traffic.failed) + " checkouts failed, such as " +
                       (s.traffic.errors.empty() ? "?" : s.traffic.errors.front()));
  if (s.kills < s.options.kills)
    failures.push_back("the daemon was killed " + std::to_string(s.kills) + " times only");
}

} // namespace

double Summary::payments_per_second() const {
  return traffic.seconds > 0 ? static_cast<double>(traffic.requested) / traffic.seconds : 0;
}

std::vector<std::string> Summary::failures() const {
  std::vector<std::string> failures;
  add_doubts(*this, failures);
  const auto add = [&](const std::string& prefix, const std::vector<std::string>& items) {
    for (const auto& item : items)
      failures.push_back(prefix + item);
  };
  add("not true: ", comparison.differences);
  add("not true: ", payouts.differences);
  add("not balanced: ", contradictions.unbalanced);
  add("not equal: ", contradictions.wallets);
  add("unfinished: ", quiet.unfinished.unexplained);
  add("not found: ", breaks.not_found);
  add("not told: ", webhooks.missing);
  add("left running: ", left_running);
  return failures;
}

std::string to_text(const Summary& s) {
  Page page;
  page.line("payments", counts_text(s.payments_by_state));
  page.line("orders", counts_text(s.orders_by_status));
  page.line("buyers", std::to_string(s.traffic.paid) + " paid, " + std::to_string(s.traffic.abandoned) + " left, " +
                          std::to_string(s.traffic.declined) + " declined, " + std::to_string(s.traffic.failed) +
                          " failed");
  page.line("unfinished", counts_text(s.quiet.unfinished.by_reason));
  add_money(page, s.comparison);
  add_people(page, s);
  page.line("settlement", std::to_string(s.settlement_batches) + " batches, " + std::to_string(s.settlement_lines) +
                              " lines");
  page.line("pay-outs", std::to_string(s.payouts.by_bank.size()) + " by the bank, " +
                            std::to_string(s.payouts.by_psp.size()) + " by a PSP, " + std::to_string(s.payouts.paid) +
                            " paid, " + (s.payouts.returned.empty() ? "none" : "one") + " given back" +
                            (s.payouts.differences.empty() ? "" : ", NOT as they truly are"));
  add_breaks(page, s.breaks);
  page.line("webhooks", std::to_string(s.webhooks.heard.events) + " reached the shop, signed, of " +
                            std::to_string(s.webhooks.captured) + " captured payments; " +
                            std::to_string(s.webhooks.heard.refused) + " refused once, " +
                            std::to_string(s.webhooks.heard.repeated) + " came twice");
  page.line("faults fired", counts_text(s.faults_fired));
  page.line("kills", std::to_string(s.kills));
  page.line("ledger", s.contradictions.unbalanced.empty() ? "balanced" : "NOT balanced");
  page.line("wallets", s.contradictions.wallets.empty() ? "equal" : "NOT equal");
  page.line("verify", std::to_string(s.verify.findings.size()) + " invariants, " + (s.verify.ok ? "right" : "WRONG"));
  page.line("truth", s.comparison.differences.empty()
                         ? "equal for " + std::to_string(s.comparison.checkouts) + " checkouts"
                         : std::to_string(s.comparison.differences.size()) + " differences");
  page.line("seconds", stages_text(s));
  page.line("payments/s", number_text(s.payments_per_second()));
  const auto failures = s.failures();
  page.line("result", failures.empty() ? "everything is right" : std::to_string(failures.size()) + " things are not right:");
  page.list(failures);
  return page.take();
}

} // namespace paydesk::demo
