// What the cluster tests share: a temporary folder, one-value queries, running a step as another user.
#pragma once

#include "store/cluster/embedded_cluster.h"
#include "store/cluster/postmaster.h"

#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace paydesk::store {

/// Owns a temporary folder that any user may enter.
class ClusterTest : public ::testing::Test {
 protected:
  ClusterTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "paydesk-cluster-XXXXXX").string();
    EXPECT_NE(mkdtemp(pattern.data()), nullptr);
    chmod(pattern.c_str(), 0711);
    folder = pattern;
  }
  ~ClusterTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  [[nodiscard]] ClusterOptions options(const std::string& name = "instance") const {
    ClusterOptions made;
    made.data_dir = folder / name;
    made.fsync = false;
    made.settings = {{"shared_buffers", "16MB"}};
    made.start_timeout = std::chrono::seconds(30);
    return made;
  }

  std::filesystem::path folder;
};

/// The first value of a query's answer; "error: …" when it fails.
inline std::string ask(const std::string& connection_string, const char* query) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(connection_string.c_str()),
                                                                &PQfinish);
  if (PQstatus(connection.get()) != CONNECTION_OK)
    return std::string("error: ") + PQerrorMessage(connection.get());
  const std::unique_ptr<PGresult, decltype(&PQclear)> answer(PQexec(connection.get(), query), &PQclear);
  const auto status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK) return {};
  if (status != PGRES_TUPLES_OK) return std::string("error: ") + PQerrorMessage(connection.get());
  return PQntuples(answer.get()) ? PQgetvalue(answer.get(), 0, 0) : "";
}

inline std::string owner_of(const EmbeddedCluster& cluster) {
  return cluster.connection_string(cluster_database, cluster_owner_role);
}

/// Runs a step in a child process; its return value is the child's exit code.
inline int in_child(const std::function<int()>& step) {
  const pid_t child = fork();
  if (child == 0) _exit(step());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace paydesk::store
