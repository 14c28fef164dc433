// Verdicts of two persons over RPC and by paydeskctl: only about what is in doubt.
#include <gtest/gtest.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "paydesk/v1/verdicts.grpc.pb.h"
#include "tests/service/ctl.h"

namespace paydesk::test {
namespace {

PspAnswer refused_with(ErrorClass error) {
  PspAnswer answer;
  answer.error = error;
  answer.error_code = error == ErrorClass::psp_unavailable ? "down" : "timeout";
  answer.http_status = 503;
  return answer;
}

/// The queue item of a registration that ended so once.
std::string item_after(Desk& desk, ErrorClass error) {
  desk.shop.policy.retry.max_attempts = 1;
  const auto sale = desk.shop.order({"10.00"});
  desk.shop.answer(sale, refused_with(error));
  return desk.shop.pool
      .in_transaction([&](store::Tx& tx) -> Result<std::string> {
        return std::string(tx.exec("select job_id from job")[0][0].c_str());
      })
      .value();
}

v1::ProposeVerdictRequest proposal(const std::string& job) {
  v1::ProposeVerdictRequest request;
  request.set_job_id(job);
  request.set_outcome("not_done");
  request.set_reason("the PSP's desk said so");
  request.set_evidence_name("call.txt");
  request.set_evidence("call 9912");
  request.set_idempotency_key("01900000-0000-7000-8000-000000000001");
  return request;
}

TEST(VerdictCommands, RefuseADeadLetterThatSurelyWasNotDone) {
  Desk desk;
  const auto job = item_after(desk, ErrorClass::psp_unavailable);
  ASSERT_EQ(desk.shop.count("select count(*) from job where state = 'dead'"), 1);
  v1::Verdict verdict;
  const auto status = v1::VerdictService::NewStub(desk.channel())
                          ->ProposeVerdict(Desk::as("operator").get(), proposal(job), &verdict);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_NE(status.error_message().find("not in doubt: it was not done (503 down)"), std::string::npos)
      << status.error_message();

  const auto file = (desk.folder() / "call.txt").string();
  std::ofstream(file) << "call 9912";
  const auto told = ctl(desk, "operator", "verdicts propose " + job + " --outcome not_done --reason told --evidence " + file);
  EXPECT_EQ(told.exit, 1) << told.out;
  EXPECT_NE(told.out.find("Nothing was proposed; retry it, or discard it with a reason"), std::string::npos) << told.out;
  EXPECT_EQ(desk.shop.count("select count(*) from verdict"), 0);
  const auto given_up = ctl(desk, "operator", "queue discard " + job + " --reason 'never reached the PSP'");
  EXPECT_EQ(given_up.exit, 0) << given_up.out;
}

TEST(VerdictCommands, EndWhatIsInDoubtByTwoPersons) {
  Desk desk;
  const auto job = item_after(desk, ErrorClass::outcome_unknown);
  const auto file = (desk.folder() / "call.txt").string();
  std::ofstream(file) << "call 9912";
  const auto proposed =
      ctl(desk, "operator", "verdicts propose " + job + " --outcome not_done --reason told --evidence " + file + " --json");
  ASSERT_EQ(proposed.exit, 0) << proposed.out;
  const auto id = nlohmann::json::parse(proposed.out).at("verdict_id").get<std::string>();
  EXPECT_EQ(ctl(desk, "approver", "verdicts decide " + id + " --approve").exit, 0);
  EXPECT_EQ(desk.shop.count("select count(*) from charge where state = 'failed'"), 1);
}

} // namespace
} // namespace paydesk::test
