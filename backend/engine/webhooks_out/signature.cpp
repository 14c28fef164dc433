#include "engine/webhooks_out/signature.h"

#include <array>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

namespace paydesk {
namespace {

constexpr std::size_t secret_bytes = 32;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string base64(std::string_view raw) {
  std::string text(4 * ((raw.size() + 2) / 3) + 1, '\0'); // EVP_EncodeBlock ends with a NUL
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes_of(raw),
                                     static_cast<int>(raw.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

} // namespace

Result<std::string> new_webhook_secret() {
  std::string secret(secret_bytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(secret.data()), static_cast<int>(secret.size())) != 1)
    return fail(ErrorCode::unavailable, "the system gives no random bytes; no secret was made, try again");
  return secret;
}

std::string shown_secret(std::string_view secret) { return "whsec_" + base64(secret); }

std::string webhook_timestamp(Instant at) {
  return std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

std::string webhook_signature(std::span<const std::string> secrets, std::string_view event_id,
                              std::string_view timestamp, std::string_view body) {
  std::string signed_bytes;
  signed_bytes.append(event_id).append(".").append(timestamp).append(".").append(body);
  std::string header;
  for (const auto& secret : secrets) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytes_of(signed_bytes), signed_bytes.size(),
         digest.data(), &length);
    header += header.empty() ? "v1," : " v1,";
    header += base64({reinterpret_cast<const char*>(digest.data()), length});
  }
  return header;
}

} // namespace paydesk
