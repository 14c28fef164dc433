// The difference that money depends on: surely not sent, or sent and lost.
#include "psp/http/http_client.h"

#include "tests/psp/scripted_server.h"
#include "tests/psp/tls_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <optional>

namespace paydesk::psp {
namespace {

using std::chrono::milliseconds;
using test::ScriptedPeer;
using test::ScriptedServer;

HttpCall post(const std::string& url) {
  HttpCall made;
  made.method = "POST";
  made.url = url;
  made.body = R"({"amount":"10"})";
  made.total_timeout = milliseconds(20000);
  return made;
}

HttpReply outcome_of(HttpClient& client, HttpCall call) {
  EXPECT_TRUE(client.submit(std::move(call)));
  for (;;) {
    auto replies = client.poll(milliseconds(1000));
    if (!replies.empty()) return replies.front();
  }
}

HttpReply outcome_of(HttpCall call) {
  auto client = HttpClient::create();
  return outcome_of(*client, std::move(call));
}

/// A port nobody listens on any more.
std::string dead_url() {
  const ScriptedServer gone([](ScriptedPeer&, int) {});
  return gone.url();
}

TEST(HttpOutcomeTest, a_refused_connection_is_not_sent) {
  const auto reply = outcome_of(post(dead_url()));
  EXPECT_EQ(reply.outcome, HttpOutcome::not_sent);
  EXPECT_EQ(reply.status, 0);
  EXPECT_NE(reply.error, "");
}

TEST(HttpOutcomeTest, an_unknown_host_is_not_sent) {
  EXPECT_EQ(outcome_of(post("http://no-such-host.invalid/")).outcome, HttpOutcome::not_sent);
}

TEST(HttpOutcomeTest, a_failed_tls_handshake_is_not_sent) {
  ScriptedServer server([](ScriptedPeer& peer, int) { peer.send("HTTP/1.1 400 no TLS here\r\n\r\n"); });
  EXPECT_EQ(outcome_of(post(server.url("/", "https"))).outcome, HttpOutcome::not_sent);
}

TEST(HttpOutcomeTest, a_tls_handshake_that_hangs_is_not_sent) {
  ScriptedServer server([](ScriptedPeer& peer, int) { peer.wait_gone(); });
  auto call = post(server.url("/", "https"));
  call.total_timeout = milliseconds(200);
  EXPECT_EQ(outcome_of(call).outcome, HttpOutcome::not_sent);
}

TEST(HttpOutcomeTest, a_certificate_nobody_vouches_for_is_not_sent) {
  test::TlsServer server;
  EXPECT_EQ(outcome_of(post(server.url())).outcome, HttpOutcome::not_sent);
  auto other_name = post(server.url());
  other_name.url.replace(other_name.url.find("127.0.0.1"), 9, "localhost");
  HttpClientOptions options;
  options.ca_file =
      std::filesystem::temp_directory_path() / ("paydesk-ca-" + std::to_string(getpid()) + ".pem");
  server.write_certificate(options.ca_file);
  auto trusting = HttpClient::create(options);
  EXPECT_EQ(outcome_of(*trusting, other_name).outcome, HttpOutcome::not_sent) << "the name must match";
  EXPECT_EQ(server.requests(), 0);
  const auto reply = outcome_of(*trusting, post(server.url()));
  EXPECT_EQ(reply.outcome, HttpOutcome::answered) << reply.error;
  EXPECT_EQ(reply.body, "secret");
  std::filesystem::remove(options.ca_file);
}

TEST(HttpOutcomeTest, a_call_that_never_got_its_turn_is_not_sent) {
  HttpClientOptions options;
  options.connections = 1;
  auto client = HttpClient::create(options);
  std::atomic<bool> release = false;
  ScriptedServer server([&](ScriptedPeer& peer, int) {
    peer.read_request();
    while (!release)
      std::this_thread::yield();
    peer.answer("first");
  });
  auto first = post(server.url());
  first.id = 1;
  auto second = post(server.url());
  second.id = 2;
  second.turn_timeout = milliseconds(100);
  ASSERT_TRUE(client->submit(first));
  ASSERT_TRUE(client->submit(second));
  for (bool ended = false; !ended;)
    for (const auto& reply : client->poll(milliseconds(1000))) {
      EXPECT_EQ(reply.id, 2u);
      EXPECT_EQ(reply.outcome, HttpOutcome::not_sent);
      EXPECT_EQ(reply.error, "no connection was free in time");
      ended = true;
    }
  release = true;
  while (client->in_flight() > 0)
    for (const auto& reply : client->poll(milliseconds(1000)))
      EXPECT_EQ(reply.outcome, HttpOutcome::answered);
}

TEST(HttpOutcomeTest, a_close_without_reading_is_lost) {
  ScriptedServer server([](ScriptedPeer& peer, int) { peer.close(); });
  EXPECT_EQ(outcome_of(post(server.url())).outcome, HttpOutcome::lost);
}

TEST(HttpOutcomeTest, a_close_after_reading_is_lost) {
  ScriptedServer server([](ScriptedPeer& peer, int) { peer.read_request(); });
  EXPECT_EQ(outcome_of(post(server.url())).outcome, HttpOutcome::lost);
}

TEST(HttpOutcomeTest, a_reset_is_lost) {
  ScriptedServer server([](ScriptedPeer& peer, int) {
    peer.read_request();
    peer.reset();
  });
  EXPECT_EQ(outcome_of(post(server.url())).outcome, HttpOutcome::lost);
}

TEST(HttpOutcomeTest, a_reset_in_the_middle_of_the_answer_is_lost) {
  ScriptedServer server([](ScriptedPeer& peer, int) {
    peer.read_request();
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"status\":\"captured\"");
    peer.reset();
  });
  const auto reply = outcome_of(post(server.url()));
  EXPECT_EQ(reply.outcome, HttpOutcome::lost);
  EXPECT_EQ(reply.status, 0) << "a part of an answer is no answer";
  EXPECT_EQ(reply.body, "");
}

TEST(HttpOutcomeTest, an_answer_cut_short_is_lost) {
  ScriptedServer in_header([](ScriptedPeer& peer, int) {
    peer.read_request();
    peer.send("HTTP/1.1 200 OK\r\nConte");
  });
  EXPECT_EQ(outcome_of(post(in_header.url())).outcome, HttpOutcome::lost);
  ScriptedServer in_chunk([](ScriptedPeer& peer, int) {
    peer.read_request();
    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\nabc");
  });
  EXPECT_EQ(outcome_of(post(in_chunk.url())).outcome, HttpOutcome::lost);
  ScriptedServer interim([](ScriptedPeer& peer, int) {
    peer.read_request();
    peer.send("HTTP/1.1 103 Early Hints\r\n\r\n");
  });
  EXPECT_EQ(outcome_of(post(interim.url())).outcome, HttpOutcome::lost);
}

TEST(HttpOutcomeTest, a_timeout_after_sending_is_lost) {
  ScriptedServer server([](ScriptedPeer& peer, int) {
    peer.read_request();
    peer.wait_gone();
  });
  auto call = post(server.url());
  call.total_timeout = milliseconds(200);
  EXPECT_EQ(outcome_of(call).outcome, HttpOutcome::lost);
}

TEST(HttpOutcomeTest, garbage_is_lost) {
  ScriptedServer server([](ScriptedPeer& peer, int) {
    peer.read_request();
    peer.send("\x01\x02 this is not HTTP\r\n\r\n");
  });
  EXPECT_EQ(outcome_of(post(server.url())).outcome, HttpOutcome::lost);
}

TEST(HttpOutcomeTest, an_answer_that_is_too_large_is_lost) {
  const auto too_large = [](const std::string& answer) {
    ScriptedServer server([&](ScriptedPeer& peer, int) {
      peer.read_request();
      peer.send(answer);
      peer.wait_gone();
    });
    auto call = post(server.url());
    call.max_response = 1000;
    return outcome_of(call);
  };
  const auto body = too_large("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + std::string(2000, 'a'));
  EXPECT_EQ(body.outcome, HttpOutcome::lost);
  EXPECT_NE(body.error.find("larger than 1000"), std::string::npos) << body.error;
  EXPECT_EQ(too_large("HTTP/1.1 200 OK\r\nX-Big: " + std::string(2000, 'a') + "\r\n\r\n").outcome,
            HttpOutcome::lost);
}

TEST(HttpOutcomeTest, nothing_is_sent_twice_when_a_kept_connection_dies) {
  std::atomic<int> requests = 0;
  ScriptedServer server([&](ScriptedPeer& peer, int) {
    if (peer.read_request().empty()) return;
    ++requests;
    peer.answer("first");
    if (peer.read_request().empty()) return;
    ++requests; // taken, perhaps executed, and then the connection dies without an answer
  });
  for (const bool with_body : {true, false}) {
    requests = 0;
    auto client = HttpClient::create();
    auto call = post(server.url());
    if (!with_body) call.body.clear();
    ASSERT_EQ(outcome_of(*client, call).outcome, HttpOutcome::answered);
    EXPECT_EQ(outcome_of(*client, call).outcome, HttpOutcome::lost);
    client = HttpClient::create();
    EXPECT_EQ(requests, 2);
  }
}

TEST(HttpOutcomeTest, a_connection_the_server_closed_while_idle_is_not_reused) {
  std::atomic<int> closed = 0;
  ScriptedServer server([&](ScriptedPeer& peer, int) {
    peer.read_request();
    peer.answer("only one");
    peer.close();
    ++closed;
  });
  auto client = HttpClient::create();
  EXPECT_EQ(outcome_of(*client, post(server.url())).outcome, HttpOutcome::answered);
  while (closed < 1)
    std::this_thread::yield();
  EXPECT_EQ(outcome_of(*client, post(server.url())).outcome, HttpOutcome::answered);
  EXPECT_EQ(server.connections(), 2);
}

} // namespace
} // namespace paydesk::psp
