#include "app/demo/settlement.h"

#include <sstream>

#include "app/demo/interrupt.h"
#include "app/client/idempotency.h"
#include "core/clock.h"

namespace paydesk::demo {
namespace {

namespace rpc = client::rpc;

Result<views::ImportFileResponse> import(const Desk& desk, const std::string& name, std::string content,
                                         const std::string& account) {
  auto imported =
      desk.clerk().ask<rpc::ImportFile>({name, std::move(content), account, client::new_idempotency_key()});
  if (imported)
    return imported;
  auto error = imported.error();
  error.message = name + " was not imported: " + error.message + (error.field.empty() ? "" : " (" + error.field + ")");
  return tl::unexpected(std::move(error));
}

/// Notes type and psp_reference, the fifth and sixth column, of every line. Neither they nor those before are quoted.
void note_lines(const std::string& csv, std::set<std::string>& told) {
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream columns(line);
    std::string skipped, type, reference;
    for (int i = 0; i < 4; ++i)
      std::getline(columns, skipped, ',');
    if (std::getline(columns, type, ',') && std::getline(columns, reference, ','))
      told.insert(type + "/" + reference);
  }
}

Result<void> import_batch(const Stack& stack, const ClosedBatch& batch, SettlementDay& day) {
  const auto csv = stack.sandbox().report_csv(batch);
  const auto xml = csv ? stack.sandbox().statement_xml(batch) : tl::unexpected(csv.error());
  if (!xml)
    return tl::unexpected(xml.error());
  const auto imported = import(stack.desk(), batch.batch + ".csv", *csv, batch.account);
  if (!imported)
    return tl::unexpected(imported.error());
  if (day.batches.empty()) {
    const auto again = import(stack.desk(), batch.batch + ".csv", *csv, batch.account);
    if (!again || !again->already_known || again->run_id != imported->run_id)
      return fail(ErrorCode::internal, batch.batch + ".csv imported a second time was not recognised");
  }
  if (const auto stated = import(stack.desk(), batch.batch + ".xml", *xml, {}); !stated)
    return tl::unexpected(stated.error());
  note_lines(*csv, day.told);
  day.lines += batch.lines;
  ++day.statements;
  day.batches.push_back(batch);
  return {};
}

} // namespace

std::string day_from_today(int days) {
  return format_instant(SystemClock().now() + std::chrono::days(days)).substr(0, 10);
}

Result<SettlementDay> close_and_import(const Stack& stack, Progress& progress, const std::string& date) {
  const auto closed = stack.sandbox().close_settlement(date);
  if (!closed)
    return tl::unexpected(closed.error());
  SettlementDay day;
  day.date = date;
  for (const auto& batch : *closed) {
    if (interrupted())
      return tl::unexpected(interruption());
    if (auto done = import_batch(stack, batch, day); !done)
      return tl::unexpected(done.error());
    progress.count(date + ": " + std::to_string(day.batches.size()) + " of " + std::to_string(closed->size()) +
                   " batches imported, " + std::to_string(day.lines) + " lines");
  }
  return day;
}

std::set<std::pair<std::string, std::string>> batches_that_lack_lines(const SettlementDay& day) {
  std::set<std::pair<std::string, std::string>> lacking;
  for (const auto& batch : day.batches)
    for (const auto& planted : batch.planted)
      if (planted.fault == "settlement_missing_line" || planted.fault == "settlement_next_day_line")
        lacking.emplace(batch.account, batch.currency);
  return lacking;
}

} // namespace paydesk::demo
