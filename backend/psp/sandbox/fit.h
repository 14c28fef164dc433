// Whether what came back is an answer to what was asked: only then does it tell anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "engine/ports/psp.h"

namespace paydesk::psp::sandbox {

/// The code of an answer that says success and is none: its outcome is unknown.
inline constexpr const char* unfit_answer = "unfit_answer";

/// Why the body of a 2xx answer is none to this call, in words; empty when it is. What fits has every member that is
/// read afterwards, of its kind and within its bounds, and speaks of the call's own charge, key, amount and currency.
std::string misfit(const PspCall& call, const nlohmann::json& body);

/// An integer that is one and that 64 bits hold; no fraction, no exponent.
std::optional<std::int64_t> exact_integer(const nlohmann::json& object, std::string_view name);

/// A text of ours to tell people, cut to `most` bytes between two characters.
std::string shortened(std::string text, std::size_t most);

} // namespace paydesk::psp::sandbox
