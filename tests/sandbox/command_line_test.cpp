// Starting, stopping, and being told what is wrong.
#include "support/merchant.h"

#include <gtest/gtest.h>

namespace sandbox_test {

using nlohmann::json;

namespace {

struct Ended {
  int code = -1;
  std::string errors;
};

Ended run(const std::vector<std::string>& arguments) {
  ChildProcess process(arguments);
  const auto code = process.wait();
  return {code.value_or(-1), process.errors()};
}

Ended run_with_config(const std::string& config) {
  const TemporaryFolder folder;
  const std::string path = folder.file("config.json");
  write_file(path, config);
  return run({"serve", "--port", "0", "--config", path});
}

} // namespace

TEST(CommandLine, prints_its_address_and_writes_the_port_file) {
  const TemporaryFolder folder;
  const std::string port_file = folder.file("port");
  const Sandbox sandbox({"--port-file", port_file});
  EXPECT_EQ(std::stoi(read_file(port_file)), sandbox.port());
  EXPECT_EQ(sandbox.get("/healthz").status, 200);
}

TEST(CommandLine, ends_cleanly_when_told_also_in_the_middle_of_work) {
  Sandbox sandbox;
  sandbox.set_webhook("wallet", "http://127.0.0.1:1/hook");
  Merchant(sandbox, "wallet").paid_checkout("ref-1");
  sandbox.process().terminate();
  EXPECT_EQ(sandbox.process().wait(), 0);
}

TEST(CommandLine, port_in_use_is_a_failure_at_run_time) {
  const Sandbox sandbox;
  const Ended ended = run({"serve", "--port", std::to_string(sandbox.port())});
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.errors.find(std::to_string(sandbox.port())), std::string::npos);
}

TEST(CommandLine, usage_errors_exit_2) {
  EXPECT_EQ(run({}).code, 2);
  EXPECT_EQ(run({"serve"}).code, 2);
  EXPECT_EQ(run({"serve", "--port", "x"}).code, 2);
  EXPECT_EQ(run({"serve", "--port", "70000"}).code, 2);
  EXPECT_EQ(run({"serve", "--port", "0", "--nonsense"}).code, 2);
  EXPECT_EQ(run({"traffic"}).code, 2);
  EXPECT_EQ(run({"traffic", "--shop", "nonsense", "--api-key-file", "/dev/null", "--payments", "1"}).code, 2);
}

TEST(CommandLine, wrong_configuration_is_named) {
  const std::vector<std::pair<std::string, std::string>> wrong{
      {R"({"accounts":[{"id":"a","latency":5}]})", "accounts[0].latency"},
      {R"({"accounts":[{"id":"a","capture_mode":"never"}]})", "accounts[0].capture_mode"},
      {R"({"accounts":[{"id":"a"},{"id":"a"}]})", "accounts[1].id"},
      {R"({"accounts":[{"id":"a","currencies":["EUR","XXX"]}]})", "accounts[0].currencies"},
      {R"({"accounts":[{"id":"a","fee":{"percent_bp":-1}}]})", "accounts[0].fee.percent_bp"},
      {R"({"accounts":[{"id":"a","time_zone":"Mars"}]})", "accounts[0].time_zone"},
      {R"({"accounts":[{"capture_mode":"auto"}]})", "accounts[0].id"},
      {R"({"acounts":[]})", "acounts"},
      {R"({"accounts":[]})", "accounts"},
      {"not json", "JSON"}};
  for (const auto& [config, name] : wrong) {
    const Ended ended = run_with_config(config);
    EXPECT_EQ(ended.code, 2) << config;
    EXPECT_NE(ended.errors.find(name), std::string::npos) << ended.errors;
  }
  EXPECT_EQ(run({"serve", "--port", "0", "--config", "/nonexistent"}).code, 2);
}

TEST(CommandLine, faults_file_is_read_and_checked) {
  const TemporaryFolder folder;
  const std::string path = folder.file("faults.json");
  write_file(path, R"({"probability":{"decline":0.25}})");
  const Sandbox sandbox({"--faults", path});
  EXPECT_EQ(sandbox.control("GET", "/control/faults")["probability"]["decline"], 0.25);
  write_file(path, R"({"probability":{"deklin":0.25}})");
  const Ended ended = run({"serve", "--port", "0", "--faults", path});
  EXPECT_EQ(ended.code, 2);
  EXPECT_NE(ended.errors.find("deklin"), std::string::npos);
}

TEST(CommandLine, configured_account_is_served_with_its_own_key) {
  const TemporaryFolder folder;
  const std::string path = folder.file("config.json");
  write_file(path, R"({"accounts":[{"id":"mine","api_key":"secret","currencies":["GBP"]}]})");
  const Sandbox sandbox({"--config", path});
  const Headers headers{{"Authorization", "Bearer secret"}, {"Idempotency-Key", "k"}};
  const json body = Merchant::checkout_body("ref-1", 100, "GBP");
  EXPECT_EQ(http_call(sandbox.port(), "POST", "/v1/checkouts", headers, body.dump()).status, 201);
}

} // namespace sandbox_test
