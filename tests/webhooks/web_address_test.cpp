// Addresses that others name: what is read, what is refused, and whose an IP address is.
#include <gtest/gtest.h>

#include "engine/ports/web_address.h"

namespace paydesk::test {
namespace {

TEST(WebAddress, ReadsWhatAShopWouldName) {
  const auto name = parse_web_address("https://Hooks.Shop.example:8443/paydesk?x=1", "url");
  ASSERT_TRUE(name);
  EXPECT_TRUE(name->tls);
  EXPECT_EQ(name->host, "hooks.shop.example");
  EXPECT_FALSE(name->is_ip);
  EXPECT_EQ(name->reach, Reach::world);
  const auto v6 = parse_web_address("https://[2606:4700::1111]/", "url");
  ASSERT_TRUE(v6);
  EXPECT_TRUE(v6->is_ip);
  EXPECT_EQ(v6->reach, Reach::world);
  EXPECT_EQ(parse_web_address("http://localhost:80", "url")->reach, Reach::loopback);
  EXPECT_EQ(parse_web_address("http://a.localhost/", "url")->reach, Reach::loopback);
}

TEST(WebAddress, RefusesWhatIsNoPlainAddressAndNamesTheField) {
  for (const char* url :
       {"", "shop.example", "ftp://shop.example/", "HTTPS://shop.example/", "https://", "https:///x",
        "https://shop.example:0/", "https://shop.example:65536/", "https://shop.example:/", "https://shop.example:8o/",
        "https://a..b/", "https://-a.example/", "https://a_b.example/", "https://shop.example./", "https://shop.example/#part",
        "https://shop example/", "https://shop.example/\n", "https://shop.example/\x7f", "https://sh\xc3\xb6p.example/",
        "https://shop.example\\@10.0.0.1/", "https://2130706433/", "https://0x7f000001/", "https://127.1/",
        "https://0177.0.0.1/x", "https://1.2.3.4.5/", "https://0x7f.1/", "https://[::1/", "https://[::1]x/",
        "https://[not:v6]/", "https://[1.2.3.4]/", "https://1.2.3.256/"}) {
    const auto read = parse_web_address(url, "url");
    ASSERT_FALSE(read) << url;
    EXPECT_EQ(read.error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(read.error().field, "url");
  }
  EXPECT_FALSE(parse_web_address("https://shop.example/" + std::string(2048, 'x'), "url"));
  EXPECT_FALSE(parse_web_address(std::string("https://shop.example/\0x", 23), "url"));
}

TEST(WebAddress, ACredentialIsRefusedAndNotRepeated) {
  const auto read = parse_web_address("https://user:hunter2@shop.example/", "url");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message.find("hunter2"), std::string::npos);
  EXPECT_FALSE(parse_web_address("https://shop.example@10.0.0.1/", "url"));
}

TEST(WebAddress, OnlyTheInternetIsTheWorld) {
  const auto reach = [](const std::string& host) {
    const auto read = parse_web_address("https://" + host + "/", "url");
    EXPECT_TRUE(read) << host;
    return read ? read->reach : Reach::world;
  };
  for (const char* host : {"127.0.0.1", "127.255.1.2", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]"})
    EXPECT_EQ(reach(host), Reach::loopback) << host;
  for (const char* host :
       {"0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9",
        "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "[::]", "[fc00::1]", "[fd12::1]", "[fe80::1]",
        "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[2001::1]", "[100::1]", "[::10.0.0.1]", "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]", "[2002:a00:1::]", "[2002:c0a8:101::]"})
    EXPECT_EQ(reach(host), Reach::internal) << host;
  for (const char* host : {"1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.0", "172.15.255.255",
                           "172.32.0.0", "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255",
                           "[2606:4700::1]", "[::ffff:8.8.8.8]", "[2002:808:808::]"})
    EXPECT_EQ(reach(host), Reach::world) << host;
}

} // namespace
} // namespace paydesk::test
