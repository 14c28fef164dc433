#include "store/cluster/embedded_cluster.h"

#include "store/cluster/bootstrap.h"
#include "store/cluster/child_process.h"
#include "store/cluster/data_directory.h"
#include "store/cluster/launch.h"
#include "store/cluster/parent_watch.h"
#include "store/cluster/postmaster.h"
#include "store/cluster/server_binaries.h"
#include "store/cluster/server_settings.h"
#include "store/cluster/socket_directory.h"

#include <algorithm>
#include <csignal>
#include <optional>

namespace paydesk::store {

struct EmbeddedCluster::State {
  ClusterOptions options;
  RunAs who;
  DataDirectory directory;
  ServerBinaries binaries;
  SocketDirectory sockets;
  std::filesystem::path server_dir;
  std::optional<Process> postmaster = std::nullopt;
  std::optional<ParentWatch> watch = std::nullopt;
  bool adopted = false;
  bool stop_at_end = true;
};

namespace {

/// Takes over a server that already runs in the directory and answers on the socket we want. One that does
/// not is stopped, so that a fresh one can start.
Result<std::optional<Process>> adopt(const ClusterOptions& options, const std::filesystem::path& server_dir,
                                     SocketDirectory& sockets) {
  auto running = find_postmaster(server_dir);
  if (!running) return std::optional<Process>();
  const auto socket_dir = running->socket_dir.empty() ? sockets.path : running->socket_dir;
  const bool wanted = options.socket_dir.empty() || socket_dir == options.socket_dir;
  if (wanted) {
    // Silence from a living server means that its socket was deleted under it.
    const auto readiness =
        wait_ready(running->process, socket_dir, std::min(options.start_timeout, std::chrono::seconds(5)),
                   10 * options.start_timeout);
    if (readiness == Readiness::ended) return std::optional<Process>();
    if (readiness == Readiness::ready) {
      if (socket_dir != sockets.path) sockets = {socket_dir, false};
      return std::optional<Process>(std::move(running->process));
    }
  }
  if (auto stopped = stop_postmaster(running->process, server_dir, options.stop_timeout); !stopped)
    return tl::unexpected(stopped.error());
  return std::optional<Process>();
}

Result<Process> start_afresh(const ClusterOptions& options, const ServerBinaries& binaries,
                             const std::filesystem::path& server_dir, const SocketDirectory& sockets,
                             const RunAs& who) {
  if (auto cleared = clear_crashed(server_dir); !cleared) return tl::unexpected(cleared.error());
  if (auto cleared = clear_stale_socket(sockets.path, server_dir); !cleared)
    return tl::unexpected(cleared.error());
  return launch_server(binaries, server_dir, sockets.path, who, options.start_timeout);
}

} // namespace

Result<EmbeddedCluster> EmbeddedCluster::start(ClusterOptions options) {
  if (auto checked = check_socket_dir(options.socket_dir); !checked) return tl::unexpected(checked.error());
  const auto settings = server_settings(options);
  if (!settings) return tl::unexpected(settings.error());
  auto who = resolve_run_as(options.run_as);
  if (!who) return tl::unexpected(who.error());
  auto directory = DataDirectory::open(options.data_dir, *who);
  if (!directory) return tl::unexpected(directory.error());
  const auto major = directory->major();
  if (!major) return tl::unexpected(major.error());
  const auto binaries = find_server_binaries(options.bin_dir, *major, *who);
  if (!binaries) return tl::unexpected(binaries.error());
  if (auto made = make_server_dir(*binaries, *directory, *who, options.fsync); !made)
    return tl::unexpected(made.error());
  const auto changed = write_configuration(directory->server(), *settings, *who);
  if (!changed) return tl::unexpected(changed.error());
  auto sockets = prepare_socket_dir(options.socket_dir, directory->path(), *who);
  if (!sockets) return tl::unexpected(sockets.error());

  auto server_dir = directory->server();
  std::unique_ptr<State> state(new State{std::move(options), std::move(*who), std::move(*directory),
                                         *binaries, std::move(*sockets), std::move(server_dir)});
  auto running = adopt(state->options, state->server_dir, state->sockets);
  if (!running) return tl::unexpected(running.error());
  state->adopted = running->has_value();
  if (state->adopted && *changed) (*running)->signal(SIGHUP);
  if (!state->adopted) {
    auto started = start_afresh(state->options, *binaries, state->server_dir, state->sockets, state->who);
    if (!started) {
      remove_socket_dir(state->sockets);
      return tl::unexpected(started.error());
    }
    *running = std::move(*started);
  }
  state->postmaster = std::move(*running);
  // From here on the destructor stops the server when a later step fails.
  EmbeddedCluster cluster(std::move(state));
  return std::move(cluster).complete();
}

EmbeddedCluster::EmbeddedCluster(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
EmbeddedCluster::EmbeddedCluster(EmbeddedCluster&&) noexcept = default;

EmbeddedCluster& EmbeddedCluster::operator=(EmbeddedCluster&& other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}

EmbeddedCluster::~EmbeddedCluster() {
  // A destructor has nobody to tell: what cannot be stopped is adopted by the next start.
  if (state_ && state_->stop_at_end) [[maybe_unused]]
    const auto stopped = stop();
}

Result<EmbeddedCluster> EmbeddedCluster::complete() && {
  if (state_->options.die_with_parent) {
    auto watch = ParentWatch::begin(*state_->postmaster, state_->server_dir, state_->sockets,
                                    state_->options.remove_with_parent);
    if (!watch) return tl::unexpected(watch.error());
    state_->watch.emplace(std::move(*watch));
  }
  if (auto recorded = state_->directory.record_socket_dir(state_->sockets.path, state_->who); !recorded)
    return tl::unexpected(recorded.error());
  if (auto ensured = ensure_database(state_->sockets.path); !ensured) return tl::unexpected(ensured.error());
  return std::move(*this);
}

Result<void> EmbeddedCluster::revive() {
  if (running()) return {};
  if (state_->options.die_with_parent)
    return fail(ErrorCode::failed_precondition, "a server that dies with its parent is not revived");
  state_->postmaster.reset();
  auto started = start_afresh(state_->options, state_->binaries, state_->server_dir, state_->sockets, state_->who);
  if (!started) return tl::unexpected(started.error());
  state_->postmaster = std::move(*started);
  return {};
}

std::string EmbeddedCluster::connection_string(std::string_view database, std::string_view user) const {
  return socket_connection_string(state_->sockets.path, database, user);
}

Result<void> EmbeddedCluster::stop() {
  if (!state_->postmaster) return {};
  auto stopped = stop_postmaster(*state_->postmaster, state_->server_dir, state_->options.stop_timeout);
  if (!stopped) return stopped;
  state_->postmaster.reset();
  remove_socket_dir(state_->sockets);
  state_->watch.reset();
  return {};
}

void EmbeddedCluster::leave_running() noexcept { state_->stop_at_end = false; }
bool EmbeddedCluster::running() const { return state_->postmaster && state_->postmaster->alive(); }
bool EmbeddedCluster::adopted() const noexcept { return state_->adopted; }
pid_t EmbeddedCluster::postmaster_pid() const noexcept {
  return state_->postmaster ? state_->postmaster->pid() : 0;
}
const std::filesystem::path& EmbeddedCluster::socket_dir() const noexcept { return state_->sockets.path; }
const std::filesystem::path& EmbeddedCluster::server_dir() const noexcept { return state_->server_dir; }

} // namespace paydesk::store
