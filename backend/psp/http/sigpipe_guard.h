// Keeps a write to a connection the peer closed from ending the process.
#pragma once

#include <pthread.h>

#include <csignal>
#include <ctime>

namespace paydesk::psp {

/// Blocks SIGPIPE for the calling thread while it lives, and takes one that came meanwhile: OpenSSL writes without
/// MSG_NOSIGNAL. The process's own handling of signals is left alone.
class SigpipeGuard {
 public:
  SigpipeGuard() noexcept {
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~SigpipeGuard() {
    const timespec at_once{0, 0};
    if (!was_pending_) sigtimedwait(&pipe_, nullptr, &at_once);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  SigpipeGuard(const SigpipeGuard&) = delete;
  SigpipeGuard& operator=(const SigpipeGuard&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t before_{};
  bool was_pending_ = false;
};

} // namespace paydesk::psp
