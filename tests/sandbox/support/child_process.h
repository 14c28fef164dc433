// A program that a test runs.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace sandbox_test {

/// A new folder below the temporary one, removed with everything in it when this goes.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  /// The path of a file in it.
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

/// Owns one child process with its stdout and stderr in files; ends it when it goes.
class ChildProcess {
 public:
  /// Starts SANDBOX_BINARY with these arguments.
  explicit ChildProcess(const std::vector<std::string>& arguments);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  void terminate();
  /// Waits for the end and gives the exit code; 128 + the signal when a signal ended it. Nothing when it
  /// still runs after `patience`.
  std::optional<int> wait(std::chrono::seconds patience = std::chrono::seconds(60));
  std::string output() const;
  std::string errors() const;

 private:
  TemporaryFolder folder_;
  pid_t pid_ = -1;
  std::optional<int> exit_code_;
};

/// A file's whole content; empty when there is none.
std::string read_file(const std::string& path);
void write_file(const std::string& path, const std::string& content);

} // namespace sandbox_test
