// For LD_PRELOAD: gives paydeskd a system clock of its own, which a test can set. Monotonic clocks are as they are, and
// so are all clocks of other programs. STEPPED_CLOCK names a file with the offset in seconds, 8 bytes, read anew at
// every look at the clock.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace {

const volatile std::int64_t* mapped_offset() noexcept {
  const char* path = std::getenv("STEPPED_CLOCK");
  if (path == nullptr || std::strcmp(program_invocation_short_name, "paydeskd") != 0) return nullptr;
  const int file = ::open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return nullptr;
  void* place = ::mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
  ::close(file);
  return place == MAP_FAILED ? nullptr : static_cast<const volatile std::int64_t*>(place);
}

std::int64_t offset() noexcept {
  static const volatile std::int64_t* const place = mapped_offset();
  return place == nullptr ? 0 : *place;
}

} // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* now) noexcept {
  const auto outcome = static_cast<int>(::syscall(SYS_clock_gettime, clock, now));
  if (outcome == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += offset();
  return outcome;
}

int gettimeofday(timeval* now, void*) noexcept {
  timespec precise{};
  clock_gettime(CLOCK_REALTIME, &precise);
  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;
  return 0;
}

time_t time(time_t* now) noexcept {
  timespec precise{};
  clock_gettime(CLOCK_REALTIME, &precise);
  if (now != nullptr) *now = precise.tv_sec;
  return precise.tv_sec;
}
}
