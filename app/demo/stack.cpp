#include "app/demo/stack.h"

#include <thread>

#include <QCoreApplication>
#include <QFile>
#include <QUrl>

#include "app/demo/accounts.h"
#include "app/demo/daemon_config.h"
#include "app/demo/interrupt.h"

namespace paydesk::demo {
namespace {

using std::chrono::seconds;

constexpr seconds sandbox_patience{10};
constexpr seconds daemon_patience{90}; // it may have to make a database cluster, or recover one
constexpr seconds daemon_stop_patience{60};
constexpr const char* postmaster_file = "cluster/pgdata/postmaster.pid";

std::optional<std::uint16_t> port_in(const QString& path) {
  QFile file(path);
  bool fits = false;
  const auto port = file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toUShort(&fits) : 0;
  return fits && port != 0 ? std::optional<std::uint16_t>(port) : std::nullopt;
}

/// The port of the REST API in an endpoints file.
std::optional<std::uint16_t> rest_port_in(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    return std::nullopt;
  const auto text = file.readAll();
  const auto shown = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
  const auto rest = shown.is_object() ? QString::fromStdString(shown.value("rest", "")) : QString();
  const auto port = QUrl(rest).port();
  return port > 0 ? std::optional(static_cast<std::uint16_t>(port)) : std::nullopt;
}

} // namespace

QString program_beside(const char* name) {
  return QCoreApplication::applicationDirPath() + QLatin1Char('/') + QLatin1String(name);
}

Stack::Stack(StateFolder folder, StackOptions options, std::uint16_t rest_port)
    : folder_(std::move(folder)), options_(std::move(options)), rest_(rest_port), rest_port_(rest_port) {}

Stack::~Stack() { stop(); }

Result<std::unique_ptr<Stack>> Stack::start(StateFolder folder, StackOptions options, Progress& progress) {
  const auto rest_port = free_port();
  if (!rest_port)
    return tl::unexpected(rest_port.error());
  std::unique_ptr<Stack> stack(new Stack(std::move(folder), std::move(options), *rest_port));
  progress.begin("start");
  progress.tell("state in " + stack->folder_.path().toStdString());
  for (const auto step : {&Stack::retire_earlier_demo, &Stack::start_sandbox, &Stack::start_daemon, &Stack::wait_for_daemon, &Stack::connect})
    if (auto done = (stack.get()->*step)(); !done)
      return tl::unexpected(done.error());
  progress.tell("sandbox and daemon are ready, shops at " + stack->shop_url());
  return stack;
}

Result<void> Stack::retire_earlier_demo() {
  if (const auto rest = rest_port_in(folder_.file("endpoints.json"))) {
    const auto answer = HttpPeer(*rest).ask("GET", "/healthz", {}, {}, seconds(2));
    if (answer && answer->status == 200)
      return fail(ErrorCode::failed_precondition,
                  "a demo is running already in " + folder_.path().toStdString() + "; stop it first");
  }
  if (folder_.has(postmaster_file))
    sweep_up();
  daemon_process_.reset();
  // The sandbox forgets everything when it ends, so nothing of an earlier demo can go on.
  if (auto cleared = folder_.clear(); !cleared)
    return cleared;
  return options_.prepare ? options_.prepare(folder_) : Result<void>{};
}

Result<void> Stack::start_sandbox() {
  const auto port_file = folder_.file("sandbox.port");
  QFile::remove(port_file);
  sandbox_process_ = std::make_unique<Child>(
      "paydesk-sandbox", program_beside("paydesk-sandbox"),
      QStringList{QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0"),
                  QStringLiteral("--port-file"), port_file, QStringLiteral("--seed"),
                  QString::number(options_.seed)},
      folder_.file("sandbox.log"));
  if (auto started = sandbox_process_->start(); !started)
    return started;
  auto listening = wait_until("the sandbox's start", sandbox_patience, [&] {
    sandbox_port_ = port_in(port_file).value_or(0);
    return sandbox_port_ != 0 || !sandbox_process_->running();
  });
  if (!listening)
    return listening;
  if (sandbox_port_ == 0)
    return tl::unexpected(sandbox_process_->ended());
  sandbox_.emplace(sandbox_port_);
  return sandbox_->set_faults(all_faults(options_.seed, options_.fault_rate));
}

Result<void> Stack::start_daemon() {
  if (!daemon_process_) {
    const auto psp_port = options_.psp_port ? options_.psp_port(sandbox_port_) : sandbox_port_;
    const auto config =
        write_daemon_config({folder_.path(), psp_port, rest_port_, options_.retry, options_.concurrency});
    if (!config)
      return tl::unexpected(config.error());
    QStringList arguments{QStringLiteral("--config"), *config, QStringLiteral("--state-dir"), folder_.path(),
                          QStringLiteral("--demo")};
    if (options_.instance.empty())
      arguments << QStringLiteral("--grpc-unix-socket") << folder_.file("grpc.sock");
    else
      arguments << QStringLiteral("--instance") << QString::fromStdString(options_.instance);
    if (!options_.database_url.empty())
      arguments << QStringLiteral("--database-url") << QString::fromStdString(options_.database_url);
    daemon_process_ = std::make_unique<Child>("paydeskd", program_beside("paydeskd"), arguments,
                                              folder_.file("paydeskd.log"));
  }
  return daemon_process_->start();
}

bool Stack::daemon_is_ready() const {
  const auto answer = rest_.ask("GET", "/readyz", {}, {}, seconds(2));
  return answer && answer->status == 200 && folder_.has("endpoints.json");
}

Result<void> Stack::wait_for_daemon() {
  const auto decided = [&] { return !daemon_process_->running() || daemon_is_ready(); };
  if (auto waited = wait_until("the daemon's readiness", daemon_patience, decided); !waited)
    return waited;
  return daemon_process_->running() ? Result<void>{} : tl::unexpected(daemon_process_->ended());
}

Result<void> Stack::connect() {
  for (const auto& account : demo_accounts()) {
    const std::string id(account.id);
    if (auto set = sandbox_->set_webhook(id, shop_url() + "/webhooks/" + id); !set)
      return set;
  }
  auto desk = Desk::open(endpoints_file());
  if (!desk)
    return tl::unexpected(desk.error());
  desk_.emplace(std::move(*desk));
  return {};
}

Result<void> Stack::kill_and_start_daemon() {
  if (daemon_process_->running())
    daemon_process_->kill();
  return start_daemon();
}

Result<void> Stack::kill_and_restart_daemon() {
  if (auto started = kill_and_start_daemon(); !started)
    return started;
  return wait_for_daemon();
}

Result<void> Stack::check_alive() {
  for (auto* process : {sandbox_process_.get(), daemon_process_.get()})
    if (!process->running())
      return tl::unexpected(interrupted() ? interruption() : process->ended());
  return {};
}

void Stack::sweep_up() {
  if (!start_daemon())
    return;
  // Not cut short by an interruption: this is how one is obeyed.
  const auto until = std::chrono::steady_clock::now() + daemon_patience;
  while (daemon_process_->running() && !daemon_is_ready() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  daemon_process_->stop(daemon_stop_patience);
}

std::vector<std::string> Stack::stop() {
  std::vector<std::string> problems;
  if (daemon_process_ && daemon_process_->running() && !daemon_process_->stop(daemon_stop_patience))
    problems.push_back(daemon_process_->ended().message);
  if (daemon_process_ && folder_.has(postmaster_file))
    sweep_up();
  if (daemon_process_ && folder_.has(postmaster_file))
    problems.push_back("the database server of " + folder_.path().toStdString() + " may still run");
  if (sandbox_process_ && sandbox_process_->running() && !sandbox_process_->stop(sandbox_patience))
    problems.push_back(sandbox_process_->ended().message);
  daemon_process_.reset();
  sandbox_process_.reset();
  return problems;
}

} // namespace paydesk::demo
