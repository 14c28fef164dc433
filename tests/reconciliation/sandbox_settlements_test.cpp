#include "psp/sandbox_settlements.h"

#include <gtest/gtest.h>

#include "tests/psp/scripted_server.h"

namespace paydesk::psp {
namespace {

using test::ScriptedPeer;
using test::ScriptedServer;

SandboxSettlements source_at(const ScriptedServer& server) {
  auto base = server.url("");
  return SandboxSettlements({{"card", {base, "key"}}}, *HttpClient::create(), std::chrono::seconds(5));
}

TEST(SandboxSettlements, ListsAndDownloadsWithTheAccountsKey) {
  std::string seen;
  ScriptedServer server([&](ScriptedPeer& peer, int) {
    for (auto request = peer.read_request(); !request.empty(); request = peer.read_request()) {
      seen += request;
      const bool list = request.starts_with("GET /v1/settlements HTTP");
      peer.answer(list ? R"({"data":[{"id":"set_1","batch":"B1","more":1}]})"
                       : request.substr(0, request.find(" H")));
    }
  });
  auto source = source_at(server);
  const auto reports = source.list("card");
  ASSERT_TRUE(reports) << reports.error().message;
  ASSERT_EQ(reports->size(), 1u);
  EXPECT_EQ(reports->front().batch, "B1");
  EXPECT_EQ(*source.report(reports->front()), "GET /v1/settlements/set_1/report.csv");
  EXPECT_EQ(*source.statement(reports->front()), "GET /v1/settlements/set_1/statement.xml");
  EXPECT_NE(seen.find("Authorization: Bearer key"), std::string::npos);
  EXPECT_EQ(source.list("nobody").error().code, ErrorCode::not_found);
}

TEST(SandboxSettlements, RefusesListsThatCannotBeTrusted) {
  for (const std::string body :
       {"", "[]", "{\"data\":{}}", "{\"data\":[1]}", "{\"data\":[{\"id\":\"\",\"batch\":\"B\"}]}",
        "{\"data\":[{\"id\":\"../x\",\"batch\":\"B\"}]}", "{\"data\":[{\"id\":\"a\"}]}"}) {
    ScriptedServer server([&](ScriptedPeer& peer, int) {
      peer.read_request();
      peer.answer(body);
    });
    auto source = source_at(server);
    EXPECT_EQ(source.list("card").error().code, ErrorCode::unavailable) << body;
  }
}

TEST(SandboxSettlements, SaysSoWhenThePspDoesNotAnswerWell) {
  ScriptedServer server([](ScriptedPeer& peer, int connection) {
    peer.read_request();
    if (connection == 0)
      peer.answer("{}", "503 Service Unavailable");
    else
      peer.reset();
  });
  auto source = source_at(server);
  EXPECT_NE(source.list("card").error().message.find("503"), std::string::npos);
  EXPECT_EQ(source.list("card").error().code, ErrorCode::unavailable);
}

} // namespace
} // namespace paydesk::psp
