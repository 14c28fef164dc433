#include "tests/store/cluster_fixture.h"

#include "store/cluster/child_process.h"
#include "store/cluster/data_directory.h"

#include <fcntl.h>
#include <pwd.h>
#include <sched.h>
#include <sys/mount.h>

#include <fstream>
#include <sstream>

namespace paydesk::store {
namespace {

using ::testing::Test;

void become_nobody() {
  const passwd* nobody = getpwnam("nobody");
  if (!nobody || setgid(nobody->pw_gid) != 0 || setuid(nobody->pw_uid) != 0) _exit(99);
}

TEST_F(ClusterTest, a_killed_server_is_recovered) {
  auto wanted = options();
  wanted.fsync = true;
  auto cluster = EmbeddedCluster::start(wanted);
  ASSERT_TRUE(cluster) << cluster.error().message;
  ASSERT_EQ(ask(owner_of(*cluster), "CREATE TABLE kept AS SELECT generate_series(1,1000) AS n"), "");
  kill(cluster->postmaster_pid(), SIGKILL);
  cluster->leave_running();
  cluster = tl::unexpected(Error{}); // releases the lock, as a dying daemon does
  auto again = EmbeddedCluster::start(wanted);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_FALSE(again->adopted());
  EXPECT_EQ(ask(owner_of(*again), "SELECT count(*) FROM kept"), "1000");
}

TEST_F(ClusterTest, a_server_that_ended_by_itself_is_revived_at_the_same_address) {
  auto wanted = options();
  wanted.fsync = true;
  wanted.die_with_parent = false;
  auto cluster = EmbeddedCluster::start(wanted);
  ASSERT_TRUE(cluster) << cluster.error().message;
  const auto owner = owner_of(*cluster);
  ASSERT_EQ(ask(owner, "CREATE TABLE kept AS SELECT generate_series(1,1000) AS n"), "");
  ASSERT_TRUE(cluster->revive()) << "while it runs, nothing happens";
  const auto first = cluster->postmaster_pid();
  kill(first, SIGKILL);
  while (cluster->running())
    usleep(10'000);
  const auto revived = cluster->revive();
  ASSERT_TRUE(revived) << revived.error().message;
  EXPECT_TRUE(cluster->running());
  EXPECT_NE(cluster->postmaster_pid(), first);
  EXPECT_EQ(ask(owner, "SELECT count(*) FROM kept"), "1000");
}

/// The process that writes the server's log; it keeps the stderr that the server was started with.
pid_t logger_of(pid_t postmaster) {
  const auto folder = "/proc/" + std::to_string(postmaster);
  std::istringstream children(read_file(folder + "/task/" + std::to_string(postmaster) + "/children"));
  for (pid_t child = 0; children >> child;)
    if (read_file("/proc/" + std::to_string(child) + "/cmdline").starts_with("postgres: logger")) return child;
  return -1;
}

TEST_F(ClusterTest, what_a_program_writes_is_kept_up_to_a_limit) {
  const auto flood = [](std::size_t bytes) {
    return run_to_end({"/bin/sh", {"-c", "head -c " + std::to_string(bytes) + " /dev/zero | tr '\\0' x; exit 7"}}, {},
                      std::chrono::seconds(30));
  };
  const auto little = flood(longest_output - 1);
  ASSERT_TRUE(little) << little.error().message;
  EXPECT_EQ(little->output, std::string(longest_output - 1, 'x'));
  const auto much = flood(5 * longest_output);
  ASSERT_TRUE(much) << much.error().message;
  EXPECT_EQ(much->exit_code, 7);
  EXPECT_EQ(much->output.size(), longest_output);
}

TEST_F(ClusterTest, a_servers_stderr_cannot_grow_for_as_long_as_it_runs) {
  auto cluster = EmbeddedCluster::start(options());
  ASSERT_TRUE(cluster) << cluster.error().message;
  const auto logger = logger_of(cluster->postmaster_pid());
  ASSERT_GT(logger, 0);
  const auto path = "/proc/" + std::to_string(logger) + "/fd/2";
  EXPECT_NE(std::filesystem::read_symlink(path).string().find("memfd:postgres-stderr"), std::string::npos);
  const UniqueFd its_stderr(open(path.c_str(), O_RDWR | O_CLOEXEC));
  ASSERT_TRUE(its_stderr);
  EXPECT_EQ(pwrite(its_stderr.get(), "x", 1, longest_output - 1), 1);
  EXPECT_EQ(pwrite(its_stderr.get(), "x", 1, longest_output), -1) << "it would take memory without end";
  EXPECT_EQ(ask(owner_of(*cluster), "SELECT 1"), "1");
}

TEST_F(ClusterTest, only_what_this_start_said_is_told_of_a_long_log) {
  auto wanted = options();
  ASSERT_TRUE(EmbeddedCluster::start(wanted));
  // Every day's log, so that it is today's whenever the test runs.
  for (const char* day : {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}) {
    std::ofstream log(folder / "instance/pgdata/log" / (std::string("postgresql-") + day + ".log"), std::ios::app);
    for (int i = 0; i < 100'000; ++i)
      log << "FATAL:  of another start\n";
  }
  wanted.settings = {{"shared_buffers", "16 bananas"}};
  const auto failed = EmbeddedCluster::start(wanted);
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().message.find("16 bananas"), std::string::npos) << failed.error().message;
  EXPECT_EQ(failed.error().message.find("of another start"), std::string::npos) << failed.error().message;
}

TEST_F(ClusterTest, what_cannot_be_read_is_empty) {
  // As of a process that ends between being opened and being read in /proc.
  EXPECT_EQ(read_file(folder), "");
  EXPECT_EQ(read_file(folder / "absent"), "");
}

TEST_F(ClusterTest, a_stale_pid_file_naming_a_living_stranger_is_recovered) {
  {
    auto cluster = EmbeddedCluster::start(options());
    ASSERT_TRUE(cluster) << cluster.error().message;
  }
  const auto file = folder / "instance/pgdata/postmaster.pid";
  std::ofstream(file) << getpid() << "\n"
                      << (folder / "instance/pgdata").string() << "\n0\n5432\n/nowhere\n\n";
  auto again = EmbeddedCluster::start(options());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_FALSE(again->adopted());
}

TEST_F(ClusterTest, a_stale_socket_lock_naming_a_living_stranger_is_recovered) {
  auto wanted = options();
  wanted.socket_dir = folder / "s";
  {
    auto cluster = EmbeddedCluster::start(wanted);
    ASSERT_TRUE(cluster) << cluster.error().message;
  }
  std::ofstream(folder / "s/.s.PGSQL.5432.lock") << getpid() << "\n/elsewhere\n0\n5432\n"
                                                 << folder.string() << "/s\n";
  std::ofstream(folder / "s/.s.PGSQL.5432") << "";
  auto again = EmbeddedCluster::start(wanted);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->socket_dir(), folder / "s");
}

TEST_F(ClusterTest, a_socket_folder_of_another_cluster_is_refused) {
  auto first_options = options("first");
  first_options.socket_dir = folder / "s";
  auto second_options = options("second");
  second_options.socket_dir = folder / "s";
  auto first = EmbeddedCluster::start(first_options);
  ASSERT_TRUE(first) << first.error().message;
  auto second = EmbeddedCluster::start(second_options);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::conflict);
  EXPECT_EQ(ask(first->connection_string(), "SELECT 1"), "1");
}

TEST_F(ClusterTest, an_initdb_that_was_killed_is_done_again) {
  {
    auto cluster = EmbeddedCluster::start(options());
    ASSERT_TRUE(cluster) << cluster.error().message;
  }
  std::filesystem::rename(folder / "instance/pgdata", folder / "instance/pgdata.new");
  std::filesystem::remove(folder / "instance/pgdata.new/PG_VERSION");
  auto again = EmbeddedCluster::start(options());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_FALSE(std::filesystem::exists(folder / "instance/pgdata.new"));
}

TEST_F(ClusterTest, one_directory_serves_one_process_at_a_time) {
  auto first = EmbeddedCluster::start(options());
  ASSERT_TRUE(first) << first.error().message;
  auto second = EmbeddedCluster::start(options());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::conflict);
  EXPECT_TRUE(first->running());
}

