// The shape of a request handler.
#pragma once

#include "edge/http/message.h"

#include <utility> // Boost 1.74's awaitable.hpp needs it and forgot it

#include <boost/asio/awaitable.hpp>

#include <functional>

namespace paydesk::edge {

/// Answers one request; runs on its connection's strand and may wait as long as it likes, but never blocks.
/// The request lives until the answer is made.
using Handler = std::function<boost::asio::awaitable<HttpResponse>(const HttpRequest&)>;

} // namespace paydesk::edge
