#include "tests/reconciliation/real_sandbox.h"

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace paydesk::test {
namespace {

namespace fs = std::filesystem;

/// Waits until the sandbox has written its port.
std::string port_in(const fs::path& file) {
  for (int turn = 0; turn < 600; ++turn) {
    std::string port;
    std::ifstream(file) >> port;
    if (!port.empty()) return port;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw std::runtime_error("the sandbox does not start");
}

} // namespace

RealSandbox::RealSandbox() : client_(*psp::HttpClient::create()) {
  const auto file = fs::temp_directory_path() / ("recon-sandbox-" + std::to_string(getpid()));
  fs::remove(file);
  process_ = fork();
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::freopen("/dev/null", "w", stdout);
    execl(PAYDESK_SANDBOX_BINARY, "paydesk-sandbox", "serve", "--port", "0", "--port-file", file.c_str(),
          nullptr);
    _exit(127);
  }
  url_ = "http://127.0.0.1:" + port_in(file);
  fs::remove(file);
}

RealSandbox::~RealSandbox() {
  kill(process_, SIGTERM);
  waitpid(process_, nullptr, 0);
}

std::string RealSandbox::send(const std::string& method, const std::string& path, const std::string& type,
                              const std::string& body) {
  psp::HttpCall call;
  call.method = method;
  call.url = url_ + path;
  call.headers = {{"Authorization", "Bearer sk_sandbox_card"},
                  {"Idempotency-Key", "key-" + std::to_string(next_++)},
                  {"Content-Type", type}};
  call.body = body;
  if (!client_.submit(call)) throw std::runtime_error("cannot send to " + call.url);
  for (;;)
    for (auto& reply : client_.poll(std::chrono::seconds(30))) {
      if (reply.status < 200 || reply.status >= 400)
        throw std::runtime_error(path + ": " + std::to_string(reply.status) + " " + reply.body + reply.error);
      return reply.body;
    }
}

nlohmann::json RealSandbox::call(const std::string& method, const std::string& path,
                                 const nlohmann::json& body) {
  return nlohmann::json::parse(send(method, path, "application/json", body.dump()));
}

std::string RealSandbox::captured(std::int64_t amount, const std::string& currency,
                                  const std::string& reference) {
  const auto checkout = call("POST", "/v1/checkouts",
                             {{"amount", amount},
                              {"currency", currency},
                              {"reference", reference},
                              {"redirect_url", "http://127.0.0.1:1/done"},
                              {"expires_at", "2099-01-01T00:00:00Z"}});
  const auto id = checkout.at("id").get<std::string>();
  send("POST", "/pay/" + id, "application/x-www-form-urlencoded", "card=ok");
  return call("POST", "/v1/checkouts/" + id + "/captures", {{"amount", amount}, {"reference", reference}})
      .at("id");
}

} // namespace paydesk::test
