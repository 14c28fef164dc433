#include "tests/store/cluster_fixture.h"
#include "tests/support/test_cluster.h"

#include <fstream>

namespace paydesk::store {
namespace {

TEST_F(ClusterTest, first_start_makes_database_and_roles) {
  auto cluster = EmbeddedCluster::start(options());
  ASSERT_TRUE(cluster) << cluster.error().message;
  EXPECT_TRUE(cluster->running());
  EXPECT_FALSE(cluster->adopted());
  EXPECT_EQ(ask(cluster->connection_string(), "SELECT current_user"), "paydesk_app");
  EXPECT_EQ(
      ask(owner_of(*cluster), "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname='paydesk'"),
      "paydesk_owner");
  EXPECT_EQ(ask(owner_of(*cluster), "SHOW server_encoding"), "UTF8");
  EXPECT_EQ(
      ask(owner_of(*cluster), "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname='paydesk_owner'"),
      "f");
  EXPECT_NE(ask(cluster->connection_string(), "CREATE TABLE public.t (n int)").find("permission denied"),
            std::string::npos);
}

TEST_F(ClusterTest, there_is_no_tcp_and_the_socket_folder_is_private) {
  auto cluster = EmbeddedCluster::start(options());
  ASSERT_TRUE(cluster) << cluster.error().message;
  EXPECT_EQ(ask(cluster->connection_string("postgres", "postgres"), "SHOW listen_addresses"), "");
  struct stat info {};
  ASSERT_EQ(stat(cluster->socket_dir().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700u);
  ASSERT_EQ(stat(cluster->server_dir().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0077, 0u);
}

TEST_F(ClusterTest, safe_settings_are_the_default_and_extra_ones_win) {
  auto wanted = options();
  wanted.fsync = true;
  wanted.settings.emplace_back("checkpoint_timeout", "7min");
  auto cluster = EmbeddedCluster::start(wanted);
  ASSERT_TRUE(cluster) << cluster.error().message;
  const auto show = [&](const char* query) { return ask(cluster->connection_string(), query); };
  EXPECT_EQ(show("SHOW fsync"), "on");
  EXPECT_EQ(show("SHOW synchronous_commit"), "on");
  EXPECT_EQ(show("SHOW max_connections"), "64");
  EXPECT_EQ(show("SHOW wal_compression"), "pglz");
  EXPECT_EQ(show("SHOW max_wal_size"), "2GB");
  EXPECT_EQ(show("SHOW random_page_cost"), "1.1");
  EXPECT_EQ(show("SHOW checkpoint_timeout"), "7min");
  EXPECT_EQ(show("SHOW shared_buffers"), "16MB");
  EXPECT_FALSE(std::filesystem::is_empty(cluster->server_dir() / "log"));
}

TEST_F(ClusterTest, a_restart_keeps_the_data) {
  {
    auto cluster = EmbeddedCluster::start(options());
    ASSERT_TRUE(cluster) << cluster.error().message;
    ASSERT_EQ(ask(owner_of(*cluster), "CREATE TABLE kept AS SELECT 42 AS n"), "");
  }
  auto again = EmbeddedCluster::start(options());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_FALSE(again->adopted());
  EXPECT_EQ(ask(owner_of(*again), "SELECT n FROM kept"), "42");
}

TEST_F(ClusterTest, stop_leaves_no_process_and_no_socket) {
  auto cluster = EmbeddedCluster::start(options());
  ASSERT_TRUE(cluster) << cluster.error().message;
  const auto sockets = cluster->socket_dir();
  EXPECT_FALSE(processes_of(cluster->server_dir()).empty());
  ASSERT_TRUE(cluster->stop());
  EXPECT_TRUE(processes_of(cluster->server_dir()).empty());
  EXPECT_FALSE(cluster->running());
  EXPECT_FALSE(std::filesystem::exists(sockets));
  EXPECT_TRUE(cluster->stop()) << "stopping twice does nothing";
}

TEST_F(ClusterTest, a_stop_does_not_wait_for_open_connections) {
  auto cluster = EmbeddedCluster::start(options());
  ASSERT_TRUE(cluster) << cluster.error().message;
  const std::unique_ptr<PGconn, decltype(&PQfinish)> busy(PQconnectdb(owner_of(*cluster).c_str()), &PQfinish);
  ASSERT_EQ(PQsendQuery(busy.get(), "SELECT pg_sleep(3600)"), 1);
  ASSERT_TRUE(cluster->stop());
  EXPECT_TRUE(processes_of(cluster->server_dir()).empty());
}

TEST_F(ClusterTest, a_frozen_server_is_stopped_by_force) {
  auto wanted = options();
  wanted.stop_timeout = std::chrono::seconds(1);
  auto cluster = EmbeddedCluster::start(wanted);
  ASSERT_TRUE(cluster) << cluster.error().message;
  for (const pid_t pid : processes_of(cluster->server_dir()))
    kill(pid, SIGSTOP);
  ASSERT_TRUE(cluster->stop());
  EXPECT_TRUE(processes_of(cluster->server_dir()).empty());
}

TEST_F(ClusterTest, a_server_left_running_is_adopted) {
  pid_t left = 0;
  {
    auto cluster = EmbeddedCluster::start(options());
    ASSERT_TRUE(cluster) << cluster.error().message;
    ASSERT_EQ(ask(owner_of(*cluster), "CREATE TABLE kept AS SELECT 42 AS n"), "");
    left = cluster->postmaster_pid();
    cluster->leave_running();
  }
  auto again = EmbeddedCluster::start(options());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_TRUE(again->adopted());
  EXPECT_EQ(again->postmaster_pid(), left);
  EXPECT_EQ(ask(owner_of(*again), "SELECT n FROM kept"), "42");
  ASSERT_TRUE(again->stop());
  EXPECT_TRUE(processes_of(again->server_dir()).empty());
}

TEST_F(ClusterTest, a_killed_daemons_server_runs_on_and_is_adopted) {
  const auto wanted = options();
  const int code = in_child([&] {
    auto cluster = EmbeddedCluster::start(wanted);
    if (!cluster) return 1;
    kill(getpid(), SIGKILL);
    return 2;
  });
  ASSERT_EQ(code, 128 + SIGKILL);
  auto again = EmbeddedCluster::start(wanted);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_TRUE(again->adopted());
}

TEST_F(ClusterTest, an_adopted_server_takes_changed_settings) {
  {
    auto cluster = EmbeddedCluster::start(options());
    ASSERT_TRUE(cluster) << cluster.error().message;
    cluster->leave_running();
  }
  auto changed = options();
  changed.settings.emplace_back("work_mem", "9MB");
  auto again = EmbeddedCluster::start(changed);
  ASSERT_TRUE(again) << again.error().message;
  ASSERT_TRUE(again->adopted());
  std::string seen;
  for (int i = 0; i < 500 && seen != "9MB"; ++i) {
    seen = ask(again->connection_string(), "SHOW work_mem");
    usleep(10000);
  }
  EXPECT_EQ(seen, "9MB");
}

TEST_F(ClusterTest, a_server_whose_socket_was_deleted_is_restarted) {
  std::filesystem::path sockets;
  {
    auto cluster = EmbeddedCluster::start(options());
    ASSERT_TRUE(cluster) << cluster.error().message;
    sockets = cluster->socket_dir();
    cluster->leave_running();
  }
  std::filesystem::remove_all(sockets);
  auto again = EmbeddedCluster::start(options());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_FALSE(again->adopted());
  EXPECT_EQ(ask(again->connection_string(), "SELECT 1"), "1");
}

TEST_F(ClusterTest, with_die_with_parent_nothing_survives_a_kill) {
  auto wanted = options();
  wanted.die_with_parent = true;
  wanted.remove_with_parent = wanted.data_dir;
  const int code = in_child([&] {
    auto cluster = EmbeddedCluster::start(wanted);
    if (!cluster) return 1;
    kill(getpid(), SIGKILL);
    return 2;
  });
  ASSERT_EQ(code, 128 + SIGKILL);
  for (int i = 0; i < 1500 && std::filesystem::exists(wanted.data_dir); ++i)
    usleep(10000);
  EXPECT_FALSE(std::filesystem::exists(wanted.data_dir));
}

TEST_F(ClusterTest, two_instances_run_at_once) {
  auto first = EmbeddedCluster::start(options("first"));
  auto second = EmbeddedCluster::start(options("second"));
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_NE(first->socket_dir(), second->socket_dir());
  ASSERT_EQ(ask(owner_of(*first), "CREATE TABLE only_here (n int)"), "");
  EXPECT_EQ(ask(owner_of(*second), "SELECT to_regclass('only_here') IS NULL"), "t");
}

TEST(TestClusterTest, databases_are_copied_from_a_template_and_kept_apart) {
  auto& cluster = test::TestCluster::shared();
  cluster.make_template("migrated", [](const std::string& owner) {
    EXPECT_EQ(ask(owner, "CREATE TABLE seeded AS SELECT 7 AS n"), "");
  });
  const auto one = cluster.create_database("migrated");
  const auto other = cluster.create_database("migrated");
  EXPECT_EQ(ask(one.owner, "DELETE FROM seeded"), "");
  EXPECT_EQ(ask(other.owner, "SELECT n FROM seeded"), "7");
  EXPECT_EQ(ask(other.app, "SELECT current_database()"), other.name);
  cluster.drop_database(one);
  EXPECT_NE(ask(one.app, "SELECT 1").find("does not exist"), std::string::npos);
}

} // namespace
} // namespace paydesk::store
