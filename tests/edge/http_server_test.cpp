#include "tests/edge/http_fixture.h"

#include <atomic>
#include <thread>
#include <vector>

namespace paydesk::edge {
namespace {

TEST_F(HttpServerTest, a_route_gets_its_path_values_decoded) {
  start();
  const auto answer = once("GET /v1/payments/a%2Fb%20%E2%82%AC HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_EQ(body_of(answer), "a/b €");
}

TEST_F(HttpServerTest, a_literal_segment_wins_over_a_named_one) {
  start();
  EXPECT_EQ(body_of(once("GET /v1/payments/latest HTTP/1.1\r\nHost: x\r\n\r\n")), "the latest");
}

TEST_F(HttpServerTest, query_and_headers_are_found) {
  start();
  EXPECT_EQ(body_of(once("GET /echo?a=1&q=x+y%26z HTTP/1.1\r\nHost: x\r\nX-NAME: Ann\r\n\r\n")),
            "x y&z|Ann|127.0.0.1");
  EXPECT_EQ(body_of(once("GET http://shop.example/echo?q=7 HTTP/1.1\r\nHost: x\r\n\r\n")), "7|-|127.0.0.1");
}

TEST_F(HttpServerTest, an_unknown_path_is_404_in_json) {
  start();
  const auto answer = once("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(answer), 404);
  EXPECT_NE(answer.find("Content-Type: application/json"), std::string::npos);
  EXPECT_EQ(body_of(answer), R"({"error":{"code":"not_found","message":"there is nothing at this path"}})");
  EXPECT_EQ(status_of(once("GET /v1/payments/ HTTP/1.1\r\nHost: x\r\n\r\n")), 404)
      << "an empty value is no value";
}

TEST_F(HttpServerTest, a_wrong_method_is_405_with_allow) {
  start();
  const auto answer = once("DELETE /v1/payments/7 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(answer), 405);
  EXPECT_NE(answer.find("Allow: GET, HEAD\r\n"), std::string::npos) << answer;
  EXPECT_EQ(status_of(once("BREW /v1/payments HTTP/1.1\r\nHost: x\r\n\r\n")), 405);
}

TEST_F(HttpServerTest, head_is_get_without_the_body) {
  start();
  RawClient client(port());
  client.send("HEAD /v1/payments/12345 HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto answer = client.read_answer(true);
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_NE(answer.find("Content-Length: 5\r\n"), std::string::npos) << answer;
  EXPECT_EQ(body_of(client.ask("GET /v1/payments/9 HTTP/1.1\r\nHost: x\r\n\r\n")), "9")
      << "no stray body came";
}

TEST_F(HttpServerTest, connections_are_kept_alive_until_asked_otherwise) {
  start();
  RawClient client(port());
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(status_of(client.ask("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
  const auto last = client.ask("GET /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_NE(last.find("Connection: close"), std::string::npos);
  EXPECT_EQ(client.read_all(), "");
  RawClient old(port());
  old.send("GET /echo HTTP/1.0\r\n\r\n");
  EXPECT_EQ(status_of(old.read_all()), 200);
}

TEST_F(HttpServerTest, an_answer_without_content_has_no_length) {
  start();
  RawClient client(port());
  client.send("GET /empty HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto answer = client.read_answer();
  EXPECT_EQ(status_of(answer), 204);
  EXPECT_EQ(answer.find("Content-Length"), std::string::npos);
  EXPECT_EQ(status_of(client.ask("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
}

TEST_F(HttpServerTest, an_exception_is_500_without_details_but_reported) {
  std::string reported;
  HttpOptions options;
  options.on_defect = [&](const std::string& what, const HttpRequest& request) {
    reported = what + request.path;
  };
  start(options);
  const auto answer = once("GET /throws HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_EQ(answer.find("secret"), std::string::npos);
  server->stop(std::chrono::seconds(10));
  EXPECT_EQ(reported, "secret detail/throws");
}

TEST_F(HttpServerTest, a_header_that_would_split_the_answer_is_500) {
  start();
  const auto answer = once("GET /injects HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_EQ(answer.find("Set-Cookie"), std::string::npos);
}

TEST_F(HttpServerTest, an_answer_set_by_another_thread_arrives) {
  start();
  RawClient client(port());
  client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  std::thread worker([this] { slow.set("from afar"); });
  EXPECT_EQ(body_of(client.read_answer()), "from afar");
  worker.join();
  EXPECT_FALSE(slow.set("again"));
}

TEST_F(HttpServerTest, a_wait_that_ends_without_a_value_says_so) {
  start();
  EXPECT_EQ(status_of(once("GET /never HTTP/1.1\r\nHost: x\r\n\r\n")), 503);
}

TEST_F(HttpServerTest, many_clients_are_served_at_once) {
  start();
  std::atomic<int> right = 0;
  std::vector<std::thread> clients;
  for (int c = 0; c < 16; ++c)
    clients.emplace_back([&, c] {
      RawClient client(port());
      for (int i = 0; i < 100; ++i) {
        const std::string body = std::to_string(c) + "-" + std::to_string(i);
        const auto answer = client.ask("POST /v1/payments HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                                       std::to_string(body.size()) + "\r\n\r\n" + body);
        if (status_of(answer) == 201 && body_of(answer) == body) ++right;
      }
    });
  for (auto& client : clients)
    client.join();
  EXPECT_EQ(right, 1600);
}

TEST_F(HttpServerTest, draining_finishes_what_is_in_flight_and_closes_the_rest) {
  start();
  RawClient idle(port());
  ASSERT_EQ(status_of(idle.ask("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
  RawClient busy(port());
  busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  while (!slow_begun)
    std::this_thread::yield();
  std::thread stopping([this] { EXPECT_TRUE(server->stop(std::chrono::seconds(30))); });
  EXPECT_EQ(idle.read_all(), "");
  slow.set("finished");
  const auto answer = busy.read_answer();
  EXPECT_EQ(body_of(answer), "finished");
  EXPECT_NE(answer.find("Connection: close"), std::string::npos);
  EXPECT_EQ(busy.read_all(), "");
  stopping.join();
  EXPECT_FALSE(RawClient(port()).connected());
}

TEST_F(HttpServerTest, what_does_not_finish_in_the_grace_is_cut) {
  start();
  RawClient busy(port());
  busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  while (!slow_begun)
    std::this_thread::yield();
  EXPECT_FALSE(server->stop(std::chrono::milliseconds(0)));
  EXPECT_EQ(busy.read_all(), "");
  server.reset();
  EXPECT_TRUE(slow.set("nobody waits any more"));
}

TEST_F(HttpServerTest, too_many_connections_are_turned_away) {
  HttpOptions options;
  options.max_connections = 1;
  start(options);
  {
    RawClient first(port());
    ASSERT_EQ(status_of(first.ask("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
    RawClient second(port());
    EXPECT_EQ(status_of(second.read_all()), 503);
  }
  while (server->connections() > 0)
    std::this_thread::yield();
  EXPECT_EQ(status_of(once("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
}

TEST_F(HttpServerTest, a_taken_port_is_named) {
  start();
  HttpOptions options;
  options.port = port();
  const auto second = HttpServer::start(options, {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::unavailable);
  EXPECT_NE(second.error().message.find("127.0.0.1 port " + std::to_string(port())), std::string::npos);
  options.address = "localhost:80";
  EXPECT_EQ(HttpServer::start(options, {}).error().code, ErrorCode::invalid_argument);
}

TEST(HttpErrors, codes_map_to_statuses) {
  EXPECT_EQ(error_response({ErrorCode::invalid_argument, "bad", "orders[1].amount"}).body,
            R"({"error":{"code":"invalid_argument","message":"bad","field":"orders[1].amount"}})");
  const auto masked = error_response({ErrorCode::internal, "line 7 of x.cpp", ""});
  EXPECT_EQ(masked.status, 500);
  EXPECT_EQ(masked.body.find("x.cpp"), std::string::npos);
  using enum ErrorCode;
  const std::vector<std::pair<ErrorCode, int>> expected{
      {unauthenticated, 401},     {permission_denied, 403}, {not_found, 404},
      {already_exists, 409},      {conflict, 409},          {exhausted, 429},
      {failed_precondition, 409}, {unavailable, 503},       {data_loss, 500}};
  for (const auto& [code, status] : expected)
    EXPECT_EQ(http_status(code), status) << to_string(code);
}

} // namespace
} // namespace paydesk::edge
