// Addresses that somebody else names and the daemon calls: what they may look like, and where they lead.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace paydesk {

/// Whose an IP address is: this machine's, a private or special network's, or anybody's on the Internet.
enum class Reach : std::uint8_t { loopback, internal, world };

/// Of 4 (IPv4) or 16 (IPv6) raw bytes in network order; internal for any other length and for everything that is not
/// clearly on the Internet (RFC 6890 and the IANA special-purpose registries). An IPv4 address within an IPv6 one
/// (mapped, NAT64, 6to4) counts as itself.
Reach reach_of(std::span<const std::uint8_t> address) noexcept;

struct WebAddress {
  bool tls = false;
  std::string host;    ///< lower case; an IPv6 address without its brackets
  bool is_ip = false;  ///< host is an address; then `reach` is known
  Reach reach = Reach::world;
};

/// Reads an http or https URL strictly: no user or password, no fragment, no spaces, control or non-ASCII characters,
/// at most 2048 bytes, a host that is a DNS name, a dotted quad or a bracketed IPv6 address and that no resolver could
/// take for another (2130706433, 0x7f.1, 127.1). "localhost" and names below it are loopback addresses.
/// invalid_argument on `field` otherwise; the message never repeats what may hold a password.
Result<WebAddress> parse_web_address(std::string_view url, std::string_view field);

} // namespace paydesk
