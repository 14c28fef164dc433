#include <algorithm>
#include <map>

#include "tests/support/fake_daemon/desks.h"
#include "tests/support/fake_daemon/paging.h"

namespace paydesk::fake {
namespace {

bool is_open(const views::ReconBreak& one) { return one.state != "resolved" && one.state != "healed"; }

views::ReconBreak* find_break(Books& books, const std::string& id) {
  const auto at = std::find_if(books.breaks.begin(), books.breaks.end(),
                               [&](const auto& one) { return one.break_id == id; });
  return at == books.breaks.end() ? nullptr : &*at;
}

tl::unexpected<Error> no_break(const std::string& id) {
  return fail(ErrorCode::not_found, "No break has the id " + id + ".", "break_id");
}

template <class Row>
Field any_field(const Row& row) {
  return [&row](std::string_view key) -> std::string {
    if constexpr (requires {
                    row.break_id;
                    row.state;
                  })
      return key == "state" ? row.state : row.break_id + " " + row.psp_reference;
    else
      return {};
  };
}

std::vector<views::BreakCount> count_by_type(const std::vector<views::ReconBreak>& breaks) {
  std::map<std::string, views::BreakCount> counts;
  for (const auto& one : breaks) {
    auto& count = counts[one.type];
    count.type = one.type;
    ++count.count;
    const auto sum = std::find_if(count.at_stake.begin(), count.at_stake.end(), [&](const Money& money) {
      return money.currency == one.at_stake.currency;
    });
    if (sum == count.at_stake.end())
      count.at_stake.push_back(one.at_stake);
    else
      sum->minor += one.at_stake.minor;
  }
  std::vector<views::BreakCount> out;
  for (auto& [type, count] : counts)
    out.push_back(std::move(count));
  return out;
}

std::string pair_id(const views::ReconPair& pair) {
  return std::to_string(pair.line_no) + "/" + pair.ledger_psp_reference + "/" + pair.ledger_kind;
}

} // namespace

Result<views::ImportFileResponse> import_file(Books& books, const Login& login,
                                              const views::ImportFileRequest& request) {
  if (auto may = need_role(login, {"operator"}); !may) return tl::unexpected(may.error());
  if (request.content.empty())
    return invalid("content", "Line 1, column 1: the file is empty. Nothing was applied.");
  for (const auto& run : books.runs)
    if (run.file_name == request.file_name)
      return views::ImportFileResponse{run.run_id, true, "This file is known already.", "sandbox_csv", run};
  views::ReconRun run = books.runs.empty() ? views::ReconRun{} : books.runs.front();
  run.run_id = "0192f111-0000-7000-8000-" + std::to_string(200'000'000'000 + books.runs.size());
  run.file_name = request.file_name;
  run.imported_at = now();
  books.runs.insert(books.runs.begin(), run);
  publish(books, "recon.run", "run", run.run_id);
  return views::ImportFileResponse{run.run_id, false, "Imported and matched.", "sandbox_csv", run};
}

Result<views::ListRunsResponse> list_runs(Books& books, const Login&, const views::PageRequest& page) {
  auto found = slice<views::ReconRun>(
      books.runs, page, [](const auto& run) { return run.run_id; }, any_field<views::ReconRun>);
  if (!found) return tl::unexpected(found.error());
  return views::ListRunsResponse{std::move(found->rows), std::move(found->next_cursor)};
}

Result<views::ReconRun> get_run(Books& books, const Login&, const views::GetRunRequest& request) {
  for (const auto& run : books.runs)
    if (run.run_id == request.run_id) return run;
  return fail(ErrorCode::not_found, "No run has the id " + request.run_id + ".", "run_id");
}

Result<views::ListBreaksResponse> list_breaks(Books& books, const Login&,
                                              const views::ListBreaksRequest& request) {
  std::vector<views::ReconBreak> wanted;
  std::copy_if(books.breaks.begin(), books.breaks.end(), std::back_inserter(wanted), [&](const auto& one) {
    return (request.run_id.empty() || one.run_id == request.run_id) && (!request.open_only || is_open(one));
  });
  auto found = slice<views::ReconBreak>(
      wanted, request.page, [](const auto& one) { return one.break_id; }, any_field<views::ReconBreak>);
  if (!found) return tl::unexpected(found.error());
  return views::ListBreaksResponse{std::move(found->rows), std::move(found->next_cursor),
                                   count_by_type(wanted)};
}

Result<views::ListPairsResponse> list_pairs(Books& books, const Login&,
                                            const views::ListPairsRequest& request) {
  const auto of_run = books.pairs.find(request.run_id);
  if (of_run == books.pairs.end())
    return fail(ErrorCode::not_found, "No run has the id " + request.run_id + ".", "run_id");
  std::vector<views::ReconPair> wanted;
  std::copy_if(of_run->second.begin(), of_run->second.end(), std::back_inserter(wanted),
               [&](const auto& pair) { return !request.breaks_only || pair.link == "break"; });
  auto found = slice<views::ReconPair>(wanted, request.page, pair_id, any_field<views::ReconPair>);
  if (!found) return tl::unexpected(found.error());
  return views::ListPairsResponse{std::move(found->rows), std::move(found->next_cursor), found->total};
}

Result<views::ResolutionPreview> preview_resolution(Books& books, const Login&,
                                                    const views::ResolveRequest& request) {
  const auto* one = find_break(books, request.break_id);
  if (!one) return no_break(request.break_id);
  views::ResolutionPreview preview;
  const Money amount{std::abs(one->at_stake.minor), one->at_stake.currency};
  preview.postings = {{"recon_writeoff", amount, {}}, {"psp_receivable:card", {}, amount}};
  preview.needs_approval = amount.minor > 1'000;
  preview.approval_reason = preview.needs_approval ? "Above the limit for one person" : "";
  preview.effect = "Books the difference and closes the break.";
  return preview;
}

Result<views::ReconBreak> resolve_break(Books& books, const Login& login,
                                        const views::ResolveRequest& request) {
  if (auto may = need_role(login, {"operator"}); !may) return tl::unexpected(may.error());
  auto* one = find_break(books, request.break_id);
  if (!one) return no_break(request.break_id);
  if (!is_open(*one))
    return fail(ErrorCode::failed_precondition, "The break is " + one->state + ". Nothing was resolved.");
  if (std::find(one->resolutions.begin(), one->resolutions.end(), request.resolution) ==
      one->resolutions.end())
    return invalid("resolution", "This break cannot be resolved by \"" + request.resolution + "\".");
  one->state = std::abs(one->at_stake.minor) > 1'000 ? "proposed" : "resolved";
  one->proposed_by = login.login;
  one->proposed_resolution = request.resolution;
  one->reason = request.reason;
  publish(books, "recon." + one->state, "break", one->break_id, one->payment_id);
  return *one;
}

Result<views::ReconBreak> decide_resolution(Books& books, const Login& login,
                                            const views::DecideResolutionRequest& request) {
  if (auto may = need_role(login, {"approver"}); !may) return tl::unexpected(may.error());
  auto* one = find_break(books, request.break_id);
  if (!one) return no_break(request.break_id);
  if (one->state != "proposed")
    return fail(ErrorCode::failed_precondition, "The break is " + one->state + ". Nothing was decided.");
  if (one->proposed_by == login.login)
    return fail(ErrorCode::permission_denied, "Who proposed a resolution cannot decide it.");
  one->state = request.approve ? "resolved" : "open";
  publish(books, "recon." + one->state, "break", one->break_id, one->payment_id);
  return *one;
}

} // namespace paydesk::fake
