// A PostgreSQL server for one test process: private, without fsync, gone when the process ends however it
// ends.
#pragma once

#include "store/cluster/embedded_cluster.h"

#include <filesystem>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace paydesk::test {

/// A database of its own for one test.
struct TestDatabase {
  std::string name;
  std::string owner; ///< connection string as paydesk_owner
  std::string app;   ///< connection string as paydesk_app
};

/// Owns the server and its temporary folder; any thread. Throws std::runtime_error when it cannot be started:
/// a test has nothing to go on with.
class TestCluster {
 public:
  /// The process's own cluster, started when first asked for.
  static TestCluster& shared();

  TestCluster();

  /// Prepares a template once a process: `prepare` gets the owner's connection string (to migrate).
  void make_template(std::string_view name, const std::function<void(const std::string& owner)>& prepare);

  /// A fresh copy of a template, some 25 ms where the folder is in memory: of `paydesk` (empty), or of one made by
  /// make_template. It stays until drop_database or the end of the process.
  TestDatabase create_database(std::string_view template_name = store::cluster_database);

  void drop_database(const TestDatabase& database);

  store::EmbeddedCluster& cluster() noexcept { return cluster_; }

 private:
  void run(const std::string& statement);
  TestDatabase describe(const std::string& name) const;
  TestDatabase copy_of(std::string_view template_name, const std::string& name);

  std::filesystem::path folder_;
  store::EmbeddedCluster cluster_;
  std::mutex mutex_;
  std::set<std::string, std::less<>> templates_;
  int made_ = 0;
};

/// A fresh copy of a template that is dropped when this goes. Declare it before whatever connects to it.
class OwnDatabase {
 public:
  explicit OwnDatabase(std::string_view template_name = store::cluster_database);
  ~OwnDatabase();
  OwnDatabase(const OwnDatabase&) = delete;
  OwnDatabase& operator=(const OwnDatabase&) = delete;

  const TestDatabase& operator*() const noexcept { return made_; }
  const TestDatabase* operator->() const noexcept { return &made_; }

 private:
  const TestDatabase made_;
};

} // namespace paydesk::test
