// A temporary configuration file and a made-up environment.
#pragma once

#include "daemon/config.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace paydesk::daemon {

/// Owns a temporary folder with a configuration file, and a made-up environment.
class ConfigTest : public ::testing::Test {
 protected:
  ConfigTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "paydesk-config-XXXXXX").string();
    EXPECT_NE(mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    sources.environment = {{"HOME", pattern}};
    file = folder / "paydeskd.toml";
  }
  ~ConfigTest() override { std::filesystem::remove_all(folder); }

  std::filesystem::path write(const std::string& name, const std::string& text, mode_t mode = 0600) {
    std::ofstream(folder / name) << text;
    chmod((folder / name).c_str(), mode);
    return folder / name;
  }

  Result<Config> load(const std::string& text) {
    sources.file = write("paydeskd.toml", text);
    return load_config(sources);
  }
  /// What is wrong with a file; empty when nothing is.
  std::string complaint(const std::string& text) {
    const auto config = load(text);
    return config ? std::string() : config.error().message;
  }
  /// A complaint must be exactly this, after the file's path.
  void expect_complaint(const std::string& text, const std::string& expected) {
    EXPECT_EQ(complaint(text), file.string() + expected);
  }

  /// A PSP account, with some lines replaced or added.
  std::string account(const std::string& more = "", const std::string& id = "sandbox-kr") {
    const auto key = write("key", "sk_secret_value\n");
    return "[[psp_accounts]]\nid = \"" + id +
           "\"\nprovider = \"sandbox\"\nentity = \"Marketplace KR\"\nbase_url = \"http://127.0.0.1:9000\"\n"
           "currencies = [\"KRW\", \"USD\"]\napi_key_file = \"" +
           key.string() + "\"\n" + more;
  }

  std::filesystem::path folder;
  std::filesystem::path file;
  ConfigSources sources;
};

} // namespace paydesk::daemon
