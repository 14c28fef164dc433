#include "app/session/session.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/client/channel.h"
#include "app/client/rpcs.h"

namespace paydesk::session {
namespace {

using namespace std::chrono_literals;
using Phase = ConnectionState::Phase;
constexpr std::chrono::milliseconds first_pause = 300ms;
constexpr std::chrono::milliseconds longest_pause = 10s;

/// Whether another try may end otherwise without a person doing something here.
bool passes_by_itself(ErrorCode code) {
  return code != ErrorCode::unauthenticated && code != ErrorCode::permission_denied &&
         code != ErrorCode::invalid_argument;
}

bool is_same_place(const client::Endpoint& a, const client::Endpoint& b) {
  return a.address == b.address && a.token == b.token;
}

} // namespace

Session::Session(client::Locator locator, QObject* parent) : QObject(parent), locator_(std::move(locator)) {
  retry_.setSingleShot(true);
  connect(&retry_, &QTimer::timeout, this, &Session::find_daemon);
  connect(&local_, &LocalDaemon::starting, this, [this] { connection_.set(Phase::Starting, {}); });
  connect(&local_, &LocalDaemon::ready, this, &Session::connect_to);
  connect(&local_, &LocalDaemon::failed, this, &Session::refuse_or_retry);
  connect(&events_, &client::EventStream::stateChanged, this, &Session::follow_stream);
  connect(&events_, &client::EventStream::heard, this, [this] { connection_.heard(*events_.last_seen()); });
}

Session::~Session() = default;

void Session::open() {
  tries_ = 0;
  connection_.set(Phase::Connecting, {});
  find_daemon();
}

void Session::close() {
  retry_.stop();
  local_.cancel();
  who_am_i_.cancel();
  events_.stop();
  daemon_.use_channel(nullptr);
  caller_ = {};
  connection_.set(Phase::Idle, {});
}

void Session::sign_in_as(std::string login) {
  locator_.login = std::move(login);
  locator_.token_file.clear();
  open();
}

void Session::reconnect_now() {
  if (connection_.phase() == Phase::Lost && is_signed_in())
    events_.reconnectNow();
  else
    open();
}

bool Session::may(std::string_view rpc_name) const noexcept {
  return std::any_of(caller_.permissions.begin(), caller_.permissions.end(),
                     [&](std::string_view permission) {
                       const auto start = permission.find_last_of("./");
                       return permission.substr(start == std::string_view::npos ? 0 : start + 1) == rpc_name;
                     });
}

bool Session::has_role(std::string_view role) const noexcept {
  return std::find(caller_.roles.begin(), caller_.roles.end(), role) != caller_.roles.end();
}

std::vector<std::string> Session::logins() const { return client::readable_logins(locator_); }

void Session::find_daemon() {
  const bool named = !locator_.address.empty() || !locator_.endpoints_file.empty();
  if (!named) return local_.ensure(locator_);
  const auto endpoint = client::locate(locator_);
  if (endpoint)
    connect_to(*endpoint);
  else
    refuse_or_retry(endpoint.error());
}

void Session::connect_to(const client::Endpoint& endpoint) {
  endpoint_ = endpoint;
  daemon_.use_channel(std::make_shared<client::Channel>(endpoint));
  connection_.set_address(QString::fromStdString(endpoint.address));
  who_am_i_ = daemon_.call<client::rpc::WhoAmI>(
      {}, this, [this](Result<views::Caller> reply) { welcome(std::move(reply)); });
}

void Session::welcome(Result<views::Caller> reply) {
  if (!reply) return refuse_or_retry(std::move(reply.error()));
  tries_ = 0;
  caller_ = std::move(*reply);
  if (events_.state() == client::EventStream::State::Idle)
    events_.start(daemon_.channel());
  else
    events_.use_channel(daemon_.channel());
  Q_EMIT signedIn();
}

void Session::refuse_or_retry(Error error) {
  ++tries_;
  if (!passes_by_itself(error.code)) {
    events_.stop();
    caller_ = {};
    connection_.set(Phase::Refused, {std::move(error), std::nullopt, tries_, 0ms});
    return;
  }
  const auto pause = std::min(first_pause * (1 << std::min(tries_ - 1, 10)), longest_pause);
  retry_.start(pause);
  const Phase phase = error.code == ErrorCode::unavailable ? Phase::Lost : Phase::Refused;
  connection_.set(phase, {std::move(error), events_.last_seen(), tries_, pause});
}

void Session::follow_stream() {
  using State = client::EventStream::State;
  if (events_.state() == State::Live) {
    connection_.set(Phase::Live, {std::nullopt, events_.last_seen(), 0, 0ms});
    return;
  }
  if (events_.state() != State::Lost) return;
  connection_.set(Phase::Lost,
                  {events_.last_error(), events_.last_seen(), events_.tries(), events_.next_try_in()});
  // A restarted daemon may listen elsewhere or have made new tokens.
  const auto endpoint = client::locate(locator_);
  if (events_.next_try_in() > 0ms && endpoint && !is_same_place(*endpoint, endpoint_)) connect_to(*endpoint);
}

} // namespace paydesk::session
