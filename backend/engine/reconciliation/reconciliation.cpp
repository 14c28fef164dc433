#include "engine/reconciliation/reconciliation.h"

#include "engine/reconciliation/banking.h"
#include "engine/reconciliation/examining.h"
#include "engine/reconciliation/importing.h"
#include "engine/reconciliation/resolutions.h"
#include "engine/reconciliation/resolving.h"

namespace paydesk {
namespace {

constexpr std::size_t max_name_bytes = 255;
constexpr std::size_t max_reason_bytes = 1000;

Result<Uuid> parse_id(const std::string& text, std::string field) {
  const auto id = Uuid::parse(text);
  if (!id) return invalid(std::move(field), "This is not a UUID.");
  return *id;
}

Result<void> check_reason(const std::string& reason) {
  if (reason.find_first_not_of(" \t\r\n") == std::string::npos)
    return invalid("reason", "A reason is needed.");
  if (reason.size() > max_reason_bytes) return invalid("reason", "The reason is longer than 1,000 bytes.");
  return {};
}

/// The store's rows with the names of what can be done.
void name_resolutions(views::ReconBreak& row) {
  const bool suggested = !row.resolutions.empty();
  row.resolutions = recon::is_resolvable(row.state) ? recon::resolutions_for(row.type, suggested)
                                                    : std::vector<std::string>{};
}

std::vector<views::PostingLine> shown(const recon::Plan& plan) {
  std::vector<views::PostingLine> lines;
  for (const auto* postings : {&plan.settlement, &plan.adjustment})
    for (const auto& posting : *postings) {
      views::PostingLine line;
      line.account = posting.account.to_string();
      auto& side = posting.amount > 0 ? line.debit : line.credit;
      side = {posting.amount > 0 ? posting.amount : -posting.amount, posting.currency};
      lines.push_back(std::move(line));
    }
  return lines;
}

} // namespace

Result<views::ImportFileResponse> Reconciliation::known(const recon::KnownFile& file) {
  views::ImportFileResponse response;
  response.already_known = true;
  response.format = file.format;
  response.message = "This file was imported before; nothing was done.";
  if (!file.run_id) return response;
  auto run = needs_.store.get_run(*file.run_id);
  if (!run) return tl::unexpected<Error>(run.error());
  response.run_id = run->run_id;
  response.run = std::move(*run);
  return response;
}

Result<views::ImportFileResponse> Reconciliation::import_file(const Caller& caller,
                                                              const views::ImportFileRequest& request) {
  if (request.file_name.empty() || request.file_name.size() > max_name_bytes)
    return invalid("file_name", "The file's name must have 1 to 255 bytes.");
  const auto read = needs_.reader.read(request.content);
  if (!read) return tl::unexpected<Error>(read.error());
  const recon::Incoming incoming{caller, request.file_name, request.psp_account, request.content, *read};
  recon::Imported imported;
  const auto done = needs_.store.in_transaction([&](ReconciliationTx& tx) -> Result<void> {
    recon::Work work{tx, needs_.terms, needs_.policy, needs_.ids, needs_.clock.now()};
    return recon::import(work, incoming).map([&](recon::Imported result) { imported = std::move(result); });
  });
  if (!done) return tl::unexpected<Error>(done.error());
  if (imported.known) return known(*imported.known);
  views::ImportFileResponse response;
  response.format = read->format;
  response.message = imported.message;
  if (!imported.run_id) return response;
  auto run = needs_.store.get_run(*imported.run_id);
  if (!run) return tl::unexpected<Error>(run.error());
  response.run_id = run->run_id;
  response.run = std::move(*run);
  return response;
}

Result<void> Reconciliation::age_breaks() {
  return needs_.store.in_transaction([&](ReconciliationTx& tx) -> Result<void> {
    recon::Work work{tx, needs_.terms, needs_.policy, needs_.ids, needs_.clock.now()};
    tx.lock();
    for (const auto& account : tx.accounts())
      recon::examine(work, account.psp_account, std::nullopt);
    recon::book_entries(work);
    tx.refresh_runs();
    return {};
  });
}

Result<views::ResolutionPreview> Reconciliation::preview(const views::ResolveRequest& request) {
  const auto break_id = parse_id(request.break_id, "break_id");
  if (!break_id) return tl::unexpected<Error>(break_id.error());
  views::ResolutionPreview preview;
  const auto done = needs_.store.in_transaction([&](ReconciliationTx& tx) -> Result<void> {
    recon::Work work{tx, needs_.terms, needs_.policy, needs_.ids, needs_.clock.now()};
    const auto subject = recon::load_subject(work, *break_id);
    if (!subject) return tl::unexpected<Error>(subject.error());
    const auto plan = recon::plan_resolution(*subject, request.resolution);
    if (!plan) return tl::unexpected<Error>(plan.error());
    preview.postings = shown(*plan);
    preview.effect = plan->effect;
    preview.approval_reason = recon::why_second_person(work, *subject, *plan);
    preview.needs_approval = !preview.approval_reason.empty();
    return {};
  });
  if (!done) return tl::unexpected<Error>(done.error());
  return preview;
}

Result<void> Reconciliation::once(const Caller& caller, const Uuid& key, const std::string& request,
                                  const Uuid& break_id, const Act& act) {
  return needs_.store.in_transaction([&](ReconciliationTx& tx) -> Result<void> {
    recon::Work work{tx, needs_.terms, needs_.policy, needs_.ids, needs_.clock.now()};
    tx.lock();
    const auto before = tx.take_key(caller, key, request, break_id, work.now);
    if (!before) return tl::unexpected<Error>(before.error());
    if (*before) return {};
    const auto subject = recon::load_subject(work, break_id);
    if (!subject) return tl::unexpected<Error>(subject.error());
    return act(work, *subject);
  });
}

Result<views::ReconBreak> Reconciliation::resolve(const Caller& caller,
                                                  const views::ResolveRequest& request) {
  const auto break_id = parse_id(request.break_id, "break_id");
  const auto key = parse_id(request.idempotency_key, "idempotency_key");
  const auto reason = check_reason(request.reason);
  if (!break_id || !key || !reason)
    return tl::unexpected<Error>(!break_id ? break_id.error() : !key ? key.error() : reason.error());
  const auto fingerprint = "resolve\n" + request.break_id + "\n" + request.resolution + "\n" + request.reason;
  const auto done =
      once(caller, *key, fingerprint, *break_id, [&](recon::Work& work, const recon::Subject& subject) {
        return recon::resolve(work, subject, {caller, request.resolution, request.reason});
      });
  if (!done) return tl::unexpected<Error>(done.error());
  return get_break(request.break_id);
}

Result<views::ReconBreak> Reconciliation::decide(const Caller& caller,
                                                 const views::DecideResolutionRequest& request) {
  const auto break_id = parse_id(request.break_id, "break_id");
  const auto key = parse_id(request.idempotency_key, "idempotency_key");
  if (!break_id || !key) return tl::unexpected<Error>(!break_id ? break_id.error() : key.error());
  if (!request.approve)
    if (auto reason = check_reason(request.note); !reason) return invalid("note", reason.error().message);
  const auto fingerprint =
      "decide\n" + request.break_id + "\n" + (request.approve ? "approve" : "refuse") + "\n" + request.note;
  const auto done =
      once(caller, *key, fingerprint, *break_id, [&](recon::Work& work, const recon::Subject& subject) {
        return recon::decide(work, subject, caller, request.approve, request.note);
      });
  if (!done) return tl::unexpected<Error>(done.error());
  return get_break(request.break_id);
}

Result<views::ListRunsResponse> Reconciliation::list_runs(const views::PageRequest& page) {
  return needs_.store.list_runs(page);
}

Result<views::ReconRun> Reconciliation::get_run(const views::GetRunRequest& request) {
  const auto id = parse_id(request.run_id, "run_id");
  if (!id) return tl::unexpected<Error>(id.error());
  return needs_.store.get_run(*id);
}

Result<views::ListBreaksResponse> Reconciliation::list_breaks(const views::ListBreaksRequest& request) {
  auto response = needs_.store.list_breaks(request);
  if (response)
    for (auto& row : response->rows)
      name_resolutions(row);
  return response;
}

Result<views::ReconBreak> Reconciliation::get_break(const std::string& break_id) {
  const auto id = parse_id(break_id, "break_id");
  if (!id) return tl::unexpected<Error>(id.error());
  auto row = needs_.store.get_break(*id);
  if (row) name_resolutions(*row);
  return row;
}

Result<views::ListPairsResponse> Reconciliation::list_pairs(const views::ListPairsRequest& request) {
  return needs_.store.list_pairs(request);
}

} // namespace paydesk
