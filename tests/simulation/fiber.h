// Code that is carried out in pieces on one thread: what lets one scheduler decide who goes on, and where who dies.
#pragma once

#include <exception>
#include <functional>
#include <memory>

namespace paydesk::simulation {

/// Thrown out of pause() in a fiber that dies. Derived from nothing, so that nobody takes it for an error of theirs.
struct Crashed {};

/// Owns its stack. Runs on the thread that resumes it; that has to be one and the same. A fiber that is destroyed
/// before it is over unwinds, as if it had crashed.
class Fiber {
 public:
  explicit Fiber(std::function<void()> body);
  ~Fiber();
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  /// Runs until the next pause() or the end. Rethrows what the body threw, but Crashed.
  void resume();
  /// Goes on by throwing Crashed out of the pause(); the fiber is over then.
  void crash();
  bool over() const noexcept;

  /// Inside a fiber: gives the thread back to who resumed it. Outside: does nothing.
  static void pause();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace paydesk::simulation
