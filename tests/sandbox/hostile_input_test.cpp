// What must not hurt: broken JSON, huge bodies, wrong methods, slow and vanishing clients.
#include "support/merchant.h"

#include <gtest/gtest.h>

#include <string>

namespace sandbox_test {

using nlohmann::json;

namespace {

Answer post_raw(const Sandbox& sandbox, const std::string& body) {
  const Headers headers{{"Authorization", "Bearer sk_sandbox_card"}, {"Idempotency-Key", new_key()}};
  return http_call(sandbox.port(), "POST", "/v1/checkouts", headers, body);
}

} // namespace

TEST(HostileInput, broken_json_is_refused) {
  const Sandbox sandbox;
  for (const std::string& body :
       {std::string("{"), std::string("[]"), std::string("null"), std::string("\"x\""),
        std::string("{\"amount\":1e999}"), std::string("{\"a\":\"\xff\xfe\"}"), std::string(1000, '\0'),
        std::string("{\"amount\":NaN}")}) {
    EXPECT_EQ(post_raw(sandbox, body).status, 400) << body;
  }
}

TEST(HostileInput, deeply_nested_json_is_survived) {
  const Sandbox sandbox;
  const std::string deep = "{\"a\":" + std::string(400000, '[') + std::string(400000, ']') + "}";
  EXPECT_EQ(post_raw(sandbox, deep).status, 400);
  EXPECT_EQ(http_call(sandbox.port(), "PUT", "/control/faults", {}, deep).status, 400);
  EXPECT_EQ(sandbox.get("/healthz").status, 200);
}

TEST(HostileInput, bodies_above_the_limit_are_refused_and_at_the_limit_are_read) {
  const Sandbox sandbox;
  EXPECT_EQ(post_raw(sandbox, std::string(1024 * 1024, ' ')).status, 400);
  EXPECT_EQ(post_raw(sandbox, std::string(1024 * 1024 + 1, ' ')).status, 413);
  EXPECT_EQ(post_raw(sandbox, std::string(3 * 1024 * 1024, ' ')).status, 413);
}

TEST(HostileInput, unknown_paths_and_wrong_methods_are_told_so) {
  const Sandbox sandbox;
  EXPECT_EQ(sandbox.get("/nowhere").status, 404);
  EXPECT_EQ(sandbox.get("/").status, 404);
  EXPECT_EQ(sandbox.get("/pay/%00%ff<script>").status, 404);
  EXPECT_EQ(sandbox.get("/v1/checkouts/../../etc/passwd").status, 404);
  const Answer wrong = http_call(sandbox.port(), "DELETE", "/v1/checkouts");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.headers.at("allow"), "POST, GET");
  EXPECT_EQ(http_call(sandbox.port(), "GET", "/control/reset").status, 405);
}

TEST(HostileInput, echoed_rubbish_does_not_break_the_answer) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  EXPECT_EQ(card.get("/v1/checkouts/%ff%fe%00").status, 404);
  EXPECT_TRUE(card.get("/v1/checkouts/%ff%fe%00").body.is_object());
}

TEST(HostileInput, pages_want_a_known_card) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string id = card.open_checkout("ref-1");
  for (const char* form : {"", "card=", "card=gold", "CARD=ok", "%%%", "card"}) {
    EXPECT_EQ(http_call(sandbox.port(), "POST", "/pay/" + id, {}, form).status, 400) << form;
  }
  EXPECT_EQ(sandbox.only_checkout("card")["status"], "open");
}

TEST(HostileInput, what_is_not_http_gets_an_answer_or_a_closed_door) {
  const Sandbox sandbox;
  EXPECT_TRUE(send_raw(sandbox.port(), "this is not http\r\n\r\n").starts_with("HTTP/1.1 400"));
  EXPECT_TRUE(send_raw(sandbox.port(), "GET / HTTP/1.1\r\nX: " + std::string(20000, 'x') + "\r\n\r\n")
                  .starts_with("HTTP/1.1 431"));
  EXPECT_EQ(sandbox.get("/healthz").status, 200);
}

TEST(HostileInput, slow_client_is_let_go_and_others_are_served) {
  const Sandbox sandbox({"--client-timeout", "200"});
  const std::string half =
      "POST /v1/checkouts HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"amount\":";
  EXPECT_EQ(send_raw(sandbox.port(), half), "") << "returns only because the server closes";
  EXPECT_EQ(sandbox.get("/healthz").status, 200);
}

TEST(HostileInput, kept_alive_connection_takes_one_request_after_another) {
  const Sandbox sandbox;
  const std::string ask = "GET /healthz HTTP/1.1\r\nHost: x\r\n";
  const std::string answers = send_raw(sandbox.port(), ask + "\r\n" + ask + "Connection: close\r\n\r\n");
  const std::size_t first = answers.find("{\"status\":\"ok\"}");
  ASSERT_NE(first, std::string::npos);
  EXPECT_NE(answers.find("{\"status\":\"ok\"}", first + 1), std::string::npos);
}

} // namespace sandbox_test
