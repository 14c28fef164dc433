// A bank's word about a file: what is read, and that everything doubtful is refused whole.
#include "statements/pain002/reader.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace paydesk::statements {
namespace {

std::string report(const std::string& group, const std::string& payments = "") {
  return "<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\"><CstmrPmtStsRpt>"
         "<OrgnlGrpInfAndSts>" + group + "</OrgnlGrpInfAndSts>" + payments + "</CstmrPmtStsRpt></Document>";
}

std::string transaction(const std::string& reference, const std::string& status) {
  return "<TxInfAndSts><OrgnlEndToEndId>" + reference + "</OrgnlEndToEndId><TxSts>" + status +
         "</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf></StsRsnInf></TxInfAndSts>";
}

const std::string original = "<OrgnlMsgId>m1</OrgnlMsgId>";

TEST(Pain002, AGroupThatIsRejected) {
  const auto read = read_pain002(report(original + "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>DU01</Cd></Rsn></StsRsnInf>"));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->message_id, "m1");
  EXPECT_EQ(read->all, BankWord::rejected);
  EXPECT_EQ(read->reason, "DU01");
  EXPECT_TRUE(read->lines.empty());
}

TEST(Pain002, TransactionsEachWithItsWord) {
  const auto read = read_pain002(report(original + "<GrpSts>PART</GrpSts>", "<OrgnlPmtInfAndSts>" + transaction("a", "RJCT") +
                                                                               transaction("b", "ACSP") + transaction("c", "PDNG") +
                                                                               "</OrgnlPmtInfAndSts>"));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->all, BankWord::none);
  ASSERT_EQ(read->lines.size(), 3u);
  EXPECT_EQ(read->lines[0].word, BankWord::rejected);
  EXPECT_EQ(read->lines[0].reason, "AC04 closed");
  EXPECT_EQ(read->lines[0].code, "AC04");
  EXPECT_EQ(read->lines[1].word, BankWord::accepted);
  EXPECT_EQ(read->lines[2].word, BankWord::none);
}

TEST(Pain002, ThePaymentsStatusHoldsOfWhatIsNotNamed) {
  const auto read = read_pain002(report(original, "<OrgnlPmtInfAndSts><PmtInfSts>ACCP</PmtInfSts></OrgnlPmtInfAndSts>"));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->all, BankWord::accepted);
}

TEST(Pain002, HostileFilesAreRefused) {
  const std::string payment = "<OrgnlPmtInfAndSts></OrgnlPmtInfAndSts>";
  std::string many = "<OrgnlPmtInfAndSts>";
  for (int i = 0; i <= 10'000; ++i)
    many += "<TxInfAndSts><OrgnlEndToEndId>a</OrgnlEndToEndId></TxInfAndSts>";
  const auto good = report(original + "<GrpSts>RJCT</GrpSts>");
  auto other_version = good;
  other_version.replace(other_version.find("002.001.03"), 10, "002.001.10");
  auto with_entity = good;
  with_entity.insert(with_entity.find("<Document"), "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>");
  for (const auto& content :
       {std::string(), std::string("no xml"), good.substr(0, good.size() / 2), other_version, with_entity,
        report("<GrpSts>RJCT</GrpSts>"), report("<OrgnlMsgId>" + std::string(36, 'm') + "</OrgnlMsgId>"),
        report(original + "<GrpSts>MAYBE</GrpSts>"), report(original, payment + payment),
        report(original, "<OrgnlPmtInfAndSts>" + transaction("", "RJCT") + "</OrgnlPmtInfAndSts>"),
        report(original, "<OrgnlPmtInfAndSts>" + transaction("a", "rjct") + "</OrgnlPmtInfAndSts>"),
        report(original, many + "</OrgnlPmtInfAndSts>"), std::string(17 * 1024 * 1024, ' ')}) {
    const auto read = read_pain002(content);
    ASSERT_FALSE(read) << content.substr(0, 300);
    EXPECT_EQ(read.error().code, ErrorCode::invalid_argument);
  }
}

#ifdef PAYDESK_SAMPLES
std::string sample(const std::string& name) {
  std::ifstream in(std::string(PAYDESK_SAMPLES) + "/" + name);
  return {(std::istreambuf_iterator<char>(in)), {}};
}

TEST(Pain002, ABanksSamples) {
  const auto group = read_pain002(sample("isojs-nordea-pain_002_v3_group_reject.xml"));
  ASSERT_TRUE(group) << group.error().message;
  EXPECT_EQ(group->message_id, "MSGID-PS-TEST-0708-01");
  EXPECT_EQ(group->all, BankWord::rejected);
  EXPECT_EQ(group->reason, "DU01 ISO Duplicate Message ID");
  const auto lines = read_pain002(sample("isojs-nordea-pain_002_v3_txn_reject.xml"));
  ASSERT_TRUE(lines) << lines.error().message;
  ASSERT_EQ(lines->lines.size(), 2u);
  EXPECT_EQ(lines->lines[0].end_to_end_id, "ENDTOENDID-950-TEST2-2807-02");
  EXPECT_EQ(lines->lines[0].word, BankWord::rejected);
}
#endif

} // namespace
} // namespace paydesk::statements
