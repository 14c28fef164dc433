// A server with a few routes, for the tests of the HTTP edge.
#pragma once

#include "edge/http/completion.h"
#include "edge/http/errors.h"
#include "edge/http/router.h"
#include "edge/http/server.h"
#include "tests/edge/raw_client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace paydesk::edge {

using test::body_of;
using test::RawClient;
using test::status_of;

/// Owns a server; `slow` answers when the test sets it.
class HttpServerTest : public ::testing::Test {
 protected:
  using Answer = boost::asio::awaitable<HttpResponse>;

  void start(HttpOptions options = {}) {
    auto started = HttpServer::start(std::move(options), routes().handler());
    ASSERT_TRUE(started) << started.error().message;
    server = std::move(*started);
  }
  [[nodiscard]] std::uint16_t port() const { return server->port(); }

  /// Sends one request on a fresh connection.
  [[nodiscard]] std::string once(std::string_view request) const { return RawClient(port()).ask(request); }

  Completion<std::string> slow;
  std::atomic<bool> slow_begun = false;
  std::unique_ptr<HttpServer> server;

 private:
  Router routes() {
    Router router;
    router.add("GET", "/v1/payments/{id}", [](const HttpRequest& request) -> Answer {
      co_return HttpResponse{200, std::string(request.path_value("id"))};
    });
    router.add("GET", "/v1/payments/latest", [](const HttpRequest&) -> Answer {
      co_return HttpResponse{200, "the latest"};
    });
    router.add("POST", "/v1/payments", [](const HttpRequest& request) -> Answer {
      co_return HttpResponse{
          201, request.body, "text/plain", {{"X-Size", std::to_string(request.body.size())}}};
    });
    router.add("GET", "/echo", [](const HttpRequest& request) -> Answer {
      co_return HttpResponse{200, std::string(request.query_value("q").value_or("-")) + "|" +
                                      std::string(request.header("x-name").value_or("-")) + "|" +
                                      request.remote};
    });
    router.add("GET", "/throws", [](const HttpRequest&) -> Answer {
      throw std::runtime_error("secret detail");
      co_return HttpResponse{};
    });
    router.add("GET", "/injects", [](const HttpRequest&) -> Answer {
      co_return HttpResponse{200, "", "text/plain", {{"Location", "/x\r\nSet-Cookie: a=b"}}};
    });
    router.add("GET", "/empty", [](const HttpRequest&) -> Answer { co_return HttpResponse{204}; });
    router.add("GET", "/slow", [this](const HttpRequest&) -> Answer {
      slow_begun = true;
      auto value = co_await slow.wait(std::chrono::seconds(60));
      co_return HttpResponse{200, value.value_or("too late")};
    });
    router.add("GET", "/never", [](const HttpRequest&) -> Answer {
      const Completion<int> nobody_sets;
      const auto value = co_await nobody_sets.wait(std::chrono::milliseconds(20));
      co_return error_response({value ? ErrorCode::internal : ErrorCode::unavailable, "nobody answered", ""});
    });
    return router;
  }
};

} // namespace paydesk::edge
