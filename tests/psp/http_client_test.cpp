#include "psp/http/http_client.h"

#include "tests/psp/scripted_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <optional>
#include <thread>

namespace paydesk::psp {
namespace {

using std::chrono::milliseconds;
using test::ScriptedPeer;
using test::ScriptedServer;

/// Owns a client; finish() ends it before a server whose scripts wait for its connections to close.
class HttpClientTest : public ::testing::Test {
 protected:
  HttpClientTest() : client(std::move(*HttpClient::create())) {}

  HttpReply call(HttpCall wanted) {
    const auto submitted = client->submit(std::move(wanted));
    EXPECT_TRUE(submitted) << submitted.error().message;
    for (;;) {
      auto replies = client->poll(milliseconds(1000));
      if (!replies.empty()) return replies.front();
    }
  }
  /// Closes the client's connections, so that scripts waiting for it end.
  void finish() { client.reset(); }

  static HttpCall post(const std::string& url, std::string body = "{}") {
    HttpCall made;
    made.method = "POST";
    made.url = url;
    made.body = std::move(body);
    made.total_timeout = milliseconds(20000);
    return made;
  }

  std::optional<HttpClient> client;
};

/// Answers every request with what it got.
void echo(ScriptedPeer& peer, int) {
  for (std::string request; !(request = peer.read_request()).empty();)
    peer.answer(request);
}

TEST_F(HttpClientTest, an_answer_comes_back_whole) {
  ScriptedServer server([](ScriptedPeer& peer, int) {
    const auto request = peer.read_request();
    peer.send("HTTP/1.1 402 Payment Required\r\nRetry-After: 7\r\nContent-Length: " +
              std::to_string(request.size()) + "\r\n\r\n" + request);
  });
  auto wanted = post(server.url("/v1/charges?x=1"), R"({"amount":"12.34"})");
  wanted.id = 42;
  wanted.headers = {{"Authorization", "Bearer abc"}, {"Content-Type", "application/json"}, {"X-Empty", ""}};
  const auto reply = call(wanted);
  EXPECT_EQ(reply.outcome, HttpOutcome::answered);
  EXPECT_EQ(reply.id, 42u);
  EXPECT_EQ(reply.status, 402);
  EXPECT_EQ(reply.header("retry-after"), "7");
  EXPECT_EQ(reply.error, "");
  EXPECT_TRUE(reply.body.starts_with("POST /v1/charges?x=1 HTTP/1.1\r\n")) << reply.body;
  EXPECT_NE(reply.body.find("Authorization: Bearer abc\r\n"), std::string::npos);
  EXPECT_NE(reply.body.find("X-Empty:"), std::string::npos);
  EXPECT_EQ(reply.body.find("Expect:"), std::string::npos);
  EXPECT_TRUE(reply.body.ends_with(R"({"amount":"12.34"})"));
  EXPECT_GT(reply.latency.count(), 0);
  finish();
}

TEST_F(HttpClientTest, connections_are_reused) {
  ScriptedServer server(echo);
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(call(post(server.url())).outcome, HttpOutcome::answered);
  EXPECT_EQ(server.connections(), 1);
  finish();
}

TEST_F(HttpClientTest, methods_and_bodies_are_sent_as_told) {
  ScriptedServer server(echo);
  const auto seen = [&](const std::string& method, const std::string& body) {
    auto wanted = post(server.url("/x"), body);
    wanted.method = method;
    return call(wanted).body;
  };
  EXPECT_TRUE(seen("GET", "").starts_with("GET /x HTTP/1.1"));
  EXPECT_TRUE(seen("DELETE", "").starts_with("DELETE /x HTTP/1.1"));
  EXPECT_TRUE(seen("PATCH", "abc").ends_with("\r\n\r\nabc"));
  const auto empty_post = seen("POST", "");
  EXPECT_NE(empty_post.find("Content-Length: 0"), std::string::npos) << empty_post;
  EXPECT_EQ(empty_post.find("urlencoded"), std::string::npos);
  finish();
}

TEST_F(HttpClientTest, many_calls_share_few_connections) {
  ScriptedServer server(echo);
  std::map<std::uint64_t, HttpOutcome> ended;
  for (std::uint64_t id = 1; id <= 200; ++id) {
    auto wanted = post(server.url("/" + std::to_string(id)));
    wanted.id = id;
    ASSERT_TRUE(client->submit(wanted));
  }
  while (client->in_flight() > 0)
    for (const auto& reply : client->poll(milliseconds(1000))) {
      EXPECT_TRUE(reply.body.starts_with("POST /" + std::to_string(reply.id) + " "));
      ended[reply.id] = reply.outcome;
    }
  EXPECT_EQ(ended.size(), 200u);
  for (const auto& [id, outcome] : ended)
    EXPECT_EQ(outcome, HttpOutcome::answered);
  EXPECT_LE(server.connections(), 8);
  finish();
}

TEST_F(HttpClientTest, waiting_for_a_turn_takes_nothing_from_a_calls_own_time) {
  HttpClientOptions one;
  one.connections = 1;
  client.emplace(std::move(*HttpClient::create(one)));
  ScriptedServer server([](ScriptedPeer& peer, int) {
    for (std::string request; !(request = peer.read_request()).empty();) {
      std::this_thread::sleep_for(milliseconds(100));
      peer.answer("late");
    }
  });
  for (int i = 0; i < 12; ++i) {
    auto wanted = post(server.url());
    wanted.total_timeout = milliseconds(1000);
    ASSERT_TRUE(client->submit(wanted));
  }
  while (client->in_flight() > 0)
    for (const auto& reply : client->poll(milliseconds(1000)))
      EXPECT_EQ(reply.outcome, HttpOutcome::answered) << reply.error;
  finish();
}

TEST_F(HttpClientTest, redirects_are_answers_and_not_followed) {
  ScriptedServer server([](ScriptedPeer& peer, int) {
    peer.read_request();
    peer.send("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  });
  EXPECT_EQ(call(post(server.url())).status, 302);
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpClientTest, an_interim_answer_is_not_the_answer) {
  ScriptedServer server([](ScriptedPeer& peer, int) {
    peer.read_request();
    peer.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
    peer.send("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok");
  });
  const auto reply = call(post(server.url()));
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.header("Link"), "");
  EXPECT_EQ(reply.body, "ok");
}

TEST_F(HttpClientTest, another_thread_can_end_a_poll) {
  std::thread waker([this] { client->wake(); });
  EXPECT_TRUE(client->poll(std::chrono::minutes(10)).empty());
  waker.join();
}

TEST_F(HttpClientTest, what_cannot_be_sent_is_refused_at_once) {
  const auto refused = [&](HttpCall wanted) {
    const auto submitted = client->submit(std::move(wanted));
    return submitted ? std::string() : submitted.error().field;
  };
  EXPECT_EQ(refused(post("ftp://127.0.0.1/x")), "url");
  EXPECT_EQ(refused(post("file:///etc/passwd")), "url");
  EXPECT_EQ(refused(post("http://")), "url");
  EXPECT_EQ(refused(post("http://x/\r\nHost: evil")), "url");
  auto injected = post("http://127.0.0.1/");
  injected.headers = {{"X-Note", "a\r\nX-Other: b"}};
  EXPECT_EQ(refused(injected), "headers");
  auto method = post("http://127.0.0.1/");
  method.method = "GET / HTTP/1.1\r\n";
  EXPECT_EQ(refused(method), "method");
  EXPECT_EQ(client->in_flight(), 0u);
}

} // namespace
} // namespace paydesk::psp
