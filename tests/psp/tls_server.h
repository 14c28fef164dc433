// A TLS server with a certificate of its own making, for one thing: does the client look at it?
#pragma once

#include "psp/http/sigpipe_guard.h"
#include "tests/psp/scripted_server.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace paydesk::test {

/// Owns a listening server that answers one request a connection with 200, over TLS, as 127.0.0.1.
class TlsServer {
 public:
  TlsServer()
      : key_(EVP_EC_gen("P-256"), &EVP_PKEY_free), certificate_(make_certificate(key_.get()), &X509_free),
        context_(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free) {
    SSL_CTX_use_certificate(context_.get(), certificate_.get());
    SSL_CTX_use_PrivateKey(context_.get(), key_.get());
    server_ = std::make_unique<ScriptedServer>([this](ScriptedPeer& peer, int) { serve(peer); });
  }

  [[nodiscard]] std::string url() const { return server_->url("/", "https"); }
  [[nodiscard]] int requests() const noexcept { return requests_; }

  void write_certificate(const std::filesystem::path& path) const {
    const std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(path.c_str(), "w"), &std::fclose);
    if (!file || PEM_write_X509(file.get(), certificate_.get()) != 1)
      throw std::runtime_error("cannot write " + path.string());
  }

 private:
  static X509* make_certificate(EVP_PKEY* key) {
    X509* made = X509_new();
    X509_set_version(made, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
    X509_gmtime_adj(X509_getm_notBefore(made), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made), 3600);
    X509_NAME* name = X509_get_subject_name(made);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("127.0.0.1"),
                               -1, -1, 0);
    X509_set_issuer_name(made, name);
    X509_set_pubkey(made, key);
    X509_EXTENSION* address = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(made, address, -1);
    X509_EXTENSION_free(address);
    X509_sign(made, key, EVP_sha256());
    return made;
  }

  void serve(ScriptedPeer& peer) {
    const psp::SigpipeGuard guard;
    const std::unique_ptr<SSL, decltype(&SSL_free)> tls(SSL_new(context_.get()), &SSL_free);
    SSL_set_fd(tls.get(), peer.descriptor());
    if (SSL_accept(tls.get()) != 1) return;
    std::array<char, 4096> request{};
    if (SSL_read(tls.get(), request.data(), static_cast<int>(request.size())) <= 0) return;
    ++requests_;
    static constexpr std::string_view answer =
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret";
    SSL_write(tls.get(), answer.data(), static_cast<int>(answer.size()));
    SSL_shutdown(tls.get());
  }

  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
  std::unique_ptr<X509, decltype(&X509_free)> certificate_;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::atomic<int> requests_ = 0;
  std::unique_ptr<ScriptedServer> server_;
};

} // namespace paydesk::test
