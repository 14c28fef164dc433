#include "daemon/socket_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include <gtest/gtest.h>

namespace paydesk::daemon {
namespace {

namespace fs = std::filesystem;

class SocketFolder : public ::testing::Test {
 protected:
  SocketFolder() {
    std::string pattern = "/tmp/paydesk-sockets-XXXXXX";
    root_ = mkdtemp(pattern.data());
  }
  ~SocketFolder() override { fs::remove_all(root_); }
  fs::path root_;
};

TEST_F(SocketFolder, is_made_once_and_nobody_else_may_write_to_it) {
  const auto folder = root_ / "paydesk";
  ASSERT_TRUE(make_socket_folder(folder));
  ASSERT_TRUE(make_socket_folder(folder));
  struct stat info {};
  ASSERT_EQ(lstat(folder.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0022, 0U);
}

TEST_F(SocketFolder, a_file_or_link_of_that_name_is_refused) {
  std::ofstream(root_ / "file") << "x";
  fs::create_symlink("/tmp", root_ / "link");
  for (const char* name : {"file", "link"}) {
    const auto made = make_socket_folder(root_ / name);
    ASSERT_FALSE(made) << name;
    EXPECT_EQ(made.error().field, "grpc.unix_socket");
  }
}

TEST_F(SocketFolder, a_folder_that_cannot_be_made_is_named) {
  const auto made = make_socket_folder(root_ / "absent" / "paydesk");
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("absent/paydesk"), std::string::npos);
}

TEST_F(SocketFolder, roots_folder_is_used_and_a_strangers_is_not) {
  EXPECT_TRUE(make_socket_folder("/tmp"));
  const auto folder = root_ / "taken";
  fs::create_directory(folder);
  const bool given_away = chown(folder.c_str(), 65534, 65534) == 0; // only root can
  const auto made = make_socket_folder(folder);
  EXPECT_EQ(made.has_value(), !given_away);
  if (!made) {
    EXPECT_EQ(made.error().code, ErrorCode::permission_denied);
  }
}

} // namespace
} // namespace paydesk::daemon
