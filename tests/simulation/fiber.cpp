#include "simulation/fiber.h"

#include <ucontext.h>

#include <stdexcept>
#include <utility>
#include <vector>

namespace paydesk::simulation {
namespace {

constexpr std::size_t stack_size = 512 * 1024; // only the pages that are touched take memory

using Stack = std::unique_ptr<char[]>;
thread_local std::vector<Stack> spare_stacks; // mapping one anew costs more than a whole step

Stack take_stack() {
  if (spare_stacks.empty())
    return std::make_unique_for_overwrite<char[]>(stack_size);
  auto stack = std::move(spare_stacks.back());
  spare_stacks.pop_back();
  return stack;
}

} // namespace

struct Fiber::State {
  std::function<void()> body;
  Stack stack;
  ucontext_t inside{};
  ucontext_t outside{};
  State* resumer = nullptr;
  bool over = false;
  bool dying = false;
  std::exception_ptr failure;

  static thread_local State* current;

  static void enter() {
    auto& self = *current;
    try {
      if (!self.dying)
        self.body();
    } catch (const Crashed&) {
    } catch (...) {
      self.failure = std::current_exception();
    }
    self.over = true;
    swapcontext(&self.inside, &self.outside);
  }
};

thread_local Fiber::State* Fiber::State::current = nullptr;

Fiber::Fiber(std::function<void()> body) : state_(std::make_unique<State>()) {
  state_->body = std::move(body);
  state_->stack = take_stack();
  if (getcontext(&state_->inside) != 0)
    throw std::runtime_error("the system gives no context for a fiber");
  state_->inside.uc_stack.ss_sp = state_->stack.get();
  state_->inside.uc_stack.ss_size = stack_size;
  state_->inside.uc_link = nullptr;
  makecontext(&state_->inside, &State::enter, 0);
}

Fiber::~Fiber() {
  if (!state_->over)
    crash();
  spare_stacks.push_back(std::move(state_->stack));
}

void Fiber::resume() {
  state_->resumer = std::exchange(State::current, state_.get());
  swapcontext(&state_->outside, &state_->inside);
  State::current = state_->resumer;
  if (state_->failure)
    std::rethrow_exception(std::exchange(state_->failure, nullptr));
}

void Fiber::crash() {
  state_->dying = true;
  while (!state_->over)
    resume();
}

bool Fiber::over() const noexcept { return state_->over; }

void Fiber::pause() {
  auto* self = State::current;
  if (self == nullptr)
    return;
  swapcontext(&self->inside, &self->outside);
  if (self->dying)
    throw Crashed{};
}

} // namespace paydesk::simulation
