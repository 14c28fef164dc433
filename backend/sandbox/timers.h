// Delayed actions on the io thread.
#pragma once

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>

namespace sandbox {

/// Runs `action` on the io_context after `delay`; it is forgotten when the io_context ends.
void run_later(boost::asio::io_context& io, std::chrono::milliseconds delay, std::function<void()> action);

} // namespace sandbox
