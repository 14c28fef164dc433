// The whole system as processes, for a test that spoils what is around it.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <QTemporaryDir>
#include <nlohmann/json.hpp>

#include "app/demo/stack.h"
#include "crash/promises.h"
#include "crash/shop.h"
#include "crash/staff.h"
#include "tests/faults/small_disk.h"

namespace paydesk::test {

/// True within `patience`; asked every 50 ms.
bool eventually(std::chrono::seconds patience, const std::function<bool()>& is_true);

/// What a program printed and ended with.
struct Ran {
  int exit_code = -1;
  std::string output;
};

/// Owns sandbox, daemon and its PostgreSQL, in a temporary folder. Main thread.
class System {
 public:
  /// Throws when it does not start. With `disk_mib` the database's folder is a file system of its own of that size.
  /// With FAULTS_KEEP in the environment the folder stays.
  explicit System(demo::StackOptions options, int disk_mib = 0);
  ~System();
  System(const System&) = delete;
  System& operator=(const System&) = delete;

  demo::Stack& stack() { return *stack_; }
  SmallDisk& disk() { return *disk_; }
  std::string file(const char* name) const { return dir_.path().toStdString() + "/s/" + name; }
  /// /readyz: {"ready", "parts"}; null when nobody answers.
  nlohmann::json health() const;
  /// "disk: NOT OK full: …" of that part, "disk: ok …", or "" when there is no such part.
  std::string part(const std::string& name) const;
  bool ready() const;
  /// The daemon's log so far, and how many of its lines contain `words`.
  std::string log() const;
  long lines_with(const std::string& words) const;
  Ran ctl(const std::vector<std::string>& arguments) const;
  /// A request of the shop's; an empty key is not sent.
  Result<demo::HttpAnswer> shop(const std::string& method, const std::string& path, const std::string& body = {},
                                const std::string& key = {}) const;
  /// A checkout of one order with a stored payment method; what the daemon answers.
  Result<demo::HttpAnswer> order(const std::string& reference, const std::string& key) const;
  std::string database_dir() const { return file("cluster/pgdata"); }
  /// Kills the postmaster and everything it started.
  void kill_database() const;
  /// What a query of the database's owner answers; -1 when it cannot be asked.
  std::int64_t number(const std::string& sql) const;
  /// Waits until nothing is under way, compares with the PSP's truth and proves the invariants: all that is wrong.
  std::string judge(const crash::Promises& promises, std::chrono::seconds patience);
  /// Ends everything; what did not end as it should.
  std::string stop();

 private:
  QTemporaryDir dir_;
  std::optional<SmallDisk> disk_;
  std::unique_ptr<demo::Stack> stack_;
};

/// Shop clients and an operator who work on whatever happens. The destructor waits for them.
class Crowd {
 public:
  Crowd(System& system, crash::Promises& promises, int clients);
  ~Crowd() { close(); }
  void close();

 private:
  std::atomic<bool> closing_ = false;
  std::atomic<bool> disputes_ = false;
  crash::StaffTally tally_;
  crash::ShopFront front_;
  std::vector<std::jthread> threads_;
};

} // namespace paydesk::test
