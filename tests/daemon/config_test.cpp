#include "tests/daemon/config_fixture.h"

#include <algorithm>

namespace paydesk::daemon {
namespace {

TEST_F(ConfigTest, without_any_source_the_defaults_hold) {
  const auto config = load("");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->instance, "main");
  EXPECT_EQ(config->database_url, "");
  EXPECT_EQ(config->rest.port, 8080);
  EXPECT_EQ(config->grpc.port, 0);
  EXPECT_EQ(config->retry.max_attempts, 8);
  EXPECT_EQ(config->state_dir.filename(), "main");
  EXPECT_EQ(config->grpc.unix_socket.filename(), "main.sock");
  EXPECT_TRUE(config->psp_accounts.empty());
}

TEST_F(ConfigTest, the_file_sets_everything) {
  const auto webhook = write("hook", "whsec");
  const auto config =
      load("instance = \"kr\"\nstate_dir = \"/srv/paydesk\"\ndemo = true\n[rest]\nport = 9001\n"
           "[log]\nlevel = \"debug\"\nformat = \"json\"\n[retry]\nbase_ms = 250\nfactor = 3\n"
           "[settlement_import]\nenabled = false\nat = \"23:59\"\n[payouts]\ncool_down_hours = 72\n"
           "[approval_threshold]\nKRW = \"500000\"\nUSD = \"400.50\"\n" +
           account("capture_mode = \"multiple\"\ntime_zone = \"Asia/Seoul\"\nconcurrency = 16\n"
                   "timeout_ms = 9000\ncommission_bp = 250\nwebhook_secret_file = \"" +
                   webhook.string() +
                   "\"\n[psp_accounts.settlement]\nfee_bp = 290\nfee_fixed = { USD = \"0.30\" }\n"
                   "vat_included_bp = 1000\nbank_account = \"KB-1\"\n"));
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->instance, "kr");
  EXPECT_TRUE(config->demo);
  EXPECT_EQ(config->rest.port, 9001);
  EXPECT_EQ(config->log.format, "json");
  EXPECT_EQ(config->retry.base, std::chrono::milliseconds(250));
  EXPECT_EQ(config->retry.factor, 3);
  EXPECT_EQ(config->settlement_import.at, std::chrono::minutes(23 * 60 + 59));
  EXPECT_EQ(config->payouts.cool_down, std::chrono::hours(72));
  EXPECT_EQ(config->approval_threshold.at("KRW"), 500000);
  EXPECT_EQ(config->approval_threshold.at("USD"), 40050);
  ASSERT_EQ(config->psp_accounts.size(), 1u);
  const auto& psp = config->psp_accounts.front();
  EXPECT_EQ(psp.id, "sandbox-kr");
  EXPECT_EQ(psp.capture_mode, CaptureMode::multiple);
  EXPECT_EQ(psp.currencies.size(), 2u);
  EXPECT_EQ(psp.time_zone, "Asia/Seoul");
  EXPECT_EQ(psp.api_key.reveal(), "sk_secret_value");
  EXPECT_EQ(psp.webhook_secret.reveal(), "whsec");
  EXPECT_EQ(psp.concurrency, 16);
  EXPECT_EQ(psp.timeout_ms, 9000);
  EXPECT_EQ(psp.commission_bp, 250);
  ASSERT_TRUE(psp.settlement.fees);
  EXPECT_EQ(psp.settlement.fees->percent_bp, 290);
  EXPECT_EQ(psp.settlement.fees->fixed.at("USD"), 30);
  EXPECT_EQ(psp.settlement.vat_included_bp, 1000);
}

TEST_F(ConfigTest, flags_win_over_the_environment_and_that_over_the_file) {
  sources.environment.emplace_back("PAYDESK_REST_PORT", "2");
  sources.environment.emplace_back("PAYDESK_REST_THREADS", "2");
  sources.environment.emplace_back("PAYDESK_DEMO", "true");
  sources.flags = {{"rest.port", "3"}};
  const auto config = load("[rest]\nport = 1\nthreads = 1\nmax_connections = 1\n");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->rest.port, 3);
  EXPECT_EQ(config->rest.threads, 2);
  EXPECT_EQ(config->rest.max_connections, 1);
  EXPECT_TRUE(config->demo);
}

