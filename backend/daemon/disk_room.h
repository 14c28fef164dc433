// How much room the file system of a folder has, in numbers and in words.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace paydesk::daemon {

/// Bytes; `free` is what a process without privileges may still write, 0 also when no file can be made any more.
struct DiskRoom {
  std::int64_t free = 0;
  std::int64_t total = 0;
};

/// Below `full_below` PostgreSQL cannot count on the next pieces of its log (16 MiB each): it is called full.
inline constexpr std::int64_t full_below = 48LL << 20;
inline constexpr std::int64_t scarce_below = 1LL << 30;

enum class RoomLeft { enough, scarce, none };

/// Nothing when the folder cannot be asked about.
std::optional<DiskRoom> disk_room(const std::filesystem::path& folder);

/// Scarce: below 1 GiB and a twentieth of the whole.
RoomLeft room_left(const DiskRoom& room) noexcept;

/// "12 MiB of 400 MiB free in /var/lib/paydesk".
std::string in_words(const DiskRoom& room, const std::filesystem::path& folder);

} // namespace paydesk::daemon
