// Which format a file is in, by its content; its name is never trusted.
#pragma once

#include <string_view>

#include "core/result.h"

namespace paydesk::statements {

enum class Format { sandbox_csv, camt053 };

/// The stable name: "sandbox_csv", "camt053".
std::string_view to_string(Format format) noexcept;

/// invalid_argument with field "content" when it is none that Paydesk reads; names what it seems to be.
Result<Format> recognise(std::string_view content);

} // namespace paydesk::statements
