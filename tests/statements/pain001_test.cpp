// The file to the bank: its structure, its sums, and that the same order always makes the same bytes.
#include "statements/pain001/writer.h"

#include <filesystem>
#include <memory>

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

namespace paydesk::statements {
namespace {

PayoutOrder order_of(const std::string& currency, std::vector<PayoutOrder::Line> lines) {
  return {"01900000000070008000000000000001", *parse_instant("2026-11-16T10:00:20Z"), "2026-11-16",
          {"Paydesk Market", "DE02120300000000202051", "BYLADEM1001"}, *Currency::find(currency), std::move(lines)};
}

PayoutOrder sepa_order() {
  return order_of("EUR", {{"a1", 1234, {"iban", "", "NL91ABNA0417164300", "Tea & <Sons> \"Ümläut\""}},
                          {"a2", 100, {"iban", "DEUTDEFF", "DE89370400440532013000", "Rice"}}});
}

std::string at(const std::string& content, const std::string& path) {
  const auto* document = xmlReadMemory(content.data(), static_cast<int>(content.size()), nullptr, nullptr, XML_PARSE_NONET);
  std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> owned(const_cast<xmlDoc*>(document), xmlFreeDoc);
  std::unique_ptr<xmlXPathContext, decltype(&xmlXPathFreeContext)> context(xmlXPathNewContext(owned.get()),
                                                                           xmlXPathFreeContext);
  xmlXPathRegisterNs(context.get(), BAD_CAST "p", BAD_CAST "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03");
  std::unique_ptr<xmlXPathObject, decltype(&xmlXPathFreeObject)> found(
      xmlXPathEval(BAD_CAST("string(" + path + ")").c_str(), context.get()), xmlXPathFreeObject);
  return found ? reinterpret_cast<const char*>(found->stringval) : "";
}

TEST(Pain001, HeaderSumsAndReferences) {
  const auto file = write_pain001(sepa_order());
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(at(*file, "//p:GrpHdr/p:MsgId"), "01900000000070008000000000000001");
  EXPECT_EQ(at(*file, "//p:GrpHdr/p:CreDtTm"), "2026-11-16T10:00:20Z");
  EXPECT_EQ(at(*file, "//p:GrpHdr/p:NbOfTxs"), "2");
  EXPECT_EQ(at(*file, "//p:GrpHdr/p:CtrlSum"), "13.34");
  EXPECT_EQ(at(*file, "//p:PmtInf/p:CtrlSum"), "13.34");
  EXPECT_EQ(at(*file, "//p:PmtInf/p:PmtTpInf/p:SvcLvl/p:Cd"), "SEPA");
  EXPECT_EQ(at(*file, "//p:DbtrAcct/p:Id/p:IBAN"), "DE02120300000000202051");
  EXPECT_EQ(at(*file, "//p:CdtTrfTxInf[1]/p:PmtId/p:EndToEndId"), "a1");
  EXPECT_EQ(at(*file, "//p:CdtTrfTxInf[1]/p:Amt/p:InstdAmt"), "12.34");
  EXPECT_EQ(at(*file, "//p:CdtTrfTxInf[1]/p:Amt/p:InstdAmt/@Ccy"), "EUR");
  EXPECT_EQ(at(*file, "//p:CdtTrfTxInf[1]/p:Cdtr/p:Nm"), "Tea & <Sons> \"Ümläut\"");
  EXPECT_EQ(at(*file, "count(//p:CdtTrfTxInf[1]/p:CdtrAgt)"), "0");
  EXPECT_EQ(at(*file, "//p:CdtTrfTxInf[2]/p:CdtrAgt/p:FinInstnId/p:BIC"), "DEUTDEFF");
}

TEST(Pain001, TheSameOrderMakesTheSameBytes) {
  EXPECT_EQ(write_pain001(sepa_order()).value(), write_pain001(sepa_order()).value());
}

TEST(Pain001, NationalAccountsAndDigitsOfTheirCurrencies) {
  const auto korea = write_pain001(order_of("KRW", {{"k1", 90'000, {"kr", "004", "123456789012", "차집"}}}));
  ASSERT_TRUE(korea) << korea.error().message;
  EXPECT_EQ(at(*korea, "//p:InstdAmt"), "90000");
  EXPECT_EQ(at(*korea, "//p:CdtrAgt/p:FinInstnId/p:Othr/p:Id"), "004");
  EXPECT_EQ(at(*korea, "//p:CdtrAcct/p:Id/p:Othr/p:Id"), "123456789012");
  EXPECT_EQ(at(*korea, "//p:ChrgBr"), "SHAR");
  const auto america = write_pain001(order_of("USD", {{"u1", 5, {"us", "021000021", "000123456789", "Tea"}}}));
  ASSERT_TRUE(america) << america.error().message;
  EXPECT_EQ(at(*america, "//p:InstdAmt"), "0.05");
  EXPECT_EQ(at(*america, "//p:CdtrAgt/p:FinInstnId/p:ClrSysMmbId/p:ClrSysId/p:Cd"), "USABA");
  const auto kuwait = write_pain001(order_of("KWD", {{"w1", 1234, {"iban", "", "KW81CBKU0000000000001234560101", "Tea"}}}));
  ASSERT_TRUE(kuwait) << kuwait.error().message;
  EXPECT_EQ(at(*kuwait, "//p:CtrlSum"), "1.234");
}

TEST(Pain001, WhatTheFormatHasNoRoomForIsRefused) {
  const auto field = [](PayoutOrder order) {
    const auto file = write_pain001(order);
    return file ? std::string("accepted") : file.error().field;
  };
  auto order = sepa_order();
  order.lines.clear();
  EXPECT_EQ(field(order), "payouts");
  order = sepa_order();
  order.lines[0].amount = 0;
  EXPECT_EQ(field(order), "amount");
  order.lines[0].amount = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(field(order), "amount");
  order = sepa_order();
  order.message_id = std::string(36, 'x');
  EXPECT_EQ(field(order), "reference");
  order = sepa_order();
  order.lines[1].end_to_end_id.clear();
  EXPECT_EQ(field(order), "reference");
  order = sepa_order();
  order.funding.iban = "DE00";
  EXPECT_EQ(field(order), "funding");
  order = sepa_order();
  order.lines[0].account.holder = "a\x01z";
  EXPECT_EQ(field(order), "holder");
  order.lines[0].account.holder = "a\xff\xfez";
  EXPECT_EQ(field(order), "holder");
}

#ifdef PAYDESK_PAIN001_XSD
bool valid(const std::string& content) {
  std::unique_ptr<xmlSchemaParserCtxt, decltype(&xmlSchemaFreeParserCtxt)> parser(
      xmlSchemaNewParserCtxt(PAYDESK_PAIN001_XSD), xmlSchemaFreeParserCtxt);
  std::unique_ptr<xmlSchema, decltype(&xmlSchemaFree)> schema(xmlSchemaParse(parser.get()), xmlSchemaFree);
  std::unique_ptr<xmlSchemaValidCtxt, decltype(&xmlSchemaFreeValidCtxt)> validator(
      xmlSchemaNewValidCtxt(schema.get()), xmlSchemaFreeValidCtxt);
  std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      xmlReadMemory(content.data(), static_cast<int>(content.size()), nullptr, nullptr, XML_PARSE_NONET), xmlFreeDoc);
  return xmlSchemaValidateDoc(validator.get(), document.get()) == 0;
}

TEST(Pain001, IsValidAgainstThePublishedSchema) {
  auto no_bic = sepa_order();
  no_bic.funding.bic.clear();
  for (const auto& order :
       {sepa_order(), no_bic, order_of("KRW", {{"k1", 90'000, {"kr", "004", "123456789012", "차집"}}}),
        order_of("USD", {{"u1", 5, {"us", "021000021", "000123456789", "Tea"}}}),
        order_of("KWD", {{"w1", 1234, {"iban", "", "KW81CBKU0000000000001234560101", "Tea"}}}),
        order_of("EUR", {{std::string(35, 'x'), 999'999'999'999'999'999, {"iban", "", "NL91ABNA0417164300", std::string(70, 'n')}}})})
    EXPECT_TRUE(valid(write_pain001(order).value())) << write_pain001(order).value();
  auto spoilt = write_pain001(sepa_order()).value();
  spoilt.replace(spoilt.find("<PmtMtd>TRF"), 11, "<PmtMtd>XXX");
  EXPECT_FALSE(valid(spoilt));
}
#endif

} // namespace
} // namespace paydesk::statements
