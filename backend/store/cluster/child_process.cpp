#include "store/cluster/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/close_range.h>

extern "C" { // glibc 2.36 forgot it in this header
#include <sys/pidfd.h>
}

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace paydesk::store {

namespace {

/// English messages and UTC, whatever the daemon's own environment says.
constexpr std::array clean_environment{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "LANG=C.UTF-8",
                                       "TZ=UTC"};

void default_signals() noexcept {
  for (int number = 1; number < NSIG; ++number)
    ::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// The child between fork and exec: system calls only. Tells errno through `report` when exec fails.
[[noreturn]] void become_program(const Command& command, const RunAs& who, char* const* arguments,
                                 char* const* environment, int report) noexcept {
  default_signals();
  setsid();
  umask(077);
  const int null = open("/dev/null", O_RDWR);
  const int output = command.output >= 0 ? command.output : null;
  if (become(who) && chdir("/") == 0 && dup2(null, 0) == 0 && dup2(output, 1) == 1 && dup2(output, 2) == 2) {
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    execve(command.program.c_str(), arguments, environment);
  }
  const int problem = errno;
  [[maybe_unused]] const auto told = write(report, &problem, sizeof problem);
  _exit(127);
}

/// What the child reports: 0 when exec succeeded (the pipe closed), else errno.
int exec_outcome(int pipe_end) noexcept {
  int problem = 0;
  ssize_t got = 0;
  do
    got = read(pipe_end, &problem, sizeof problem);
  while (got < 0 && errno == EINTR);
  return got == static_cast<ssize_t>(sizeof problem) ? problem : 0;
}

} // namespace

std::optional<Process> Process::attach(pid_t pid) {
  UniqueFd pidfd(pidfd_open(pid, 0));
  if (!pidfd) return std::nullopt;
  return Process(pid, std::move(pidfd));
}

bool Process::alive() const {
  pollfd watched{pidfd_.get(), POLLIN, 0};
  return poll(&watched, 1, 0) == 0;
}

bool Process::wait_exit(std::chrono::milliseconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  pollfd watched{pidfd_.get(), POLLIN, 0};
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    const int ready = poll(&watched, 1, static_cast<int>(std::clamp<long long>(left.count(), 0, 3600000)));
    if (ready > 0) break;
    if (ready == 0) return false;
    if (errno != EINTR) return false;
  }
  siginfo_t info{};
  // ECHILD is fine: an adopted server is init's child, not ours.
  if (waitid(P_PIDFD, static_cast<id_t>(pidfd_.get()), &info, WEXITED | WNOHANG) == 0 && info.si_pid != 0)
    exit_code_ = info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
  return true;
}

void Process::signal(int number) const noexcept { pidfd_send_signal(pidfd_.get(), number, nullptr, 0); }

Result<Process> spawn(const Command& command, const RunAs& who) {
  std::string program = command.program.string();
  std::vector<char*> arguments{program.data()};
  auto copies = command.arguments;
  for (auto& argument : copies)
    arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  std::vector<char*> environment;
  for (const char* entry : clean_environment)
    environment.push_back(const_cast<char*>(entry));
  environment.push_back(nullptr);

  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0)
    return fail(ErrorCode::unavailable, std::string("cannot make a pipe: ") + std::strerror(errno));
  UniqueFd reading(ends[0]);
  UniqueFd writing(ends[1]);
  const pid_t pid = fork();
  if (pid < 0) return fail(ErrorCode::unavailable, "cannot start " + program + ": " + std::strerror(errno));
  if (pid == 0) become_program(command, who, arguments.data(), environment.data(), writing.get());
  writing.reset();
  auto process = Process::attach(pid);
  const int problem = exec_outcome(reading.get());
  if (problem != 0 || !process) {
    waitpid(pid, nullptr, 0);
    return fail(ErrorCode::unavailable, "cannot run " + program + " as " + who.name + ": " +
                                            std::strerror(problem ? problem : errno));
  }
  return std::move(*process);
}

Result<Finished> run_to_end(Command command, const RunAs& who, std::chrono::seconds timeout) {
  const UniqueFd output = memory_file("paydesk-output");
  command.output = output.get();
  auto process = spawn(command, who);
  if (!process) return tl::unexpected(process.error());
  if (!process->wait_exit(timeout)) {
    process->signal(SIGKILL);
    process->wait_exit(std::chrono::seconds(5));
    return fail(ErrorCode::unavailable, command.program.string() + " did not finish within " +
                                            std::to_string(timeout.count()) + " s and was stopped");
  }
  return Finished{process->exit_code().value_or(0), read_output(output.get())};
}

UniqueFd memory_file(const char* name) {
  UniqueFd file(memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
  // Of its full size at once, and never larger: the bound holds for whoever writes, also when we are gone.
  if (file && ftruncate(file.get(), longest_output) == 0) fcntl(file.get(), F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SEAL);
  return file;
}

std::string read_output(int descriptor) {
  std::string text;
  std::array<char, 4096> block{};
  off_t at = 0;
  for (;;) {
    const ssize_t got = pread(descriptor, block.data(), block.size(), at);
    if (got <= 0) return text;
    const auto end = std::find(block.begin(), block.begin() + got, '\0');
    text.append(block.begin(), end);
    if (end != block.begin() + got) return text;
    at += got;
  }
}

} // namespace paydesk::store
