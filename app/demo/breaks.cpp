#include "app/demo/breaks.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "app/demo/interrupt.h"
#include "app/client/idempotency.h"

namespace paydesk::demo {
namespace {

namespace rpc = client::rpc;

/// Which lie shows as which break, and how a person ends it.
struct Kind {
  std::string_view fault;
  std::string_view type;
};

constexpr std::array<Kind, 8> kinds{{{"settlement_missing_line", "missing_at_psp"},
                                     {"settlement_missing_line", "timing"},
                                     {"settlement_next_day_line", "timing"},
                                     {"settlement_next_day_line", "missing_at_psp"},
                                     {"settlement_extra_line", "missing_in_ledger"},
                                     {"settlement_wrong_amount", "amount_mismatch"},
                                     {"settlement_wrong_fee", "fee_mismatch"},
                                     {"settlement_duplicate_line", "duplicate_at_psp"}}};

constexpr std::array<std::pair<std::string_view, const char*>, 11> ways_out{{{"amount_mismatch", "write_off"},
                                                                            {"batch_total_mismatch", "write_off"},
                                                                            {"currency_mismatch", "match"},
                                                                            {"duplicate_at_psp", "refund_duplicate"},
                                                                            {"fee_mismatch", "accept_fee"},
                                                                            {"missing_at_bank", "write_off"},
                                                                            {"missing_at_psp", "write_off"},
                                                                            {"missing_in_ledger", "create_missing"},
                                                                            {"status_mismatch", "raise_with_psp"},
                                                                            {"timing", "carry_forward"},
                                                                            {"unexpected_bank_entry", "write_off"}}};

std::string way_out(const std::string& type) {
  const auto found = std::find_if(ways_out.begin(), ways_out.end(), [&](const auto& way) { return way.first == type; });
  return found == ways_out.end() ? "raise_with_psp" : found->second;
}

bool shows_as(const std::string& fault, const std::string& type) {
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](const Kind& kind) { return kind.fault == fault && kind.type == type; });
}

bool is_found(const Planted& planted, const std::vector<views::ReconBreak>& breaks) {
  return std::any_of(breaks.begin(), breaks.end(), [&](const views::ReconBreak& one) {
    return one.psp_reference == planted.psp_reference && shows_as(planted.fault, one.type);
  });
}

bool is_told(const std::string& type, const std::string& reference, const std::vector<SettlementDay>& days) {
  return std::any_of(days.begin(), days.end(),
                     [&](const SettlementDay& day) { return day.told.contains(type + "/" + reference); });
}

/// A lack that nobody can see: a dispute's fee that is in no file was not charged, and a line that comes with the very
/// next file was never waited for.
bool is_no_lack(const Planted& planted, const std::vector<SettlementDay>& days) {
  const auto& reference = planted.psp_reference;
  if (planted.fault == "settlement_missing_line")
    return is_told("dispute_withdrawn", reference, days) && !is_told("dispute_fee", reference, days);
  static const std::array<const char*, 6> types{"capture",     "refund",          "refund_reversed",
                                                "dispute_fee", "dispute_withdrawn", "dispute_reinstated"};
  return planted.fault == "settlement_next_day_line" &&
         std::any_of(types.begin(), types.end(), [&](const char* type) { return is_told(type, reference, days); });
}

std::string in_words(const views::ReconBreak& one) {
  return one.type + " (" + one.state + ") " + one.psp_reference + ": " + one.explanation;
}

bool is_open(const views::ReconBreak& one) { return one.state == "open" || one.state == "reopened"; }

/// One person proposing and another deciding.
class Resolving {
 public:
  Resolving(const Desk& desk, BreaksResult& result) : desk_(desk), result_(result) {}

  Result<void> resolve(const views::ReconBreak& one) {
    const auto resolution = way_out(one.type);
    const views::ResolveRequest request{one.break_id, resolution, "seen and explained by the demo", {}};
    if (const auto preview = desk_.clerk().ask<rpc::PreviewResolution>(request); !preview)
      return failed(one, resolution, preview.error());
    auto now = propose(request);
    if (now && now->state == "proposed" && result_.refused == 0) {
      ++result_.refused;
      now = decide(one, false);
      if (now)
        now = propose(request);
    }
    if (now && now->state == "proposed") {
      ++result_.second_person;
      now = decide(one, true);
    }
    if (!now)
      return failed(one, resolution, now.error());
    if (now->state != "resolved" && now->state != "waiting")
      return failed(one, resolution, {ErrorCode::internal, "it is " + now->state + " afterwards", {}});
    ++result_.resolved[resolution];
    return {};
  }

 private:
  Result<views::ReconBreak> propose(views::ResolveRequest request) const {
    request.idempotency_key = client::new_idempotency_key();
    return desk_.clerk().ask<rpc::ResolveBreak>(request);
  }

  Result<views::ReconBreak> decide(const views::ReconBreak& one, bool approve) const {
    return desk_.approver().ask<rpc::DecideResolution>(
        {one.break_id, approve, approve ? "agreed" : "look once more", client::new_idempotency_key()});
  }

  static Result<void> failed(const views::ReconBreak& one, const std::string& resolution, Error error) {
    error.message = resolution + " of " + in_words(one) + ": " + error.message;
    return tl::unexpected(std::move(error));
  }

  const Desk& desk_;
  BreaksResult& result_;
};

} // namespace

Result<std::vector<views::ReconBreak>> all_breaks(const Person& person) {
  return all_rows<rpc::ListBreaks>(person, &views::ListBreaksResponse::rows, [](views::PageRequest page) {
    return views::ListBreaksRequest{{}, false, std::move(page)};
  });
}

void judge_breaks(const std::vector<views::ReconBreak>& breaks, const std::vector<SettlementDay>& days,
                  BreaksResult& result) {
  std::set<std::string> planted_references;
  for (const auto& day : days)
    for (const auto& batch : day.batches)
      for (const auto& planted : batch.planted) {
        planted_references.insert(planted.psp_reference);
        auto& score = result.planted[planted.fault];
        ++score.planted;
        const bool found = is_found(planted, breaks) || is_no_lack(planted, days);
        score.found += found ? 1 : 0;
        if (!found)
          result.not_found.push_back(planted.fault + " " + planted.psp_reference + " in " + batch.batch + " of " +
                                     batch.account + ": " + planted.detail);
      }
  for (const auto& one : breaks) {
    ++result.by_type[one.type];
    if (!planted_references.contains(one.psp_reference))
      result.not_planted.push_back(in_words(one));
  }
}

Result<void> resolve_some(const Desk& desk, const std::vector<views::ReconBreak>& breaks, int most_of_a_type,
                          BreaksResult& result) {
  Resolving resolving(desk, result);
  std::map<std::string, int> taken;
  for (const auto& one : breaks) {
    if (!is_open(one) || taken[one.type] >= most_of_a_type)
      continue;
    if (interrupted())
      return tl::unexpected(interruption());
    ++taken[one.type];
    if (auto done = resolving.resolve(one); !done)
      return done;
  }
  return {};
}

} // namespace paydesk::demo
