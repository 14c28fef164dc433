// Our table of currencies against the list that ISO publishes. Built only where that list is at hand.
#include "core/money.h"

#include <fstream>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

namespace paydesk {
namespace {

std::string between(const std::string& text, const std::string& open, const std::string& close) {
  const auto begin = text.find(open);
  if (begin == std::string::npos) return {};
  const auto content = begin + open.size();
  return text.substr(content, text.find(close, content) - content);
}

/// Code → minor digits of every entry that has any.
std::map<std::string, int> published_currencies() {
  std::ifstream file(PAYDESK_ISO_4217);
  std::stringstream text;
  text << file.rdbuf();
  const std::string list = text.str();
  std::map<std::string, int> currencies;
  for (auto at = list.find("<CcyNtry>"); at != std::string::npos; at = list.find("<CcyNtry>", at + 1)) {
    const auto entry = list.substr(at, list.find("</CcyNtry>", at) - at);
    const auto code = between(entry, "<Ccy>", "</Ccy>");
    const auto units = between(entry, "<CcyMnrUnts>", "</CcyMnrUnts>");
    if (!code.empty() && units != "N.A.") currencies[code] = std::stoi(units);
  }
  return currencies;
}

TEST(CurrencyList, ours_has_exactly_the_published_currencies_that_have_minor_units) {
  std::map<std::string, int> ours;
  for (const Currency& currency : Currency::all())
    ours[currency.to_string()] = currency.digits();
  EXPECT_EQ(ours, published_currencies());
  EXPECT_EQ(ours.size(), Currency::all().size());
}

} // namespace
} // namespace paydesk
