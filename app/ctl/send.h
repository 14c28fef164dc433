// Sending commands so that they can be repeated.
#pragma once

#include "app/client/sync_client.h"
#include "app/ctl/output.h"

namespace paydesk::ctl {

/// Sends a command. When its outcome stays open it names the key that repeats it safely.
template <class Rpc>
Result<typename Rpc::Response> send(const client::SyncClient& daemon, const Output& out,
                                    const typename Rpc::Request& request) {
  auto reply = daemon.call<Rpc>(request);
  if (!reply && reply.error().code == ErrorCode::unavailable)
    out.remark("To repeat it safely add: --key " + request.idempotency_key);
  return reply;
}

} // namespace paydesk::ctl
