#include "tests/support/fake_daemon/fake_daemon.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include <unistd.h>

#include "tests/support/fake_daemon/services.h"

namespace paydesk::fake {
namespace {

std::filesystem::path make_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "fake-paydeskd-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder can be made");
  return pattern;
}

} // namespace

FakeDaemon::FakeDaemon(Books books, std::filesystem::path folder)
    : folder_(std::move(folder)), own_folder_(folder_.empty()), books_(std::move(books)) {
  if (own_folder_) folder_ = make_folder();
  if (books_.logins.empty()) books_.logins = standard_logins();
  books_.status.rest_address = "http://127.0.0.1:8420";
  books_.status.started_at = now();
  start();
}

FakeDaemon::~FakeDaemon() {
  stop();
  if (own_folder_) {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
}

void FakeDaemon::start() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = false;
  }
  if (services_) return;
  services_ = std::make_unique<Services>(*this, address());
  write_files();
}

void FakeDaemon::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  services_.reset();
  std::error_code ignored;
  std::filesystem::remove(folder_ / "daemon.sock", ignored);
}

std::string FakeDaemon::address() const { return "unix:" + (folder_ / "daemon.sock").string(); }

std::filesystem::path FakeDaemon::token_file(const std::string& login) const {
  return folder_ / "tokens" / (login + ".token");
}

void FakeDaemon::write_files() const {
  std::filesystem::create_directories(folder_ / "tokens");
  for (const auto& login : books_.logins) {
    std::ofstream(token_file(login.login)) << login.token << '\n';
    std::filesystem::permissions(token_file(login.login),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
  std::ofstream(endpoints_file()) << R"({"grpc":")" << address()
                                  << R"(","rest":"http://127.0.0.1:8420","version":")"
                                  << books_.status.version << R"(","pid":)" << ::getpid() << "}\n";
}

void FakeDaemon::publish(std::string kind, std::string subject_kind, std::string subject_id,
                         std::string payment_id) {
  edit([&](Books& books) {
    fake::publish(books, std::move(kind), std::move(subject_kind), std::move(subject_id),
                  std::move(payment_id));
  });
}

void FakeDaemon::fail_next(const std::string& rpc, Error error) {
  const std::lock_guard lock(mutex_);
  failures_[rpc] = std::move(error);
}

void FakeDaemon::delay(const std::string& rpc, std::chrono::milliseconds by) {
  const std::lock_guard lock(mutex_);
  delays_[rpc] = by;
}

void FakeDaemon::drop_streams() {
  edit([this](Books&) { ++stream_generation_; });
}

void FakeDaemon::fall_silent(bool silent) {
  edit([&](Books&) { silent_ = silent; });
}

void FakeDaemon::repeat_events(bool on) {
  edit([&](Books&) { repeat_ = on; });
}

void FakeDaemon::skip_next_event() {
  edit([&](Books&) { skip_ = true; });
}

int FakeDaemon::calls(const std::string& rpc) const {
  const std::lock_guard lock(mutex_);
  const auto count = calls_.find(rpc);
  return count == calls_.end() ? 0 : count->second;
}

} // namespace paydesk::fake
