#include "tests/edge/http_fixture.h"

namespace paydesk::edge {
namespace {

const std::string head = "POST /v1/payments HTTP/1.1\r\nHost: x\r\n";

TEST_F(HttpServerTest, garbage_is_400_and_closed) {
  start();
  using namespace std::string_literals;
  for (const std::string& garbage :
       {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n"s, "nonsense\r\n\r\n"s,
        "GET / HTTP/9.9\r\n\r\n"s, "GET / HTTP/1.1\r\nHost x\r\n\r\n"s,
        "GET /\0x HTTP/1.1\r\nHost: x\r\n\r\n"s}) {
    RawClient client(port());
    client.send(garbage);
    EXPECT_EQ(status_of(client.read_all()), 400) << garbage;
  }
}

TEST_F(HttpServerTest, a_host_header_must_be_there_once) {
  start();
  EXPECT_EQ(status_of(once("GET /echo HTTP/1.1\r\n\r\n")), 400);
  EXPECT_EQ(status_of(once("GET /echo HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n")), 400);
}

TEST_F(HttpServerTest, broken_targets_are_400) {
  start();
  for (const char* target : {"/echo?q=%zz", "/echo?q=%4", "/v1/%00", "/v1/%ff", "/v1/../echo",
                             "/v1/%2e%2E/echo", "echo", "/echo?q=%c0%af"})
    EXPECT_EQ(status_of(once(std::string("GET ") + target + " HTTP/1.1\r\nHost: x\r\n\r\n")), 400) << target;
}

TEST_F(HttpServerTest, ambiguous_lengths_are_400) {
  start();
  EXPECT_EQ(status_of(once(head + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")), 400);
  EXPECT_EQ(status_of(once(head + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n")), 400);
  EXPECT_EQ(status_of(once(head + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde")), 400);
  EXPECT_EQ(status_of(once(head + "Content-Length: -1\r\n\r\n")), 400);
  EXPECT_EQ(status_of(once(head + "Content-Length: 99999999999999999999999\r\n\r\n")), 400);
}

TEST_F(HttpServerTest, a_huge_header_is_431) {
  start();
  RawClient one_line(port());
  one_line.send("GET /echo HTTP/1.1\r\nHost: x\r\nX-Big: " + std::string(200000, 'a') + "\r\n\r\n");
  EXPECT_EQ(status_of(one_line.read_all()), 431);
  RawClient many_lines(port());
  std::string lines = "GET /echo HTTP/1.1\r\nHost: x\r\n";
  for (int i = 0; i < 5000; ++i)
    lines += "X-" + std::to_string(i) + ": y\r\n";
  many_lines.send(lines + "\r\n");
  EXPECT_EQ(status_of(many_lines.read_all()), 431);
  RawClient long_target(port());
  long_target.send("GET /" + std::string(100000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status_of(long_target.read_all()), 431);
}

TEST_F(HttpServerTest, a_body_over_the_limit_is_413_before_it_is_sent) {
  start();
  EXPECT_EQ(status_of(once(head + "Content-Length: 10485760\r\n\r\n")), 413);
  EXPECT_EQ(status_of(once(head + "Content-Length: 10485760\r\nExpect: 100-continue\r\n\r\n")), 413);
}

TEST_F(HttpServerTest, a_client_that_sends_ten_megabytes_regardless_sees_413) {
  start();
  RawClient client(port());
  client.send(head + "Content-Length: 10485760\r\n\r\n");
  client.send(std::string(10485760, 'a'));
  EXPECT_EQ(status_of(client.read_answer()), 413);
}

TEST_F(HttpServerTest, a_chunked_body_over_the_limit_is_413) {
  start();
  RawClient client(port());
  client.send(head + "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'a') + "\r\n";
  for (int i = 0; i < 20; ++i)
    client.send(chunk);
  EXPECT_EQ(status_of(client.read_answer()), 413);
}

TEST_F(HttpServerTest, a_body_at_the_limit_is_taken) {
  start();
  const auto answer = once(head + "Content-Length: 1048576\r\n\r\n" + std::string(1048576, 'b'));
  EXPECT_EQ(status_of(answer), 201);
  EXPECT_NE(answer.find("X-Size: 1048576"), std::string::npos);
}

TEST_F(HttpServerTest, a_chunked_body_is_put_together) {
  start();
  EXPECT_EQ(body_of(once(head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n")),
            "abcde");
}

TEST_F(HttpServerTest, a_client_that_waits_for_continue_gets_it) {
  start();
  RawClient client(port());
  client.send(head + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(status_of(client.read_answer()), 100);
  EXPECT_EQ(body_of(client.ask("abc")), "abc");
}

TEST_F(HttpServerTest, a_slow_client_is_408) {
  HttpOptions options;
  options.read_timeout = std::chrono::milliseconds(100);
  start(options);
  RawClient in_header(port());
  in_header.send("GET /echo HTT");
  EXPECT_EQ(status_of(in_header.read_all()), 408);
  RawClient in_body(port());
  in_body.send(head + "Content-Length: 10\r\n\r\nabc");
  EXPECT_EQ(status_of(in_body.read_all()), 408);
}

TEST_F(HttpServerTest, dripping_bytes_does_not_extend_the_limit) {
  HttpOptions options;
  options.read_timeout = std::chrono::milliseconds(200);
  start(options);
  RawClient client(port());
  client.send("GET /echo HTTP/1.1\r\nHost: x\r\nX-Drip: ");
  for (int i = 0; i < 3000 && server->connections() > 0; ++i) {
    if (!client.send("a")) break;
    usleep(5000);
  }
  EXPECT_EQ(status_of(client.read_all()), 408);
}

TEST_F(HttpServerTest, an_idle_connection_is_closed_without_a_word) {
  HttpOptions options;
  options.idle_timeout = std::chrono::milliseconds(50);
  start(options);
  RawClient client(port());
  EXPECT_EQ(client.read_all(), "");
}

TEST_F(HttpServerTest, a_client_that_never_reads_is_cut) {
  HttpOptions options;
  options.write_timeout = std::chrono::milliseconds(100);
  start(options);
  RawClient client(port());
  const std::string request = head + "Content-Length: 1048576\r\n\r\n" + std::string(1048576, 'b');
  for (int i = 0; i < 30 && client.send(request); ++i) {
  }
  for (int i = 0; i < 1000 && server->connections() > 0; ++i)
    usleep(10000);
  EXPECT_EQ(server->connections(), 0u);
}

TEST_F(HttpServerTest, pipelined_requests_are_answered_in_order) {
  start();
  RawClient client(port());
  std::string requests;
  for (int i = 0; i < 50; ++i)
    requests += "GET /v1/payments/" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  client.send(requests);
  for (int i = 0; i < 50; ++i)
    EXPECT_EQ(body_of(client.read_answer()), std::to_string(i));
}

TEST_F(HttpServerTest, a_half_closed_client_still_gets_its_answer) {
  start();
  RawClient client(port());
  client.send("GET /v1/payments/7 HTTP/1.1\r\nHost: x\r\n\r\n");
  client.end_sending();
  EXPECT_EQ(body_of(client.read_all()), "7");
}

TEST_F(HttpServerTest, a_request_cut_off_in_the_middle_is_400) {
  start();
  RawClient client(port());
  client.send(head + "Content-Length: 10\r\n\r\nabc");
  client.end_sending();
  EXPECT_EQ(status_of(client.read_all()), 400);
}

TEST_F(HttpServerTest, clients_that_vanish_leave_nothing_behind) {
  start();
  for (int i = 0; i < 50; ++i) {
    RawClient client(port());
    client.send(i % 2 ? "GET /slow HTTP/1.1\r\nHost: x\r\n" : head + "Content-Length: 10\r\n\r\nabc");
  }
  for (int i = 0; i < 1000 && server->connections() > 0; ++i)
    usleep(10000);
  EXPECT_EQ(server->connections(), 0u);
  EXPECT_EQ(status_of(once("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n")), 200);
}

} // namespace
} // namespace paydesk::edge
