#include "tests/service/desk.h"

#include <openssl/sha.h>
#include <stdlib.h>

#include <stdexcept>

namespace paydesk::test {
namespace {

std::string sha256(const std::string& text) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::filesystem::path make_folder() {
  std::string pattern = "/tmp/paydesk-desk-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr)
    throw std::runtime_error("cannot make " + pattern);
  return pattern;
}

} // namespace

Desk::Desk() : folder_(make_folder()) {
  for (const std::string role : {"viewer", "support", "operator", "approver", "admin", "auditor", "shop"}) {
    const auto caller =
        people.ensure(role, role, role == "shop" ? "shop" : "person", {role}, false, sha256(role));
    if (!caller)
      throw std::runtime_error(caller.error().message);
    callers_.emplace(role, *caller);
  }
  restart();
}

Desk::~Desk() {
  server.reset();
  std::filesystem::remove_all(folder_);
}

void Desk::restart(service::GrpcOptions options) {
  server.reset();
  options.unix_socket = folder_ / "grpc";
  options.heartbeat = std::chrono::milliseconds(200);
  options.token_cache = std::chrono::milliseconds(50);
  service::ServiceNeeds needs{shop.queries,
                              commands,
                              selections,
                              rules,
                              refunds,
                              reconciliation,
                              people,
                              command_log,
                              watcher,
                              webhooks,
                              verdicts,
                              verdict_store,
                              disputes,
                              dispute_store,
                              books,
                              reports,
                              approval_store,
                              approvals,
                              journals,
                              payout_accounts,
                              payouts,
                              payout_schedules,
                              shop.clock,
                              [] {
                                views::SystemStatus status;
                                status.version = "test";
                                status.ready = true;
                                return status;
                              },
                              [this] {
                                ++woken;
                                publisher.poke();
                              },
                              [this](const service::CallRecord& record) {
                                const std::lock_guard lock(log_mutex);
                                log.push_back(record);
                              },
                              {},
                              [this] { return store::auditor_status(shop.pool); }};
  auto started = service::GrpcServer::start(options, std::move(needs));
  if (!started)
    throw std::runtime_error(started.error().message);
  server = std::move(*started);
}

std::shared_ptr<grpc::Channel> Desk::channel() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetMaxSendMessageSize(-1);
  return grpc::CreateCustomChannel("unix:" + (folder_ / "grpc").string(), grpc::InsecureChannelCredentials(), arguments);
}

std::unique_ptr<grpc::ClientContext> Desk::as(const std::string& token) {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
  if (!token.empty())
    context->AddMetadata("authorization", "Bearer " + token);
  return context;
}

void Desk::revoke(const std::string& token) {
  shop.tamper("update session set revoked_at = now() where principal_id = (select principal_id from principal "
              "where login = '" + token + "')");
}

} // namespace paydesk::test
