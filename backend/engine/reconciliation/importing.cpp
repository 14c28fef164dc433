#include "engine/reconciliation/importing.h"

#include "engine/reconciliation/banking.h"
#include "engine/reconciliation/examining.h"
#include "engine/reconciliation/explaining.h"
#include "engine/reconciliation/fees.h"

namespace paydesk::recon {
namespace {

/// Another file of a batch that is here already: says what it changes.
tl::unexpected<Error> batch_is_here(const RunRow& run, const SettlementFile& file) {
  return fail(ErrorCode::already_exists,
              "Batch " + run.batch + " of " + run.psp_account + " was imported from another file (" +
                  counted(static_cast<std::size_t>(run.line_count), "line", "lines") + ", net " +
                  worded(run.net, run.currency) +
                  "); this one has " + counted(file.lines.size(), "line", "lines") + ", net " +
                  worded(file.net, file.currency) + ". Nothing was stored.",
              "batch_id");
}

Result<void> check_settlement(Work& work, const Incoming& incoming, const SettlementFile& file) {
  if (!incoming.psp_account.empty() && incoming.psp_account != file.account)
    return invalid("psp_account", "The file is of the PSP account " + file.account + ", not of " +
                                      incoming.psp_account + ".");
  if (!work.tx.find_account(file.account))
    return invalid("account", "Paydesk has no PSP account " + file.account + ".");
  if (const auto run = work.tx.find_batch(file.account, file.batch, file.currency))
    return batch_is_here(*run, file);
  return {};
}

/// The run with its lines; each knows what its fee should be.
Uuid add_run(Work& work, const Uuid& file_id, const SettlementFile& file) {
  const auto terms = work.terms.terms(file.account);
  std::vector<Uuid> line_ids;
  std::vector<std::optional<std::int64_t>> fees;
  for (const auto& line : file.lines) {
    line_ids.push_back(work.ids.next());
    fees.push_back(expected_fee(terms, line, file.currency));
  }
  const auto run_id = work.ids.next();
  work.tx.add_run(run_id, file_id, file, line_ids, fees, work.now);
  return run_id;
}

Result<Imported> import_settlement(Work& work, const Uuid& file_id, const SettlementFile& file) {
  const auto run_id = add_run(work, file_id, file);
  examine(work, file.account, work.tx.run(run_id));
  book_entries(work);
  work.tx.refresh_runs();
  const EventRow event{"recon.run", "run", run_id.to_string()};
  work.tx.add_events({&event, 1}, work.now);
  return Imported{std::nullopt, run_id,
                  "Batch " + file.batch + " with " + counted(file.lines.size(), "line", "lines") + " imported."};
}

Result<Imported> import_statements(Work& work, const Uuid& file_id, const BankFile& file) {
  Imported imported;
  imported.message = take_statements(work, file_id, file);
  work.tx.refresh_runs();
  const EventRow event{"recon.bank_file", "file", file_id.to_string()};
  work.tx.add_events({&event, 1}, work.now);
  return imported;
}

} // namespace

Result<Imported> import(Work& work, const Incoming& incoming) {
  work.tx.lock();
  if (const auto known = work.tx.find_file(incoming.content))
    return Imported{known, known->run_id, "This file was imported before; nothing was done."};
  const auto* settlement = std::get_if<SettlementFile>(&incoming.read.content);
  if (settlement != nullptr)
    if (auto fits = check_settlement(work, incoming, *settlement); !fits)
      return tl::unexpected<Error>(fits.error());
  const NewFile file{work.ids.next(), incoming.name, incoming.read.format, incoming.caller.login, work.now};
  work.tx.add_file(file, incoming.content);
  auto imported = settlement != nullptr
                      ? import_settlement(work, file.file_id, *settlement)
                      : import_statements(work, file.file_id, std::get<BankFile>(incoming.read.content));
  if (imported)
    work.tx.add_audit(
        incoming.caller,
        {"recon.import",
         "file/" + file.file_id.to_string(),
         "imported",
         std::nullopt,
         {{"name", incoming.name}, {"format", incoming.read.format}, {"what", imported->message}}},
        work.now);
  return imported;
}

} // namespace paydesk::recon
