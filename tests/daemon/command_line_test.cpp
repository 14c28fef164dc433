#include "daemon/command_line.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <utility>
#include <vector>

namespace paydesk::daemon {
namespace {

Result<CommandLine> parse(std::initializer_list<const char*> arguments) {
  std::vector<const char*> all{"paydeskd"};
  all.insert(all.end(), arguments);
  return parse_command_line(static_cast<int>(all.size()), all.data(), "paydeskd 0.1.0");
}

TEST(CommandLineTest, flags_become_settings) {
  const auto line =
      parse({"--config", "/etc/x.toml", "--rest-port", "9", "--grpc-unix-socket=/tmp/s", "--demo"});
  ASSERT_TRUE(line) << line.error().message;
  EXPECT_EQ(line->task, Task::run);
  EXPECT_EQ(line->config_file, "/etc/x.toml");
  const std::vector<std::pair<std::string, std::string>> expected{
      {"demo", "true"}, {"grpc.unix_socket", "/tmp/s"}, {"rest.port", "9"}};
  EXPECT_EQ(line->flags, expected);
}

TEST(CommandLineTest, switches_take_a_value_too) {
  const auto line = parse({"--rest-enabled", "false"});
  ASSERT_TRUE(line) << line.error().message;
  EXPECT_EQ(line->flags.front().second, "false");
}

TEST(CommandLineTest, tasks_are_told) {
  EXPECT_EQ(parse({"--check-config"})->task, Task::check_config);
  EXPECT_EQ(parse({"--print-config"})->task, Task::print_config);
  EXPECT_EQ(parse({"--version"})->text, "paydeskd 0.1.0\n");
  const auto help = parse({"--help"});
  EXPECT_EQ(help->task, Task::show);
  EXPECT_NE(help->text.find("--rest-port"), std::string::npos);
}

TEST(CommandLineTest, unknown_flags_are_refused) {
  const auto line = parse({"--rest-prot", "9"});
  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().code, ErrorCode::invalid_argument);
  EXPECT_NE(line.error().message.find("--rest-prot"), std::string::npos);
  EXPECT_FALSE(parse({"--check-config", "--print-config"}));
  EXPECT_FALSE(parse({"--rest-port"}));
}

} // namespace
} // namespace paydesk::daemon
