// Hashes: SHA-256, its HMAC, and the cheap one that seeded decisions are drawn from.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace sandbox {

/// Lower-case hex SHA-256.
std::string sha256_hex(std::string_view bytes);

/// Lower-case hex HMAC-SHA256.
std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);

/// A well-mixed 64-bit number that depends on the seed and every part, and on where parts end.
std::uint64_t mixed(std::uint64_t seed, std::initializer_list<std::string_view> parts);

/// The next number of a SplitMix64 sequence; advances `state`.
std::uint64_t split_mix(std::uint64_t& state);

/// Maps a 64-bit number to [0, 1).
double unit_interval(std::uint64_t number);

} // namespace sandbox
