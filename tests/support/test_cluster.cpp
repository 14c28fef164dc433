#include "tests/support/test_cluster.h"

#include <libpq-fe.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace paydesk::test {

namespace {

/// Where a database is a matter of milliseconds: in memory, unless TMPDIR says else or there is too little of it.
/// A fresh database is some 600 files; on a disk that has other work they take half a second.
std::filesystem::path parent_folder() {
  constexpr std::uintmax_t enough = 2ULL << 30;
  const std::filesystem::path memory = "/dev/shm";
  std::error_code failed;
  const auto space = std::filesystem::space(memory, failed);
  const bool usable = !failed && space.available >= enough && access(memory.c_str(), W_OK | X_OK) == 0;
  return usable && getenv("TMPDIR") == nullptr ? memory : std::filesystem::temp_directory_path();
}

/// Open to the user the server runs as when the tests run as root.
std::filesystem::path make_folder() {
  std::string pattern = (parent_folder() / "paydesk-test-XXXXXX").string();
  if (!mkdtemp(pattern.data()) || chmod(pattern.c_str(), 0711) != 0)
    throw std::runtime_error("cannot make a temporary folder: " + pattern);
  return pattern;
}

store::EmbeddedCluster start_in(const std::filesystem::path& folder) {
  store::ClusterOptions options;
  options.data_dir = folder / "cluster";
  options.fsync = false;
  options.settings = {{"shared_buffers", "64MB"}, {"logging_collector", "off"}, {"max_wal_size", "512MB"}};
  options.die_with_parent = true;
  options.remove_with_parent = folder;
  auto started = store::EmbeddedCluster::start(std::move(options));
  if (!started) {
    std::filesystem::remove_all(folder);
    throw std::runtime_error("the test cluster does not start: " + started.error().message);
  }
  return std::move(*started);
}

} // namespace

TestCluster& TestCluster::shared() {
  static TestCluster cluster;
  return cluster;
}

TestCluster::TestCluster() : folder_(make_folder()), cluster_(start_in(folder_)) {
  templates_.insert(std::string(store::cluster_database));
}

void TestCluster::make_template(std::string_view name,
                                const std::function<void(const std::string& owner)>& prepare) {
  const std::lock_guard lock(mutex_);
  if (templates_.contains(name)) return;
  prepare(copy_of(store::cluster_database, std::string(name)).owner);
  templates_.emplace(name);
}

TestDatabase TestCluster::create_database(std::string_view template_name) {
  const std::lock_guard lock(mutex_);
  if (!templates_.contains(template_name))
    throw std::runtime_error("no template " + std::string(template_name) + ": call make_template first");
  return copy_of(template_name, "test_" + std::to_string(++made_));
}

void TestCluster::drop_database(const TestDatabase& database) {
  const std::lock_guard lock(mutex_);
  run("DROP DATABASE IF EXISTS \"" + database.name + "\" WITH (FORCE)");
}

TestDatabase TestCluster::copy_of(std::string_view template_name, const std::string& name) {
  // Copying files beats writing them through the log: what is lost in a crash is a test's.
  run("CREATE DATABASE \"" + name + "\" OWNER paydesk_owner TEMPLATE \"" + std::string(template_name) +
      "\" STRATEGY file_copy");
  run("REVOKE ALL ON DATABASE \"" + name + "\" FROM PUBLIC");
  run("GRANT CONNECT, TEMPORARY ON DATABASE \"" + name + "\" TO paydesk_app");
  return describe(name);
}

TestDatabase TestCluster::describe(const std::string& name) const {
  return {name, cluster_.connection_string(name, store::cluster_owner_role),
          cluster_.connection_string(name, store::cluster_app_role)};
}

void TestCluster::run(const std::string& statement) {
  const std::string target = cluster_.connection_string("postgres", "postgres");
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(target.c_str()), &PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> answer(PQexec(connection.get(), statement.c_str()),
                                                             &PQclear);
  if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK)
    throw std::runtime_error(statement + ": " + PQerrorMessage(connection.get()));
}

OwnDatabase::OwnDatabase(std::string_view template_name)
    : made_(TestCluster::shared().create_database(template_name)) {}

OwnDatabase::~OwnDatabase() { TestCluster::shared().drop_database(made_); }

} // namespace paydesk::test
