// Bank accounts: what is accepted, what is refused and by which field, and what is shown.
#include "core/bank_account.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace paydesk {
namespace {

const auto eur = *Currency::find("EUR");
const auto krw = *Currency::find("KRW");
const auto usd = *Currency::find("USD");

std::string refused_field(const BankAccount& account, Currency currency) {
  const auto checked = check_bank_account(account, currency);
  return checked ? "" : checked.error().field;
}

TEST(Iban, ExamplesOfTheRegistry) {
  for (const auto* iban :
       {"AD1200012030200359100100", "AE070331234567890123456", "AT611904300234573201", "BE68539007547034",
        "BG80BNBG96611020345678", "BR1800360305000010009795493C1", "CH9300762011623852957", "CY17002001280000001200527600",
        "CZ6508000000192000145399", "DE89370400440532013000", "DK5000400440116243", "EE382200221020145685",
        "ES9121000418450200051332", "FI2112345600000785", "FR1420041010050500013M02606", "GB29NWBK60161331926819",
        "GR1601101250000000012300695", "HU42117730161111101800000000", "IE29AIBK93115212345678",
        "IL620108000000099999999", "IS140159260076545510730339", "IT60X0542811101000000123456",
        "KW81CBKU0000000000001234560101", "KZ86125KZT5004100100", "LT121000011101001000", "LU280019400644750000",
        "LV80BANK0000435195001", "MT84MALT011000012345MTLCAST001S", "MU17BOMM0101101030300200000MUR",
        "NL91ABNA0417164300", "NO9386011117947", "PL61109010140000071219812874", "PT50000201231234567890154",
        "RO49AAAA1B31007593840000", "SA0380000000608010167519", "SE4550000000058398257466", "SI56263300012039086",
        "SK3112000000198742637541", "SM86U0322509800000000270100", "TR330006100519786457841326",
        "UA213223130000026007233566001"})
    EXPECT_TRUE(is_iban(iban)) << iban;
}

TEST(Iban, WrongOnesAreRefused) {
  for (const auto* text : {"", "DE", "DE89", "DE89370400440532013001", "DE8937040044053201300", "DE893704004405320130000",
                           "ZZ89370400440532013000", "de89370400440532013000", "DE89 3704 0044 0532 0130 00",
                           "DE8X370400440532013000", "GB29NWBK6016133192681X", "GB2912345601613319268",
                           "NL91AB1A0417164300"})
    EXPECT_FALSE(is_iban(text)) << text;
}

TEST(Iban, CheckDigitsThatOnlyTheRemainderWouldAllow) {
  // 97 and 00, 98 and 01, 02 and 99 leave the same remainder; only 02 to 98 are ever given out.
  int found = 0;
  for (int n = 0; n < 200; ++n) {
    auto tail = std::to_string(n);
    tail.insert(0, 18 - tail.size(), '0');
    for (const auto* check : {"00", "01", "99"})
      found += is_iban("DE" + std::string(check) + tail) ? 1 : 0;
  }
  EXPECT_EQ(found, 0);
}

RC_GTEST_PROP(IbanProperty, AnyOneWrongDigitIsFound, ()) {
  std::string iban = "DE89370400440532013000";
  const auto at = *rc::gen::inRange<std::size_t>(2, iban.size());
  const auto by = *rc::gen::inRange(1, 10);
  iban[at] = static_cast<char>('0' + (iban[at] - '0' + by) % 10);
  RC_ASSERT(!is_iban(iban));
}

RC_GTEST_PROP(IbanProperty, AnyBytesAreAnswered, (const std::string& bytes)) {
  (void)is_iban(bytes);
  (void)is_bic(bytes);
  (void)is_routing_number(bytes);
  for (const auto* scheme : {"iban", "kr", "us", ""})
    RC_ASSERT(!check_bank_account({scheme, bytes, bytes, bytes}, eur));
}

TEST(Bic, LengthLettersAndCountry) {
  for (const auto* bic : {"DEUTDEFF", "NDEAFIHHXXX", "DEUTDEFF500"})
    EXPECT_TRUE(is_bic(bic)) << bic;
  for (const auto* text : {"", "DEUTDEF", "DEUTDEFF5", "DEUTDEFF50", "D3UTDEFF", "DEUT1EFF", "deutdeff", "DEUTDE0F",
                           "DEUTDEFO", "DEUTDEFF5000"})
    EXPECT_FALSE(is_bic(text)) << text;
}

TEST(RoutingNumber, ChecksumAndArea) {
  for (const auto* routing : {"021000021", "011401533", "091000019", "121000358"})
    EXPECT_TRUE(is_routing_number(routing)) << routing;
  for (const auto* text : {"", "02100002", "021000022", "0210000211", "02100002A", "000000000", "501000021"})
    EXPECT_FALSE(is_routing_number(text)) << text;
}

TEST(BankAccount, IsStoredWithoutSeparators) {
  const auto iban = check_bank_account({"iban", "deutdeff", "de89 3704 0044 0532 0130 00", "  Tea House  "}, eur);
  ASSERT_TRUE(iban) << iban.error().message;
  EXPECT_EQ(*iban, (BankAccount{"iban", "DEUTDEFF", "DE89370400440532013000", "Tea House"}));
  const auto korean = check_bank_account({"kr", "004", "123-456-789012", "차집"}, krw);
  ASSERT_TRUE(korean) << korean.error().message;
  EXPECT_EQ(korean->number, "123456789012");
  EXPECT_TRUE(check_bank_account({"us", "021000021", "000123456789", "Tea House"}, usd));
  EXPECT_TRUE(check_bank_account({"iban", "", "DE89370400440532013000", "Tea House"}, usd));
}

TEST(BankAccount, RefusalsNameTheFieldAndNeverTheNumber) {
  const std::string iban = "DE89370400440532013000";
  EXPECT_EQ(refused_field({"swift", "", iban, "Tea"}, eur), "scheme");
  EXPECT_EQ(refused_field({"iban", "NOBIC", iban, "Tea"}, eur), "bank");
  EXPECT_EQ(refused_field({"iban", "", "DE89370400440532013001", "Tea"}, eur), "number");
  EXPECT_EQ(refused_field({"iban", "", iban + "\n", "Tea"}, eur), "number");
  EXPECT_EQ(refused_field({"iban", "", std::string(65, ' ') + iban, "Tea"}, eur), "number");
  EXPECT_EQ(refused_field({"iban", "", "", "Tea"}, eur), "number");
  EXPECT_EQ(refused_field({"iban", "", iban, " "}, eur), "holder");
  EXPECT_EQ(refused_field({"iban", "", iban, "Tea\x01House"}, eur), "holder");
  EXPECT_EQ(refused_field({"iban", "", iban, std::string(71, 'a')}, eur), "holder");
  EXPECT_EQ(refused_field({"kr", "004", "12345678", "Tea"}, eur), "currency");
  EXPECT_EQ(refused_field({"kr", "4", "12345678", "Tea"}, krw), "bank");
  EXPECT_EQ(refused_field({"kr", "000", "12345678", "Tea"}, krw), "bank");
  EXPECT_EQ(refused_field({"kr", "004", "1234567", "Tea"}, krw), "number");
  EXPECT_EQ(refused_field({"kr", "004", "12345678901234567", "Tea"}, krw), "number");
  EXPECT_EQ(refused_field({"kr", "004", "1234567A", "Tea"}, krw), "number");
  EXPECT_EQ(refused_field({"us", "021000022", "12345678", "Tea"}, usd), "bank");
  EXPECT_EQ(refused_field({"us", "021000021", "123", "Tea"}, usd), "number");
  EXPECT_EQ(refused_field({"us", "021000021", "12345678", "Tea"}, eur), "currency");
  const auto wrong = check_bank_account({"iban", "", "DE89370400440532013001", "Tea"}, eur);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message.find("3704"), std::string::npos);
}

TEST(BankAccount, ShowsItsEndOnly) {
  EXPECT_EQ(masked_number({"iban", "", "DE89370400440532013000", ""}), "DE****3000");
  EXPECT_EQ(masked_number({"us", "", "000123456789", ""}), "****6789");
  EXPECT_EQ(masked_number({"us", "", "1234", ""}), "****34");
}

} // namespace
} // namespace paydesk
