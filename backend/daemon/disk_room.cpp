#include "daemon/disk_room.h"

#include <sys/statvfs.h>

namespace paydesk::daemon {

std::optional<DiskRoom> disk_room(const std::filesystem::path& folder) {
  struct statvfs about {};
  if (statvfs(folder.c_str(), &about) != 0)
    return std::nullopt;
  const auto block = static_cast<std::int64_t>(about.f_frsize);
  const bool no_files = about.f_files > 0 && about.f_favail == 0;
  return DiskRoom{no_files ? 0 : static_cast<std::int64_t>(about.f_bavail) * block,
                  static_cast<std::int64_t>(about.f_blocks) * block};
}

RoomLeft room_left(const DiskRoom& room) noexcept {
  if (room.free < full_below)
    return RoomLeft::none;
  return room.free < scarce_below && room.free < room.total / 20 ? RoomLeft::scarce : RoomLeft::enough;
}

std::string in_words(const DiskRoom& room, const std::filesystem::path& folder) {
  return std::to_string(room.free >> 20) + " MiB of " + std::to_string(room.total >> 20) + " MiB free in " +
         folder.string();
}

} // namespace paydesk::daemon
