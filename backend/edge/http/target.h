// Taking a request target apart: path segments and query, percent-decoding checked.
#pragma once

#include "core/result.h"
#include "edge/http/message.h"

#include <string>
#include <string_view>

namespace paydesk::edge {

/// Decodes %XX (and '+' as a space when `plus_is_space`). invalid_argument: a broken escape, a control
/// character, or bytes that are not UTF-8.
Result<std::string> percent_decode(std::string_view text, bool plus_is_space);

/// Fills target, path, segments and query of the request from an origin-form ("/a?b=c") or absolute-form
/// target. Refuses "." and ".." segments, also encoded ones: nothing here walks a tree.
Result<void> parse_target(std::string_view target, HttpRequest& request);

} // namespace paydesk::edge
