#include "tests/support/fake_daemon/services.h"

#include <algorithm>
#include <thread>

namespace paydesk::fake {

Services::Services(FakeDaemon& daemon, const std::string& address)
    : daemon_(daemon), services_(make_faces(*this)) {
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  builder.SetMaxReceiveMessageSize(80 * 1024 * 1024);
  for (auto& service : services_)
    builder.RegisterService(service.get());
  server_ = builder.BuildAndStart();
}

Services::~Services() {
  if (server_) server_->Shutdown(std::chrono::system_clock::now());
}

Result<Login> Services::admit(const char* rpc, const grpc::ServerContext& context) {
  std::chrono::milliseconds wait{0};
  std::optional<Login> login;
  {
    const std::lock_guard lock(daemon_.mutex_);
    ++daemon_.calls_[rpc];
    wait = daemon_.delays_[rpc];
    const auto& metadata = context.client_metadata();
    const auto given = metadata.find("authorization");
    for (const auto& one : daemon_.books_.logins)
      if (given != metadata.end() && given->second == "Bearer " + one.token) login = one;
    if (const auto fault = daemon_.failures_.find(rpc); fault != daemon_.failures_.end()) {
      const Error error = fault->second;
      daemon_.failures_.erase(fault);
      return tl::unexpected(error);
    }
  }
  if (!login)
    return fail(ErrorCode::unauthenticated,
                "The token is not valid here. Name a token file of this instance.");
  const auto until = std::chrono::steady_clock::now() + wait;
  while (std::chrono::steady_clock::now() < until && !context.IsCancelled())
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return *login;
}

Result<views::EventBatch> Services::next_batch(std::int64_t after, int generation,
                                               const grpc::ServerContext& context) {
  constexpr std::chrono::milliseconds heartbeat{200};
  constexpr std::ptrdiff_t most = 500;
  std::unique_lock lock(daemon_.mutex_);
  const auto over = [&] {
    return daemon_.stopping_ || daemon_.stream_generation_ != generation || context.IsCancelled();
  };
  daemon_.changed_.wait_for(
      lock, heartbeat, [&] { return over() || (!daemon_.silent_ && daemon_.books_.position() > after); });
  if (over()) return fail(ErrorCode::unavailable, "The daemon is draining.");
  auto& events = daemon_.books_.events;
  views::EventBatch batch{{}, daemon_.books_.position()};
  const std::int64_t from = daemon_.repeat_ ? std::max<std::int64_t>(after - 2, 0) : after;
  const auto begin =
      std::find_if(events.begin(), events.end(), [&](const auto& one) { return one.position > from; });
  batch.events.assign(begin, begin + std::min(most, events.end() - begin));
  if (daemon_.skip_ && batch.events.size() > 1) {
    batch.events.erase(batch.events.begin());
    daemon_.skip_ = false;
  }
  return batch;
}

grpc::Status Services::watch(grpc::ServerContext& context, std::int64_t after,
                             const std::function<bool(const views::EventBatch&)>& write) {
  if (const auto login = admit("Watch", context); !login) return wire::to_status(login.error());
  int generation = 0;
  {
    const std::lock_guard lock(daemon_.mutex_);
    generation = daemon_.stream_generation_;
    after = after < 0 ? daemon_.books_.position() : after;
  }
  while (true) {
    const auto batch = next_batch(after, generation, context);
    if (!batch) return wire::to_status(batch.error());
    bool silent = false;
    {
      const std::lock_guard lock(daemon_.mutex_);
      silent = daemon_.silent_;
    }
    if (silent) continue;
    if (!write(*batch)) return grpc::Status::CANCELLED;
    if (!batch->events.empty()) after = std::max(after, batch->events.back().position);
  }
}

} // namespace paydesk::fake
