#include "sandbox/timers.h"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace sandbox {

void run_later(boost::asio::io_context& io, std::chrono::milliseconds delay, std::function<void()> action) {
  // A steady timer overflows on "centuries from now"; nobody waits longer than ten years.
  const auto longest = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::hours(24 * 3650));
  auto timer = std::make_shared<boost::asio::steady_timer>(io, std::min(delay, longest));
  timer->async_wait([timer, action = std::move(action)](const boost::system::error_code& ec) {
    if (!ec) action();
  });
}

} // namespace sandbox
