#include "tests/support/test_cluster.h"

#include <libpq-fe.h>
#include <sys/stat.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace paydesk::test {

namespace {

/// Under TMPDIR or /tmp; open to the user the server runs as when the tests run as root.
std::filesystem::path make_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "paydesk-test-XXXXXX").string();
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
  run("CREATE DATABASE \"" + name + "\" OWNER paydesk_owner TEMPLATE \"" + std::string(template_name) + "\"");
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

} // namespace paydesk::test
