#include "app/demo/traffic.h"

#include <nlohmann/json.hpp>

#include "app/demo/child.h"
#include "app/demo/interrupt.h"
#include "app/demo/stack.h"

namespace paydesk::demo {
namespace {

constexpr int start_patience_ms = 10'000;
constexpr int stop_patience_ms = 5'000;
constexpr int look_every_ms = 100;

QStringList arguments_of(const TrafficOptions& options) {
  QStringList arguments{QStringLiteral("traffic"),
                        QStringLiteral("--json"),
                        QStringLiteral("--shop"),
                        QString::fromStdString(options.shop_url),
                        QStringLiteral("--api-key-file"),
                        options.key_file,
                        QStringLiteral("--seed"),
                        QString::number(options.seed),
                        QStringLiteral("--payments"),
                        QString::number(options.payments)};
  if (options.payments == 0)
    arguments << QStringLiteral("--forever");
  if (options.rate > 0)
    arguments << QStringLiteral("--rate") << QString::number(options.rate);
  if (!options.account.empty())
    arguments << QStringLiteral("--accounts") << QString::fromStdString(options.account);
  if (!options.currency.empty())
    arguments << QStringLiteral("--currencies") << QString::fromStdString(options.currency);
  if (options.concurrency > 0)
    arguments << QStringLiteral("--concurrency") << QString::number(options.concurrency);
  if (options.eager)
    arguments << QStringLiteral("--eager");
  return arguments;
}

} // namespace

Traffic::Traffic(const TrafficOptions& options) {
  process_.setProgram(program_beside("paydesk-sandbox"));
  process_.setArguments(arguments_of(options));
  process_.setProcessEnvironment(clean_environment());
  process_.setStandardInputFile(QProcess::nullDevice());
  process_.setReadChannel(QProcess::StandardError);
}

Traffic::~Traffic() { stop(); }

Result<void> Traffic::start() {
  process_.start();
  if (process_.waitForStarted(start_patience_ms))
    return {};
  return fail(ErrorCode::unavailable, "traffic could not be started: " + process_.errorString().toStdString());
}

bool Traffic::going_on() {
  if (process_.state() == QProcess::NotRunning)
    return false;
  process_.waitForReadyRead(look_every_ms);
  read_progress();
  if (process_.state() != QProcess::NotRunning)
    process_.waitForFinished(0);
  return process_.state() != QProcess::NotRunning;
}

void Traffic::read_progress() {
  while (process_.canReadLine()) {
    latest_ = process_.readLine().trimmed().toStdString();
    done_ = std::atoll(latest_.c_str());
  }
}

Result<TrafficResult> Traffic::result() {
  const auto text = process_.readAllStandardOutput();
  const auto shown = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
  if (!shown.is_object())
    return fail(ErrorCode::internal, "traffic ended with code " + std::to_string(process_.exitCode()) + ": " +
                                         latest_ + process_.readAllStandardError().toStdString());
  TrafficResult result;
  result.requested = shown.value("requested", std::int64_t{0});
  result.created = shown.value("created", std::int64_t{0});
  result.paid = shown.value("paid", std::int64_t{0});
  result.abandoned = shown.value("abandoned", std::int64_t{0});
  result.declined = shown.value("declined", std::int64_t{0});
  result.failed = shown.value("failed", std::int64_t{0});
  result.seconds = shown.value("seconds", 0.0);
  for (const auto& error : shown.value("errors", nlohmann::json::array()))
    result.errors.push_back(error.value("checkout_reference", "") + ": " + error.value("message", ""));
  return result;
}

void Traffic::stop() {
  if (process_.state() == QProcess::NotRunning)
    return;
  process_.terminate();
  if (process_.waitForFinished(stop_patience_ms))
    return;
  process_.kill();
  process_.waitForFinished(stop_patience_ms);
}

Result<TrafficResult> play(const TrafficOptions& options,
                           const std::function<Result<void>(const Traffic&)>& meanwhile) {
  Traffic traffic(options);
  if (auto started = traffic.start(); !started)
    return tl::unexpected(started.error());
  while (traffic.going_on()) {
    if (interrupted())
      return tl::unexpected(interruption());
    if (auto on = meanwhile(traffic); !on)
      return tl::unexpected(on.error());
  }
  return interrupted() ? tl::unexpected(interruption()) : traffic.result();
}

} // namespace paydesk::demo
