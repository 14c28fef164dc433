// Escaping for HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace sandbox {

/// Safe as element content and inside double- or single-quoted attributes; control characters that XML does
/// not allow are dropped.
std::string escaped(std::string_view text);

} // namespace sandbox
