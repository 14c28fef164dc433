// gRPC over TCP: with TLS, our own client and an authority that was named.
#include <memory>

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "app/client/channel.h"
#include "app/client/rpcs.h"
#include "app/client/sync_client.h"
#include "tests/service/desk.h"

namespace paydesk::test {
namespace {

struct Identity {
  std::string certificate;
  std::string key;
};

std::string text_of(BIO* memory) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

/// A certificate for 127.0.0.1 that vouches for itself, for an hour.
Identity self_signed() {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> made(X509_new(), &X509_free);
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -60);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
  X509_set_pubkey(made.get(), key.get());
  auto* name = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("paydeskd"), -1, -1, 0);
  X509_set_issuer_name(made.get(), name);
  const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> address(
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1"), &X509_EXTENSION_free);
  X509_add_ext(made.get(), address.get(), -1);
  X509_sign(made.get(), key.get(), EVP_sha256());
  const std::unique_ptr<BIO, decltype(&BIO_free)> certificate(BIO_new(BIO_s_mem()), &BIO_free);
  const std::unique_ptr<BIO, decltype(&BIO_free)> secret(BIO_new(BIO_s_mem()), &BIO_free);
  PEM_write_bio_X509(certificate.get(), made.get());
  PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return {text_of(certificate.get()), text_of(secret.get())};
}

class Tls : public ::testing::Test {
 protected:
  Tls() {
    service::GrpcOptions options;
    options.tcp_address = "127.0.0.1:0";
    options.certificate_pem = daemon_.certificate;
    options.key_pem = daemon_.key;
    desk_.restart(options);
  }
  Result<views::SystemStatus> ask(const std::string& authority) const {
    client::Endpoint endpoint;
    endpoint.address = "127.0.0.1:" + std::to_string(desk_.server->port());
    endpoint.token = "operator";
    endpoint.ca_pem = authority;
    return client::SyncClient(std::make_shared<client::Channel>(endpoint)).call<client::rpc::GetStatus>({});
  }

  Identity daemon_ = self_signed();
  Desk desk_;
};

TEST_F(Tls, a_client_that_trusts_the_certificate_is_served) {
  const auto status = ask(daemon_.certificate);
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(status->version, "test");
}

TEST_F(Tls, a_certificate_that_nobody_vouches_for_is_refused_before_the_token_is_sent) {
  const auto status = ask(self_signed().certificate);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::unavailable);
}

TEST_F(Tls, the_clear_is_not_served_there) { EXPECT_FALSE(ask({})); }

} // namespace
} // namespace paydesk::test
