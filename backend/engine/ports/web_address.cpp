#include "engine/ports/web_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace paydesk {
namespace {

constexpr std::size_t longest_url = 2048, longest_host = 253, longest_label = 63;

struct Block {
  std::uint32_t network;
  int bits;
};
// IANA IPv4 special-purpose address registry, multicast and class E.
constexpr Block special_v4[] = {
    {0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0xA9FE0000, 16}, {0xAC100000, 12}, {0xC0000000, 24},
    {0xC0000200, 24}, {0xC0586300, 24}, {0xC0A80000, 16}, {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24},
    {0xE0000000, 4},  {0xF0000000, 4},
};

Reach reach_of_v4(const std::uint8_t* b) noexcept {
  const std::uint32_t address = std::uint32_t{b[0]} << 24 | std::uint32_t{b[1]} << 16 | std::uint32_t{b[2]} << 8 | b[3];
  if (b[0] == 127)
    return Reach::loopback;
  for (const auto& block : special_v4)
    if ((address ^ block.network) >> (32 - block.bits) == 0)
      return Reach::internal;
  return Reach::world;
}

bool begins_with(const std::uint8_t* address, std::initializer_list<std::uint8_t> prefix) {
  return std::equal(prefix.begin(), prefix.end(), address);
}

Reach reach_of_v6(const std::uint8_t* b) noexcept {
  const bool zeros = std::all_of(b, b + 10, [](std::uint8_t byte) { return byte == 0; });
  if (zeros && b[10] == 0xFF && b[11] == 0xFF)
    return reach_of_v4(b + 12); // ::ffff:0:0/96
  if (zeros && std::all_of(b + 10, b + 15, [](std::uint8_t byte) { return byte == 0; }) && b[15] == 1)
    return Reach::loopback;
  if (begins_with(b, {0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0}))
    return reach_of_v4(b + 12); // NAT64
  if (begins_with(b, {0x20, 0x02}))
    return reach_of_v4(b + 2); // 6to4
  if ((b[0] & 0xE0) != 0x20)
    return Reach::internal; // only 2000::/3 is given out
  if (begins_with(b, {0x20, 0x01, 0x0D, 0xB8}) || begins_with(b, {0x3F, 0xFF}) ||
      (begins_with(b, {0x20, 0x01}) && b[2] < 2))
    return Reach::internal; // documentation, and 2001::/23 with Teredo
  return Reach::world;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// A name's label; no underscore, no dash at an end.
bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= longest_label && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(),
                     [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; });
}

/// Whether resolvers would read the last label as a number, and so the host as an IPv4 address in some old form.
bool ends_in_number(std::string_view label) {
  return std::all_of(label.begin(), label.end(), is_digit) ||
         (label.starts_with("0x") && std::all_of(label.begin() + 2, label.end(), [](char c) {
            return is_digit(c) || (c >= 'a' && c <= 'f');
          }));
}

bool is_name(std::string_view host) {
  if (host.empty() || host.size() > longest_host)
    return false;
  for (std::size_t begin = 0;;) {
    const auto end = std::min(host.find('.', begin), host.size());
    const auto label = host.substr(begin, end - begin);
    if (!is_label(label))
      return false;
    if (end == host.size())
      return !ends_in_number(label);
    begin = end + 1;
  }
}

bool is_port(std::string_view text) {
  int port = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
  return !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size() && port > 0 && port < 65536;
}

/// Fills host, is_ip and reach from the authority's host part.
bool read_host(std::string_view text, WebAddress& address) {
  const bool bracketed = text.starts_with('[') && text.ends_with(']');
  std::string host(bracketed ? text.substr(1, text.size() - 2) : text);
  std::transform(host.begin(), host.end(), host.begin(), lower);
  std::array<std::uint8_t, 16> bytes{};
  address.host = host;
  if (bracketed && inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1) {
    address.is_ip = true;
    address.reach = reach_of(bytes);
    return true;
  }
  if (!bracketed && inet_pton(AF_INET, host.c_str(), bytes.data()) == 1) {
    address.is_ip = true;
    address.reach = reach_of(std::span(bytes).first(4));
    return true;
  }
  if (bracketed || !is_name(host))
    return false;
  address.reach = host == "localhost" || host.ends_with(".localhost") ? Reach::loopback : Reach::world;
  return true;
}

} // namespace

Reach reach_of(std::span<const std::uint8_t> address) noexcept {
  if (address.size() == 4)
    return reach_of_v4(address.data());
  return address.size() == 16 ? reach_of_v6(address.data()) : Reach::internal;
}

Result<WebAddress> parse_web_address(std::string_view url, std::string_view field) {
  const auto refuse = [&](const char* why) { return invalid(std::string(field), why); };
  if (url.empty())
    return refuse("is missing");
  if (url.size() > longest_url)
    return refuse("is longer than 2048 bytes");
  if (std::any_of(url.begin(), url.end(), [](char c) { return c <= 0x20 || c >= 0x7F || c == '\\' || c == '"'; }))
    return refuse("has a space, a control character or another one that belongs in no URL; write it percent-encoded");
  WebAddress address;
  address.tls = url.starts_with("https://");
  if (!address.tls && !url.starts_with("http://"))
    return refuse("must begin with https://");
  const auto rest = url.substr(address.tls ? 8 : 7);
  if (rest.find('#') != std::string_view::npos)
    return refuse("has a fragment (#…), which is never sent");
  const auto authority = rest.substr(0, rest.find_first_of("/?"));
  if (authority.find('@') != std::string_view::npos)
    return refuse("has a user or a password in it; deliveries are signed instead");
  auto host = authority;
  const auto colon = authority.rfind(':');
  if (colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
    host = authority.substr(0, colon);
    if (!is_port(authority.substr(colon + 1)))
      return refuse("has a port that is none; it is a number from 1 to 65535");
  }
  if (!read_host(host, address))
    return refuse("has a host that is neither a DNS name nor an IP address in its usual form");
  return address;
}

} // namespace paydesk
