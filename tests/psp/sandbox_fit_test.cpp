// Garbage that says success: nothing of it is believed, and nothing of it breaks anything.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "psp/sandbox/codec.h"
#include "psp/sandbox/fit.h"

namespace paydesk::psp::sandbox {
namespace {

using nlohmann::json;

constexpr const char* charge = "019a8d2e-0000-7000-8000-00000000000a";
constexpr const char* key = "019a8d2e-0000-7000-8000-00000000000b";

PspCall call_of(OperationKind kind) {
  PspCall call;
  call.kind = kind;
  call.charge_id = *Uuid::parse(charge);
  call.key = *Uuid::parse(key);
  call.amount = 1000;
  call.currency = *Currency::find("EUR");
  if (kind == OperationKind::direct_charge)
    call.payment_method = "pm_ok";
  return call;
}

json item(const char* id, const char* status) {
  return {{"id", id}, {"amount", 1000}, {"reference", key}, {"status", status}, {"created", "2026-01-01T00:00:00Z"}};
}

json checkout() {
  return {{"id", "chk_1"},
          {"url", "http://psp/pay/chk_1"},
          {"status", "captured"},
          {"amount", 1000},
          {"currency", "EUR"},
          {"reference", charge},
          {"authorized_amount", 1000},
          {"voided_amount", 0},
          {"payment_id", "pay_1"},
          {"captures", {item("cap_1", "succeeded")}},
          {"refunds", {item("ref_1", "pending")}},
          {"disputes", {{{"id", "dsp_1"}, {"amount", 1000}, {"status", "needs_response"}}}}};
}

json modification() { return {{"id", "cap_1"}, {"status", "succeeded"}, {"amount", 1000}, {"reference", key}}; }

struct Spoiled {
  const char* what;
  OperationKind kind;
  json body;
};

/// The good answer, with one member replaced.
json with(json good, const char* pointer, json value) {
  good[json::json_pointer(pointer)] = std::move(value);
  return good;
}
json without(json good, const char* name) {
  good.erase(name);
  return good;
}

void expect_unknown(const PspCall& call, std::string_view body, const std::string& what) {
  const auto answer = interpret(call, 200, {}, body);
  EXPECT_EQ(answer.error, ErrorClass::outcome_unknown) << what;
  EXPECT_EQ(answer.error_code, unfit_answer) << what;
  EXPECT_TRUE(answer.news.empty()) << what;
  EXPECT_TRUE(answer.pending_references.empty()) << what;
  EXPECT_FALSE(answer.pending) << what;
  EXPECT_FALSE(answer.message.empty()) << what;
}

constexpr OperationKind kinds[] = {OperationKind::register_charge, OperationKind::direct_charge, OperationKind::capture,
                                   OperationKind::refund,          OperationKind::void_charge,   OperationKind::query};

TEST(SandboxFit, GoodAnswersAreBelieved) {
  EXPECT_EQ(interpret(call_of(OperationKind::register_charge), 201, {}, checkout().dump()).error, ErrorClass::none);
  EXPECT_EQ(interpret(call_of(OperationKind::query), 200, {}, checkout().dump()).news.size(), 4u);
  EXPECT_EQ(interpret(call_of(OperationKind::query), 200, {}, json{{"data", {checkout()}}}.dump()).error, ErrorClass::none);
  EXPECT_FALSE(interpret(call_of(OperationKind::query), 200, {}, R"({"data":[]})").found);
  EXPECT_EQ(interpret(call_of(OperationKind::direct_charge), 201, {}, with(checkout(), "/url", nullptr).dump()).error,
            ErrorClass::none);
  const auto captured = interpret(call_of(OperationKind::capture), 201, {}, modification().dump());
  ASSERT_EQ(captured.news.size(), 1u);
  EXPECT_EQ(captured.news[0].amount, 1000);
  EXPECT_TRUE(interpret(call_of(OperationKind::refund), 201, {}, with(modification(), "/status", "received").dump()).pending);
  EXPECT_EQ(interpret(call_of(OperationKind::void_charge), 200, {}, R"({"status":"voided"})").news.size(), 1u);
}

TEST(SandboxFit, WhatIsNoObjectIsNoAnswerToAnything) {
  for (const auto kind : kinds)
    for (const std::string body : {"", "null", "true", "7", "\"succeeded\"", "[]", "{", "{}", "{\"status\":\"succeeded\"",
                                   "<html><body>200 OK</body></html>", "\xFF\xFE{}", "{\"status\":\"\xC3\x28\"}",
                                   "{\"error\":{\"code\":\"x\"}}", "{\"status\":null}", "{\"status\":[]}", "{\"data\":null}",
                                   "{\"data\":7}", "{\"data\":\"abc\"}", "{\"data\":[7]}", "{\"data\":[null]}",
                                   "{\"data\":[[]]}", "{\"data\":{}}", "{\"data\":{\"a\":1}}"})
      expect_unknown(call_of(kind), body, body);
  expect_unknown(call_of(OperationKind::query), std::string(100'000, '['), "as deep as it goes");
}

TEST(SandboxFit, AnAnswerForAnotherPaymentTellsNothing) {
  const auto capture = call_of(OperationKind::capture);
  expect_unknown(capture, with(modification(), "/reference", charge).dump(), "another key");
  expect_unknown(capture, with(modification(), "/amount", 999).dump(), "another amount");
  expect_unknown(capture, without(modification(), "reference").dump(), "no key");
  for (const auto kind : {OperationKind::query, OperationKind::register_charge, OperationKind::direct_charge}) {
    expect_unknown(call_of(kind), with(checkout(), "/reference", key).dump(), "another charge");
    expect_unknown(call_of(kind), with(checkout(), "/currency", "USD").dump(), "another currency");
    expect_unknown(call_of(kind), json{{"data", {with(checkout(), "/reference", key)}}}.dump(), "another charge in a list");
  }
  expect_unknown(call_of(OperationKind::register_charge), with(checkout(), "/amount", 10).dump(), "another amount");
}

TEST(SandboxFit, NumbersThatAreNoneAreNotGuessed) {
  for (const std::string number : {"10.0", "1e3", "1000.5", "\"1000\"", "null", "true", "[1000]", "18446744073709551615",
                                   "9223372036854775808", "99999999999999999999999999", "-1000", "0", "1000.0"}) {
    expect_unknown(call_of(OperationKind::capture),
                   R"({"id":"cap_1","status":"succeeded","reference":")" + std::string(key) + R"(","amount":)" + number + "}",
                   number);
    auto told = checkout().dump();
    for (auto at = told.find("\"amount\":1000"); at != std::string::npos; at = told.find("\"amount\":1000", at + 1))
      told.replace(at, 13, "\"amount\":" + number);
    expect_unknown(call_of(OperationKind::query), told, number);
    if (number == "0")
      continue;
    told = checkout().dump();
    told.replace(told.find("\"authorized_amount\":1000"), 24, "\"authorized_amount\":" + number);
    expect_unknown(call_of(OperationKind::query), told, number + " authorised");
  }
}

TEST(SandboxFit, PartsOfTheWrongKindAreNoAnswer) {
  const std::vector<Spoiled> all = {
      {"id", OperationKind::query, with(checkout(), "/id", 7)},
      {"no id", OperationKind::register_charge, with(checkout(), "/id", "")},
      {"long id", OperationKind::register_charge, with(checkout(), "/id", std::string(256, 'x'))},
      {"status", OperationKind::query, with(checkout(), "/status", "paid")},
      {"paid or not", OperationKind::query, with(checkout(), "/status", "open")},
      {"page", OperationKind::register_charge, with(checkout(), "/url", nullptr)},
      {"page", OperationKind::register_charge, with(checkout(), "/url", "javascript:alert(1)")},
      {"page", OperationKind::register_charge, with(checkout(), "/url", "http://" + std::string(2'000, 'x'))},
      {"captures", OperationKind::query, with(checkout(), "/captures", "none")},
      {"captures", OperationKind::query, with(checkout(), "/captures", json::object())},
      {"captures", OperationKind::query, without(checkout(), "captures")},
      {"capture", OperationKind::query, with(checkout(), "/captures/0", 7)},
      {"capture id", OperationKind::query, with(checkout(), "/captures/0/id", nullptr)},
      {"capture status", OperationKind::query, with(checkout(), "/captures/0/status", "maybe")},
      {"refunds", OperationKind::query, with(checkout(), "/refunds", 1)},
      {"refund status", OperationKind::query, with(checkout(), "/refunds/0/status", "")},
      {"disputes", OperationKind::query, with(checkout(), "/disputes", nullptr)},
      {"dispute", OperationKind::query, with(checkout(), "/disputes/0", "dsp_1")},
      {"withdrawals", OperationKind::query, with(checkout(), "/disputes/0/withdrawals", "all")},
      {"capture id", OperationKind::capture, with(modification(), "/id", "")},
      {"long capture id", OperationKind::capture, with(modification(), "/id", std::string(300, 'x'))},
      {"capture status", OperationKind::capture, with(modification(), "/status", "done")},
      {"void status", OperationKind::void_charge, json{{"status", "ok"}}},
  };
  for (const auto& spoiled : all)
    expect_unknown(call_of(spoiled.kind), spoiled.body.dump(), spoiled.what + spoiled.body.dump().substr(0, 300));
}

TEST(SandboxFit, ThatAChargeIsUnknownIsThePspsOwnWord) {
  const auto query = call_of(OperationKind::query);
  const auto absent = interpret(query, 404, {}, R"({"error":{"code":"not_found","message":"no such checkout"}})");
  EXPECT_EQ(absent.error, ErrorClass::none);
  EXPECT_FALSE(absent.found);
  for (const std::string body : {"", "<h1>Not Found</h1>", "{}", R"({"error":"not_found"})", R"({"error":{"code":"no_route"}})"}) {
    const auto answer = interpret(query, 404, {}, body);
    EXPECT_EQ(answer.error, ErrorClass::outcome_unknown) << body;
    EXPECT_TRUE(answer.found) << body;
  }
}

TEST(SandboxFit, WordsAreCutBetweenCharacters) {
  for (int offset = 0; offset < 4; ++offset) {
    std::string message(static_cast<std::size_t>(offset), 'x');
    for (int i = 0; i < 400; ++i)
      message += "\xF0\x9F\x92\xB6"; // four bytes each
    const auto answer =
        interpret(call_of(OperationKind::capture), 500, {}, json{{"error", {{"code", message}, {"message", message}}}}.dump());
    EXPECT_LE(answer.message.size() + answer.error_code.size(), 290u);
    EXPECT_NO_THROW((void)json(answer.message).dump()) << "still UTF-8";
    EXPECT_NO_THROW((void)json(answer.error_code).dump());
  }
}

TEST(SandboxFit, AWebhookThatMovesMoneySaysHowMuchAndUnderWhichReference) {
  const auto event = [](const std::string& type, const std::string& data) {
    return read_event(R"({"id":"evt_1","type":")" + type + R"(","data":)" + data + "}");
  };
  EXPECT_TRUE(event("capture.succeeded", R"({"capture_id":"cap_1","amount":10})"));
  for (const std::string amount : {"10.0", "\"10\"", "0", "-10", "18446744073709551615", "null"}) {
    const auto refused = event("capture.succeeded", R"({"capture_id":"cap_1","amount":)" + amount + "}");
    ASSERT_FALSE(refused) << amount;
    EXPECT_EQ(refused.error().field, "data.amount");
  }
  EXPECT_EQ(event("refund.succeeded", R"({"amount":10})").error().field, "data");
  EXPECT_EQ(event("capture.succeeded", R"({"capture_id":")" + std::string(256, 'x') + R"(","amount":10})").error().field,
            "data");
  EXPECT_EQ(event("capture.succeeded", "7").error().field, "data");
  EXPECT_TRUE(event("checkout.opened", "{}")) << "no money, no amount";
  EXPECT_EQ(read_event(R"({"id":")" + std::string(300, 'e') + R"(","type":"x"})").error().field, "id");
}

} // namespace
} // namespace paydesk::psp::sandbox