TEST_F(ClusterTest, a_socket_path_that_is_too_long_is_named) {
  auto wanted = options();
  wanted.socket_dir = folder / std::string(100, 'x');
  auto cluster = EmbeddedCluster::start(wanted);
  ASSERT_FALSE(cluster);
  EXPECT_EQ(cluster.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(cluster.error().field, "socket_dir");
  EXPECT_NE(cluster.error().message.find(wanted.socket_dir.string()), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(wanted.data_dir));
}

TEST_F(ClusterTest, a_deep_data_directory_still_gets_a_short_socket) {
  auto wanted = options(std::string(200, 'd'));
  auto cluster = EmbeddedCluster::start(wanted);
  ASSERT_TRUE(cluster) << cluster.error().message;
  EXPECT_EQ(ask(cluster->connection_string(), "SELECT 1"), "1");
}

TEST_F(ClusterTest, foreign_files_are_refused_and_left_alone) {
  std::filesystem::create_directory(folder / "instance");
  std::ofstream(folder / "instance/holiday.jpg") << "x";
  auto cluster = EmbeddedCluster::start(options());
  ASSERT_FALSE(cluster);
  EXPECT_EQ(cluster.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(cluster.error().message.find("holiday.jpg"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(folder / "instance/pgdata"));
}

TEST_F(ClusterTest, another_servers_data_directory_is_refused) {
  std::filesystem::create_directory(folder / "instance");
  std::ofstream(folder / "instance/PG_VERSION") << "15\n";
  auto cluster = EmbeddedCluster::start(options());
  ASSERT_FALSE(cluster);
  EXPECT_NE(cluster.error().message.find("itself a PostgreSQL data directory"), std::string::npos);
}

TEST_F(ClusterTest, another_major_version_names_the_package) {
  {
    auto cluster = EmbeddedCluster::start(options());
    ASSERT_TRUE(cluster) << cluster.error().message;
  }
  std::ofstream(folder / "instance/pgdata/PG_VERSION") << "13\n";
  auto again = EmbeddedCluster::start(options());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(again.error().message.find("postgresql-13"), std::string::npos);
}

TEST_F(ClusterTest, missing_binaries_say_where_they_were_sought) {
  auto wanted = options();
  wanted.bin_dir = folder / "nothing-here";
  auto cluster = EmbeddedCluster::start(wanted);
  ASSERT_FALSE(cluster);
  EXPECT_NE(cluster.error().message.find("nothing-here"), std::string::npos);
  EXPECT_NE(cluster.error().message.find("postgresql-15"), std::string::npos);
}

TEST_F(ClusterTest, a_setting_the_server_refuses_is_told_and_nothing_is_left) {
  auto wanted = options();
  wanted.settings.emplace_back("shared_buffers", "a lot");
  auto cluster = EmbeddedCluster::start(wanted);
  ASSERT_FALSE(cluster);
  EXPECT_NE(cluster.error().message.find("shared_buffers"), std::string::npos) << cluster.error().message;
  EXPECT_TRUE(processes_of(folder / "instance/pgdata").empty());
  wanted.settings.back() = {"work_mem", "1MB'\nlisten_addresses='*"};
  auto injected = EmbeddedCluster::start(wanted);
  ASSERT_FALSE(injected);
  EXPECT_EQ(injected.error().code, ErrorCode::invalid_argument);
}

TEST_F(ClusterTest, an_ordinary_user_may_run_it_too) {
  if (geteuid() != 0) GTEST_SKIP() << "the other tests run as an ordinary user already";
  chmod(folder.c_str(), 0777);
  const auto wanted = options();
  EXPECT_EQ(in_child([&] {
              become_nobody();
              auto cluster = EmbeddedCluster::start(wanted);
              if (!cluster) {
                std::fprintf(stderr, "%s\n", cluster.error().message.c_str());
                return 1;
              }
              if (ask(cluster->connection_string(), "SELECT 1") != "1") return 2;
              if (!cluster->stop()) return 3;
              return processes_of(cluster->server_dir()).empty() ? 0 : 4;
            }),
            0);
  auto as_root = EmbeddedCluster::start(wanted);
  ASSERT_FALSE(as_root);
  EXPECT_EQ(as_root.error().code, ErrorCode::permission_denied);
  EXPECT_NE(as_root.error().message.find("nobody"), std::string::npos);
}

TEST_F(ClusterTest, a_folder_that_may_not_be_written_is_refused) {
  const auto wanted = options();
  const int code = in_child([&] {
    if (geteuid() == 0) become_nobody();
    chmod(folder.c_str(), 0555);
    auto cluster = EmbeddedCluster::start(wanted);
    if (cluster) return 1;
    return cluster.error().code == ErrorCode::permission_denied ? 0 : 2;
  });
  EXPECT_EQ(code, 0);
}

TEST_F(ClusterTest, what_the_servers_user_cannot_enter_is_named) {
  if (geteuid() != 0) GTEST_SKIP() << "only root runs the server as somebody else";
  chmod(folder.c_str(), 0700);
  auto cluster = EmbeddedCluster::start(options());
  ASSERT_FALSE(cluster);
  EXPECT_EQ(cluster.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(cluster.error().message.find(folder.string()), std::string::npos);
}

/// Runs a step with a file system of its own at folder/disk; skips where mounting is not allowed.
int on_own_disk(const std::filesystem::path& disk, const char* size, unsigned long later,
                const std::function<int()>& step) {
  std::filesystem::create_directory(disk);
  return in_child([&] {
    if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        mount("tmpfs", disk.c_str(), "tmpfs", 0, size) != 0)
      return 77;
    if (later && mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT | later, size) != 0) return 77;
    return step();
  });
}

TEST_F(ClusterTest, a_full_disk_is_told) {
  const int code = on_own_disk(folder / "disk", "size=12m,mode=0755", 0, [&] {
    auto cluster = EmbeddedCluster::start(options("disk/instance"));
    if (cluster) return 1;
    if (cluster.error().code != ErrorCode::exhausted)
      std::fprintf(stderr, "%s\n", cluster.error().message.c_str());
    return cluster.error().code == ErrorCode::exhausted ? 0 : 2;
  });
  if (code == 77) GTEST_SKIP() << "mounting is not allowed here";
  EXPECT_EQ(code, 0);
}

TEST_F(ClusterTest, a_read_only_disk_is_told) {
  const int code = on_own_disk(folder / "disk", "mode=0755", MS_RDONLY, [&] {
    auto cluster = EmbeddedCluster::start(options("disk/instance"));
    if (cluster) return 1;
    const bool named = cluster.error().message.find("Read-only file system") != std::string::npos;
    return cluster.error().code == ErrorCode::permission_denied && named ? 0 : 2;
  });
  if (code == 77) GTEST_SKIP() << "mounting is not allowed here";
  EXPECT_EQ(code, 0);
}

} // namespace
} // namespace paydesk::store
