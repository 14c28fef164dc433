#include "service/commands.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <openssl/sha.h>

#include "service/fields.h"

namespace paydesk::service {

std::string deterministic_bytes(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

std::string request_hash(std::string_view method, const google::protobuf::Message& request) {
  const auto text = std::string(method) + '\0' + deterministic_bytes(request);
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

namespace commands_detail {

Result<Uuid> check_key(const std::string& key) { return check_uuid(key, "idempotency_key"); }

Result<bool> begin(const ServiceNeeds& needs, const Caller& caller, std::string_view method,
                   const google::protobuf::Message& request, const Uuid& key, google::protobuf::Message* response) {
  const auto begun = needs.command_log.begin(caller.principal_id, key, request_hash(method, request));
  if (!begun)
    return tl::unexpected(begun.error());
  if (begun->replayed && !response->ParseFromString(begun->response))
    return fail(ErrorCode::data_loss, "the stored answer of key " + key.to_string() + " cannot be read");
  return begun->replayed;
}

Result<void> end(const ServiceNeeds& needs, const Caller& caller, const Uuid& key, const Result<void>& outcome,
                 const google::protobuf::Message& response) {
  if (!outcome) {
    // Whether it was freed does not change what the caller is told; it frees itself after a while.
    (void)needs.command_log.release(caller.principal_id, key);
    return outcome;
  }
  if (needs.work_waits)
    needs.work_waits();
  // The command is committed: that its answer could not be stored must not make it look undone.
  (void)needs.command_log.finish(caller.principal_id, key, deterministic_bytes(response));
  return outcome;
}

} // namespace commands_detail
} // namespace paydesk::service
