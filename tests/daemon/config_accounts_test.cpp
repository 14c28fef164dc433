#include "tests/daemon/config_fixture.h"

namespace paydesk::daemon {
namespace {

TEST_F(ConfigTest, psp_accounts_are_checked) {
  expect_complaint(account() + account(),
                   ":9: psp_accounts[1].id \"sandbox-kr\" is taken by another PSP account");
  expect_complaint(account("capture_mode = \"later\"\n"),
                   ":8: psp_accounts[0].capture_mode must be one of auto, single, multiple");
  expect_complaint(account("time_zone = \"Mars/Base\"\n"),
                   ":8: psp_accounts[0].time_zone is not a time zone such as \"Asia/Seoul\"");
  expect_complaint(account("time_zone = \"../../../etc/passwd\"\n"),
                   ":8: psp_accounts[0].time_zone is not a time zone such as \"Asia/Seoul\"");
  expect_complaint(account("commission_bp = 10001\n"),
                   ":8: psp_accounts[0].commission_bp must be a whole number from 0 to 10000");
  expect_complaint(
      account("api_key = \"sk_live\"\n"),
      ":8: psp_accounts[0].api_key must not stand in the configuration; set api_key_file or api_key_env");
  expect_complaint(account("api_key_env = \"KEY\"\n"),
                   ":8: psp_accounts[0].api_key_env is given besides api_key_file; only one may be");
  EXPECT_NE(complaint(account("[psp_accounts.settlement]\nfee_fixed = { USD = \"0.301\" }\n"))
                .find(":9: psp_accounts[0].settlement.fee_fixed.USD"),
            std::string::npos);
  EXPECT_NE(
      complaint(account("[psp_accounts.settlement]\nfee_fixed = { USD = 0.3 }\n"))
          .find(":9: psp_accounts[0].settlement.fee_fixed.USD must be a decimal amount in quotation marks"),
      std::string::npos);
  expect_complaint(account("", "Bad Id"),
                   ":2: psp_accounts[0].id must consist of small letters, digits, '-' and '_'");
}

TEST_F(ConfigTest, what_an_account_lacks_is_told) {
  const auto text = complaint("\n[[psp_accounts]]\nprovider = \"unheard\"\n");
  for (const char* expected :
       {":2: psp_accounts[0].id is missing", ":2: psp_accounts[0].entity is missing",
        ":3: psp_accounts[0].provider must be one of sandbox", ":2: psp_accounts[0].base_url is missing",
        ":2: psp_accounts[0].currencies is missing",
        ":2: psp_accounts[0].api_key_file is missing (or api_key_env)"})
    EXPECT_NE(text.find(expected), std::string::npos) << expected << "\n" << text;
}

TEST_F(ConfigTest, keys_do_not_travel_unencrypted) {
  auto text = account();
  text.replace(text.find("http://127.0.0.1:9000"), 21, "http://psp.example:80");
  EXPECT_NE(complaint(text).find(":5: psp_accounts[0].base_url would send the API key unencrypted"),
            std::string::npos);
  EXPECT_EQ(complaint(text + "insecure_http = true\n"), "");
  text.replace(text.find("http://psp.example:80"), 21, "http://localhost.evil");
  EXPECT_NE(complaint(text), "");
}

TEST_F(ConfigTest, amounts_are_decimal_texts_of_their_currency) {
  EXPECT_NE(
      complaint("[approval_threshold]\nKRW = 500\n").find(":2: approval_threshold.KRW must be a decimal"),
      std::string::npos);
  EXPECT_NE(complaint("[approval_threshold]\nKRW = \"5.00\"\n").find(":2: approval_threshold.KRW"),
            std::string::npos);
  EXPECT_NE(complaint("[approval_threshold]\nXYZ = \"5\"\n").find("approval_threshold.XYZ is not a currency"),
            std::string::npos);
}

TEST_F(ConfigTest, secret_files_must_be_private_and_not_empty) {
  auto text = account();
  chmod((folder / "key").c_str(), 0644);
  EXPECT_NE(complaint(text).find(":7: psp_accounts[0].api_key_file is unusable: " +
                                 (folder / "key").string() + " may be read or changed by every user"),
            std::string::npos);
  write("key", "\n", 0600);
  chmod((folder / "key").c_str(), 0640);
  EXPECT_NE(complaint(text).find("is empty"), std::string::npos);
  std::filesystem::remove(folder / "key");
  EXPECT_NE(complaint(text).find("No such file or directory"), std::string::npos);
}

TEST_F(ConfigTest, secrets_come_from_the_environment_too) {
  setenv("CONFIG_TEST_KEY", "from-env", 1);
  auto text = account();
  const auto at = text.find("api_key_file");
  text.replace(at, text.find('\n', at) - at, "api_key_env = \"CONFIG_TEST_KEY\"");
  const auto config = load(text);
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->psp_accounts[0].api_key.reveal(), "from-env");
  unsetenv("CONFIG_TEST_KEY");
  EXPECT_NE(complaint(text).find("the environment variable CONFIG_TEST_KEY is not set"), std::string::npos);
}

} // namespace
} // namespace paydesk::daemon
