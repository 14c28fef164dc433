#include "tests/faults/system.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <QProcess>

#include "crash/judge.h"
#include "store/cluster/bootstrap.h"
#include "store/cluster/embedded_cluster.h"
#include "store/cluster/postmaster.h"

namespace paydesk::test {
namespace {

std::string text_in(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string first_line(const std::string& path) {
  const auto text = text_in(path);
  return text.substr(0, text.find('\n'));
}

std::uint16_t port_of(const std::string& url) {
  return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
}

} // namespace

bool eventually(std::chrono::seconds patience, const std::function<bool()>& is_true) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!is_true()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return true;
}

System::System(demo::StackOptions options, int disk_mib) : dir_(QStringLiteral("/tmp/pdf-XXXXXX")) {
  dir_.setAutoRemove(!qEnvironmentVariableIsSet("FAULTS_KEEP"));
  // The database's user has to pass.
  QFile::setPermissions(dir_.path(), QFile::permissions(dir_.path()) | QFileDevice::ExeGroup | QFileDevice::ExeOther);
  auto folder = demo::StateFolder::at(dir_.path() + QStringLiteral("/s"));
  if (!folder) throw std::runtime_error(folder.error().message);
  if (disk_mib > 0)
    options.prepare = [this, disk_mib](const demo::StateFolder& state) -> Result<void> {
      auto made = SmallDisk::mount(state.file("cluster").toStdString(), disk_mib);
      if (!made) return tl::unexpected(made.error());
      disk_.emplace(std::move(*made));
      return {};
    };
  demo::Progress progress;
  auto stack = demo::Stack::start(std::move(*folder), std::move(options), progress);
  if (!stack) throw std::runtime_error(stack.error().message);
  stack_ = std::move(*stack);
}

System::~System() = default;

nlohmann::json System::health() const {
  const auto answer = stack_->ask_daemon("/readyz");
  return answer ? nlohmann::json::parse(answer->body, nullptr, false) : nlohmann::json();
}

std::string System::part(const std::string& name) const {
  const auto shown = health();
  if (!shown.is_object()) return {};
  for (const auto& part : shown["parts"])
    if (part["name"] == name)
      return name + (part["ok"].get<bool>() ? ": ok " : ": NOT OK ") + part["detail"].get<std::string>();
  return {};
}

bool System::ready() const { return stack_->daemon_is_ready(); }

std::string System::log() const { return text_in(file("paydeskd.log")); }

long System::lines_with(const std::string& words) const {
  std::istringstream lines(log());
  long count = 0;
  for (std::string line; std::getline(lines, line);)
    count += line.find(words) != std::string::npos ? 1 : 0;
  return count;
}

Ran System::ctl(const std::vector<std::string>& arguments) const {
  QStringList all{QStringLiteral("--endpoints"), QString::fromStdString(file("endpoints.json"))};
  for (const auto& argument : arguments)
    all << QString::fromStdString(argument);
  QProcess process;
  process.setProcessChannelMode(QProcess::MergedChannels);
  process.setProcessEnvironment(demo::clean_environment());
  process.start(demo::program_beside("paydeskctl"), all);
  process.waitForFinished(60'000);
  return {process.exitCode(), process.readAll().toStdString()};
}

Result<demo::HttpAnswer> System::order(const std::string& reference, const std::string& key) const {
  const nlohmann::json request = {{"buyer", "buyer"},
                                  {"checkout_reference", reference},
                                  {"currency", "EUR"},
                                  {"payment_method", "pm_ok"},
                                  {"orders", {{{"seller", "s"}, {"amount", "12.34"}, {"reference", reference + ".1"}}}}};
  return shop("POST", "/v1/payments", request.dump(), key);
}

Result<demo::HttpAnswer> System::shop(const std::string& method, const std::string& path, const std::string& body,
                                      const std::string& key) const {
  return demo::HttpPeer(port_of(stack_->shop_url()))
      .ask(method, path, body, first_line(file("tokens/shop.token")), std::chrono::seconds(20), key);
}

void System::kill_database() const {
  if (const auto running = store::find_postmaster(database_dir())) running->process.signal(SIGKILL);
  for (const auto pid : store::processes_of(database_dir()))
    ::kill(pid, SIGKILL);
}

std::int64_t System::number(const std::string& sql) const {
  const auto server = store::find_postmaster(database_dir());
  if (!server) return -1;
  store::Database database(
      store::socket_connection_string(server->socket_dir, store::cluster_database, "postgres"), 1);
  return database
      .in_transaction([&](store::Tx& tx) -> Result<std::int64_t> { return tx.exec_once(sql)[0][0].as<std::int64_t>(); })
      .value_or(-1);
}

std::string System::judge(const crash::Promises& promises, std::chrono::seconds patience) {
  const auto server = store::find_postmaster(database_dir());
  if (!server) return "no database runs\n";
  store::Database database(
      store::socket_connection_string(server->socket_dir, store::cluster_database, "postgres"), 1);
  std::string broken;
  for (const auto& left : crash::wait_until_quiet(*stack_, database, patience))
    broken += "still left: " + left + "\n";
  const auto verdict = crash::judge(*stack_, database, promises);
  for (const auto& what : verdict.broken)
    broken += what + "\n";
  if (verdict.payments == 0) broken += "nothing was judged: there are no payments\n";
  return broken;
}

std::string System::stop() {
  std::string problems;
  for (const auto& problem : stack_->stop())
    problems += problem + "\n";
  return problems;
}

Crowd::Crowd(System& system, crash::Promises& promises, int clients)
    : front_{demo::HttpPeer(port_of(system.stack().shop_url())), first_line(system.file("tokens/shop.token")), promises,
             closing_} {
  for (int i = 0; i < clients; ++i)
    threads_.emplace_back([this, i] { crash::ShopClient(front_, 1000 + static_cast<unsigned>(i), i).run(); });
  threads_.emplace_back([this, &system, &promises] {
    crash::Operator(system.stack().desk(), system.stack().sandbox_port(), promises, tally_, 7).run(closing_, disputes_);
  });
}

void Crowd::close() {
  closing_ = true;
  threads_.clear();
}

} // namespace paydesk::test