TEST_F(ConfigTest, an_unknown_key_names_file_line_and_the_likely_one) {
  expect_complaint("instance = \"a\"\n[rest]\nprot = 80\n",
                   ":3: rest.prot is not known; did you mean \"rest.port\"?");
  expect_complaint("[webserver]\nport = 80\n", ":1: webserver is not known");
  expect_complaint(account("concurency = 8\n"),
                   ":8: psp_accounts[0].concurency is not known; did you mean \"concurrency\"?");
}

TEST_F(ConfigTest, wrong_types_and_ranges_name_file_line_and_key) {
  expect_complaint("[rest]\nport = \"80\"\n", ":2: rest.port must be a whole number from 0 to 65535");
  expect_complaint("[rest]\nport = 65536\n", ":2: rest.port must be a whole number from 0 to 65535");
  expect_complaint("rest = 7\n", ":1: rest must be a table");
  expect_complaint("demo = \"yes\"\n", ":1: demo must be true or false");
  expect_complaint("instance = 7\n", ":1: instance must be a text in quotation marks");
  expect_complaint("[log]\nlevel = \"loud\"\n",
                   ":2: log.level must be one of trace, debug, info, warn, error");
  expect_complaint("[payouts]\nfunding_name = \"M\"\nfunding_iban = \"DE89370400440532013001\"\n",
                   ":3: payouts.funding_iban is no IBAN: upper case, without spaces, with right check digits");
  expect_complaint("[payouts]\nfunding_iban = \"DE89370400440532013000\"\n",
                   ":2: payouts.funding_iban needs payouts.funding_name, as the bank knows who pays");
  expect_complaint("[payouts]\nfunding_name = \"M\"\nfunding_iban = \"DE89370400440532013000\"\nfunding_bic = \"X\"\n",
                   ":4: payouts.funding_bic is no BIC such as DEUTDEFF");
  expect_complaint("[payouts]\ncool_down_hours = -1\n",
                   ":2: payouts.cool_down_hours must be a whole number from 0 to 720");
  expect_complaint("[settlement_import]\nat = \"24:00\"\n",
                   ":2: settlement_import.at must be a time of day such as \"06:30\"");
  expect_complaint("[retry]\nfactor = 1.5\n", ":2: retry.factor has a value of the wrong type");
}

TEST_F(ConfigTest, broken_toml_names_the_line) {
  EXPECT_TRUE(complaint("instance = \"a\"\n[rest\n").starts_with(file.string() + ":2: "));
  EXPECT_TRUE(complaint("[rest]\nport = 1\nport = 2\n").starts_with(file.string() + ":3: "));
}

TEST_F(ConfigTest, all_problems_are_told_at_once) {
  const auto text = complaint("[rest]\nport = -1\nthreads = 0\n[log]\nformat = \"xml\"\n");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2) << text;
}

TEST_F(ConfigTest, a_file_that_is_named_must_exist) {
  sources.file = folder / "absent.toml";
  const auto config = load_config(sources);
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().message,
            (folder / "absent.toml").string() + ": cannot be opened: No such file or directory");
  sources.file = folder;
  EXPECT_FALSE(load_config(sources));
}

TEST_F(ConfigTest, variables_are_checked_too) {
  sources.environment.emplace_back("PAYDESK_REST_PORT", "eighty");
  EXPECT_EQ(complaint(""),
            "environment variable PAYDESK_REST_PORT: rest.port must be a whole number from 0 to 65535");
  sources.environment = {
      {"HOME", "/home/x"}, {"PAYDESK_REST_PROT", "80"}, {"PAYDESK_TOKEN", "the console's"}};
  EXPECT_EQ(complaint(""),
            "environment variable PAYDESK_REST_PROT: is not known; did you mean \"PAYDESK_REST_PORT\"?");
}

TEST_F(ConfigTest, a_socket_path_that_is_too_long_is_told) {
  const auto text = complaint("[grpc]\nunix_socket = \"/tmp/" + std::string(120, 'x') + "\"\n");
  EXPECT_NE(text.find(":2: grpc.unix_socket has 125 bytes"), std::string::npos) << text;
}

