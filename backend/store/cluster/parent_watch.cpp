#include "store/cluster/parent_watch.h"

#include "store/cluster/postmaster.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace paydesk::store {

namespace {

/// Closes everything but two descriptors: an inherited pipe or lock would outlive its owner in the watcher.
void close_all_but(int one, int other) noexcept {
  const auto low = static_cast<unsigned>(std::min(one, other));
  const auto high = static_cast<unsigned>(std::max(one, other));
  if (low > 3) close_range(3, low - 1, 0);
  if (high > low + 1) close_range(low + 1, high - 1, 0);
  close_range(high + 1, ~0U, 0);
}

[[noreturn]] void watch(Process& postmaster, int lifeline, const std::filesystem::path& server_dir,
                        const SocketDirectory& sockets, const std::filesystem::path& remove) {
  setsid();
  prctl(PR_SET_NAME, "paydesk-watch");
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
    ::signal(number, SIG_IGN);
  const int null = open("/dev/null", O_RDWR);
  for (const int standard : {0, 1, 2})
    dup2(null, standard);
  close_all_but(lifeline, postmaster.descriptor());
  char nothing = 0;
  while (read(lifeline, &nothing, 1) < 0 && errno == EINTR) {
  }
  if (postmaster.alive()) {
    postmaster.signal(SIGQUIT);
    if (!postmaster.wait_exit(std::chrono::seconds(5))) [[maybe_unused]]
      const auto stopped = stop_postmaster(postmaster, server_dir, std::chrono::milliseconds(0));
  }
  remove_socket_dir(sockets);
  std::error_code ignored;
  if (!remove.empty()) std::filesystem::remove_all(remove, ignored);
  _exit(0);
}

} // namespace

Result<ParentWatch> ParentWatch::begin(const Process& postmaster, std::filesystem::path server_dir,
                                       SocketDirectory sockets, std::filesystem::path remove) {
  std::array<int, 2> ends{};
  auto held = Process::attach(postmaster.pid());
  if (!held || pipe2(ends.data(), O_CLOEXEC) != 0)
    return fail(ErrorCode::unavailable, std::string("cannot watch the server: ") + std::strerror(errno));
  UniqueFd reading(ends[0]);
  UniqueFd writing(ends[1]);
  const pid_t pid = fork();
  if (pid < 0)
    return fail(ErrorCode::unavailable, std::string("cannot start a process: ") + std::strerror(errno));
  if (pid == 0) watch(*held, reading.get(), server_dir, sockets, remove);
  auto watcher = Process::attach(pid);
  if (!watcher)
    return fail(ErrorCode::unavailable, std::string("cannot watch a process: ") + std::strerror(errno));
  return ParentWatch(std::move(*watcher), std::move(writing));
}

ParentWatch::~ParentWatch() {
  if (!lifeline_ || !watcher_) return;
  lifeline_.reset();
  watcher_->wait_exit(std::chrono::seconds(30));
}

} // namespace paydesk::store