TEST_F(ConfigTest, grpc_beyond_this_machine_needs_tls) {
  EXPECT_NE(complaint("[grpc]\naddress = \"0.0.0.0\"\nport = 9090\n").find(":2: grpc.address is reachable"),
            std::string::npos);
  const auto cert = write("cert.pem", "x", 0644);
  const auto key = write("key.pem", "x", 0644);
  const std::string with_tls = "[grpc]\naddress = \"0.0.0.0\"\nport = 9090\ntls_cert_file = \"" +
                               cert.string() + "\"\ntls_key_file = \"" + key.string() + "\"\n";
  EXPECT_NE(complaint(with_tls).find(":5: grpc.tls_key_file is unusable: " + key.string() + " may be read"),
            std::string::npos);
  chmod(key.c_str(), 0600);
  EXPECT_EQ(complaint(with_tls), "");
  EXPECT_NE(complaint("[grpc]\ntls_cert_file = \"" + cert.string() + "\"\n").find("given together"),
            std::string::npos);
}

TEST_F(ConfigTest, contradictions_are_told) {
  EXPECT_NE(complaint("[grpc]\nport = 8080\n").find("rest.port is the same as grpc.port"),
            std::string::npos);
  EXPECT_NE(complaint("[retry]\ncap_ms = 10\n").find("retry.base_ms is above retry.cap_ms"),
            std::string::npos);
  EXPECT_NE(complaint("[rest]\naddress = \"localhost\"\n").find("rest.address must be an IP address"),
            std::string::npos);
  EXPECT_NE(complaint("instance = \"../x\"\n").find("instance must consist"), std::string::npos);
  EXPECT_NE(complaint("state_dir = \"data\"\n").find("state_dir must be an absolute path"),
            std::string::npos);
  EXPECT_NE(complaint("database_url = \"somewhere\"\n").find("database_url must begin"), std::string::npos);
}

TEST_F(ConfigTest, printing_masks_secrets_and_names_origins) {
  sources.flags = {{"rest.port", "9009"}};
  const auto config = load("database_url = \"postgresql://paydesk:hunter2@db.example/paydesk\"\n"
                           "[approval_threshold]\nUSD = \"400.50\"\n" +
                           account());
  ASSERT_TRUE(config) << config.error().message;
  const auto text = print_config(*config);
  EXPECT_EQ(text.find("hunter2"), std::string::npos);
  EXPECT_EQ(text.find("sk_secret_value"), std::string::npos);
  EXPECT_NE(text.find("postgresql://paydesk:…@db.example/paydesk"), std::string::npos) << text;
  EXPECT_NE(text.find("port = 9009  # flag --rest-port"), std::string::npos) << text;
  EXPECT_NE(text.find("# api_key: set, from file " + (folder / "key").string()), std::string::npos) << text;
  EXPECT_NE(text.find("USD = \"400.50\""), std::string::npos);
}

TEST_F(ConfigTest, what_is_printed_can_be_read_again) {
  const auto first = load("instance = \"a\\\"b\"\n");
  ASSERT_FALSE(first);
  auto config = load("[rest]\nport = 9010\n[grpc]\nunix_socket = \"/tmp/with \\\"quotes\\\".sock\"\n");
  ASSERT_TRUE(config) << config.error().message;
  const auto again = load(print_config(*config));
  ASSERT_TRUE(again) << again.error().message << "\n" << print_config(*config);
  EXPECT_EQ(again->rest.port, 9010);
  EXPECT_EQ(again->grpc.unix_socket, config->grpc.unix_socket);
}

TEST(DatabaseUrl, passwords_of_every_form_are_masked) {
  ConfigSources sources;
  sources.environment = {{"HOME", "/home/x"}};
  for (const char* url : {"postgresql://u:hunter2@h/d", "postgresql://h/d?user=u&password=hunter2&x=1",
                          "host=h password=hunter2 dbname=d", "host=h password = 'hun\\'ter2 hunter2'"}) {
    sources.flags = {{"database_url", url}};
    const auto config = load_config(sources);
    ASSERT_TRUE(config) << config.error().message;
    EXPECT_EQ(print_config(*config).find("hunter2"), std::string::npos) << url;
  }
}

} // namespace
} // namespace paydesk::daemon
